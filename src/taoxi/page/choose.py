"""Which container holds the article: our own reading, rivals by the title's words, trafilatura where in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .blocks import Reading
from .density import TEXTUAL, Weights, core, is_linky, kind, weigh
from .heading import HEADINGS, plain
from .opinion import trafilatura_blocks
from .trim import trim

if TYPE_CHECKING:
    from lxml import etree

RIVALS = 4
RIVAL = 0.05  # of the best container's worth a rival must have to be asked
FEW = 60  # characters: an article this short is easily outweighed by something else
FAIR = 0.4  # of the page's sentences outside links the article should hold
BELONGS = 0.45  # of the title's pairs of characters in a text speak for it
NEAR = 0.4  # for the text that stands first after the title
MARGIN = 0.2  # by which a rival must lead
AGREES = 0.5  # overlap of two readings that back one another
LEAD = 6  # blocks before the text that may hold a standfirst
LISTED = 10  # links on a page without an article that make it an index page
NAME = 8  # letters of the shortest headline; sections have shorter names
RHYTHM = 5  # teasers, each with its link, that make an index page
TEASER = 200  # characters of the longest
FRONT = 60  # links around a scrap of text make a front page
CELLS = ("td", "th")
SHORT = 300  # characters of an article that comments and teasers in the same container may outweigh
HALF = 0.5  # of the container's running text such an article holds at most
FOREIGN = 0.3  # of the title's pairs of characters in what follows it, at most
STRANGE = 0.15  # of the title's pairs of characters, as texts share that have nothing to do with it


@dataclass(slots=True)
class Choice:
    """The article's blocks, how they were found, and what is doubtful."""

    taken: list[int]
    step: str
    doubts: tuple[str, ...] = ()


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text, marks aside."""
    form = plain(text)
    return {form[i : i + 2] for i in range(len(form) - 1)}


def related(title: str, text: str) -> float:
    """The share of a title's pairs of characters that a text has, 0 to 1."""
    asked = pairs(title)
    form = plain(text)
    return sum(pair in form for pair in asked) / len(asked) if asked else 0.0


def within(reading: Reading, place: int, outer: int) -> bool:
    """True for a node in another, or the same."""
    while place > outer:
        place = reading.nodes[place].parent
    return place == outer


def rivals(reading: Reading, weights: Weights, best: int) -> list[int]:
    """The next best containers beside the best one, none within another."""
    chosen: list[int] = []
    for place in sorted(range(len(reading.nodes)), key=lambda at: -weights.sums[at]):
        if weights.sums[place] < RIVAL * weights.sums[best] or len(chosen) == RIVALS:
            break
        if not any(within(reading, place, other) or within(reading, other, place) for other in (best, *chosen)):
            chosen.append(place)
    return chosen


