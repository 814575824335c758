"""Text of which single bytes were lost when something was put in at byte level.

A converter replaced pairs of GBK bytes without regard to character borders; the decoder behind it turned a byte left
alone into `?` and took the ASCII byte after it: 域將 -> `域?qū)⒆`, 找当年 -> `寻?#19994;?#24180;`. From the `?` on
everything is decoded one byte off, up to the next byte left alone. Both sides of a `?` are known bytes, so few
characters fit there; a reading behind it leaves one.
"""

from __future__ import annotations

import functools
import html
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from .annotations import READING, Found, has_notes, is_annotated, is_traditional_only, readings, spelled, survey
from .beam import FULL, Reader
from .escapes import SPACES
from .gbk import choices, codes, other_script, simplified_only
from .hypotheses import EVEN, Gap, State, Token, gaps, written
from .lesson import Lesson, words
from .lexicon import lexicon
from .ngrams import counts_as, ngrams
from .outline import Outline
from .passing import passed
from .rereading import Rereader, quotes
from .silent import Silent

TOKEN = re.compile(
    rf"(?P<tail>[?？]#(?P<number>[0-9]{{4,5}});)|[?？](?P<cut>{READING}) ?[)）]|[(（](?P<whole>{READING}) ?[)）]"
    r"|[?？](?P<entity>nbsp|quot|ldquo|rdquo|lsquo|rsquo|middot|hellip|mdash|ensp|emsp);"
    r"|(?P<tag>[?？])(?=/?(?:a|p|br|div|span|strong|font|td|li)\s*/?>)|(?P<mark>[?？])|(?P<other>.)",
    re.DOTALL,
)
TAIL = re.compile(r"[?？]#[0-9]{4,5};")
CUT = re.compile(rf"[?？]{READING} ?[)）]")
BORDER = re.compile(r"(?P<tail>[?？]#[0-9]{4,5};)|[?？]|[@-~\n\r]")
RUN = re.compile(r"[?？][!,:;()?？]*[^\x00-\x7f?？]{0,24}")
NOTE = re.compile(rf"[(（]{READING} ?[)）]")
WIDE = re.compile("[，！？：；（）]")
WIDE_LETTER = re.compile("[０-９Ａ-Ｚａ-ｚ]")
USER_DEFINED = re.compile("[\ue000-\ue765]")
FOLDED = {ord(full): half for half, full in FULL.items()}  # a page whose marks are folded keeps them so
LEAST_SEEN = 2
LONGEST = 400  # tokens after which a run is given up; real ones have 2 to 20 characters
ENOUGH, HOPELESS = 24, -8.5  # tokens after which it is given up if their mean score is so low; sound text has -4.6
SETTLED = 3  # characters behind a run that judge it
AHEAD = 3  # tokens read at a time
CONTEXT = 40  # characters before a run in which two without readings are found


@functools.cache
def by_reading() -> dict[str, frozenset[int]]:
    """Reading -> codes of the traditional-only characters that have it."""
    found: dict[str, set[int]] = {}
    for character, reading in readings().items():
        if character in codes() and is_traditional_only(character):
            found.setdefault(reading, set()).add(codes()[character])
    return {reading: frozenset(group) for reading, group in found.items()}


@functools.lru_cache(maxsize=8192)
def plain(character: str) -> Token:
    """The token of a character that stands for itself."""
    return Token("character", character, codes().get(character, 0))


def tokens(line: str, at: int) -> Iterator[tuple[Token, int]]:
    """The tokens of a line from a place on, each with where it ends; a line break at the end."""
    for match in TOKEN.finditer(line, at):
        kind, end = match.lastgroup, match.end()
        if kind == "other":
            yield plain(match[0]), end
            continue
        note = match["cut"] or match["whole"]
        reading = spelled(note) if note else ""
        if kind == "tail":
            character = chr(int(match["number"]))
            yield Token("orphan", "&"), end - 1
            yield plain(character)._replace(split=True), end
        elif reading in by_reading():
            if kind == "cut":
                yield Token("orphan", "("), match.start() + 1
            yield Token("reading", reading, 0, by_reading()[reading]), end
        elif note:
            for place in range(*match.span()):
                token = plain(line[place])
                yield token._replace(kind="question") if token.text in "?？" else token, place + 1
        elif match["entity"]:
            character = SPACES.get(found := html.unescape(f"&{match['entity']};"), found)
            yield Token("orphan", "&"), match.start() + 1
            yield plain(character), end
        elif kind == "tag":
            yield Token("orphan", "<"), end
            yield plain("<"), end
        else:
            yield Token("question", match[0]), end
    yield plain("\n"), len(line)


