"""Find the input files below folders, files and globs."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from .depot import depot_of
from .documents import File, Trouble
from .names import STATE
from .remote import Remote, canonical, is_remote, listed
from .stdin import DASH, received

# files beside pages in a mirrored site that never hold an article
NO_DOCUMENTS = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|webp|ico|svg|tiff?|psd|css|m?js|map|woff2?|ttf|eot|otf|swf|mp[34]|m4a|wav|flv|avi|mov|wmv"
    r"|mkv|webm|pdf|docx?|pptx?|xls|exe|dll|so|o|pyc|class|apk|iso|rar|7z|dmg|bin|pack|idx|np[yz]|pt|lock|tmp|part"
    r"|crdownload)"
)

OTHERS = "OUT of another run ({})"
PLAN = f"{STATE}/plan.jsonl"  # every OUT has it


class NoInput(ValueError):  # noqa: N818 - reads as what it is
    """An INPUT that is not there, or cannot be one; the message says what would be right."""


@dataclass(slots=True)
class Found:
    """What lies below the inputs: files in order of path, troubles, and how many files of a suffix were left alone, as
    other runs' OUT is.
    """

    root: Path | Remote
    files: list[File] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    held: object = None  # a temporary folder that must last as long as the files are read


def discover(
    inputs: Sequence[str], out: Path | None = None, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Found:
    """Walk the inputs. Raises NoInput when one does not exist, or when OUT would come to lie over it."""
    if DASH in inputs:
        return found_in_stdin(inputs)
    if any(map(is_remote, inputs)):
        return discover_remote(inputs, depot_of(out) if out else None, include, exclude)
    places = [place for given in inputs for place in expand(given)]
    if out is not None:
        guard(places, out)
    root = common_root(places)
    found = Found(root)
    for place in places:
        for path, name in walk(place, out, found, root):
            take(path, name, found, include, exclude)
    unique = {file.relative: file for file in found.files}
    found.files = [unique[name] for name in sorted(unique)]
    found.troubles.sort(key=lambda trouble: trouble.path)
    return found


def found_in_stdin(inputs: Sequence[str]) -> Found:
    """Standard input as the one file of a run. Raises NoInput where it is not the only INPUT."""
    if len(inputs) > 1:
        raise NoInput("- stands alone: clean standard input and files in two runs")
    file, folder = received()
    return Found(Path(DASH), [file], held=folder)


def discover_remote(inputs: Sequence[str], out: Remote | None, include: Sequence[str], exclude: Sequence[str]) -> Found:
    """The files at or below a URL, those in OUT aside. Raises NoInput when it cannot be listed, does not stand alone,
    lies in OUT, or is another run's OUT.
    """
    if len(inputs) > 1:
        raise NoInput(f"{' '.join(inputs)}: a URL stands alone; give the folder above, and choose with --include")
    url = inputs[0].rstrip("/")
    try:
        files = list(listed(url))
        target = f"{canonical(str(out))}/" if out else ""
        if target and f"{canonical(url)}/".startswith(target):
            raise NoInput(f"{url}: lies in OUT ({out}) and could be overwritten; choose another place for -o")
    except OSError as error:
        raise NoInput(str(error)) from error
    if any(name == PLAN for name, _, _ in files):
        raise NoInput(is_anothers(url))
    alone = [name for name, _, _ in files] == [""]
    found = Found(Remote(url.rpartition("/")[0] if alone else url))
    files = [each for each in files if not (target and str(each[1]).startswith(target))]
    others = tuple(name.removesuffix(PLAN) for name, _, _ in files if name.endswith(f"/{PLAN}"))
    found.left.update(OTHERS.format(other.rstrip("/")) for other in others)
    for below, place, status in files:
        name = below or url.rpartition("/")[2]
        hidden = any(part.startswith(".") for part in name.split("/")) or name.startswith(others)
        if not hidden and is_wanted(name, include, exclude):
            sort_in(File(place, name, status.st_size, status.st_mtime_ns), found)
    return found


def expand(given: str) -> list[Path]:
    """The places an INPUT means: itself, or what the glob matches."""
    path = Path(given)
    if os.path.lexists(path):
        return [path]
    matches = [Path(name) for name in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 - absolute globs, too
    if not matches:
        raise NoInput(f"{given}: no such file or folder")
    return matches


def guard(places: Sequence[Path], out: Path) -> None:
    """Raise NoInput when articles in OUT could overwrite what lies in an INPUT, or when that is another run's OUT."""
    target = out.resolve()
    for place in places:
        source = place.resolve()
        if source == target:
            raise NoInput(f"{out}: OUT is the INPUT itself and would overwrite it; choose another folder for -o")
        if target in source.parents:
            raise NoInput(f"{place}: lies inside OUT ({out}) and could be overwritten; choose another folder for -o")
        if is_out(source):
            raise NoInput(is_anothers(place))


