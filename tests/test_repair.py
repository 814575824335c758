"""Repair: every kind of damage and its look-alikes, and what holds for any text."""

from __future__ import annotations

import pickle
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taoxi.repair import FIXES, repair, replay
from taoxi.repair.annotations import REMEMBERED, survey
from taoxi.repair.beam import Reader
from taoxi.repair.chooser import Chooser
from taoxi.repair.gbk import choices
from taoxi.repair.lesson import Lesson
from taoxi.repair.lexicon import lexicon
from taoxi.repair.losses import counted
from taoxi.repair.ngrams import folded, ngrams
from taoxi.repair.orphans import learn, read_line
from taoxi.repair.outline import UNREAD, Outline
from taoxi.repair.signs import is_plain
from taoxi.types import Line, Page, Text

ROWS = sorted((Path(__file__).parent / "repair").glob("*.txt"))


def pages(path: Path) -> list[tuple[str, str, str]]:
    """(heading, damaged page, restored page) of a row file; pages that stay are their own restoration."""
    found, heading = [], ""
    for _, group in groupby(path.read_text("utf-8").split("\n"), bool):
        lines = list(group)
        heading = next((line[2:] for line in reversed(lines) if line.startswith("# ")), heading)
        damaged = "\n".join(line[2:] for line in lines if line.startswith(("- ", "+ ")))
        restored = "\n".join(line[2:] for line in lines if line.startswith(("= ", "+ ")))
        if damaged:
            found.append((f"{path.stem}: {heading}", damaged, restored))
    return found


PAGES = [page for path in ROWS for page in pages(path)]
DAMAGED = [damaged for _, damaged, restored in PAGES if damaged != restored]
SOUND = [restored for _, _, restored in PAGES]


@pytest.mark.parametrize(("heading", "damaged", "restored"), PAGES, ids=[page[0] for page in PAGES])
def test_row_files(heading, damaged, restored):
    assert repair(damaged) == restored


def test_row_files_hold_damage_and_look_alikes():
    for path in ROWS:
        kinds = {damaged == restored for _, damaged, restored in pages(path)}
        assert kinds == {True, False}, path


@pytest.mark.parametrize(
    ("damaged", "restored"),
    [
        ("水\u200b务\ufeff局\u00ad公\u200e布", "水务局公布"),
        ("\ufeff第一段", "第一段"),
        (
            "家\u200d庭 \U0001f468\u200d\U0001f469\u200d\U0001f467 都来",
            "家庭 \U0001f468\u200d\U0001f469\u200d\U0001f467 都来",
        ),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("水\x01务\x0b局\x7f公\x9f布", "水务局公布"),
        ("第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
        ("⽔务局⼯作⼈员", "水务局工作人员"),
        ("⻢车⻄行⻅⻚", "马车西行见页"),
        ("\uf9e1樂\uf914", "李樂樂"),
        ("\ufa0e\ufa0f", "\ufa0e\ufa0f"),
        ("他说｢好｣､走了｡", "他说「好」、走了。"),
        ("ﾊﾝｶｸ｡", "ﾊﾝｶｸ｡"),
        ("第一段。\ue40c　　第二段。", "第一段。\n第二段。"),
        ("\ue816字", "\U00020087字"),
        ("图标\uf101在此", "图标\uf101在此"),
        ("研 发 中 心 今 天 在 本 市 成 立", "研发中心今天在本市成立"),
        ("白日依山尽　黄河入海流\n张三 李四 王五 赵六", "白日依山尽　黄河入海流\n张三 李四 王五 赵六"),
        ("坏\ud800字", "坏\ufffd字"),
        ("他说：到z(sī)4", "他说：到z(sī)4"),
        ("第一句说完了。\\n第二句接着说。\\r\\n第三句。", "第一句说完了。\n第二句接着说。\n第三句。"),
        ("<p>第一段</p>\n<p class='x'>第二段</p><p>第三段</p>", "第一段\n第二段\n第三段"),
        ("他说完就走了。/p>\nbr>第二段", "他说完就走了。\n第二段"),
        ("</P><P>br>第二段", "\n第二段"),
        ("第一段&#10;第二段", "第一段\n第二段"),
        ('电影<sub id="x1y2z">今天</sub>上映', "电影今天上映"),
        ("ÖÐ¹úµÄ¾­¼Ã£¬ÔÚÔö³¤¡£", "中国的经济，在增长。"),
        ("100%增长20%EF的份额", "100%增长20%EF的份额"),
    ],
)
def test_characters(damaged, restored):
    assert repair(damaged) == restored


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("有三个字\ufffd\ufffd\ufffd坏了", "replacement characters: 3"),
        ("锟斤拷锟斤拷的故事", "locked bytes 锟斤拷: 2"),
        ("????????, 2016 ????????", "question marks for characters: 16"),
        ("烫烫烫烫", "uninitialised memory: 4"),
        ("图标\uf101", "private-use characters: 1"),
        ("æ¨å¤©ä¸å，市民", "letters for bytes: 8"),
        ("经过：¾\xad¹ý¾\xadÍ", "letters for bytes: 7"),
        ("市民沿着新修的步道散步" * 10, "punctuation lost"),
    ],
)
def test_what_is_lost_is_doubted(text, doubt):
    assert doubt in repair(Text(text)).doubts


