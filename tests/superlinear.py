"""Patterns whose cost grows faster than the text they are used on; run as a program, it prints the findings as JSON.

Costs are processor time, compared with what one plain scan costs in the same process: a pattern is looked at twice only
when it costs many times that, and it is found wanting only when four times the text costs far more than four times as
much, again and again.
"""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from pumps import pumps

LONG, PIECE = 8000, 1000  # characters tried; what is used on less than PIECE is tried on no more than it ever sees
SHORT = 24
FINE = 60  # times a plain scan: what hardly any pattern needs, however hard its text
FINE_PIECE = 1000  # the same for what is used on pieces of up to 160 characters, where a window of 30 is half the piece
SLACK = 20e-6  # seconds that say nothing
GROWTH = 1.75  # times what fits a linear cost; a quadratic one has 4
TRIES, ROUNDS = 3, 5
LIMIT = 0.4  # seconds of processor time for one string; a plain scan of it takes a tenthousandth


class Endless(Exception):  # noqa: N818 - reads as what it is
    """A pattern does not come to an end."""


def ring(number: int, frame: FrameType | None) -> None:
    raise Endless


def cost(function: Callable[[Any], object], text: object) -> float:
    """Seconds of processor time; Endless beyond the limit."""
    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        start = time.thread_time()
        function(text)
        return time.thread_time() - start
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def least(function: Callable[[Any], object], text: object) -> float:
    """The least of several measurements."""
    return min(cost(function, text) for _ in range(TRIES))


def plain_scan() -> float:
    """Seconds for one character."""
    text = "字" * (10 * LONG)
    return least(re.compile("[ab]").search, text) / len(text)


def calling(pattern: re.Pattern[Any], way: str) -> Callable[[Any], object]:
    """A method of a pattern as a function of the text."""
    method = getattr(pattern, way)
    empty = b"" if isinstance(pattern.pattern, bytes) else ""
    if way in ("sub", "subn"):
        return lambda text: method(empty, text)
    return (lambda text: list(method(text))) if way == "finditer" else method


def wanting(pattern: re.Pattern[Any], way: str, longest: int, scan: float) -> Iterator[str]:
    """A string on which the method is not linear, if there is one. `longest` is the longest text it is ever used on."""
    size = LONG if longest >= PIECE else max(longest, SHORT)
    function, raw = calling(pattern, way), isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if raw else pattern.pattern
    for before, pump, end in pumps(source, pattern.flags & ~(re.LOCALE | re.UNICODE), random.Random(7)):

        def text(size: int, before: str = before, pump: str = pump, end: str = end) -> str | bytes:
            made = before + pump * max(1, (size - len(before) - len(end)) // len(pump)) + end
            return made.encode("latin-1", "replace") if raw else made

        try:
            if is_superlinear(function, text(size // 4), text(size), scan):
                yield f"{before!r} {pump!r} {end!r}"
                return
        except Endless:
            yield f"{before!r} {pump!r} {end!r}: endless"
            return


def is_superlinear(function: Callable[[Any], object], small: str | bytes, large: str | bytes, scan: float) -> bool:
    """Does the cost grow faster than the text?"""
    allowed = scan * (FINE if len(large) >= LONG / 2 else FINE_PIECE) * len(large) + SLACK
    if cost(function, large) <= allowed:
        return False
    for _ in range(ROUNDS):  # a busy machine seems so now and then, a bad pattern always
        once, more = least(function, small), least(function, large)
        if more <= allowed or more / max(once, SLACK / 20) <= GROWTH * len(large) / len(small):
            return False
    return True


def main() -> None:
    """Try every pattern of the house in each way it is used."""
    import patterns

    patterns.record()
    patterns.use()
    scan, pairs = plain_scan(), 0
    for each in sorted(patterns.recorded.values(), key=lambda each: each.where):
        for way, longest in each.used.items():
            pairs += 1
            for found in wanting(each.real, way, longest, scan):
                print(json.dumps({"where": each.where, "way": way, "text": found}, ensure_ascii=False), flush=True)
    print(json.dumps({"patterns": len(patterns.recorded), "pairs": pairs}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
