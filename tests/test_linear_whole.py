"""Whole functions take processor time in proportion to what they are given: four times the text, four times the time.

A quadratic one takes sixteen times. What a busy machine adds is measured away: only what is too slow again and again is
found.
"""

from __future__ import annotations

import html
import time
from collections.abc import Callable
from functools import partial

import pytest
from material import DAMAGE, forget

from taoxi import Options, clean
from taoxi.corpus.documents import Document
from taoxi.corpus.records import audit, record, undo
from taoxi.decode import decode
from taoxi.repair import repair

ALLOWED = 7.0  # times the cost of four times the text: 4 for linear, 16 for quadratic
ROUNDS = 8
BODY = (
    "江城昨天迎来入冬以来的第一场雪，市内三条轮渡航线上午停航，下午两点后陆续恢复。市交通部门说，夜里将再派四十名工人"
    "清扫桥面，“雪大了菜就难运了”。这里的和不是要会来就过，经得起业内一会儿的人。"
)
LOOSE = (
    "责任编辑：林小满", "来源：江城晚报", "相关阅读", "2021-03-02 08:30", "首页 > 新闻 > 正文", "- 2 -",
    "上一篇：雪后轮渡恢复", "（记者 王小明）", "电话：010-12345678", "[图片]", "", "更多>>", "http://a.example/b",
)  # fmt: skip
TRADITIONAL, BIG5 = DAMAGE[0], "big5hkscs"


def page(count: int) -> str:
    """Sentences and what stands around articles, no line twice."""
    return "\n".join(f"{BODY[n % 7 :]}{n}" if n % 3 else LOOSE[n % len(LOOSE)] for n in range(count))


def markup(count: int) -> str:
    """The same as HTML."""
    return f"<html><h1>雪</h1>{''.join(f'<p>{html.escape(line)}' for line in page(count).splitlines())}"


def spoilt(text: str, charset: str) -> bytes:
    """Bytes with a bad one in each 500."""
    data = bytearray(text.encode(charset, "ignore"))
    data[250::500] = b"\xff" * len(data[250::500])
    return bytes(data)


def there_and_back(text: str) -> None:
    """Clean, write down, undo."""
    article, document = clean(text), Document("a", "", 0, text)
    row = record(document, article, "")
    assert undo(row["text"], list(audit(document, article)), row["lines_in"]) == text


def as_text(text: str) -> object:
    return clean(text, Options(markup="text", script="traditional"))


# a function, and what makes a text of so many units: name -> (function, text, units)
Case = tuple[Callable[[str], object], Callable[[int], str], int]
CASES: dict[str, Case] = {
    "lines": (clean, page, 2_500),
    "sentences": (clean, lambda n: "\n".join(f"{BODY}{i}" for i in range(n)), 1_000),
    "sentences that end in half width": (
        clean, lambda n: "\n".join((LOOSE[0], *(f"{BODY[:40]}{i}".replace("。", ".") for i in range(n)))), 2_000,
    ),
    "keywords": (clean, lambda n: "关键词：老码头 亮灯\n" * n, 1_500),
    "cuts in one line": (clean, lambda n: "江城金沙娱乐平台网址：昨天，江城新开了两条公交线路，方便出行。" * n, 3_000),
    "the same line": (clean, lambda n: "责任编辑：林小满\n" * n, 3_000),
    "short lines": (clean, lambda n: "\n".join(f"{LOOSE[i % 13]}{i}" for i in range(n)), 2_500),
    "a document twice": (clean, lambda n: f"{page(n)}\n{page(n)}", 1_000),
    "blank lines": (clean, lambda n: "\n" * n, 30_000),
    "one line": (clean, lambda n: BODY * n, 10_000),
    "one line of traditional": (clean, lambda n: TRADITIONAL(BODY) * n, 1_000),
    "one character": (clean, lambda n: "江" * n, 300_000),
    "digits": (clean, lambda n: "1234567890" * n, 20_000),
    "near misses": (clean, lambda n: "（记者" * n, 50_000),
    "brackets": (clean, lambda n: "（" * n + "）" * n, 100_000),
    "nested marks": (clean, lambda n: "“‘（[【" * n, 20_000),
    "text made traditional": (as_text, page, 1_000),
    "html": (clean, markup, 1_000),
    "html in one paragraph": (clean, lambda n: f"<html><p>{BODY * n}", 2_000),
    "html read as text": (as_text, markup, 1_000),
    "audit and undo": (there_and_back, page, 600),
    **{
        f"{charset}: {name}": (lambda text, charset=charset: decode(spoilt(text, charset)), make, units)
        for charset in ("utf-8", "gb18030", BIG5, "utf-16", "hz")
        for name, make, units in (("lines", page, 300), ("one line", lambda n: BODY * n, 100))
    },
    **{
        f"repair {number}: one line": (repair, lambda n, harm=harm: harm(BODY) * n, 60)
        for number, harm in enumerate(DAMAGE)
    },
    **{
        f"repair of {unit}": (repair, lambda n, unit=unit: unit * n, 2_000)
        for unit in ("&amp;", "?", "<br ", "(a", "&#", "\\u", "[锛", "\ufffd", "會(huì)產(chǎn)?")
    },
    "repair of Big5 read as GBK": (
        repair, lambda n: TRADITIONAL(BODY).encode(BIG5, "ignore").decode("gbk", "replace") * n, 15,
    ),
    "repair of orphans": (repair, lambda n: "产(chǎn)业簽約?,F(xiàn)場，?!?/a>寻?#19994;?#24180;" * n, 20),
}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Processor time, of work that was not done before."""
    forget()
    start = time.process_time()
    work()
    return time.process_time() - start


def growth(function: Callable[[str], object], small: str, large: str) -> float:
    """How many times as long the large text takes, measured right after the small one: the least seen, as soon as it is
    allowed.
    """
    least = float("inf")
    for _ in range(ROUNDS):
        once = seconds(partial(function, small))
        least = min(least, seconds(partial(function, large)) / once)
        if least <= ALLOWED:
            break
    return least


@pytest.mark.parametrize("name", CASES)
def test_four_times_the_text_takes_four_times_as_long(name: str) -> None:
    function, make, units = CASES[name]
    function(make(5))  # tables are loaded
    assert growth(function, make(units), make(4 * units)) <= ALLOWED


def test_what_is_quadratic_is_found() -> None:
    assert growth(lambda text: [text.count(c) for c in text], "江" * 1000, "江" * 4000) > ALLOWED