def is_anothers(place: Path | str) -> str:
    """What is said of an INPUT that is another run's OUT."""
    return f"{place}: is the OUT of another run; give what holds its articles: {place}/documents, '{place}/*.txt', …"


def common_root(places: Sequence[Path]) -> Path:
    """The folder that paths are counted from: the one INPUT folder, else the deepest folder above all of them."""
    absolute = [Path(os.path.abspath(place)) for place in places]  # noqa: PTH100 - resolve() would follow links
    if len(absolute) == 1:
        return absolute[0] if absolute[0].is_dir() else absolute[0].parent
    root = Path(os.path.commonpath(absolute))
    return root if root not in absolute or root.is_dir() else root.parent


def walk(place: Path, out: Path | None, found: Found, root: Path) -> Iterator[tuple[Path, str]]:
    """All files at or below a place and their paths below the root, hidden ones aside, in order; OUT is passed over."""
    if not place.is_dir():
        yield place, relative(place, root)
        return
    yield from walk_folder(place, relative(place, root), identity(out), found, ())


def walk_folder(
    folder: Path, below: str, out: tuple[int, int] | None, found: Found, above: tuple[object, ...]
) -> Iterator[tuple[Path, str]]:
    """Files below a folder, which has a path of its own `below` the root; links to folders are followed unless they
    lead back up. There may be millions of files: nothing is asked of them that the folder's list tells.
    """
    here = identity(folder)
    if here == out or here in above:
        return
    if is_out(folder):
        found.left[OTHERS.format(below)] += 1
        return
    try:
        with os.scandir(folder) as entries:
            shown = {e.name: e.is_file(follow_symlinks=False) for e in entries if not e.name.startswith(".")}
    except OSError as error:
        reason = f"folder cannot be listed: {error.strerror}"
        found.troubles.append(Trouble(below, "", 0, reason, "grant read access and run again"))
        return
    for name in sorted(shown):
        path, place = folder / name, name if below == "." else f"{below}/{name}"
        if not shown[name] and path.is_dir():
            yield from walk_folder(path, place, out, found, (*above, here))
        else:
            yield path, place


def is_out(folder: Path) -> bool:
    """Did a run write its articles there? Nobody knows of a folder that cannot be looked into."""
    try:
        return (folder / PLAN).is_file()
    except OSError:
        return False


def identity(path: Path | None) -> tuple[int, int] | None:
    """What two names of one folder share."""
    try:
        status = path.stat() if path is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def take(path: Path, name: str, found: Found, include: Sequence[str], exclude: Sequence[str]) -> None:
    """Put a path among the files, the troubles or what is left alone."""
    if not is_wanted(name, include, exclude):
        return
    try:
        status = path.stat()
    except OSError as error:
        reason = "link points nowhere" if path.is_symlink() else f"cannot be read: {error.strerror}"
        found.troubles.append(Trouble(name, "", 0, reason, "mend or remove it and run again"))
        return
    if stat.S_ISREG(status.st_mode) or NO_DOCUMENTS.fullmatch(path.suffix.lower()):
        sort_in(File(path, name, status.st_size, status.st_mtime_ns), found)
    else:
        found.troubles.append(Trouble(name, "", 0, "is no regular file", "write its contents to a file first"))


def sort_in(file: File, found: Found) -> None:
    """Put a file among those to read, or among those left alone."""
    suffix = file.path.suffix.lower()
    if NO_DOCUMENTS.fullmatch(suffix):
        found.left[suffix] += 1
    else:
        found.files.append(file)


def is_wanted(name: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Do --include and --exclude let the path through?"""
    return (not include or matches_any(name, include)) and not matches_any(name, exclude)


def matches_any(name: str, patterns: Sequence[str]) -> bool:
    """Does the path, or its last part, match one of the globs?"""
    last = name.rpartition("/")[2]
    return any(fnmatchcase(name, pattern) or fnmatchcase(last, pattern) for pattern in patterns)


def relative(path: Path, root: Path) -> str:
    """The posix path below the root."""
    return Path(os.path.abspath(path)).relative_to(root).as_posix()  # noqa: PTH100
