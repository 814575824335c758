"""How much each line reads like an article: evidence for verdicts, in log-odds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import add

from ..fold import fold
from ..types import Cut, Hit, Page
from .features import (
    CUT,
    FULL_STOP,
    LISTED,
    UNMARKED_SHORT,
    fitted,
    has_form,
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


@dataclass(frozen=True, slots=True)
class Weight:
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
    sheet = Sheet(texts, keys, claims)
    links = any(line.linked for line in page.lines)
    return tuple(
        sheet.weight(i, claims.get(i, NOTHING), page.lines[i].link_share if links else 0.0) if key else BLANK
        for i, key in enumerate(keys)
    )


class Sheet:
    """The lines of one page as `weigh` compares them: texts without their cuts, keys, and who is prose.

    Sentences weigh the same in an unbroken article. Only where a rule takes a line between two of them, and one run of
    sentences must be chosen among several, are they told apart (`exact`): counting their pairs costs the most here.
    """

    def __init__(self, texts: Sequence[str], keys: Sequence[str], claims: Mapping[int, Claim]) -> None:
        self.texts, self.keys = texts, keys
        self.live = [i for i, key in enumerate(keys) if key]
        self.place = {i: place for place, i in enumerate(self.live)}
        dropped = {i for i, claim in claims.items() if claim.total >= 1}
        free = [i for i in self.live if i not in dropped]
        self.unmarked = is_unmarked([keys[i] for i in free])
        sentences = [i for i in free if is_prose(keys[i], unmarked=self.unmarked)]
        self.prose = frozenset(sentences)
        self.exact = is_broken(sentences, dropped, self.place)
        self.body = "\n".join([keys[i] for i in sentences])
        self.once: set[str] = set()  # pairs of hanzi that sentences have
        self.twice: set[str] = set()  # those that two of them have
        if self.exact:
            for i in sentences:
                own = pairs(keys[i])
                self.twice |= self.once & own
                self.once |= own
        elif len(self.live) - len(sentences) > FEW:
            self.once = set(map(add, self.body, self.body[1:]))
        self.runs = short_runs(self.live, keys)
        self.said = verses(self.live, keys, set(free)) | unstopped(keys, self.prose, set(free))

    def weight(self, i: int, claim: Claim, link_share: float) -> Weight:
        """The weight of one line."""
        key, prose = self.keys[i], i in self.prose
        least = self.least(i)
        alike = prose and least == PROSE and not self.exact
        told = "。" not in key if alike else claim.total < 1 or claim.families == COPY
        shared = self.shared(i) if told else float(prose)
        if claim.total >= 1:
            odds = min(FOUND.get(family, FOUND_ELSE) for family in claim.families)
        else:
            odds = max(PROSE_ODDS if alike else self.fitted(i, shared), least) - WEAK * claim.total
        odds -= LINKED * link_share
        return Weight(key, odds, shared, prose, least > SENTENCE, claim.rule, claim.total, claim.names, claim.families)

    def shared(self, i: int) -> float:
        """The share of a line's pairs of hanzi that other sentences of the page have."""
        own = pairs(self.keys[i])
        if not own:
            return 0.0
        if self.exact:
            return len(own & (self.twice if i in self.prose else self.once)) / len(own)
        if self.once and i not in self.prose:
            return len(own & self.once) / len(own)
        others = "\n".join(self.keys[n] for n in self.prose if n != i) if i in self.prose else self.body
        return sum(pair in others for pair in own) / len(own)

    def fitted(self, i: int, shared: float) -> float:
        """The log-odds that the regression gives a line."""
        near_prose = sum(other in self.prose for other in self.near(i, 1) if other != i) / 2
        return fitted(self.texts[i], self.keys[i], shared=shared, run=self.runs[i], near_prose=near_prose)

    def least(self, i: int) -> float:
        """What a line is worth by its form, where the fit knows too few pages: sentences, code, rows of facts."""
        key, text = self.keys[i], self.texts[i].strip()
        if CUT.search(text):
            return -math.inf
        if i in self.prose and not LISTED.match(text):
            return PROSE
        unmarked = self.unmarked and len(key) >= UNMARKED_SHORT and len(text.split()) == 1
        if unmarked or i in self.said or (len(key) >= 8 and FULL_STOP.search(key)):
            return SENTENCE
        return FORM if has_form(key, [self.keys[other] for other in self.near(i, 3)]) else -math.inf

    def near(self, i: int, reach: int) -> list[int]:
        """The line and its neighbours so many lines up and down, blank lines left out."""
        place = self.place[i]
        return self.live[max(0, place - reach) : place + reach + 1]


def is_broken(sentences: Sequence[int], dropped: Iterable[int], place: Mapping[int, int]) -> bool:
    """Do dropped lines stand between sentences, or several others in a row?"""
    if not sentences:
        return False
    gaps = any(place[after] - place[before] > GAP for before, after in pairwise(sentences))
    return gaps or any(sentences[0] < i < sentences[-1] for i in dropped)


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
    """The text without its cuts."""
    for cut in reversed(cuts):
        text = text[: cut.start] + text[cut.end :]
    return text
