"""The case books: what each rule must drop or cut, and the near misses that every rule must leave alone."""

from __future__ import annotations

import functools
from collections import Counter

import pytest
from case_books import BOOKS, PageRow, Row, page_of, parse, rows

from taoxi.judge import judge
from taoxi.lines import split
from taoxi.rules import RULES
from taoxi.types import Hit, Rule, Text

NAMES = [rule.name for rule in RULES]
ROWS = [row for row in rows() if row.mark != "."]
# what these look at is not in a line's text; their books say it in front of the line
BEYOND_TEXT = ("page-outside", "repeated-line")
Hits = dict[str, tuple[Hit, ...]]


@functools.cache
def found(page: tuple[PageRow, ...]) -> Hits:
    """What every rule finds on a page of these lines."""
    return judge(page_of(page), RULES)


def weight(hits: tuple[Hit, ...], index: int) -> float:
    """The sum of the weights of the hits on a whole line."""
    return sum(hit.weight for hit in hits if hit.index == index and hit.span is None)


def weight_of_all(hits: Hits, index: int) -> float:
    """The same over all rules."""
    return sum(weight(of_rule, index) for of_rule in hits.values())


def spans(hits: tuple[Hit, ...], index: int) -> set[tuple[int, int]]:
    """The spans of a line that are cut."""
    return {hit.span for hit in hits if hit.index == index and hit.span is not None and hit.weight >= 1}


def check_dropped(row: Row, hits: Hits) -> None:
    """The rule of the book drops the line, or cuts the span that is shown."""
    of_rule = hits.get(row.rule, ())
    if row.span:
        assert row.span in spans(of_rule, row.index), [row.text[a:b] for a, b in sorted(spans(of_rule, row.index))]
    else:
        assert weight(of_rule, row.index) >= 1, f"{row.rule} does not drop: {row.text}"


def check_kept(row: Row, hits: Hits) -> None:
    """No rule drops the line or cuts anything out of it."""
    blamed = {name for name, of_rule in hits.items() if any(h.index == row.index and h.weight > 0 for h in of_rule)}
    assert weight_of_all(hits, row.index) < 1, f"dropped by {blamed}: {row.text}"
    cut = {span for of_rule in hits.values() for span in spans(of_rule, row.index)}
    assert not cut, f"cut by {blamed}: {[row.text[a:b] for a, b in sorted(cut)]}"


def check_hinted(row: Row, hits: Hits) -> None:
    """The rule of the book says something against the line, not enough alone."""
    assert 0 < weight(hits.get(row.rule, ()), row.index) < 1


def check_protection(row: Row, hits: Hits) -> None:
    """In the book of a rule that protects: '+' rows are protected, '-' rows are not and fall."""
    own = weight(hits.get(row.rule, ()), row.index)
    if row.mark == "+":
        assert own < 0, f"{row.rule} does not protect: {row.text}"
        check_kept(row, hits)
    else:
        assert own == 0, f"{row.rule} protects: {row.text}"
        assert weight_of_all(hits, row.index) >= 1, f"no rule drops: {row.text}"


def check(row: Row, hits: Hits) -> None:
    """Whatever the row's mark asks for."""
    if row.rule.startswith("keep-"):
        check_protection(row, hits)
    else:
        {"-": check_dropped, "?": check_dropped, "+": check_kept, "~": check_hinted}[row.mark](row, hits)


def parameter(row: Row):
    """The row as a test; a known miss must go on missing, so that a change that mends it says so."""
    return pytest.param(row, id=row.id, marks=[pytest.mark.xfail(strict=True)] if row.mark == "?" else [])


@pytest.mark.parametrize("row", [parameter(row) for row in ROWS])
def test_row(row: Row) -> None:
    check(row, found(tuple(row.page)))


@pytest.mark.parametrize("name", NAMES)
def test_rule_has_a_book_with_both_sides(name: str) -> None:
    marks = {row.mark for row in ROWS if row.rule == name}
    assert marks & {"-", "~"}, f"tests/lines/{name}.txt needs '-' rows"
    assert "+" in marks, f"tests/lines/{name}.txt needs near misses with '+'"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.name not in BEYOND_TEXT], ids=lambda rule: rule.name)
def test_rule_finds_its_example(rule: Rule) -> None:
    assert rule.example, f"{rule.name} has no example"
    assert list(rule.find(split(Text(rule.example)))), f"{rule.name} finds nothing in its example: {rule.example}"


def test_every_book_has_a_rule() -> None:
    assert {book.stem for book in BOOKS.glob("*")} <= set(NAMES)


LEAST_ROWS = 20  # of either mark


def test_every_family_has_rows_enough() -> None:
    """A family's books hold twenty lines that fall (or, for `keep`, stay) and as many near misses."""
    books = Counter((row.rule.partition("-")[0], row.mark) for row in ROWS)
    families = {rule.family for rule in RULES}
    short = {f"{family} {mark}": books[family, mark] for family in families for mark in "-+"}
    assert {book: count for book, count in short.items() if count < LEAST_ROWS} == {}


def test_names_are_families_and_differ() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [name for name in NAMES if not is_sound_name(name)] == []


def is_sound_name(name: str) -> bool:
    """Is it family-thing, in small letters?"""
    family, _, thing = name.partition("-")
    return bool(family and thing) and name == name.lower() and name.replace("-", "").isalnum()


def test_rows_are_not_said_twice() -> None:
    """The same single line twice in one book tests nothing new."""
    times = Counter((row.rule, row.page[0]) for row in ROWS if len(row.page) == 1)
    assert [pair for pair, count in times.items() if count > 1] == []


# ---------------------------------------------------------------- the books' own grammar

BOOK = """# why
- 责任编辑：张三
- 他走了。⟦（记者 李四）⟧

= 四行一页
. 正文在前。
- 分享到
+ 他说完了。
- {outside, linked} 热门文章

? {repeated 12/300} 一条漏网的
"""


def test_parse_knows_pages_spans_and_facts() -> None:
    parsed = list(parse("x-y", BOOK))
    assert [(row.mark, row.index, len(row.page)) for row in parsed] == [
        ("-", 0, 1), ("-", 0, 1), (".", 0, 4), ("-", 1, 4), ("+", 2, 4), ("-", 3, 4), ("?", 0, 1),
    ]  # fmt: skip
    assert parsed[1].text == "他走了。（记者 李四）"
    assert parsed[1].span
    assert parsed[1].text[slice(*parsed[1].span)] == "（记者 李四）"
    last = page_of(tuple(parsed[5].page)).lines[3]
    assert (last.text, last.taken, last.link_share) == ("热门文章", False, 1.0)
    repeats = page_of(tuple(parsed[6].page)).repeats
    assert repeats
    assert (list(repeats.counts.values()), repeats.documents) == ([12], 300)


@pytest.mark.parametrize("line", ["责任编辑：张三", "-责任编辑：张三", "- {outsider} 责任编辑", "- ⟦一⟧二⟦三⟧"])
def test_parse_refuses_what_it_does_not_know(line: str) -> None:
    with pytest.raises(AssertionError, match=r"x-y\.txt:1"):
        list(parse("x-y", line))
