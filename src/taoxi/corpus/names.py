"""Names of stages and of output files: whatever an input or a member is called, nothing leaves OUT or hides another."""

from __future__ import annotations

import os
import re
import unicodedata

# what taoxi keeps at the top of OUT
OWN = (
    "documents",
    "metadata",
    "audit",
    "manifest.jsonl",
    "quarantine.jsonl",
    "report.json",
    "report.html",
    "repeats.sqlite",
    "_SUCCESS",
)
STATE = ".taoxi"
STAGES = ("count", "reduce", "clean")
# names that Windows cannot hold, whatever their suffix
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
LONGEST = 200  # bytes of one name; file systems take 255, and suffixes are still to come


def safe(name: str) -> str:
    """One part of a path, made fit for any file system; a changed one ends in a hash so that no two become one."""
    fit = UNFIT.sub("_", name).rstrip(". ")
    if fit in ("", "..") or RESERVED.match(fit):
        fit = f"_{fit.strip('.')}"
    while len(os.fsencode(fit)) > LONGEST:
        fit = fit[: len(fit) - max(1, (len(os.fsencode(fit)) - LONGEST) // 4)]
    return fit if fit == name else f"{fit}~{short(name)}"


def short(name: str) -> str:
    """8 hex digits that stand for a name."""
    import xxhash

    return xxhash.xxh3_64_hexdigest(name.encode("utf-8", "surrogatepass"))[:8]


def mirrored(path: str, member: str = "", record: int = 0) -> str:
    """The path of an article's .txt below OUT: the input's with .txt at its end, members and records below it."""
    parts = [part for part in (*path.split("/"), *re.split(r"[/\\]", member)) if part not in ("", ".")]
    if record:
        parts.append(f"{record:06d}.txt")
    parts = [safe(part) for part in parts]
    if parts[0] in OWN or parts[0] == STATE:
        parts[0] = f"_{parts[0]}"
    return "/".join([*parts[:-1], as_text(parts[-1])])


def as_text(name: str) -> str:
    """`a.txt` stays, any other name gets .txt put behind."""
    return name if name.lower().endswith(".txt") else f"{name}.txt"


def collision_key(path: str) -> str:
    """What two paths share when a file system could take them for one."""
    return unicodedata.normalize("NFC", path).casefold()


def apart(path: str, origin: str) -> str:
    """The path with a hash of its origin before the suffix: for the second of two that would collide."""
    return f"{path.removesuffix('.txt')}~{short(origin)}.txt"
