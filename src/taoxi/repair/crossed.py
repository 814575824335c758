"""Big5 read as GBK and GBK read as Big5: ぃ琌 back to 不是, 祥岆 back to 不是.

Both charsets have two bytes a character, so what was decoded goes back to its bytes and is read anew. A byte that
fitted nowhere became U+FFFD or `?`; the byte beside it is known, and the n-gram table chooses.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from .beam import Reader
from .gbk import Choice, Group, choices
from .hanzi import LOST, QUERIES, WIDEST, follow
from .hypotheses import EVEN, State, is_quoting, written
from .lesson import Lesson
from .ngrams import folded, ngrams

# read as, is; tables for the same charset differ in their signs and kana, so each is tried
CROSSINGS = (("gbk", "big5hkscs"), ("big5hkscs", "gb18030"), ("big5", "gb18030"))
# what the commonest characters became: 是不這會記要得過就來和起經 of Big5, ，。是在了有中我這也 of GBK
CROSSED_SIGNS = "琌ぃ硂穦癘璶眔筁碞ㄓ㎝癬竒" + "ㄛ﹝岆婓賸衄笢扂涴珩"
WIDER = {"gbk": "gb18030", "big5hkscs": "cp950", "big5": "cp950"}  # tables that hold what the plain one lacks
LEAST_SIGNS = 3  # different ones on a page
GAIN = 1.5  # nats a character by which the new reading must be likelier
PLAIN = -7.0  # nats a character that the new reading must reach: Chinese has -4.6, kana read as hanzi -10
WIDE = re.compile("[^\x00-\x7f]")
MOST_LOST = 1 / 3  # of a line's bytes; Big5 read as GBK loses one in seven; more takes long to guess, and in vain
ENOUGH, HOPELESS = 16, -8.5  # characters after which a mean score tells that the bytes are of another charset
LEAST_WIDE = 4  # characters of a line; fewer prove nothing


@functools.cache
def bytes_of(character: str, charset: str) -> bytes | None:
    """A character's bytes in a charset or its wider sister, two at most; None where it has none."""
    for name in (charset, WIDER[charset]):
        found = character.encode(name, "ignore")
        if 0 < len(found) <= 2:
            return found
    return None


def to_bytes(line: str, charset: str, mark: str) -> bytes | None:
    """The bytes that were read, LOST for each mark; None where the charset has no such character."""
    pieces = [b"\xff" if c == mark else bytes_of(c, charset) for c in line]
    return None if None in pieces else b"".join(piece for piece in pieces if piece)


@functools.cache
def is_placed(first: int, second: int, charset: str) -> bool:
    """Could a decoder of this charset read these two bytes?"""
    return first < 0x80 or "\ufffd" not in bytes((first, second)).decode(charset, "replace")


@functools.cache
def by_byte(charset: str) -> dict[tuple[int, int], list[Choice]]:
    """(lead, LOST), (LOST, trail) or (LOST, LOST) -> the characters that may stand there, commonest first."""
    found: dict[tuple[int, int], list[Choice]] = {}
    for group in choices().by_trail.values():
        for choice in group.choices:
            code = choice.character.encode(charset, "ignore")
            if len(code) == 2:
                for key in ((code[0], LOST), (LOST, code[1]), (LOST, LOST)):
                    found.setdefault(key, []).append(Choice(int.from_bytes(code), choice.character, choice.counted))
    for options in found.values():
        options.sort(key=lambda choice: -ngrams().single[choice.counted])
    return found


@functools.lru_cache(maxsize=4096)
def guesses(lead: int, trail: int, following: int, wrong: str, right: str) -> Group:
    """The characters whose known byte is there and whose lost one could not be read in the wrong charset."""
    found = by_byte(right).get((lead, trail), [])
    fitting = [
        choice
        for choice in found
        if not (lead == LOST and is_placed(choice.code >> 8, choice.code & 255, wrong))
        and not (trail == LOST and is_placed(choice.code & 255, following, wrong))
    ]
    return Group((fitting or found)[:WIDEST])


def characters(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Lead, trail and the byte behind them; trail 0 for ASCII and for a lead at the end."""
    at = 0
    padded = data + b"\0\0"
    while at < len(data):
        wide = data[at] >= 0x80 and padded[at + 1] >= 0x40
        yield data[at], padded[at + 1] if wide else 0, padded[at + 2]
        at += 2 if wide else 1


def read(reader: Reader, data: bytes, wrong: str, right: str) -> str:
    """The text of a line's bytes in the right charset; "" where that soon turns out to be no text."""
    if LOST not in data:
        return data.decode(right, "replace")
    states: list[State] = [(0.0, 10, 10, 0, EVEN, None)]
    for number, (lead, trail, behind) in enumerate(characters(data)):
        if number >= ENOUGH and states[0][0] < HOPELESS * number:
            return ""
        group = guesses(lead, trail, behind, wrong, right) if LOST in (lead, trail) else None
        if group is not None and group.choices:
            reader.closed = not is_quoting(states[0])
            states = reader.widened(states, group)
        else:
            code = bytes((lead, trail) if trail else (lead,))
            states = follow(reader, states, code.decode(right, "replace")[:1])
    return written(follow(reader, states, "\n")[0]).removesuffix("\n")


def likelihood(text: str) -> float:
    """Mean score of a character."""
    return ngrams().total("\n\n" + folded(text)) / max(1, len(text))


def read_line(reader: Reader, line: str, mark: str) -> str:
    """A line in the right charset, where that makes likelier text of it."""
    if len(WIDE.findall(line)) < LEAST_WIDE:
        return line
    least, best = max(likelihood(line) + GAIN, PLAIN), line
    for wrong, right in CROSSINGS:
        data = to_bytes(line, wrong, mark)
        if data is None or data.count(LOST) > MOST_LOST * len(data):
            continue
        found = read(reader, data, wrong, right)
        if found not in ("", line) and (score := likelihood(found)) >= least:
            least, best = score, found
    return best


def crossed(text: str) -> str:
    """Lines of Big5 that were read as GBK, or the reverse."""
    if sum(sign in text for sign in CROSSED_SIGNS) < LEAST_SIGNS:
        return text
    mark = "\ufffd" if "\ufffd" in text else "?" if text.count("?") > QUERIES * len(text) else ""
    reader = Reader(Lesson(False), ngrams(), choices())
    pieces = re.split("([\n\r])", text)
    return "".join(read_line(reader, piece, mark) for piece in pieces)
