"""Script and marks of what is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taoxi import Options, clean
from taoxi.script import convert, page_script, punctuate, simplify


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("這標志著工程進入新階段。", "这标志着工程进入新阶段。"),
        ("沿著河邊走著走著", "沿着河边走着走着"),
        ("這部名著的原著作者是土著", "这部名著的原著作者是土著"),
        ("乾隆年間的乾糧", "乾隆年间的干粮"),
        ("皇後 乾部 髮展 裡程 曆史 隻要 麵前 瞭解", "皇后 干部 发展 里程 历史 只要 面前 了解"),
        ("研究專著與編著", "研究专著与编著"),
        ("檸檬薴的香氣", "柠檬苧的香气"),
    ],
)
def test_traditional_becomes_simplified(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


@pytest.mark.parametrize(
    "text", ["他的著作很多，名著也读过几部。", "瞭望台上有人。", "皇后与皇太后", "柠檬苧的香气", ""]
)
def test_simplified_text_stays(text: str) -> None:
    assert simplify(text) == text


def test_zhu_alone_is_converted_where_the_page_is_traditional() -> None:
    assert convert(["會議討論了發展規劃。", "看著"], "simplified") == ["会议讨论了发展规划。", "看着"]
    assert convert(["会议讨论了发展规划。", "看著"], "simplified") == ["会议讨论了发展规划。", "看著"]


def test_scripts() -> None:
    assert convert(["发展"], "traditional") == ["發展"]
    assert convert(["發展"], "keep") == ["發展"]
    assert page_script(["會議討論了發展規劃。"]) == "traditional"
    assert page_script(["会议讨论了发展规划。"]) == "simplified"


FOLDED = ["昨天,江城开通两条新线路,市民很高兴.", "有人问:“票价多少?”答:两元!", "首班车(六点)发出;末班车十点,准时."]


def test_folded_marks_come_back_next_to_hanzi() -> None:
    assert punctuate(FOLDED) == [
        "昨天，江城开通两条新线路，市民很高兴.",
        "有人问：“票价多少？”答：两元！",
        "首班车（六点）发出；末班车十点，准时.",
    ]


@pytest.mark.parametrize("text", ["全程12,800米,比原来长", "时间10:30,地点G60(abc)"])
def test_marks_between_digits_or_letters_stay(text: str) -> None:
    (*_, line) = punctuate([*FOLDED, text])
    assert "12，800" not in line
    assert "10：30" not in line
    assert "（abc）" not in line


def test_a_page_that_has_the_full_width_mark_was_not_folded() -> None:
    lines = [*FOLDED, "据介绍，新线路共设二十站。"]
    assert punctuate(lines)[0] == lines[0]
    assert punctuate(lines)[1] == "有人问：“票价多少？”答：两元！"


def test_marks_in_a_row_and_behind_brackets_are_restored_together() -> None:
    lines = ["票价(两元);没人信?!", "船票(五元);有人问::船呢?", '说("停航");然后']
    want = ["票价（两元）；没人信？！", "船票（五元）；有人问：：船呢？", '说（"停航"）；然后']
    assert punctuate([*FOLDED, *lines])[len(FOLDED) :] == want


@given(st.lists(st.text('江大a1()（）,，;；!?".:。 '), max_size=6))
def test_restoring_marks_twice_is_restoring_them_once(lines: list[str]) -> None:
    once = punctuate([*FOLDED[:2], *lines])
    assert punctuate(once) == once


def test_few_marks_are_left_alone() -> None:
    assert punctuate(["昨天,江城开通两条新线路."]) == ["昨天,江城开通两条新线路."]


def test_options_reach_the_article() -> None:
    page = "會議討論了發展規劃,決定明年開工,分三期建設,工期五年,投資九億元,由縣里承擔。"
    assert clean(page, Options(script="keep", punctuation="keep")).text == page
    assert clean(page).text == "会议讨论了发展规划，决定明年开工，分三期建设，工期五年，投资九亿元，由县里承担。"
