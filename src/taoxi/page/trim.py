"""From the article's container to its lines: foreign parts, link lists, head and tail go by their structure."""

from __future__ import annotations

from .blocks import Reading
from .density import TEXTUAL, Weights, heaviest_children, is_linky, kind, members

MAIN = 0.5  # of the sentences a container must hold for those beside it to be strangers
DEEP = 40  # levels between the core and a line of its text


class Trimmer:
    """Works down from the core to the lines of the article."""

    def __init__(self, reading: Reading, weights: Weights, place: int) -> None:
        self.reading, self.weights = reading, weights
        self.nodes, self.blocks = reading.nodes, reading.blocks
        self.children: dict[int, list[int]] = {}
        for at, node in enumerate(self.nodes):
            self.children.setdefault(node.parent, []).append(at)
        self.dropped = [False] * len(self.nodes)
        self.place = place
        self.known: set[str] = set()

    def run(self) -> list[int]:
        """The blocks of the article, in order."""
        self.narrow()
        self.drop_lists()
        for at, node in enumerate(self.nodes):
            if node.parent >= 0 and self.dropped[node.parent]:
                self.dropped[at] = True
        inside = [i for i in members(self.reading, self.place) if not self.dropped[self.blocks[i].node]]
        good = [i for i in inside if self.weights.good[i]]
        if not good:
            return inside
        self.known = self.kinds(good)
        return self.edges(self.without_link_runs(inside), good)

    def narrow(self) -> None:
        """Mark strangers beside the part that holds most of the text, from the core down."""
        heaviest = heaviest_children(self.reading, self.weights)
        place, plus = self.place, self.weights.plus
        while place in heaviest:
            main = heaviest[place]
            if plus[main] < MAIN * plus[self.place] or self.nodes[main].tag in TEXTUAL:
                return
            for other in self.children[place]:
                if other > main and self.is_stranger(other, main):
                    self.dropped[other] = True
            place = main

    def is_stranger(self, other: int, main: int) -> bool:
        """True for a container that follows the main part and goes by another name."""
        node = self.nodes[other]
        if node.tag in TEXTUAL and not node.names:
            return False
        return bool(node.names) and kind(node) != kind(self.nodes[main])

    def drop_lists(self) -> None:
        """Mark containers of links, and containers named for something else that hold no running text."""
        size = len(self.nodes)
        linky, good, other = [0] * size, [0] * size, [0] * size
        for index, block in enumerate(self.blocks):
            if self.weights.good[index]:
                good[block.node] += 1
            elif is_linky(block):
                linky[block.node] += 1
            else:
                other[block.node] += 1
        for at in range(size - 1, 0, -1):
            parent = self.nodes[at].parent
            if parent >= 0:
                linky[parent] += linky[at]
                good[parent] += good[at]
                other[parent] += other[at]
        for at in range(size):
            if at != self.place and not good[at]:
                lists = linky[at] >= 2 and linky[at] * 2 >= other[at]
                aside = self.weights.aside[at] and not self.weights.aside[self.place]
                self.dropped[at] = self.dropped[at] or lists or aside
            elif at != self.place and self.weights.aside[at] and not self.weights.aside[self.place]:
                self.dropped[at] = self.dropped[at] or linky[at] >= good[at]

    def without_link_runs(self, inside: list[int]) -> list[int]:
        """Blocks without two or more links in a row."""
        kept: list[int] = []
        run: list[int] = []
        for index in [*inside, -1]:
            if index >= 0 and is_linky(self.blocks[index]):
                run.append(index)
                continue
            if len(run) == 1 and self.stands_in_text(run[0]):
                kept.extend(run)
            run.clear()
            if index >= 0:
                kept.append(index)
        return kept

    def kinds(self, good: list[int]) -> set[str]:
        """The kinds of all containers between the core and its sentences."""
        known: set[str] = set()
        met = {self.place, -1}
        for index in good:
            place = self.blocks[index].node
            while place not in met:
                met.add(place)
                known.add(kind(self.nodes[place]))
                place = self.nodes[place].parent
        return known

    def edges(self, inside: list[int], good: list[int]) -> list[int]:
        """Keep short lines before the first and after the last sentence only where they stand among its like."""
        start, end = inside.index(good[0]), inside.index(good[-1]) + 1
        while start > 0 and self.is_kin(inside[start - 1]):
            start -= 1
        while end < len(inside) and self.is_kin(inside[end]):
            end += 1
        return inside[start:end]

    def is_kin(self, index: int) -> bool:
        """True for a short line in containers of the kinds the sentences stand in."""
        return not is_linky(self.blocks[index]) and self.stands_in_text(index)

    def stands_in_text(self, index: int) -> bool:
        """True when all containers of a block, up to the core, are of kinds that hold the sentences."""
        place = self.blocks[index].node
        if self.nodes[place].tag == "table":  # a row of a data table, which may be called anything
            place = self.nodes[place].parent
        for _ in range(DEEP):
            if place in (self.place, -1):
                return True
            node = self.nodes[place]
            if kind(node) not in self.known and (node.names or node.tag not in TEXTUAL):
                return False
            place = node.parent
        return False


def trim(reading: Reading, weights: Weights, place: int) -> list[int]:
    """The blocks of the article under its container, in document order."""
    return Trimmer(reading, weights, place).run()
