"""How much each line reads like an article: evidence for verdicts, in log-odds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from ..fold import fold
from ..types import Cut, Hit, Page
from .features import (
    LISTED,
    UNMARKED_SHORT,
    fitted,
    has_form,
    is_cut,
    is_full_stopped,
    is_prose,
    is_unmarked,
    pairs,
    short_runs,
)
from .verse import unstopped, verses

# Log-odds of a line that a rule found, by the family of the rule: what may stand inside an article costs little.
FOUND = {
    "image": -0.1, "ad": -0.8, "share": -0.8, "author": -0.5, "source": -0.8, "dateline": -0.8, "debris": -0.5,
    "summary": -0.3, "title": -0.5, "copy": -0.1, "repeated": -2.0, "page": -3.0, "user": -1.0, "nav": -2.0,
}  # fmt: skip
FOUND_ELSE = -3.0


COPY = frozenset(("copy",))  # a title's last copy is the one above the body
PROSE, SENTENCE, FORM = 2.5, 0.3, 1.0  # log-odds
PROSE_ODDS = 4.0  # log-odds of sentences: about the mean of what the fit gives them
WEAK = 3.0  # log-odds of a claim of weight 1
GAP = 2  # lines from one sentence to the next: a head may stand between
FEW = 6  # lines whose pairs of hanzi are looked for one by one; for more a set of all pairs is made
MANY = 40  # sentences whose pairs are counted once; to look for those of each in all others takes time in their square
LINKED = 4.0  # log-odds of a line that is a link from end to end
SPARED = "user-keep"  # signs for lines that the user wants kept


@dataclass(frozen=True, slots=True)
class Claim:
    """All that rules say of one line: the sum of weights, who signs, who else claims it, what is cut.

    `names` are those of all rules that claim the line, `families` theirs; `spared`: the user wants it kept, which
    changes nothing for the lines around it.
    """

    total: float = 0.0
    rule: str | None = None
    names: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    cuts: tuple[Cut, ...] = ()
    spared: bool = False


class Weight(NamedTuple):
    """What is known of one line before verdicts: its key, what rules claim of it, and its log-odds.

    `odds` is above 0 for a line that reads like an article; `shared` is the share of its pairs of hanzi that the
    page's other sentences have too. `prose` marks sentences, `solid` those and rows of one form (code, facts).
    """

    key: str
    odds: float = 0.0
    shared: float = 0.0
    prose: bool = False
    solid: bool = False
    rule: str | None = None
    found: float = 0.0
    names: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()


NOTHING, BLANK = Claim(), Weight("")


def weigh(page: Page, claims: Mapping[int, Claim]) -> tuple[Weight, ...]:
    """One weight for each line of the page, given what rules claim of some."""
    texts, keys = [line.text for line in page.lines], list(page.line_keys)
    for i, claim in claims.items():
        if claim.cuts:
            texts[i] = without(texts[i], claim.cuts)
            keys[i] = fold(texts[i]).key
    live = [i for i, key in enumerate(keys) if key]
    sheet = Sheet([texts[i] for i in live], [keys[i] for i in live], [claims.get(i, NOTHING) for i in live])
    links = any(line.linked for line in page.lines)
    weights = [BLANK] * len(keys)
    for place, i in enumerate(live):
        weights[i] = sheet.weight(place, page.lines[i].link_share if links else 0.0)
    return tuple(weights)


class Sheet:
    """The lines of one page that are not blank as `weigh` compares them: texts without their cuts, keys, what rules
    claim of them, and which are sentences.

    Sentences weigh the same in an unbroken article. Only where a rule takes a line between two of them, and one run of
    sentences must be chosen among several, are they told apart (`exact`): counting their pairs costs the most here.
    """

    def __init__(self, texts: Sequence[str], keys: Sequence[str], claims: Sequence[Claim]) -> None:
        self.texts, self.keys, self.claims = [text.strip() for text in texts], keys, claims
        self.cut = [is_cut(text) for text in self.texts]
        self.cuts = sum(self.cut)
        dropped = [n for n, claim in enumerate(claims) if claim.total >= 1]
        free = [n for n, claim in enumerate(claims) if claim.total < 1]
        self.unmarked = is_unmarked([keys[n] for n in free])
        sentences = [n for n in free if is_prose(keys[n], unmarked=self.unmarked)]
        self.prose = [False] * (len(keys) + 1)  # a place more, so that the first and the last have neighbours
        for n in sentences:
            self.prose[n] = True
        self.sentences = sentences
        self.exact = is_broken(sentences, dropped)
        self.body = "\n".join([keys[n] for n in sentences])
        self.once: set[str] = set()  # pairs of hanzi that sentences have
        self.twice: set[str] = set()  # those that two of them have
        self.counted = False
        if self.exact:
            self.count()
        elif len(keys) - len(sentences) > FEW:
            self.once = set(map(add, self.body, self.body[1:]))
        self.runs = short_runs(keys)
        self.said = verses(keys, set(free)) | unstopped(keys, sentences, free)

    def count(self) -> None:
        """Note which pairs of hanzi one sentence has, and which two of them have."""
        self.counted, self.once = True, set()
        for n in self.sentences:
            own = pairs(self.keys[n])
            self.twice |= self.once & own
            self.once |= own

    def weight(self, n: int, link_share: float) -> Weight:
        """The weight of one line."""
        key, prose, claim = self.keys[n], self.prose[n], self.claims[n]
        least = self.least(n)
        alike = prose and least == PROSE and not self.exact
        told = "。" not in key if alike else claim.total < 1 or claim.families == COPY
        shared = self.shared(n) if told else float(prose)
        if claim.total >= 1:
            odds = min([FOUND.get(family, FOUND_ELSE) for family in claim.families])
        else:
            odds = max(PROSE_ODDS if alike else self.fitted(n, shared), least) - WEAK * claim.total
        odds -= LINKED * link_share
        return Weight(key, odds, shared, prose, least > SENTENCE, claim.rule, claim.total, claim.names, claim.families)

    def shared(self, n: int) -> float:
        """The share of a line's pairs of hanzi that other sentences of the page have."""
        own = pairs(self.keys[n])
        if not own:
            return 0.0
        if self.prose[n] and len(self.sentences) > MANY and not self.counted:
            self.count()
        if self.counted:
            return len(own & (self.twice if self.prose[n] else self.once)) / len(own)
        if self.once and not self.prose[n]:
            return len(own & self.once) / len(own)
        others = self.body
        if self.prose[n]:
            others = "\n".join([key for other, key in enumerate(self.keys) if self.prose[other] and other != n])
        return sum([pair in others for pair in own]) / len(own)

    def fitted(self, n: int, shared: float) -> float:
        """The log-odds that the regression gives a line."""
        near_prose = (self.prose[n - 1] + self.prose[n + 1]) / 2
        return fitted(self.texts[n], self.keys[n], shared=shared, run=self.runs[n], near_prose=near_prose)

    def least(self, n: int) -> float:
        """What a line is worth by its form, where the fit knows too few pages: sentences, code, rows of facts."""
        key, text = self.keys[n], self.texts[n]
        if self.cut[n]:
            # the one paragraph that an excerpt was cut in; teasers are several, or hold one sentence
            alone = "。" in key and self.prose[n] and self.cuts == 1
            return SENTENCE if alone else -math.inf
        if self.prose[n] and not LISTED.match(text):
            return PROSE
        unmarked = self.unmarked and len(key) >= UNMARKED_SHORT and len(text.split()) == 1
        if unmarked or n in self.said or (len(key) >= 8 and is_full_stopped(key)):
            return SENTENCE
        return FORM if has_form(self.keys, n) else -math.inf