class Chooser:
    """Weighs one page."""

    def __init__(self, reading: Reading, title: int | None, name: str, root: etree._Element) -> None:
        self.reading, self.title, self.name, self.root = reading, title, name, root
        self.weights = weigh(reading, title)

    def size(self, taken: Sequence[int]) -> int:
        """Characters of running text in some blocks."""
        return sum(len(self.reading.blocks[i].text) for i in taken if self.weights.good[i])

    def related(self, taken: Sequence[int]) -> float:
        """How far some blocks speak of what the title says."""
        texts = (self.reading.blocks[i].text for i in taken)
        return related(self.name, "".join(text for text in texts if len(text) > 2 * len(self.name)))

    def overlap(self, one: Sequence[int], other: Sequence[int]) -> float:
        """Running text two readings share, by all they have together, 0 to 1."""
        both = self.size(list(set(one) & set(other)))
        return both / max(1, self.size(one) + self.size(other) - both)

    def trimmed(self, place: int) -> list[int]:
        """The lines of the article under a container."""
        return trim(self.reading, self.weights, place)

    def run(self) -> Choice:
        """Choose."""
        best = core(self.reading, self.weights)
        if self.weights.plus[best] <= 0:
            return self.nothing()
        mine = self.trimmed(best)
        others = [self.trimmed(place) for place in rivals(self.reading, self.weights, best)]
        mine = self.first_part(best, mine)
        if self.is_index(mine):
            return self.beside_teasers([taken for taken in others if not self.is_index(taken)])
        own = self.related(mine)
        if self.size(mine) >= FEW and (own >= BELONGS or not others):
            return Choice(mine, "page: density reading", self.doubts(mine))
        return self.second_opinion(mine, others)

    def first_part(self, best: int, taken: list[int]) -> list[int]:
        """A short article alone, where a container took it together with comments or teasers that outweigh it: it
        stands first, in a box of its own kind, and speaks of what the title says; what follows does not.
        """
        nodes, blocks = self.reading.nodes, self.reading.blocks
        good = [i for i in taken if self.weights.good[i] and (self.title is None or i > self.title)]
        place = blocks[good[0]].node if good else best
        while place != best and (nodes[place].tag in TEXTUAL or nodes[place].tag in CELLS):
            place = nodes[place].parent
        if place == best or not self.name or place < best:
            return taken
        part = [i for i in taken if within(self.reading, blocks[i].node, place)]
        rest = [i for i in good if i not in set(part)]
        if not rest or self.size(part) > SHORT or self.size(part) > HALF * self.size(good) or rest[0] < part[-1]:
            return taken
        if any(kind(nodes[place]) in self.kinds(blocks[i].node, best) for i in rest):
            return taken
        if related(self.name, self.text(part)) < BELONGS or related(self.name, self.text(rest)) > FOREIGN:
            return taken
        return [i for i in taken if i <= part[-1]]

    def kinds(self, place: int, outer: int) -> set[str]:
        """The kinds of a node and of those around it, up to an outer one."""
        found: set[str] = set()
        while place > outer:
            found.add(kind(self.reading.nodes[place]))
            place = self.reading.nodes[place].parent
        return found

    def text(self, taken: Sequence[int]) -> str:
        """The text of some blocks."""
        return "".join(self.reading.blocks[i].text for i in taken)

    def second_opinion(self, mine: list[int], others: list[list[int]]) -> Choice:
        """Ask trafilatura; the title's words, its nearness and trafilatura's agreement decide between containers."""
        theirs = trafilatura_blocks(self.root, self.reading)
        nearest = self.nearest([mine, *others])

        def score(taken: list[int]) -> float:
            # trafilatura, too, takes the longest text: its word is worth half
            return self.related(taken) + self.overlap(taken, theirs) / 2 + NEAR * (taken is nearest)

        found = max(others, key=score, default=mine)
        if self.name and score(found) > score(mine) + MARGIN:
            return Choice(found, "page: density reading, by the title's words and trafilatura", self.doubts(found))
        word = "silent" if not theirs else "agrees" if self.overlap(mine, theirs) >= AGREES else "differs"
        return Choice(mine, f"page: density reading, trafilatura {word}", self.doubts(mine))

    def beside_teasers(self, others: list[list[int]]) -> Choice:
        """The text that follows the title or has its words, where teasers outweigh it; none on an index page."""
        nearest = self.nearest(others)
        found = max(others, key=lambda taken: self.related(taken) + NEAR * (taken is nearest), default=[])
        if self.related(found) >= BELONGS or (found and found is nearest):
            return Choice(found, "page: density reading, beside teasers", self.doubts(found))
        return Choice([], "page: density reading", ("index page",))

    def nearest(self, readings: list[list[int]]) -> list[int] | None:
        """The reading that begins soonest after the title."""
        title = self.title
        after = [taken for taken in readings if title is not None and taken and taken[-1] > title]
        return min(after, key=lambda taken: taken[0], default=None)

    def with_lead(self, taken: list[int]) -> list[int]:
        """A reading with the standfirst that stands between title and text, in a box of its own."""
        first = taken[0] if taken else 0
        lead: list[int] = []
        for index in range(first - 1, max(first - LEAD, -1 if self.title is None else self.title), -1):
            block = self.reading.blocks[index]
            if is_linky(block) or self.title is None:
                break
            if self.weights.good[index] and not self.weights.aside[block.node]:
                lead.insert(0, index)
        return lead + taken

    def doubts(self, taken: list[int]) -> tuple[str, ...]:
        """A doubt where most of the page's running text stands elsewhere."""
        return () if self.size(taken) >= FAIR * self.all_text() else ("most text stands outside the article",)

    def all_text(self) -> int:
        """Characters of running text outside links and outside what is named for something else."""
        return self.size([i for i, b in enumerate(self.reading.blocks) if not self.weights.aside[b.node]])

    def nothing(self) -> Choice:
        """No container has sentences: verse, names, tables, or an index. What trafilatura keeps, if that is no list."""
        blocks = self.reading.blocks
        theirs = trafilatura_blocks(self.root, self.reading)
        told = sum(len(blocks[i].text) - 2 * blocks[i].linked for i in theirs)
        if told >= FEW:
            return Choice([i for i in theirs if not is_linky(blocks[i])], "page: trafilatura", ("no sentences found",))
        links = sum(is_linky(block) for block in blocks)
        return Choice([], "page: density reading", ("index page" if links >= LISTED else "no article found",))

    def is_index(self, taken: list[int]) -> bool:
        """True when what was found are teasers, each next to its link, or a scrap on a page of links."""
        blocks = self.reading.blocks
        good = [i for i in taken if self.weights.good[i]]
        if self.title is None and self.size(taken) < FEW and sum(map(is_linky, blocks)) >= FRONT:
            return self.name != "" and self.related(taken) < STRANGE
        if len(good) < RHYTHM or (self.title is not None and len(plain(self.name)) >= NAME):
            return False
        teasers = 0
        for i in good:
            beside = (blocks[j] for j in (i - 2, i - 1, i + 1) if 0 <= j < len(blocks))
            teasers += len(blocks[i].text) < TEASER and any(is_linky(b) and len(b.text) >= 6 for b in beside)
        return teasers >= 0.8 * len(good)

    def before_next(self, taken: list[int]) -> list[int]:
        """A reading up to the next article of an endless page, which begins with a heading named like the title's."""
        if self.title is None:
            return taken
        nodes, blocks = self.reading.nodes, self.reading.blocks
        own = nodes[blocks[self.title].node]
        if own.tag not in HEADINGS[:2] or not own.names:
            return taken
        told = False
        for at, index in enumerate(taken):
            node = nodes[blocks[index].node]
            if told and index > self.title and node.tag in HEADINGS[:2] and node.names == own.names:
                return taken[:at]
            told = told or self.weights.good[index]
        return taken


def choose(reading: Reading, title: int | None, name: str, root: etree._Element) -> Choice:
    """Decide which blocks are the article. `title` is the block of the page's title, `name` its text, "" for none."""
    if not reading.blocks:
        return Choice([], "page: nothing to read", ("no text",))
    chooser = Chooser(reading, title, name, root)
    choice = chooser.run()
    return Choice(chooser.with_lead(chooser.before_next(choice.taken)), choice.step, choice.doubts)