def read_run(reader: Reader, line: str, at: int, context: str) -> tuple[str, int, list[Gap]] | None:
    """The text of the run that begins at a place of a line, where it ends, its gaps; None when nothing fits."""
    first, second = counts_as()[context[-2]], counts_as()[context[-1]]
    last = last_byte(reader, context[-1])
    states: list[State] = [(0.0, first, second, last, EVEN, ((None, context[-2], None), context[-1], None))]
    reader.best = 0.0
    stream = tokens(line, at)
    ahead = deque(islice(stream, AHEAD))
    calm = read = 0
    while ahead and read < LONGEST:
        if read >= ENOUGH and states[0][0] < HOPELESS * read:
            break
        (token, end), taken = ahead[0], 1
        alone = passed(reader, states, [token for token, _ in ahead]) if calm < SETTLED - 1 else None
        if alone:
            states, end, taken = reader.prune([alone]), ahead[1][1], 2
        else:
            states = reader.prune(reader.steps(states, token, ahead[1][0] if len(ahead) > 1 else None))
        if not states:
            return None
        read += taken
        for _ in range(taken):
            ahead.popleft()
        ahead.extend(islice(stream, taken))
        is_calm = token.kind == "character" and states[0][4] == EVEN and all(state[4] == EVEN for state in states)
        calm = calm + taken if is_calm else 0
        if calm and (calm >= SETTLED or token.text == "\n"):
            found = written(states[0])
            holes = gaps(states[0], len(found) - 2)
            found = found[2:].removesuffix("\n")
            return (found.translate(FOLDED) if reader.lesson.marks else found), end, holes
    return None


def last_byte(reader: Reader, character: str) -> int:
    """The last byte of a character as the page had it."""
    return (reader.lesson.marks.get(character) or codes().get(character) or ord(character)) & 255


def outlined(reader: Reader, line: str, at: int, before: str) -> tuple[str, int, list[Gap]] | None:
    """The same where the bytes alone tell, UNREAD at its gaps; None where they do not."""
    if reader.lesson.annotated or reader.lesson.dropping:
        return None
    outline = Outline(reader, last_byte(reader, before[-1:] or "\n"))
    end = outline.read(line, at)
    if end < 0:
        return None
    found = "".join(outline.pieces)
    return (found.translate(FOLDED) if reader.lesson.marks else found), end, outline.gaps


def read_line(reader: Reader, line: str) -> tuple[str, list[Gap]]:
    """A line with its runs read, and what lost a byte in them."""
    pieces: list[str] = []
    holes: list[Gap] = []
    at, done, balance, size = 0, "", 0, 0
    for start in reader.starts(line):
        if start.start() < at:
            continue
        piece = line[at : start.start()]
        done = (done + piece)[-CONTEXT:]
        balance += quotes(piece)
        reader.closed = balance <= 0
        found = outlined(reader, line, start.start(), done)
        found = found or read_run(reader, line, start.start(), "\n\n" + NOTE.sub("", done))
        text, at, lost = found or (start[0], start.end(), [])
        pieces += (piece, text)
        size += len(piece)
        holes += [Gap(size + place, group) for place, group in lost]
        size += len(text)
        balance += quotes(text)
        done += text
    return reader.tidy("".join((*pieces, line[at:]))), holes


def between(text: str) -> str:
    """What stands outside the runs of a page with entity tails: a tail begins one, the next `?` or letter ends it."""
    pieces, at, inside = [], 0, False
    for match in BORDER.finditer(text):
        if inside:
            at, inside = match.end(), False
        elif match["tail"]:
            pieces.append(text[at : match.start()])
            inside = True
    return "\n".join(pieces if inside else [*pieces, text[at:]])


def learn(text: str, found: Found | None) -> Lesson:
    """What a page teaches."""
    outside = RUN.sub("\n", text) if found else between(text)
    own = frozenset(outside)
    pairs, triples = words(NOTE.sub("", outside), LEAST_SEEN if found else 1)
    kept = bool(USER_DEFINED.search(text))
    marks = {} if WIDE.search(text) else {chr(half): codes()[full] for half, full in FULL.items()}
    narrow = not WIDE_LETTER.search(outside)
    if found is None:
        always = frozenset(codes().get(chr(int(tail[2:-1])), 0) for tail in TAIL.findall(text))
        return Lesson(False, always, other_script(own), own, pairs, triples, not kept, False, marks, narrow)
    always = frozenset(codes()[c] for c in found.table if c in codes())
    silent = len(CUT.findall(text)) < found.broken
    return Lesson(True, always, simplified_only(), own, pairs, triples, not kept, silent, marks, narrow)


def orphans(text: str) -> str:
    """Runs decoded one byte off, on pages with readings or entity tails that show how they came to be."""
    found = survey(text) if has_notes(text) else None
    annotated = found is not None and is_annotated(text, found, found.total)
    if not annotated and not TAIL.search(text):
        return text
    lesson = learn(text, found if annotated else None)
    return read_page(lesson, text)


def read_page(lesson: Lesson, text: str) -> str:
    """A page with its runs read; what lost a byte between entities is looked at again."""
    reader = (Silent if lesson.silent else Reader)(lesson, ngrams(), choices())
    read = [read_line(reader, piece) for piece in re.split("([\n\r])", text)]
    lines = [line for line, _ in read]
    holes = {number: found for number, (_, found) in enumerate(read) if found}
    if lesson.annotated or not holes:
        return "".join(lines)
    again = "".join(Rereader(reader, lexicon()).reread(lines, holes))
    return again.translate(FOLDED) if lesson.marks else again