@pytest.mark.parametrize(
    "text",
    ["什么????真的吗", "Élan à la française, naïve Ærøskøbing „Größe“", "他说，走吧。" * 20, "", "short", "a" * 500],
)
def test_nothing_lost_no_doubt(text):
    assert repair(Text(text)).doubts == ()


def test_text_keeps_what_it_knows():
    text = repair(Text("水\u200b务&nbsp;局", "utf-8", ("charset: utf-8",), ("undecodable bytes: 1",)))
    assert text.body == "水务 局"
    assert text.charset == "utf-8"
    assert text.steps == ("charset: utf-8", "repair: zero width", "repair: entities")
    assert text.doubts == ("undecodable bytes: 1",)


def test_page_splits_lines():
    page = Page((Line("甲\ue40c乙", "甲\ue40c乙", 1, 3), Line("丙", "丙", 2)))
    fixed = repair(page)
    assert [(line.raw, line.text, line.number) for line in fixed.lines] == [
        ("甲\ue40c乙", "甲", 1),
        (None, "乙", 1),
        ("丙", "丙", 2),
    ]
    assert fixed.steps == ("repair: private use",)
    assert fixed.lines[2] is page.lines[1]


def test_page_of_html_leaves_markup_to_its_parser():
    raw = "写作 &lt;br&gt; 的标签 \\u4e2d"
    page = Page((Line(raw, raw, 1), Line("零\u200b宽", "零\u200b宽", 2)), markup="html")
    assert [line.text for line in repair(page).lines] == [raw, "零宽"]


@pytest.mark.parametrize(
    "sound", ["市民散步，孩子放学。", "气温18℃（体感20°）", "A股（sz）", "单价(kW) 5%", "屯里水烫"]
)
def test_what_is_sound_is_the_same_object(sound):
    page = Page((Line(sound, sound, 1),))
    assert repair(page) is page
    text = Text(sound)
    assert repair(text) is text


def test_gates_look_at_all_lines_of_a_page():
    damaged = next(damaged for heading, damaged, _ in PAGES if heading.startswith("annotations"))
    alone = damaged.split("\n")[1]
    assert repair(damaged).split("\n")[1] != alone
    assert repair("今天。\n" * 200 + "產(chǎn)地在此") == "今天。\n" * 200 + "產(chǎn)地在此"


@pytest.mark.parametrize("wrong", [None, 3, b"bytes"])
def test_other_types_are_refused(wrong):
    with pytest.raises(TypeError, match="str, Text or Page"):
        repair(wrong)


def test_unknown_steps():
    assert replay("水\u200b务", ("charset: utf-8", "repair: zero width")) == "水务"
    with pytest.raises(ValueError, match="no fix is called 'magic'"):
        replay("水务", ("repair: magic",))


@pytest.mark.parametrize("damaged", DAMAGED)
def test_steps_replay(damaged):
    fixed = repair(Text(damaged))
    assert replay(damaged, fixed.steps) == fixed.body


@pytest.mark.parametrize("sound", SOUND)
def test_repaired_text_stays(sound):
    assert repair(sound) == sound


def test_sound_text_of_both_scripts_passes():
    opencc = pytest.importorskip("opencc")
    lines = "\n".join(SOUND)
    plain = "".join(c for c in lines if c == "\n" or "\u4e00" <= c <= "\u9fff" or c in "，。：！？“”（）")
    for config in ("s2t", "t2s"):
        text = opencc.OpenCC(config).convert(plain)
        assert repair(text) == text


