"""Where the article stands: the subtree whose sentences outweigh its links and scraps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import Block, Node, Reading

MARKS = re.compile(r"[。！？；，、!?;]|,(?!\d)|\.(?=\s|$)")
STOP = re.compile(r"[。！？!?…；][”’」』）)\"]*$")
ASIDE = re.compile(
    r"comment|repl(?:y|ies)|discuss|pinglun|side-?bar|relat(?:ed|ive|ion)|recommend|tuijian|rank|share|crumb|copyright"
    r"|login|search|banner|advert|popup|modal|dialog|qrcode|tool-?bar|keyword|declare|disclaim|statement|widget|pager"
    r"|more-?stor|latest|(?<![a-z])(?:hot|foot(?:er)?|bottom|nav|navi|menu|ad|ads|tags?|links?|prev|next|aside"
    r"|player|rss)(?![a-z])",
    re.I,
)
DIGITS = re.compile(r"\d+")
# parts of a text, which stand beside its containers without being another one
TEXTUAL_TAGS = (
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl li dd dt pre center figure figcaption tr tbody thead tfoot caption"
)
TEXTUAL = frozenset(TEXTUAL_TAGS.split())
ASIDE_TAGS = frozenset(("aside", "button", "footer", "nav", "form", "menu"))
ASIDE_SHARE = 0.2  # of its worth a sentence keeps in a container named for something else
EARLY_SHARE = 0.5  # and before the title
PART = 0.2  # of an article's part another part of its name must hold to be counted to it
TIGHT = 0.9  # of the sentences a child must hold to be the article's container in its parent's place


@dataclass(slots=True)
class Weights:
    """What each block and each node is worth; `good` marks blocks that read as sentences."""

    blocks: list[float]
    good: list[bool]
    sums: list[float]
    plus: list[float]
    aside: list[bool]


def is_linky(block: Block) -> bool:
    """True for a block that is mostly link."""
    return block.linked * 2 > len(block.text)


def is_sentence(block: Block) -> bool:
    """True for a block that reads as running text outside links."""
    size = len(block.text)
    held = size - block.linked
    if is_linky(block) or held < 12:
        return False
    marks = len(MARKS.findall(block.text[:400]))
    stops = bool(STOP.search(block.text[-12:]))
    if held >= 40:
        return marks >= 2 or (marks >= 1 and stops)
    return marks >= 1 and (stops or (marks >= 2 and held >= 25))


def value(block: Block, good: bool) -> float:
    """Characters of running text; links and scraps weigh against."""
    size = len(block.text)
    if good:
        return float(size - 2 * block.linked)
    return -10.0 - 0.5 * min(size, 60) if is_linky(block) else -3.0


def aside_nodes(reading: Reading, title: int | None) -> list[bool]:
    """For each node whether it is named for something that is not the article; nothing that holds the title is."""
    nodes = reading.nodes
    holds = set()
    place = reading.blocks[title].node if title is not None else -1
    while place >= 0:
        holds.add(place)
        place = nodes[place].parent
    aside = [False] * len(nodes)
    for at, node in enumerate(nodes):
        if node.parent >= 0 and aside[node.parent]:
            aside[at] = True
        elif at not in holds and node.tag not in ("html", "body"):
            aside[at] = node.tag in ASIDE_TAGS or bool(node.names and ASIDE.search(node.names))
    return aside


def weigh(reading: Reading, title: int | None) -> Weights:
    """Weigh blocks and, from the leaves up, nodes; `title` is the block the article hangs on."""
    nodes = reading.nodes
    aside = aside_nodes(reading, title)
    values, good = [], []
    sums, plus = [0.0] * len(nodes), [0.0] * len(nodes)
    for index, block in enumerate(reading.blocks):
        fine = is_sentence(block)
        worth = 0.0 if block.hidden else value(block, fine)
        if worth > 0:
            if aside[block.node]:
                worth *= ASIDE_SHARE
            if title is not None and index < title:
                worth *= EARLY_SHARE
        values.append(worth)
        good.append(fine and not block.hidden)
        sums[block.node] += worth
        plus[block.node] += max(0.0, worth)
    for place in range(len(nodes) - 1, 0, -1):
        parent = nodes[place].parent
        if parent >= 0:
            sums[parent] += sums[place]
            plus[parent] += plus[place]
    return Weights(values, good, sums, plus, aside)


def heaviest_children(reading: Reading, weights: Weights) -> dict[int, int]:
    """For each node with children the child that holds most sentences."""
    heaviest: dict[int, int] = {}
    for place, node in enumerate(reading.nodes):
        held = heaviest.get(node.parent)
        if held is None or weights.plus[place] > weights.plus[held]:
            heaviest[node.parent] = place
    return heaviest


def core(reading: Reading, weights: Weights) -> int:
    """The node that holds the article most tightly."""
    best = max(range(len(reading.nodes)), key=lambda place: (weights.sums[place], place), default=0)
    heaviest = heaviest_children(reading, weights)
    while best in heaviest and weights.plus[heaviest[best]] >= TIGHT * weights.plus[best] > 0:
        best = heaviest[best]
    return container(reading, weights, best)


def container(reading: Reading, weights: Weights, place: int) -> int:
    """The node around a paragraph, or around one of several large parts of the same name."""
    nodes, plus = reading.nodes, weights.plus
    siblings: dict[int, list[int]] = {}
    for at, node in enumerate(nodes):
        if plus[at] > 0:
            siblings.setdefault(node.parent, []).append(at)
    while (up := nodes[place].parent) >= 0:
        like = kind(nodes[place])
        parts = sum(plus[at] for at in siblings.get(up, ()) if at != place and kind(nodes[at]) == like)
        if nodes[place].tag not in TEXTUAL and not (nodes[place].names and parts >= PART * plus[place]):
            break
        place = up
    return place


def kind(node: Node) -> str:
    """What a container is called, numbers aside: parts of one body differ in numbers only."""
    return f"{node.tag} {DIGITS.sub('', node.names)}".strip()


def members(reading: Reading, place: int) -> list[int]:
    """The visible blocks under a node, in document order."""
    inside = [False] * len(reading.nodes)
    for at, node in enumerate(reading.nodes):
        inside[at] = at == place or (node.parent >= 0 and inside[node.parent])
    return [index for index, block in enumerate(reading.blocks) if inside[block.node] and not block.hidden]
