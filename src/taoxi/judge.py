"""Ask every rule what it finds on a page. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable

from .types import Hit, Page, Rule


def judge(page: Page, rules: Iterable[Rule]) -> dict[str, tuple[Hit, ...]]:
    """Rule name -> its hits on the page, for rules that hit, in the order of the rules."""
    found = ((rule.name, tuple(rule.find(page))) for rule in rules)
    return {name: hits for name, hits in found if hits}