LINES = sorted({line for damaged in DAMAGED for line in damaged.split("\n")})
PIECES = st.one_of(
    st.sampled_from(LINES),
    st.text(max_size=30),
    st.text("?#;&(（)）<>/\\u%\n\r \ue40c\u200b锛鐨產業(chǎn)Ö中国：。，”！", max_size=20),
    st.sampled_from(
        [
            "?#19994;",
            "(chǎn)",
            "&amp;lt;br&amp;gt;",
            "\\u4e2d",
            "%E4%B8%AD",
            "</p><p>",
            "</p>",
            "\n<p>",
            "<br>",
            "&#10;",
            "锟斤拷",
            "\udc80",
            "ÖÐ¹ú",
            "ぃ琌硂",
            "岆婓賸衄",
            "?nbsp;",
            "Ã¥Â·Â¥",
        ]
    ),
)


@given(st.lists(PIECES, max_size=6), st.sampled_from(["", "\n", "，"]))
def test_plain_text_has_no_use_for_any_fix(pieces, between):
    text = between.join(piece for piece in pieces if is_plain(piece))
    if is_plain(text):
        assert all(fix.apply(text) == text for fix in FIXES.values())
        assert not any(counted(text).values())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=12), st.sampled_from(["", "\n", "，"]))
def test_any_text(pieces, between):
    text = between.join(pieces)
    fixed = repair(Text(text))
    assert repair(fixed.body) == fixed.body
    assert replay(text, fixed.steps) == fixed.body
    assert not any("\ud800" <= c <= "\udfff" for c in fixed.body)
    page = Page(tuple(Line(raw, raw, number) for number, raw in enumerate(text.split("\n"), 1)))
    assert "\n".join(line.text for line in repair(page).lines) == fixed.body
    assert [line.raw for line in repair(page).lines if line.raw is not None] == text.split("\n")


def test_spliced_pages_repair_once():
    for first, second in zip(DAMAGED, reversed(DAMAGED), strict=True):
        fixed = repair(first + "\n" + second)
        assert repair(fixed) == fixed


def test_fixes_pickle_by_name():
    assert pickle.loads(pickle.dumps(repair(Text("水\u200b务")))).steps == ("repair: zero width",)
    assert set(FIXES) >= {"annotations", "orphans", "hanzi", "letters", "entities"}


def test_table_prefers_words():
    table = ngrams()
    assert table.total(folded("他们正在进行最后的检查")) > table.total(folded("他们正在进行最候的检查"))
    assert table.total(folded("他們正在進行")) == table.total(folded("他们正在进行"))
    assert table.total(folded("今年1月")) == table.total(folded("今年７月"))


def test_a_line_of_which_most_is_lost_is_not_guessed_at(monkeypatch):
    asked = []
    whole = Reader.widened
    monkeypatch.setattr(Reader, "widened", lambda *args: asked.append(args) or whole(*args))
    line = "這是不會要記得過就來的，下雪了。".encode("big5").decode("gbk", "replace")  # and back
    assert repair(line) == "這是不會要記得過就來的，下雪了。"
    guesses = len(asked)
    assert guesses
    repair(f"{line}\n" + "琌\ufffd\ufffd" * 50)
    assert len(asked) == 2 * guesses


@pytest.mark.parametrize(
    ("method", "page"),
    [
        # three signs of Big5 read as GBK, and what neither charset makes text of
        ("widened", "琌ぃ硂" + "\ufffd鲮徂縠叒耩瓛鹇玍" * 40),
        # an entity's tail in front of hanzi in no order
        ("steps", "?#24180;" + "亍丌兀丐廿卅丕亘丞鬲孬噩禺匕夭爻" * 30),
    ],
)
def test_what_makes_no_text_is_soon_given_up(monkeypatch, method, page):
    asked = []
    whole = getattr(Reader, method)
    monkeypatch.setattr(Reader, method, lambda *args: asked.append(args) or whole(*args))
    repair(page)
    assert 0 < len(asked) < 30  # of 360 characters and more


