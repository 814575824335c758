"""Divide the input into shards, once: the plan is kept in OUT, so that every later run does the same work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .depot import publish
from .documents import File, Part, Shard
from .formats import shares
from .inputs import Found, NoInput, is_wanted
from .names import OWN, STATE, collision_key, mirrored
from .remote import Remote
from .sinks import OutputError, dumps, write_whole
from .unpack import SUFFIXES

SHARDS = 1000  # aimed at, within the bounds below: enough to share out evenly, few enough to list
LEAST, MOST = 1 << 20, 1 << 28  # bytes of a shard
FILES = 500  # files of a shard at most: each may cost an fsync at once
PACKED = 4  # compressed Chinese text grows about fourfold


def plan(files: Sequence[File], kept: Sequence[Shard] = ()) -> list[Shard]:
    """The kept shards with their files' present state, then new ones for files that stand in none."""
    now = {file.relative: file for file in files}
    shards = [replace(shard, files=tuple(now.get(f.relative, f) for f in shard.files)) for shard in kept]
    known = {file.relative for shard in kept for file in shard.files}
    taken = {collision_key(mirrored(name)) for name in known}
    new = [file for file in files if file.relative not in known]
    size = target(sum(map(weight, files)))
    for number, (group, part) in enumerate(divide(new, size), len(shards)):
        shards.append(Shard(f"{number:05d}", tuple(group), part, frozenset(collisions(group, taken))))
    return shards


def collisions(group: Iterable[File], taken: set[str]) -> Iterator[str]:
    """Paths whose output name is taken; the others' names are added to those taken."""
    for file in group:
        name = collision_key(mirrored(file.relative))
        if name in taken:
            yield file.relative
        taken.add(name)


def weight(file: File) -> int:
    """Bytes to clean, by and large."""
    return file.size * (PACKED if file.relative.endswith((*SUFFIXES, ".zip")) else 1)


def target(total: int) -> int:
    """Bytes of a shard for so many bytes of input."""
    return min(MOST, max(LEAST, total // SHARDS))


def divide(files: Iterable[File], size: int) -> Iterator[tuple[list[File], Part]]:
    """Groups of small files of about equal bytes, and parts of big ones."""
    group: list[File] = []
    filled = 0
    for file in files:
        parts = parts_of(file, size)
        if group and (parts > 1 or filled + weight(file) > size or len(group) == FILES):
            yield group, Part()
            group, filled = [], 0
        if parts > 1:
            yield from (([file], Part(index, parts)) for index in range(parts))
        else:
            group.append(file)
            filled += weight(file)
    if group:
        yield group, Part()


def parts_of(file: File, size: int) -> int:
    """How many tasks share a file."""
    parts = -(-weight(file) // size)
    return 1 if parts < 2 else min(parts, shares(file))


def keep(out: Path, found: Found) -> list[Shard]:
    """The plan for what was found, kept in OUT for every later run. Raises OutputError."""
    kept = load(out, found.root)
    shards = plan(found.files, kept)
    if len(shards) > len(kept) or not kept:
        save(out, found.root, shards)
    return shards


def load(out: Path, root: Path | Remote) -> list[Shard]:
    """The shards planned by an earlier run, none where there was none. Raises OutputError for another INPUT's."""
    import orjson

    place = out / STATE / "plan.jsonl"
    if not place.exists():
        return []
    try:
        first, *rows = map(orjson.loads, place.read_bytes().splitlines())
    except (OSError, ValueError) as error:
        raise OutputError(f"{place}: cannot be read ({error}); give --overwrite to start afresh") from error
    if first["root"] != str(root):
        raise OutputError(f"{out}: holds articles of {first['root']}; choose another folder, or give --overwrite")
    return [shard_of(row, root) for row in rows]


def save(out: Path, root: Path | Remote, shards: Iterable[Shard]) -> None:
    """Keep the plan in OUT. Raises OutputError."""
    rows: list[object] = [{"root": str(root)}, *map(row_of, shards)]
    write_whole(out / STATE / "plan.jsonl", b"".join(map(dumps, rows)))
    publish(out, [f"{STATE}/plan.jsonl"])


def row_of(shard: Shard) -> dict[str, object]:
    """A shard as JSON; sizes and times of change are kept by the done-records."""
    return {
        "shard": shard.name,
        "part": [shard.part.index, shard.part.of],
        "files": [file.relative for file in shard.files],
        "apart": sorted(shard.apart),
    }


def shard_of(row: Mapping[str, Any], root: Path | Remote) -> Shard:
    """The shard of such a row; its files have no size and time until the walk has found them."""
    files = tuple(File(root / name, name, 0, 0) for name in row["files"])
    return Shard(row["shard"], files, Part(*row["part"]), frozenset(row["apart"]))


def check_wanted(out: Path, kept: Iterable[Shard], include: Sequence[str], exclude: Sequence[str]) -> None:
    """Raise NoInput where files that an earlier run planned for are not let through any more: the plan stands."""
    names = {file.relative for shard in kept for file in shard.files}
    if left_out := sorted(name for name in names if not is_wanted(name, include, exclude)):
        raise NoInput(
            f"{out}: was begun with {len(left_out)} files that --include and --exclude leave out now ({left_out[0]}"
            f"{', …' if left_out[1:] else ''}); choose another folder for -o, or give --overwrite to start afresh"
        )


def check_free(out: Path, files: Iterable[File]) -> None:
    """Raise OutputError where a first run would write over files that taoxi did not make."""
    if not out.exists() or (out / STATE).exists() or not any(out.iterdir()):
        return
    tops = {mirrored(file.relative).split("/")[0] for file in files}
    names = {path.name for path in out.iterdir()}
    if found := sorted(names & (tops | set(OWN))):
        raise OutputError(f"{out}: already holds {found[0]}, which taoxi did not make; choose an empty folder for -o")
