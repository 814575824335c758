"""The nouns: frozen records that every stage reads and returns. No work is done here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields

from .fold import Folded, fold

SCRIPTS = ("simplified", "traditional", "keep")
PUNCTUATIONS = ("auto", "keep")
MARKUPS = ("auto", "text", "html")
TITLES = ("keep", "drop", "add")
ENDS = 80  # characters of a long line that a rule may see at either end


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
    _folded: dict[tuple[int, str], Folded] = field(default_factory=dict, init=False, repr=False, compare=False)
    _keys: dict[int, list[tuple[int, str]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def key(self, index: int) -> str:
        """The line as rules see it: half width, simplified, lower case, without spaces; folded on demand, once."""
        return self.folded(index).key

    def keys(self, longest: int) -> list[tuple[int, str]]:
        """Index and key of each line that is neither blank nor, as a key, longer than so many characters."""
        found = self._keys.get(longest)
        if found is None:
            short = ((i, self.key(i)) for i, line in enumerate(self.lines) if len(line.text) <= 2 * longest)
            found = self._keys[longest] = [(i, key) for i, key in short if 0 < len(key) <= longest]
        return found

    def folded(self, index: int) -> Folded:
        """The whole line with its key."""
        return self._fold(index, "", self.lines[index].text)

    def opening(self, index: int) -> Folded:
        """The first 80 characters of a line with their key; the whole of a shorter line."""
        text = self.lines[index].text
        return self._fold(index, "head", text[:ENDS]) if len(text) > ENDS else self.folded(index)

    def ending(self, index: int) -> Folded:
        """The last 80 characters of a line with their key; the whole of a shorter line."""
        text = self.lines[index].text
        return self._fold(index, "tail", text[-ENDS:]) if len(text) > ENDS else self.folded(index)

    def _fold(self, index: int, part: str, text: str) -> Folded:
        found = self._folded.get((index, part))
        if found is None:
            found = self._folded[index, part] = fold(text)
        return found


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's claim that a line, or the span [start, end) of its text, is not the article.

    A whole line falls when the weights of its hits reach 1; a span is cut when its own weight does; a negative
    weight protects.
    """

    index: int
    span: tuple[int, int] | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
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
        for name, choices in (
            ("script", SCRIPTS), ("punctuation", PUNCTUATIONS), ("markup", MARKUPS), ("title", TITLES),
        ):  # fmt: skip
            if getattr(self, name) not in choices:
                raise ValueError(f"{name}={getattr(self, name)!r}: choose one of {', '.join(choices)}")
        for option in fields(self)[4:]:
            if isinstance(getattr(self, option.name), str):
                raise TypeError(f"{option.name} is a tuple of strings, not one string")
            object.__setattr__(self, option.name, tuple(getattr(self, option.name)))
