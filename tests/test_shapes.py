"""The shapes that rules are made of: what each finds, what it leaves, and where it cuts; and that none is slow."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from taoxi import rules
from taoxi.fold import fold, folding
from taoxi.lines import split
from taoxi.rules import RULES, fragments
from taoxi.rules.shapes import (
    ANY,
    closing,
    either,
    ending,
    holding,
    inside,
    made_of,
    matching,
    opening,
    pattern,
)  # fmt: skip
from taoxi.types import Hit, Page, Rule, Text
from taoxi.words import words

ROOM = Path(rules.__file__).parent


def page(*lines: str) -> Page:
    return split(Text("\n".join(lines)))


def lines_hit(find: Callable[[Page], Iterator[Hit]], *lines: str) -> list[int]:
    return [hit.index for hit in find(page(*lines))]


def cut(find: Callable[[Page], Iterator[Hit]], line: str) -> list[str]:
    """What is cut out of a line."""
    return [line[slice(*hit.span)] for hit in find(page(line)) if hit.span]


# ---------------------------------------------------------------- whole lines


def test_matching_wants_the_whole_key() -> None:
    find = matching("来源 : .{2,6}")
    assert lines_hit(find, "来源：江城日报", "水的来源：山涧", "来源：江城日报的一位读者", "") == [0]


def test_matching_reads_the_key_and_not_the_line() -> None:
    find = matching("责任编辑 : .{2,4}")
    assert lines_hit(find, "責 任 編 輯：周小禾", "責(zé)任編(biān)輯：周小禾", "责任编辑﹕周小禾") == [0, 1, 2]


def test_opening_wants_the_beginning() -> None:
    assert lines_hit(opening("上一篇 :"), "上一篇：老码头亮灯", "他读了上一篇：老码头亮灯") == [0]


def test_holding_finds_anywhere() -> None:
    assert lines_hit(holding("版权所有"), "江城日报 版 权 所 有", "版权归谁所有") == [0]


@pytest.mark.parametrize("shape", [matching, opening, holding])
def test_longer_lines_are_left(shape: Callable[..., Callable[[Page], Iterator[Hit]]]) -> None:
    find = shape("甲+", longest=5)
    assert lines_hit(find, "甲" * 5, "甲" * 6, "甲 甲 甲 甲 甲") == [0, 2]


@pytest.mark.parametrize("shape", [matching, opening, holding])
def test_weight_is_handed_on(shape: Callable[..., Callable[[Page], Iterator[Hit]]]) -> None:
    assert [hit.weight for hit in shape("甲", weight=0.4)(page("甲"))] == [0.4]


def test_made_of_counts_what_no_token_explains() -> None:
    find = made_of("分享 | 微信 | 微博", need="分享", rest=1)
    assert lines_hit(find, "分享：微信 微博", "分享 微信 赞", "微信 微博", "分享到微信的照片") == [0, 1]


def test_made_of_asks_for_one_of_its_tokens() -> None:
    assert lines_hit(made_of("分享 | 微信", rest=2), "——", "赞", "微信 赞") == [2]


# ---------------------------------------------------------------- spans


def test_ending_cuts_tails_and_leaves_a_body() -> None:
    find = ending("[(] 记者 .{2,4} [)]", body=4)
    assert cut(find, "路灯今晚亮了。（记者 何大江）") == ["（记者 何大江）"]
    assert cut(find, "亮了（记者 何大江）") == []
    assert cut(find, "（记者 何大江）路灯今晚亮了。") == []


def test_ending_finds_its_way_back_through_folding() -> None:
    find = ending("[(] 记者 .{2,4} [)]", body=4)
    for line in (
        "路燈(dēng)今晚亮了。（記(jì)者　林昱廷）",
        "路　灯　今　晚　亮　了。（ 记 者 何大江 ）",
        "价格是㎡㎡㎡，路灯亮了。（记者 何大江）",
        "\ufeff路灯今晚\u200b亮了。（记者\u200b何大江）",
    ):
        assert cut(find, line) == [line[line.index("。") + 1 :]]


def test_ending_sees_the_last_characters_of_a_long_line() -> None:
    line = "路灯亮了，" * 1000 + "人也来了。（記者 林昱廷）"
    assert cut(ending("[(] 记者 .{2,4} [)]"), line) == ["（記者 林昱廷）"]


def test_closing_reads_the_text_as_it_stands() -> None:
    find = closing("<[\u3400-\u9fff]{2,6}", body=4)
    assert cut(find, "少去人多的地方。<江城搬家 ") == ["<江城搬家 "]
    assert cut(find, "三<五的地方有很多。") == []
    assert cut(find, "五<江城搬家") == []


def test_inside_cuts_every_place_but_no_whole_line() -> None:
    find = inside("（点击查看[^）]{0,6}）", body=4)
    assert cut(find, "名单公布（点击查看）了，地图也公布（点击查看大图）了") == ["（点击查看）", "（点击查看大图）"]
    assert cut(find, "图（点击查看）") == []


def test_either_gives_each_line_once_with_the_greatest_weight() -> None:
    find = either(matching("甲", weight=0.4), holding("甲"), matching("乙", weight=0.4), ending("丙", body=1))
    assert sorted((hit.index, hit.span, hit.weight) for hit in find(page("甲", "乙", "丁丙"))) == [
        (0, None, 1.0),
        (1, None, 0.4),
        (2, (1, 2), 1.0),
    ]


def test_pattern_is_verbose() -> None:
    assert pattern("甲 乙 # a gloss").fullmatch("甲乙")


# ---------------------------------------------------------------- the words

TABLES = sorted(path.stem for path in (ROOM / "words").glob("*.txt"))


@pytest.mark.parametrize("name", TABLES)
def test_words_are_sorted_and_single(name: str) -> None:
    rows = [row for row in (ROOM / "words" / f"{name}.txt").read_text("utf-8").splitlines() if not row.startswith("#")]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize("name", TABLES)
def test_words_are_written_as_keys(name: str) -> None:
    assert [word for word in words(name) if fold(word).key != word] == []


def test_listed_prefers_the_longer_word() -> None:
    assert pattern(fragments.listed("share")).match("分享到朋友圈") is not None
    found = pattern(fragments.listed("share")).match("分享到朋友圈")
    assert found
    assert found[0] == "分享到朋友圈"


# patterns and constants that look at a line's text, where there are full-width marks and traditional characters
READ_TEXT = {"inside", "closing", "Rule", "compile", "split"}


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.stem)
def test_patterns_for_keys_hold_no_character_that_a_key_has_not(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in READ_TEXT]
    aside = {id(part) for call in calls for part in strings(call)} | {id(part) for part in docstrings(tree)}
    aside |= {id(part) for node in ast.walk(tree) if is_for_text(node) for part in strings(node)}
    bad = {
        character
        for node in strings(tree)
        if id(node) not in aside
        for character in str(node.value)
        if ord(character) in folding() and not character.isspace() and ord(character) > 127
    }
    assert not bad, f"{path.name}: {''.join(sorted(bad))}"


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def strings(tree: ast.AST) -> list[ast.Constant]:
    """The string constants below a node, pieces of f-strings too; a Rule's own calls of shapes are looked at alone."""
    if isinstance(tree, ast.Call) and called(tree) == "Rule":
        return [node for node in tree.args if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def docstrings(tree: ast.AST) -> list[ast.Constant]:
    """Strings that stand as statements."""
    return [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]


def is_for_text(node: ast.AST) -> bool:
    """A table that is compared with a line's text."""
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("CLOSED", "TEASER_ENDS")


# ---------------------------------------------------------------- no rule is slow

FOUR = 4
# linear work takes four times as long on four times as much, quadratic sixteen times; machines are noisy
FACTOR, FLOOR = 12, 0.05  # times, seconds
PIECES = (
    "王",
    "记者王小明",
    "责任编辑：",
    "首页>",
    "点",
    "...",
    "- ",
    " ",
    "1",
    "(",
    "来源",
    "分享",
    "地址",
    "<江",
    "[",
    "|新闻",
)


def one_line(size: int) -> Page:
    return page("江城的路灯今晚亮了，" * (size // 10) + "（记者 何大江）")


def many_lines(size: int) -> Page:
    return page(*(f"第{n}盏路灯今晚亮了，江边站满了人..." for n in range(size // 10)))


def runs(size: int) -> Page:
    return page(*(piece * (size // 8 // len(piece)) + "的" for piece in PIECES))


def short_runs(size: int) -> Page:
    return page(*((PIECES[n % len(PIECES)] * 60)[: 40 + n % 110] + "的。" for n in range(size // 100)))


def seconds(rule: Rule, made: Page) -> float:
    """How long a rule looks at a page whose keys are folded."""
    begin = time.perf_counter()
    list(rule.find(made))
    return time.perf_counter() - begin


def is_slow(rule: Rule, small: Page, large: Page) -> bool:
    """Does it take much more than four times as long, every time it is asked?"""
    return all(seconds(rule, large) > FACTOR * max(seconds(rule, small), FLOOR) for _ in range(3))


@pytest.mark.parametrize("material", [one_line, many_lines, runs, short_runs], ids=lambda make: make.__name__)
def test_four_times_as_much_takes_no_sixteen_times_as_long(material: Callable[[int], Page]) -> None:
    small, large = material(50_000), material(FOUR * 50_000)
    for made in (small, large):
        assert len(dict(made.keys(ANY))) == len(made.lines)  # all is folded now
    slow = [rule.name for rule in RULES if is_slow(rule, small, large)]
    assert not slow


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_take_any_text(rule: Rule) -> None:
    made = page("", " ", "\ud800", "\x00", "（", "\U0010ffff" * 30, "记者\udfff王小明", "\u202e首页", "。" * 200)
    for hit in rule.find(made):
        assert hit.span is None or 0 <= hit.span[0] < hit.span[1] <= len(made.lines[hit.index].text)
