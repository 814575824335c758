"""The nouns: frozen records that every stage reads and returns. No work is done here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum

from .fold import Folded, fold, fold_lines

SCRIPTS = ("simplified", "traditional", "keep")
PUNCTUATIONS = ("auto", "keep")
MARKUPS = ("auto", "text", "html")
TITLES = ("keep", "drop", "add")
ENDS, ANY = 80, 10**9  # characters of a long line that a rule may see at either end; of a key, which no line has
BLANK = "blank-line"  # signs for a line without characters, in place of a rule


@dataclass(frozen=True, slots=True)
class Text:
    """A document as decoded: its characters, where they came from, what was done and what is lost."""

    body: str
    charset: str | None = None
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text. `date` is ISO 8601, as precise as the page."""

    title: str | None = None
    subtitle: str | None = None
    date: str | None = None
    source: str | None = None
    rights: str | None = None
    url: str | None = None
    site: str | None = None
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: facts only.

    `raw` is the line as decoded and `text` as repaired. Where one raw line yields several lines, `raw` stands on
    the first and is None on the others, all with the same `number` (counted from 1). The rest is known for HTML
    only: `linked` counts the characters inside links, `tag` names the block (p, h1, li, td, figcaption …), `path`
    is the block's place in the tree and `taken` says whether the extractor counts it to the article.
    """

    raw: str | None
    text: str
    number: int
    linked: int = 0
    tag: str = ""
    path: str = ""
    taken: bool | None = None

    @property
    def link_share(self) -> float:
        """Linked characters by all characters, 0 to 1."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0


@dataclass(frozen=True, slots=True)
class Repeats:
    """One site's lines that stand in several of its documents: xxh3 of the stripped line -> number of documents."""

    counts: Mapping[int, int]
    documents: int


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one document and what was declared about it."""

    lines: tuple[Line, ...]
    declared: Metadata = Metadata()
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    markup: str = "text"
    repeats: Repeats | None = None
    _keys: list[list[str]] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def line_keys(self) -> list[str]:
        """The lines as rules see them: half width, simplified, lower case, without spaces; folded on demand, once."""
        if not self._keys:
            self._keys.append(fold_lines([line.text for line in self.lines]))
        return self._keys[0]

    def keyed(self, keys: list[str]) -> Page:
        """The page, its lines' keys being known."""
        self._keys[:] = [keys]
        return self

    def key(self, index: int) -> str:
        """One of them."""
        return self.line_keys[index]

    def keys(self, longest: int) -> Iterator[tuple[int, str]]:
        """Index and key of each line that is neither blank nor, as a key, longer than so many characters."""
        return ((i, key) for i, key in enumerate(self.line_keys) if 0 < len(key) <= longest)

    def ending(self, index: int) -> Folded:
        """The last 80 characters of a line with their key; the whole of a shorter line."""
        return fold(self.lines[index].text[-ENDS:])


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's claim that a line, or the span [start, end) of its text, is not the article.

    A whole line falls when the weights of its hits reach 1; a span is cut when its own weight does; a negative
    weight protects.
    """

    index: int
    span: tuple[int, int] | None = None
    weight: float = 1.0


class Stop(Enum):
    """Where a line that a search may hit has a full stop, if it has one."""

    ANYWHERE, LAST, NOWHERE = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What a rule looks for in single lines: `look` gives the hits in those of some lines (indexes, none blank).

    What it says of a line depends on the line's text alone. `literals` are the ways to have a hit: a line with one
    holds, at its end where only the `tail` is searched, a string of each of the one or two sets of some way; without
    a way any line may have one. Its key has no more than `longest` characters, a full stop where `stop` allows one.
    """

    look: Callable[[Page, Sequence[int]], Iterable[Hit]]
    literals: Callable[[], tuple[tuple[frozenset[str], ...], ...]] = tuple
    tail: bool = False
    longest: int = ANY
    stop: Callable[[], Stop] = lambda: Stop.ANYWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """Searches of single lines, and what is made of their hits when the whole page is seen.

    `revise` is only asked when a search has a hit. A finder may be part of another.
    """

    parts: tuple[Search | Finder, ...]
    revise: Callable[[Page, list[Hit]], Iterable[Hit]] | None = None

    def __call__(self, page: Page) -> list[Hit]:
        """The hits on a page, every line of it tried."""
        lines = [i for i, key in enumerate(page.line_keys) if key]
        return self.hits(page, {search: list(search.look(page, lines)) for search in self.searches()})

    def hits(self, page: Page, seen: Mapping[Search, list[Hit]]) -> list[Hit]:
        """The hits on a page, given those of each search."""
        found: list[Hit] = []
        for part in self.parts:
            found += part.hits(page, seen) if isinstance(part, Finder) else seen.get(part, ())
        return list(self.revise(page, found)) if found and self.revise else found

    def searches(self) -> Iterator[Search]:
        """All searches, those of finders within it too."""
        for part in self.parts:
            yield from part.searches() if isinstance(part, Finder) else (part,)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A name, a way of finding, and a line of our own that it finds."""

    name: str
    find: Callable[[Page], Iterable[Hit]]
    example: str = ""

    @property
    def family(self) -> str:
        """The name's first word."""
        return self.name.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Cut:
    """The span [start, end) taken out of a kept line's text, and the rule that signs for it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a line: `rule` dropped it, or it was kept (None) and printed without its cuts."""

    line: Line
    rule: str | None = None
    cuts: tuple[Cut, ...] = ()
    printed: str | None = None

    @property
    def raw(self) -> str | None:
        """The line as decoded."""
        return self.line.raw


@dataclass(frozen=True, slots=True)
class Article:
    """What `clean` makes of one document."""

    text: str
    metadata: Metadata = Metadata()
    charset: str | None = None
    steps: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose. `select` and `ignore` name rules or families; `drop` and `keep` are patterns
    searched in a line's key.
    """

    script: str = "simplified"
    punctuation: str = "auto"
    markup: str = "auto"
    title: str = "keep"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for a choice that does not exist, TypeError for a string where a tuple belongs."""
        for option, choices in zip(fields(self), (SCRIPTS, PUNCTUATIONS, MARKUPS, TITLES), strict=False):
            if (value := getattr(self, option.name)) not in choices:
                raise ValueError(f"{option.name}={value!r}: choose one of {', '.join(choices)}")
        for option in fields(self)[4:]:
            if isinstance(getattr(self, option.name), str):
                raise TypeError(f"{option.name} is a tuple of strings, not one string")
            object.__setattr__(self, option.name, tuple(getattr(self, option.name)))
