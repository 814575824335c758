"""Judge tries a pattern only where its literals stand, and that must never change what a rule finds."""

from __future__ import annotations

import re
from dataclasses import replace

import orjson
import pytest
from conftest import program
from hypothesis import given
from hypothesis import strategies as st
from material import LINES, TEXTS, traditional

from taoxi.judge import judge
from taoxi.lines import split
from taoxi.rules import RULES
from taoxi.rules.literals import literals
from taoxi.rules.marks import may_hold
from taoxi.rules.shapes import closing, ending, holding, inside, matching
from taoxi.types import Finder, Page, Rule, Text

packed = program("eval/make_literals.py")
PATTERNS = (
    r"责任编辑:\w{2,3}",
    r"(?:作者|记者)[:/][一二三]",
    r"(?=.*转载)请注明|版权所有",
    r"x?y*(?:下载|打开)+app",
    r"a{2,3}b",
    r"[上下]一[篇页]|没有了?",
    r"(?!编辑)编?校对",
    r"(?<=。)(?:图|摄)影",
    r"(?>热线|电话)\d{7}",
    r"[^。]{0,3}扫码++",
)


def everywhere(page: Page, rules: tuple[Rule, ...] = RULES) -> dict[str, tuple[object, ...]]:
    """What each rule finds when every line is tried."""
    found = {rule.name: tuple(rule.find(page)) for rule in rules}
    return {name: hits for name, hits in found.items() if hits}


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_has_the_hits_that_it_has_when_every_line_is_tried(name: str) -> None:
    page = split(Text(TEXTS[name]))
    assert judge(page, RULES) == everywhere(page)


@pytest.mark.parametrize("first", range(0, len(LINES), 500))
def test_case_books_have_the_hits_that_they_have_when_every_line_is_tried(first: int) -> None:
    lines = "\n".join(LINES[first : first + 500])
    page = split(Text(f"{lines}\n{traditional(lines)}"))
    assert judge(page, RULES) == everywhere(page)


@pytest.mark.parametrize("source", PATTERNS)
@given(data=st.data())
def test_every_match_holds_a_literal_of_each_set(source: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(source)))
    assert literals(source, 0)
    holds = [[any(literal in text for literal in strings) for strings in way] for way in literals(source, 0)]
    assert any(map(all, holds))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (r"责任?编辑", [["责任编辑", "责编辑"]]),
        (r"责任编辑 .* (?:电|报[道导])", [["责任编辑"]]),  # seldom enough alone
        (r"图 .* [电报]", [["图"], ["报", "电"]]),
        (r"(?: 甲乙 | 丙丁 ) \d", [sorted(f"{word}{digit}" for word in ("甲乙", "丙丁") for digit in range(10))]),
        (r"(?: 甲乙 | . )", None),  # a branch needs nothing
        (r"[^a]{3} \w+ 。?", None),
        (r"(?! 甲乙 ) .", None),
        (r"(?= .{0,9} 甲乙 ) .", [["甲乙"]]),
        (r"(?: 甲乙 ){0,2} 丙丁", [["丙丁"]]),
        (r"甲 | 甲乙", [["甲"]]),  # the longer holds the shorter
    ],
)
def test_literals(source: str, wanted: list[list[str]] | None) -> None:
    assert [[sorted(strings) for strings in way] for way in literals(source)] == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (r"(?: 图 .* 电 | 文 .* 报 )", {("图", "电"), ("报", "文")}),
        (r"(?: 图 .* 电 | 文 .* 电 )", {("图文", "电")}),  # what two have in common makes them one
        (r"图 .* (?: 电 | 报[道导] )", {("图", "电"), ("报导报道",)}),  # that is rare enough alone
        (r"(?: 图 .* 电 | 责任编辑 .* | 供稿 : )", {("图", "电"), ("供稿:责任编辑",)}),
    ],
)
def test_each_way_has_literals_of_its_own(source: str, wanted: set[tuple[str, ...]]) -> None:
    assert {tuple(sorted("".join(sorted(strings)) for strings in way)) for way in literals(source)} == wanted


