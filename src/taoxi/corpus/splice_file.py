"""Files in place: told apart by their names, read whole, replaced in one step."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..types import Options
from .splice import Left, Splice, splice
from .splice_json import splice_json
from .splice_page import looks_like_page, splice_page

TEXTS = (".txt", ".text", ".md", ".markdown")
MARKDOWN = (".md", ".markdown")
RECORDS = (".jsonl", ".ndjson")
PAGES = (".html", ".htm", ".xhtml", ".shtml")
OTHER_KIND = f"not a kind of file to check or fix; leave it out, or rename it ({', '.join((*TEXTS, *RECORDS, *PAGES))})"
CHANGED_MEANWHILE = "it was changed by someone else meanwhile; run again"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file's path as given, its bytes before, and what would become of them."""

    path: Path
    before: bytes
    after: Splice
    state: tuple[int, int, int]

    @property
    def is_changed(self) -> bool:
        """Whether fix would write other bytes."""
        return self.after.data != self.before


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and of folders all files of known kinds, sorted, without hidden ones and symlinks."""
    for path in paths:
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if path.suffix.lower() in (*TEXTS, *RECORDS, *PAGES) and not name.startswith(".") and not path.is_symlink():
                yield path


def examine(path: Path, options: Options, fields: Sequence[str] = ()) -> Examined:
    """Read a file and see what would change. Raises OSError when it cannot be read; symlinks are followed."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("not a regular file")  # opening a pipe would wait for its writer
    with path.open("rb") as file:
        state = _state(os.fstat(file.fileno()))
        data = file.read()
    return Examined(path, data, _spliced(path, data, options, fields), state)


def _spliced(path: Path, data: bytes, options: Options, fields: Sequence[str]) -> Splice:
    kind = path.suffix.lower()
    if kind in RECORDS:
        return splice_json(data, options, fields)
    if kind in PAGES or (kind in TEXTS and looks_like_page(data)):
        return splice_page(data, options)
    if kind in TEXTS:
        return splice(data, options, markdown=kind in MARKDOWN)
    return Splice(data, left=(Left(0, OTHER_KIND),))


def rewrite(examined: Examined) -> None:
    """Put the new bytes in the file's place: all or nothing, permissions kept, a symlink's target replaced.

    Raises OSError; the file is then as it was.
    """
    target = examined.path.resolve(strict=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".taoxi", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(examined.after.data)
            file.flush()
            _like(target, file.fileno())
            os.fsync(file.fileno())
        if _state(target.stat()) != examined.state:
            raise OSError(CHANGED_MEANWHILE)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _like(target: Path, descriptor: int) -> None:
    """Give the new file the owner and the permissions of the old one."""
    old = target.stat()
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns
