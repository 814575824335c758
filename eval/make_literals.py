"""Make the packaged table of what the rules' patterns cannot match without: src/taoxi/data/literals.json.

    python eval/make_literals.py

tests/test_judge.py fails when it is stale; `make update` makes it anew.
"""

from __future__ import annotations

from pathlib import Path

import orjson

from taoxi.rules import RULES
from taoxi.rules import literals as reading
from taoxi.types import Finder

TABLE = Path(__file__).resolve().parent.parent / "src" / "taoxi" / "data" / "literals.json"


def table() -> reading.Known:
    """What is read out of the patterns of all rules."""
    found = reading.Known(literals={}, stops={})
    read, may_hold = reading.read, reading.may_hold

    def read_and_kept(pattern: str, flags: int) -> tuple[reading.Way, ...]:
        ways = read(pattern, flags)
        found["literals"][reading.name(pattern, flags)] = [[sorted(strings) for strings in way] for way in ways]
        return ways

    def held_and_kept(pattern: str, character: str) -> bool:
        held = found["stops"][reading.name(pattern)] = may_hold(pattern, character)
        return held

    was = reading.known, read, may_hold
    reading.known, reading.read, reading.may_hold = nothing, read_and_kept, held_and_kept
    forget()
    try:
        for rule in RULES:
            for search in rule.find.searches() if isinstance(rule.find, Finder) else ():
                search.literals()
                search.stop()
    finally:
        reading.known, reading.read, reading.may_hold = was
        forget()
    return found


def nothing() -> reading.Known:
    """An empty table."""
    return reading.Known(literals={}, stops={})


def forget() -> None:
    """Forget what was read before."""
    reading.literals.cache_clear()
    reading.may_stop.cache_clear()


if __name__ == "__main__":
    TABLE.write_bytes(orjson.dumps(table(), option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