@pytest.mark.parametrize("source", PATTERNS)
@given(data=st.data())
def test_a_match_holds_nothing_that_it_may_not(source: str, data: st.DataObject) -> None:
    match = re.search(source, data.draw(st.from_regex(re.compile(source))))
    assert match
    assert all(may_hold(source, character) for character in match[0])


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("。", True), ("[。!?]", True), ("[^。]", False), ("[^a]", True), (r"\W", True), (r"\w", False), (".", True),
        (r"[\W]", True), (r"[^\W]", False), ("[、-〇]", True), ("(?: 甲 | 乙。? )", True), ("(?= 。 ) 甲", False),
        ("(?> 甲 )*+ $", False), ("甲 (?P<a> 。 )", True), (r"(甲) \1", True),
    ],
)  # fmt: skip
def test_may_hold(source: str, holds: bool) -> None:
    assert may_hold(source, "。") is holds


@pytest.mark.parametrize("line", ["记者王小明", "记者王小明。", "记者。王小明", f"记者{'王' * 40}"])
def test_lines_that_a_search_cannot_hit_are_left_out(line: str) -> None:
    seen = []
    page = split(Text(line))
    looks = {}
    for name, finder in (("short", matching("记者.*", longest=20)), ("plain", matching("记者[^。]*"))):
        (search,) = finder.parts
        looks[name] = search
    for name, search in looks.items():
        rule = Rule(name, Finder((replace(search, look=lambda page, lines, name=name: seen.append(name) or []),)))
        judge(page, (rule,))
    assert seen == [name for name, fits in (("short", len(line) <= 20), ("plain", "。" not in line)) if fits]


def test_the_packed_table_is_what_is_read_out_of_the_patterns() -> None:
    assert orjson.loads(packed.TABLE.read_bytes()) == packed.table(), "python eval/make_literals.py makes it anew"


def test_most_rules_need_no_look_at_a_plain_sentence() -> None:
    page = split(Text("两条新线共设二十座车站，沿线居民步行十分钟就能到达。"))
    searches = [search for rule in RULES if hasattr(rule.find, "searches") for search in rule.find.searches()]
    unsure = [search for search in searches if not search.literals()]
    assert len(unsure) < 0.1 * len(searches)
    assert judge(page, RULES) == {}


TITLE, BODY = "两条新线今日开通", "江城昨天新开两条公交线路，方便沿线市民出行。"


@pytest.mark.parametrize(
    ("rule", "text", "index"),
    [
        (Rule("t-tail", ending("来源:.{2,8}")), f"{BODY * 9}来源：江城日报", 0),
        (Rule("t-raw", closing("（完）")), f"{TITLE}\n{BODY}（完）", 1),
        (Rule("t-wide", inside("［[^］]+］")), f"{TITLE}\n{BODY}［图］{BODY}", 1),
        (Rule("t-old", matching("责任编辑:.*")), f"{TITLE}\n責 任 編 輯：王小明", 1),
        (Rule("t-reading", holding("产业")), f"{TITLE}\n產(chǎn)業(yè)在線", 1),
        (Rule("t-digit", holding(r"电话\d")), f"{TITLE}\n電話٣٤٥", 1),  # digits of other scripts are digits
        (Rule("t-any", matching(".{8}")), f"{BODY}\n{TITLE}", 1),
    ],
)
def test_a_line_is_tried_as_its_key_has_it(rule: Rule, text: str, index: int) -> None:
    found = judge(split(Text(text)), (rule,))
    assert [hit.index for hit in found[rule.name]] == [index]


def test_hits_of_a_long_page_stand_on_their_lines() -> None:
    lines = [BODY] * 2500
    for at in (0, 999, 1000, 2499):
        lines[at] = "责任编辑：王小明"
    rule = Rule("t-editor", matching("责任编辑:.*"))
    assert [hit.index for hit in judge(split(Text("\n".join(lines))), (rule,))["t-editor"]] == [0, 999, 1000, 2499]
