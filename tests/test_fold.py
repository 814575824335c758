"""Keys: what rules look at, and the way back to the characters of the line."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taoxi.fold import fold, fold_lines


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("责任编辑：王小明", "责任编辑:王小明"),
        ("責 任 編 輯 ： 王 小 明", "责任编辑:王小明"),
        ("（責(zé)任編輯：王小明）", "(责任编辑:王小明)"),
        ("ＣＯＰＹＲＩＧＨＴ　© ２０２４", "copyright©2024"),
        ("標志著", "标志着"),
        ("長(zhǎng )江", "长江"),
        ("功率为三千瓦(kW)", "功率为三千瓦(kw)"),  # a unit, no reading
        ("亳(bó)州", "亳州"),
        ("", ""),
        (" \u3000\u200b\t", ""),
        ("，。！？", ",。!?"),
        ("🅐🅱🇨🇳", "🅐🅱🇨🇳"),  # no compatibility forms among those beside them, which have some
        ("🄰㊙", "a秘"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert fold(text).key == key


@pytest.mark.parametrize(
    ("text", "part", "origin"),
    [
        ("（責(zé)任 編輯：王小明）", "责任编辑", "責(zé)任 編輯"),
        ("来源 ： 江城日报", "来源:", "来源 ："),
        ("昨天……（完）", "(完)", "（完）"),
        ("昨天  …（完）", "...", "…"),  # as many characters vanish as one becomes more
        ("（ 完 ）…", "(完)", "（ 完 ）"),
    ],
)
def test_spans_lead_back_to_the_line(text: str, part: str, origin: str) -> None:
    folded = fold(text)
    start = folded.key.index(part)
    assert text[slice(*folded.span(start, start + len(part)))] == origin


@given(st.text(alphabet="编辑責(zé )：。，Ａa\u3000\u200b…①㎡ﬁ"))
def test_every_span_lies_in_the_line(text: str) -> None:
    folded = fold(text)
    places = folded.places()
    assert len(places) == len(folded.key)
    assert places == sorted(places)
    for at in range(len(folded.key)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_every_character_has_a_key() -> None:
    texts = [chr(code) for code in range(sys.maxunicode + 1)]
    assert fold_lines([text for text in texts if text != "\n"])
    for start in range(0, len(texts), 0x1000):
        text = "".join(texts[start : start + 0x1000])
        assert fold(fold(text).key).key == fold(text).key


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text).key).key == fold(text).key


@given(st.text(alphabet="编責(zé )：。，Ａa\u3000\u200b…\x1c\x85\u2028\n\t \xa0") | st.text())
def test_space_at_the_ends_changes_no_key(text: str) -> None:
    assert fold(text.strip()).key == fold(text).key
