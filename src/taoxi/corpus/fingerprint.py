"""What the code is: a hash over everything that could change an article."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
ROOF = ("cli", "adapters", "report", "__pycache__")  # rooms that only show what was cleaned
# packages whose versions show in articles
WORKERS = ("chardet", "lxml", "opencc", "regex", "trafilatura")


@functools.cache
def fingerprint() -> str:
    """16 hex digits: xxh3 over the package's code and tables and the versions of the packages that do the work."""
    import xxhash

    digest = xxhash.xxh3_64()
    for path in sorted(HOUSE.rglob("*")):
        inside = path.relative_to(HOUSE)
        if path.is_file() and not set(inside.parts) & set(ROOF):
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update("\n".join(versions()).encode())
    return digest.hexdigest()


def versions() -> Iterator[str]:
    """Lines such as `lxml 6.1`."""
    yield f"unicode {unicodedata.unidata_version}"
    for name in WORKERS:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:  # an installation without metadata still cleans
            yield f"{name} ?"


def key(*parts: object) -> str:
    """32 hex digits that stand for these values (JSON values, tuples too)."""
    import xxhash

    return xxhash.xxh3_128_hexdigest(json.dumps(parts, sort_keys=True).encode("ascii"))
