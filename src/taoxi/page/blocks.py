"""What is read of a page: its block elements and its runs of visible text."""

from __future__ import annotations

from dataclasses import dataclass, field

LEVELS = 6  # of a block's path; more say nothing and grow without bound


@dataclass(slots=True)
class Node:
    """A block element: its parent's place in the list of nodes (-1 for the root) and its names."""

    parent: int
    tag: str
    names: str
    step: str
    hidden: bool
    own: bool = False  # hidden by itself, not by its parent


@dataclass(slots=True)
class Block:
    """A run of visible text: `linked` counts its characters inside links, `node` is its element's place."""

    text: str
    linked: int
    node: int
    tag: str
    hidden: bool


@dataclass(slots=True)
class Reading:
    """All nodes (parents before children) and all blocks of a page, both in document order."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    unveiled: bool = False  # whether hidden text was taken for the page's
    deepest: int = 0  # levels of block elements
    characters: int = 0

    def path(self, place: int) -> str:
        """A node's place in the tree: its last levels, outermost first."""
        steps: list[str] = []
        while place >= 0 and len(steps) < LEVELS:
            steps.append(self.nodes[place].step)
            place = self.nodes[place].parent
        return ">".join(reversed(steps))
