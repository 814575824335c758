"""What of a page is parsed and what is judged, so that no page takes more than a minute or a gigabyte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ..types import Line

MOST_CHARACTERS = 12_000_000  # of markup parsed: libxml2 holds text, tree and buffer at once, about 100 MB here
MOST_TAGS = 200_000  # parsed: a node costs about 250 bytes and we 40 µs for it; the largest real page we met has 20,000
MOST_SCRIPT = 3_000_000  # characters kept of one script, as far as `state` looks
JUDGED_LINES = 20_000  # the rules take about half a millisecond for one; a code of law has 5,000
JUDGED_CHARACTERS = 3_000_000  # the rules take up to 9 µs for one; the longest novels have as many
ABOVE = 12  # lines above the article that are judged with it

# what may be dropped of a page that is too large, since no line comes of it
PICTURE = re.compile(r"data:[\w/+.;=-]{0,80},[A-Za-z0-9+/=%_-]{500,}")
WRITTEN = ("script", "style", "noscript", "template", "textarea", "svg", "title")
UNSEEN = re.compile(rf"<!--|<({'|'.join(WRITTEN)})\b", re.I)
CLOSING = {tag: re.compile(f"</{tag}", re.I) for tag in WRITTEN}
COMMENT = re.compile("-->")


def unseen(body: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and tag ("" for a comment) of each stretch of a page that no browser shows; the last may be open."""
    place = 0
    while match := UNSEEN.search(body, place):
        tag = (match[1] or "").lower()
        closing = (CLOSING[tag] if tag else COMMENT).search(body, match.end())
        place = (
            (body.find(">", closing.end()) + 1 or len(body)) if closing and tag else closing.end() if closing else -1
        )
        if place < 0:
            yield match.start(), len(body), tag
            return
        yield match.start(), place, tag


def slim(body: str) -> str:
    """A page without pictures written into it, comments, style sheets and what is too long of its scripts."""
    parts: list[str] = []
    place = 0
    for start, end, tag in unseen(body):
        parts.append(body[place:start])
        if tag == "script" and end - start > MOST_SCRIPT:
            parts.append(body[start : start + MOST_SCRIPT] + "</script>")
        elif tag not in ("", "style", "svg"):
            parts.append(body[start:end])
        place = end
    return PICTURE.sub("data:", "".join((*parts, body[place:])))


def parted(body: str) -> tuple[str, str]:
    """What of a page is parsed, and the rest: nothing of most pages."""
    if len(body) <= MOST_CHARACTERS and body.count("<") <= MOST_TAGS:
        return body, ""
    body = slim(body)
    last = next(islice(re.finditer("<", body), MOST_TAGS, None), None)
    end = last.start() if last else len(body)
    if end > MOST_CHARACTERS:
        end = max(body.rfind("<", 0, MOST_CHARACTERS), 0)
    return body[:end], body[end:]


def judged(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines, those too far behind the article's first for the rules marked as outside it, and the doubt."""
    first = next((n for n, line in enumerate(lines) if line.taken is not False), len(lines))
    begin = end = max(0, first - ABOVE)
    left = JUDGED_CHARACTERS
    while end < min(len(lines), begin + JUDGED_LINES) and (left := left - len(lines[end].text)) >= 0:
        end += 1
    lost = sum(line.taken is not False for line in lines[end:])
    if not lost:
        return tuple(lines), ()
    behind = (line if line.taken is False else outside(line) for line in lines[end:])
    return (*lines[:end], *behind), (f"page too long: {lost} lines not judged",)


def outside(line: Line) -> Line:
    """A line as one that is not the article's."""
    return Line(line.raw, line.text, line.number, line.linked, line.tag, line.path, False)