def is_broken(sentences: Sequence[int], dropped: Sequence[int]) -> bool:
    """Do dropped lines stand between sentences, or several others in a row?"""
    if not sentences:
        return False
    gaps = any(after - before > GAP for before, after in pairwise(sentences))
    return gaps or any(sentences[0] < n < sentences[-1] for n in dropped)


@lru_cache(maxsize=1024)
def families(names: frozenset[str]) -> frozenset[str]:
    """The families of some rules."""
    return frozenset(name.partition("-")[0] for name in names)


def gather(hits: Mapping[str, tuple[Hit, ...]]) -> dict[int, Claim]:
    """The claims on each line that any rule hit. The order of the rules tells who signs, and nothing else."""
    totals: dict[int, list[float]] = {}
    signed: dict[int, dict[str, None]] = {}
    cuts: dict[int, list[Cut]] = {}
    spared = {hit.index for hit in hits.get(SPARED, ())}
    for rule, found in hits.items():
        if rule == SPARED:
            continue
        for hit in found:
            if hit.span is not None:
                if hit.weight >= 1:
                    cuts.setdefault(hit.index, []).append(Cut(*hit.span, rule))
                continue
            totals.setdefault(hit.index, []).append(hit.weight)
            if hit.weight > 0:
                signed.setdefault(hit.index, {})[rule] = None
    claims = {}
    for i in totals.keys() | cuts.keys() | spared:
        signers = signed.get(i, {})
        names = frozenset(signers)
        taken = apart(cuts[i]) if i in cuts and i not in spared else ()
        total, signer = math.fsum(totals.get(i, ())), next(iter(signers), None)
        claims[i] = Claim(total, signer, names, families(names), taken, i in spared)
    return claims


def apart(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    """Cuts in order; those that overlap become one, signed by the first claim among them."""
    merged: list[tuple[int, Cut]] = []
    for order, cut in sorted(enumerate(cuts), key=lambda claim: (claim[1].start, claim[1].end)):
        if merged and cut.start < merged[-1][1].end:
            first, last = merged[-1]
            signer = last.rule if first < order else cut.rule
            merged[-1] = min(first, order), Cut(last.start, max(last.end, cut.end), signer)
        else:
            merged.append((order, cut))
    return tuple(cut for _, cut in merged)


def without(text: str, cuts: Sequence[Cut]) -> str:
    """The text without its cuts, which are in order."""
    starts, ends = [0, *(cut.end for cut in cuts)], [*(cut.start for cut in cuts), len(text)]
    return "".join(map(text.__getitem__, map(slice, starts, ends)))