def test_sound_pages_do_not_read_the_table():
    code = (
        "from taoxi.repair import repair; from taoxi.repair.ngrams import ngrams\n"
        "for page in ('供應鏈上的企業都說好。', '亳(bó)州 café 100 %', '他问：“好吗?”'): assert repair(page) == page\n"
        "assert not ngrams.cache_info().currsize\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("damaged", "repaired", "lost"),
    [
        # 找 lost its first byte, 当 its second
        ("寻?#19994;?#24180;的照片", "寻找当年的照片", [(1, 0xD2, False), (2, 0xB5, True)]),
        ("今年募?#24230;?0亿元", "今年募投入\ufffd0亿元", [(3, 0xB6, False), (4, 0xC8, True)]),
        ("平安无事", "平安无事", []),
    ],
)
def test_gaps_are_where_a_run_lost_a_byte(damaged, repaired, lost):
    line, found = read_line(Reader(learn(damaged, None), ngrams(), choices()), damaged)
    assert line == repaired
    for (place, group), (expected, byte, whole) in zip(found, lost, strict=True):
        assert place == expected
        assert group.whole == whole
        assert {choice.code >> 8 if whole else choice.code & 255 for choice in group.choices} == {byte}
        assert line[place] in {choice.character for choice in group.choices}


@pytest.mark.parametrize(
    ("before", "group", "behind"),
    [
        ("寻找", choices().by_trail[0xB1], "年的"),
        ("，他", choices().by_lost_trail[0xCB], "：“"),
        ("\n\n", choices().by_trail[0xE4], "\n\n"),
    ],
)
def test_what_fits_between_is_what_scores_best_of_all(before, group, behind):
    chooser, table, least = Chooser(Lesson(False), ngrams(), choices()), ngrams(), -40.0
    every = {c.counted: table.total(before + chr(c.counted) + behind) for c in group.choices}
    ending = chooser.ending(group, *map(ord, behind))
    among = [
        found
        for choose in (chooser.between, chooser.strangers)
        for found in choose(*map(ord, before), group, ending, least)
    ]
    found = {options[0].counted: value for value, options in among}
    assert len(found) == len(among)
    assert found == pytest.approx({c: every[c] for c in found})
    best = max(every.values())
    assert {c for c, value in every.items() if value == best} <= found.keys()
    assert max(found.values()) == pytest.approx(best)


def test_what_two_known_characters_leave_is_what_reading_on_leaves(monkeypatch):
    read = list(map(repair, DAMAGED))
    monkeypatch.setattr(sys.modules["taoxi.repair.orphans"], "passed", lambda *_: None)
    assert list(map(repair, DAMAGED)) == read


def test_what_bytes_alone_tell_is_what_reading_on_tells(monkeypatch):
    pages = [page for page in DAMAGED if "?#" in page]
    module = sys.modules["taoxi.repair.orphans"]
    told, whole = [], module.outlined
    monkeypatch.setattr(module, "outlined", lambda *args: told.append(whole(*args)) or told[-1])
    fixed = list(map(repair, pages))
    assert any(told)
    monkeypatch.setattr(module, "outlined", lambda *_: None)
    assert list(map(repair, pages)) == fixed


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("?#19994;?#24180;的照片", f"{UNREAD}{UNREAD}年的照"),  # 找当年的照片, up to where it has settled
        ("?真的是", "?真的是"),  # no byte is missing
        ("?#19994;的照", None),  # the line ends inside the run
        ("?#19994;(yè)年", None),
        ("?nbsp;年", None),
        ("?#4608;?#24180;的照片", None),  # ሀ is no pair of bytes
    ],
)
def test_a_run_is_told_by_its_bytes(run, text):
    outline = Outline(Reader(learn("", None), ngrams(), choices()), 0)
    assert (outline.read(run, 0) >= 0) == (text is not None)
    if text is not None:
        assert "".join(outline.pieces) == text
        assert [gap.place for gap in outline.gaps] == [at for at, c in enumerate(text) if c == UNREAD]


def test_words_between_are_scored_as_in_the_whole_text():
    words = lexicon()
    for before, middles, behind in (
        ("自己", ["驾", "级", "驾车"], "车前往"),
        ("", ["年", ""], ""),
        ("在江", ["城"], ""),
    ):
        scores = [words.score(before + middle + behind) for middle in middles]
        assert list(words.framed(before, middles, behind)) == pytest.approx(scores)


def test_words_tell_what_three_characters_do_not():
    score = lexicon().score
    assert score("自己驾车前往") > score("自己级车前往")
    assert score("") == 0.0


def test_a_page_is_surveyed_once_and_a_long_one_is_not_kept():
    page = "\n".join(["市水務(wù)局已經(jīng)公佈"] * 3)
    assert survey(page) is survey(f"{page}")
    long = page * REMEMBERED
    held = sys.getrefcount(long)
    assert survey(long).total == REMEMBERED * survey(page).total
    assert sys.getrefcount(long) == held
