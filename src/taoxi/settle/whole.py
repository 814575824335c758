"""Pages on which nothing is to decide: sentences from end to end, under one title at most. Most texts of a corpus that
was cleaned before are such pages, and so is what was kept of many others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..types import Page
from .features import LISTED, MARKS, PROSE_LEAST, is_cut, is_prose
from .heads import LABEL, is_body, is_free
from .weigh import Claim, Weight

TITLE_LEAST = 6  # characters of a key: a shorter line needs more than its place to be a title
TELLING = frozenset(("error", "related"))  # families that tell of a page without an article, however little they weigh


def is_whole(page: Page, live: Sequence[int], claims: Mapping[int, Claim]) -> bool:
    """Is each line that is not blank (`live`, by index) a sentence, but for a first that is a title, and does no rule
    drop or cut any?

    Weighing such a page would find the same: sentences in a row are the span, and what stands alone above is its title.
    """
    keys = page.line_keys
    if not live or not are_harmless(claims.values()) or any(page.lines[i].linked for i in live):
        return False
    body = live[1:] if is_titled(page, live, claims) else live
    return (
        bool(body)
        and is_body(Weight(keys[body[0]], prose=True))
        and all(is_prose(keys[i]) and not is_odd(page.lines[i].text.strip()) for i in body)
    )


def are_harmless(claims: Iterable[Claim]) -> bool:
    """Do rules at most doubt a line?"""
    return all(claim.total < 1 and not claim.cuts and claim.families.isdisjoint(TELLING) for claim in claims)


def is_titled(page: Page, live: Sequence[int], claims: Mapping[int, Claim]) -> bool:
    """Is the first line that is not blank a title and nothing else?"""
    key = page.line_keys[live[0]]
    return (
        live[0] not in claims
        and TITLE_LEAST <= len(key) < PROSE_LEAST
        and is_free(Weight(key))
        and not MARKS.search(key)
        and not LABEL.search(key)
    )


def is_odd(text: str) -> bool:
    """Is it the teaser of another article: behind a bullet, or cut off at its end?"""
    return bool(LISTED.match(text) or is_cut(text))
