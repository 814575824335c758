"""The nouns of many documents: what a file gives, what a shard is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..types import Metadata
from .limits import ALLOW, MB, Beyond, Limits
from .remote import Remote

BLOCK = 64  # records that stand next to one another stay in one part


@dataclass(frozen=True, slots=True)
class File:
    """An input file: where it lies, its posix path below the root, its size in bytes and time of change (of a file
    behind a URL, a number that stands for its version).
    """

    path: Path | Remote
    relative: str
    size: int
    mtime: int

    @property
    def state(self) -> list[str | int]:
        """What must stay the same for finished work to count."""
        return [self.relative, self.size, self.mtime]

    @property
    def is_there(self) -> bool:
        """Does this process see such a file now?"""
        try:
            return self.path.exists()
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Document:
    """One document as a reader found it.

    `path` is the file's posix path below the input root, `member` a name inside an archive or "", `record` the number
    of the line, row or record counted from 1, 0 where the file is one document. `data` is bytes as found, or str where
    the format decoded it already (then `charset` says from what). `head` holds lines that stand before the text and
    are not cleaned (front matter, field labels). `given` and `url` come from columns or headers. `apart` says that
    another document's output would have the same name.
    """

    path: str
    member: str
    record: int
    data: bytes | str
    given: Metadata = field(default_factory=Metadata)
    url: str | None = None
    charset: str | None = None
    head: bytes | str = b""
    markup: str = "auto"
    apart: bool = False

    @property
    def place(self) -> tuple[str, str, int]:
        """Path, member and record: what the document is known by."""
        return self.path, self.member, self.record


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row of quarantine: what could not be cleaned, why, and what would be right."""

    path: str
    member: str
    record: int
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Left:
    """A file that holds no documents (an image, a style sheet) and is left alone; `kind` is for the report."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """Every `of`-th block of a file's records, from block `index` on: how several tasks share one big file."""

    index: int = 0
    of: int = 1

    def takes(self, number: int) -> bool:
        """Does the record with this number (from 0) belong to the part?"""
        return self.of == 1 or number // BLOCK % self.of == self.index


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is told: whose records it reads, which part of them, the text columns to look for first, and
    whether texts are to be split at "blank-lines". `nested` is the number of archives around it.
    """

    path: str
    member: str = ""
    part: Part = Part()
    text_fields: tuple[str, ...] = ()
    split: str = ""
    limits: Limits = Limits()
    nested: int = 0

    @property
    def most(self) -> int:
        """Bytes of one document."""
        return int(self.limits.document * MB)

    def trouble(self, reason: str, advice: str, record: int = 0) -> Trouble:
        """A quarantine row for this file or one of its records."""
        return Trouble(self.path, self.member, record, reason, advice)

    def fault(self, reason: str, error: BaseException, advice: str, record: int = 0) -> Trouble:
        """The row for what an error has ended; what is beyond a limit need not be put right, but allowed."""
        return self.trouble(f"{reason}: {explain(error)}", ALLOW if isinstance(error, Beyond) else advice, record)

    def too_long(self, record: int = 0) -> Trouble:
        """The row for what is longer than one document may be."""
        reason = f"longer than {self.limits.document:g} MB for one document"
        return self.trouble(reason, "split it, or allow more with --max-document", record)


@dataclass(frozen=True, slots=True)
class Shard:
    """The work of one task: some whole files, or one part of a big one."""

    name: str
    files: tuple[File, ...]
    part: Part = Part()
    apart: frozenset[str] = frozenset()  # paths of files whose output name another file has

    @property
    def size(self) -> int:
        """Bytes on disk, by and large."""
        return sum(file.size for file in self.files) // self.part.of


def explain(error: BaseException) -> str:
    """An error in a few words."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{words} (the stream is cut off)" if isinstance(error, EOFError) else str(words)
