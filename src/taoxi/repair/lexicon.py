"""Words and how common they are: what a line reads as when it is cut into the likeliest words.

Three neighbouring characters do not see a word as a whole; a packaged list of words with their logarithms of frequency
does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from operator import add

VERSION = b"lex2"
STEP = 0.25  # nats of a level; a byte holds one
LONGEST = 5  # characters; longer words are one in a hundred
SCORES = tuple(-STEP * level for level in range(256))
STRANGE = -19.0  # a character that no list holds as a word


class Lexicon:
    """Words and the logarithm of each one's share of all words."""

    def __init__(self, data: bytes) -> None:
        """Unpack the list that `eval/make_repair_tables.py` packed: words of one length after the other, by columns."""
        view, at = memoryview(zlib.decompress(data.removeprefix(VERSION))), 0

        def take(count: int) -> memoryview:
            nonlocal at
            start, at = at, at + count
            return view[start:at]

        def column(count: int) -> str:
            both = bytearray(2 * count)
            both[::2], both[1::2] = take(count), take(count)
            return both.decode("utf-16-le", "surrogatepass")

        self.scores: dict[str, float] = {}
        for length in range(1, LONGEST + 1):
            count = int.from_bytes(take(4), "little")
            words: Iterable[str] = column(count)
            for _ in range(1, length):
                words = map(add, words, column(count))
            self.scores.update(zip(words, map(SCORES.__getitem__, take(count)), strict=True))

    def score(self, text: str) -> float:
        """The logarithm of the likelihood of a folded text, cut into words where that is likeliest."""
        return self.forward([0.0], text)[-1]

    def forward(self, best: list[float], text: str) -> list[float]:
        """The score of each beginning of a text, those of the first few given."""
        get, best = self.scores.get, best.copy()
        for end in range(len(best), len(text) + 1):
            top = best[-1] + get(text[end - 1], STRANGE)
            for begin in range(max(0, end - LONGEST), end - 1):
                found = get(text[begin:end])
                if found is not None and best[begin] + found > top:
                    top = best[begin] + found
            best.append(top)
        return best

    def framed(self, before: str, middles: list[str], behind: str) -> Iterator[float]:
        """The scores of some texts between two that are the same for all, which are cut into words once."""
        get, head = self.scores.get, self.forward([0.0], before)
        tail = [self.score(behind[begin:]) for begin in range(len(behind) + 1)]
        size = len(before)
        around = [  # of one character: the words that it may be part of
            (head[size - one] + tail[other], before[size - one :], behind[:other])
            for one in range(min(LONGEST, size + 1))
            for other in range(min(LONGEST - one, len(behind) + 1))
        ]
        for middle in middles:
            if len(middle) == 1:
                yield max(
                    [head[size] + get(middle, STRANGE) + tail[0]]
                    + [
                        score + found
                        for score, one, other in around
                        if (found := get(one + middle + other)) is not None
                    ]
                )
                continue
            known, text = before + middle, before + middle + behind
            best, end = self.forward(head, known), len(known)
            top = best[end] + tail[0]
            for begin in range(max(0, end - LONGEST + 1), end):
                for stop in range(end + 1, min(begin + LONGEST, len(text)) + 1):
                    found = get(text[begin:stop])
                    if found is not None and best[begin] + found + tail[stop - end] > top:
                        top = best[begin] + found + tail[stop - end]
            yield top


@cache
def lexicon() -> Lexicon:
    """The packaged list, read once."""
    return Lexicon(files("taoxi.data").joinpath("repair_words.bin").read_bytes())
