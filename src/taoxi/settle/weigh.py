"""How much each line reads like an article: evidence for verdicts, in log-odds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..fold import fold
from ..types import Cut, Hit, Page
from .features import (
    CUT,
    FULL_STOP,
    LISTED,
    UNMARKED_SHORT,
    WEIGHTS,
    features,
    has_form,
    is_prose,
    is_unmarked,
    pairs,
    short_runs,
)

# Log-odds of a line that a rule found, by the family of the rule: what may stand inside an article costs little.
FOUND = {
    "image": -0.1, "ad": -0.8, "share": -0.8, "author": -0.5, "source": -0.8, "dateline": -0.8, "debris": -0.5,
    "summary": -0.3, "title": -0.5, "copy": -0.1, "repeated": -2.0, "page": -3.0, "user": -1.0, "nav": -2.0,
}  # fmt: skip
FOUND_ELSE = -3.0


PROSE, SENTENCE, FORM = 2.5, 0.3, 1.0  # log-odds
WEAK = 3.0  # log-odds of a claim of weight 1
LINKED = 4.0  # log-odds of a line that is a link from end to end


@dataclass(frozen=True, slots=True)
class Weight:
    """What is known of one line before verdicts: its key, the rule and weight that found it, and its log-odds.

    `odds` is above 0 for a line that reads like an article; `shared` is the share of its pairs of hanzi that the
    page's other sentences have too. `prose` marks sentences, `solid` those and rows of one form (code, facts);
    `names` are those of all rules that claim the line.
    """

    key: str
    rule: str | None
    found: float
    odds: float
    shared: float = 0.0
    prose: bool = False
    solid: bool = False
    names: frozenset[str] = frozenset()

    @property
    def families(self) -> frozenset[str]:
        """The families of the rules that claim the line."""
        return frozenset(name.partition("-")[0] for name in self.names)


def weigh(page: Page, claims: Mapping[int, Claim]) -> tuple[Weight, ...]:
    """One weight for each line of the page, given what rules claim of some."""
    texts = [without(line.text, claims[i].cuts if i in claims else ()) for i, line in enumerate(page.lines)]
    keys = [page.key(i) if text == page.lines[i].text else fold(text).key for i, text in enumerate(texts)]
    sheet = Sheet(texts, keys, {i for i, claim in claims.items() if claim.total >= 1})
    nothing = Claim()
    return tuple(
        sheet.weight(i, claims.get(i, nothing), page.lines[i].link_share) if keys[i] else Weight("", None, 0.0, 0.0)
        for i in range(len(keys))
    )


class Sheet:
    """The lines of one page as `weigh` compares them: texts without their cuts, keys, and who is prose."""

    def __init__(self, texts: Sequence[str], keys: Sequence[str], dropped: set[int]) -> None:
        self.texts, self.keys = texts, keys
        self.live = [i for i, key in enumerate(keys) if key]
        self.place = {i: place for place, i in enumerate(self.live)}
        self.unmarked = is_unmarked([keys[i] for i in self.live if i not in dropped])
        self.prose = {i for i in self.live if i not in dropped and is_prose(keys[i], unmarked=self.unmarked)}
        self.words = Counter(pair for i in sorted(self.prose) for pair in pairs(keys[i]))
        self.runs = short_runs(self.live, keys)

    def weight(self, i: int, claim: Claim, link_share: float) -> Weight:
        """The weight of one line."""
        key, own = self.keys[i], pairs(self.keys[i])
        shared = sum(self.words[pair] > (i in self.prose) for pair in own) / len(own) if own else 0.0
        least = self.least(i)
        if claim.total >= 1:
            odds = min(FOUND.get(family, FOUND_ELSE) for family in claim.families)
        else:
            odds = max(self.fitted(i, shared), least) - WEAK * claim.total
        odds -= LINKED * link_share
        return Weight(key, claim.rule, claim.total, odds, shared, i in self.prose, least > SENTENCE, claim.names)

    def fitted(self, i: int, shared: float) -> float:
        """The log-odds that the regression gives a line."""
        key, near = self.keys[i], self.near(i, 1)
        facts = features(self.texts[i], key) | {
            "shared": shared if len(key) >= 6 else 0.0,
            "unshared": float(shared < 0.15 and len(key) >= 8),
            "short run": min(self.runs[i], 8) / 8,
            "near prose": sum(other in self.prose for other in near if other != i) / 2,
        }
        return sum(WEIGHTS[name] * value for name, value in facts.items())

    def least(self, i: int) -> float:
        """What a line is worth by its form, where the fit knows too few pages: sentences, code, rows of facts."""
        key = self.keys[i]
        if CUT.search(self.texts[i].strip()):
            return -math.inf
        if i in self.prose and not LISTED.match(self.texts[i].strip()):
            return PROSE
        unmarked = self.unmarked and len(key) >= UNMARKED_SHORT and len(self.texts[i].split()) == 1
        if unmarked or (len(key) >= 8 and FULL_STOP.search(key)):
            return SENTENCE
        return FORM if has_form(key, [self.keys[other] for other in self.near(i, 3)]) else -math.inf

    def near(self, i: int, reach: int) -> list[int]:
        """The line and its neighbours so many lines up and down, blank lines left out."""
        place = self.place[i]
        return self.live[max(0, place - reach) : place + reach + 1]


@dataclass(frozen=True, slots=True)
class Claim:
    """All that rules say of one line: the sum of weights, who signs, who else claims it, what is cut."""

    total: float = 0.0
    rule: str | None = None
    names: frozenset[str] = frozenset()
    cuts: tuple[Cut, ...] = ()

    @property
    def families(self) -> frozenset[str]:
        """The families of the rules that claim the line."""
        return frozenset(name.partition("-")[0] for name in self.names)


def gather(hits: Mapping[str, tuple[Hit, ...]]) -> dict[int, Claim]:
    """The claims on each line that any rule hit. The order of the rules tells who signs, and nothing else."""
    totals: dict[int, list[float]] = {}
    signed: dict[int, dict[str, None]] = {}
    cuts: dict[int, list[Cut]] = {}
    for rule, found in hits.items():
        for hit in found:
            if hit.span is not None:
                if hit.weight >= 1:
                    cuts.setdefault(hit.index, []).append(Cut(*hit.span, rule))
                continue
            totals.setdefault(hit.index, []).append(hit.weight)
            if hit.weight > 0:
                signed.setdefault(hit.index, {})[rule] = None
    return {
        i: Claim(
            math.fsum(totals.get(i, ())),
            next(iter(signed.get(i, ())), None),
            frozenset(signed.get(i, ())),
            apart(cuts.get(i, ())),
        )
        for i in totals.keys() | cuts.keys()
    }


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
