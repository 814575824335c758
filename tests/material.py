"""Documents for the property tests, put together from the pages and case books: shuffled, damaged, mixed, cut."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from case_books import rows
from hypothesis import strategies as st

from taoxi import Options
from taoxi.judge import indexed
from taoxi.repair.annotations import authors, remembered
from taoxi.repair.hanzi import fitting
from taoxi.rules import book
from taoxi.settle import features

PAGES = Path(__file__).resolve().parent / "pages"
# pages whose text is damaged on purpose
DAMAGED = ("entities-left-in-text", "pinyin-mirror", "misaligned-mirror", "utf8-one-bad-byte")
CHARSETS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5hkscs", "utf-16", "utf-16-le", "hz")
CODECS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16-le")


def read(path: Path) -> str:
    """A page as text, by the charset its must.txt names."""
    must = (path.parent / "must.txt").read_text("utf-8").split("\n")
    named = [row.removeprefix("= charset: ") for row in must if row.startswith("= charset: ")]
    return path.read_bytes().decode(named[0] if named else "utf-8", "replace").removeprefix("\ufeff")


TEXTS = {path.parent.name: read(path).replace("\r\n", "\n") for path in sorted(PAGES.glob("*/in.txt"))}
MARKUP = {path.parent.name: path.read_bytes() for path in sorted(PAGES.glob("*/in.html"))}
SOUND = {name: text for name, text in TEXTS.items() if name not in DAMAGED}
LINES = sorted({line for text in TEXTS.values() for line in text.split("\n")} | {row.text for row in rows()})
SOUND_LINES = sorted({line for text in SOUND.values() for line in text.split("\n")})


def traditional(line: str) -> str:
    """The line in traditional characters."""
    import opencc

    return str(opencc.OpenCC("s2t").convert(line))


DAMAGE: tuple[Callable[[str], str], ...] = (
    traditional,
    lambda line: line.encode("gb18030").decode("latin-1"),
    lambda line: line.encode("utf-8").decode("latin-1"),
    lambda line: line.encode("utf-8").decode("gb18030", "replace"),
    lambda line: line.replace("的", "&#30340;").replace("。", "&amp;nbsp;"),
    lambda line: line.replace("，", "?,"),
    lambda line: "".join(f"\\u{ord(c):04x}" if "一" <= c < "平" else c for c in line),
    "\u200b".join,
    lambda line: line.replace("一", "⼀").replace("人", "⼈") + "\x07\ufeff",
    lambda line: f"{line}<br /></p>",
    lambda line: line.replace("会", "會(huì)").replace("业", "業(yè)"),
    lambda line: f"  　{line}\t ",
    lambda line: line[: len(line) // 2],
    lambda line: line * 3,
)

lines = st.sampled_from(LINES)
damaged_lines = st.builds(lambda line, harm: harm(line), lines, st.sampled_from(DAMAGE))
shuffled = st.lists(lines, min_size=1, max_size=30).map("\n".join)
spliced = st.lists(st.one_of(lines, lines, damaged_lines), min_size=1, max_size=30).map("\n".join)
sound = st.lists(st.sampled_from(SOUND_LINES), min_size=1, max_size=20).map("\n".join)
whole = st.sampled_from(sorted(TEXTS.values()))


@st.composite
def rearranged(draw: st.DrawFn) -> str:
    """A whole page with a few lines doubled, dropped, damaged or moved."""
    page = draw(whole).split("\n")
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(page) - 1))
        change = draw(st.sampled_from(("double", "drop", "damage", "move", "stranger")))
        if change == "drop" and len(page) > 1:
            del page[at]
        elif change == "damage":
            page[at] = draw(st.sampled_from(DAMAGE))(page[at])
        elif change == "move":
            page.insert(draw(st.integers(0, len(page) - 1)), page.pop(at))
        else:
            page.insert(at, page[at] if change == "double" else draw(lines))
    return "\n".join(page)


texts = st.one_of(rearranged(), spliced, st.text(max_size=200))


@st.composite
def mixed_bytes(draw: st.DrawFn) -> bytes:
    """One to three pieces in charsets of their own, with a few bytes spoilt, cut anywhere."""
    pieces = [
        draw(texts).encode(draw(st.sampled_from(CHARSETS)), "ignore")
        for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3))))
    ]
    data = bytearray(draw(st.sampled_from((b"\n", b"\r\n", b"\x00", b""))).join(pieces))
    for _ in range(draw(st.integers(0, 3))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


@st.composite
def broken_html(draw: st.DrawFn) -> bytes:
    """A page of ours with strangers' lines put between its tags and its end perhaps cut off, or lines in loose tags."""
    if draw(st.booleans()):
        page = draw(st.sampled_from(sorted(MARKUP.values())))
        at = draw(st.integers(0, len(page)))
        page = page[:at] + html.escape(draw(texts)).encode("utf-8", "replace") + page[at:]
        return page[: draw(st.integers(len(page) // 2, len(page)))]
    tags = st.sampled_from(("p", "div", "a href='/x'", "li", "td", "script", "h1", "table", "font", "!--"))
    body = "".join(f"<{draw(tags)}>{draw(lines)}</{draw(tags)}>" for _ in range(draw(st.integers(1, 15))))
    return f"<html><body>{body}".encode(draw(st.sampled_from(CODECS)), "ignore")


anything = st.one_of(mixed_bytes(), broken_html(), st.binary(max_size=300))


def forget() -> None:
    """Forget the lines that taoxi remembers: nobody cleans the same documents twice, but measurements do."""
    indexed(book(Options())).forget()
    for cache in (features.pairs, features.shown, features.form, features.is_chinese, remembered, authors, fitting):
        cache.cache_clear()
