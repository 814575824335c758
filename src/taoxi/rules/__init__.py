"""The rule book: every rule, in the order in which they sign."""

from __future__ import annotations

from functools import lru_cache

from ..types import Options, Rule
from . import (
    accounts,
    ads,
    affixes,
    appendices,
    authors,
    bylines,
    closings,
    comments,
    contact,
    debris,
    editions,
    firms,
    glued,
    keep,
    labels,
    lists,
    menus,
    navigation,
    notices,
    own,
    page,
    pasted,
    pictures,
    related,
    reprints,
    senders,
    share,
    stamps,
    statutes,
    tables,
    trims,
)

RULES: tuple[Rule, ...] = (
    *keep.RULES, *lists.RULES, *statutes.RULES, *appendices.RULES, *page.RULES, *affixes.RULES, *bylines.RULES,
    *labels.RULES, *stamps.RULES, *authors.RULES, *senders.RULES, *trims.RULES, *share.RULES, *accounts.RULES,
    *related.RULES, *comments.RULES, *pictures.RULES, *ads.RULES, *pasted.RULES, *notices.RULES, *tables.RULES,
    *contact.RULES, *firms.RULES, *closings.RULES, *debris.RULES, *editions.RULES, *navigation.RULES,
    *reprints.RULES, *menus.RULES, *glued.RULES,
)  # fmt: skip


@lru_cache(maxsize=64)
def book(options: Options) -> tuple[Rule, ...]:
    """The rules that a caller's options leave, with his own patterns first."""
    return (*own.own(options.drop, options.keep), *(rule for rule in RULES if may_sign(rule.name, options)))


def may_sign(name: str, options: Options) -> bool:
    """Do a caller's options leave the rule of that name? They name rules or families."""
    names = {name, name.partition("-")[0]}
    return (not options.select or not names.isdisjoint(options.select)) and names.isdisjoint(options.ignore)
