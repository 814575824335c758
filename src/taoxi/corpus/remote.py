"""Files behind a URL (s3://, hdfs://, memory://, …): the only room that knows fsspec."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple, cast
from urllib.parse import urlsplit

URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # one letter and a colon is a drive
BUFFER = 1 << 18
# what says that a file is another one now, the surest first: names that S3, GCS, Azure, HDFS, HTTP and memory use
MARKS = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "last_modified", "mtime", "modified", "created")


class Unreachable(OSError):  # noqa: N818 - reads as what it is
    """What a URL names cannot be had: no driver, no such place, no right to it. The message says which."""


class Status(NamedTuple):
    """What os.stat() says of a file, as far as it is asked; the time stands for the version of the bytes."""

    st_size: int
    st_mtime_ns: int


def is_remote(name: str) -> bool:
    """Is it a URL, and no path?"""
    return URL.match(name) is not None


@dataclass(frozen=True, slots=True)
class Remote:
    """A place behind a URL, with as much of pathlib.Path as readers use."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> Remote:
        return Remote(f"{self.url}/{name}")

    @property
    def suffix(self) -> str:
        """The last suffix of the name."""
        return PurePosixPath(self.url).suffix

    def absolute(self) -> Remote:
        """Itself: a URL means the same everywhere."""
        return self

    def exists(self) -> bool:
        """Is there such a file now?"""
        try:
            self.stat()
        except OSError:
            return False
        return True

    def stat(self) -> Status:
        """Size and version. Raises OSError."""
        system, path = opened(self.url)
        with reaching(self.url):
            system.invalidate_cache()
            return status(system.info(path))

    def open(self, mode: str = "rb", buffering: int = BUFFER) -> IO[bytes]:
        """The bytes, read in pieces of `buffering` from what the driver fetches. Raises OSError."""
        system, path = opened(self.url)
        with reaching(self.url):
            return cast(IO[bytes], io.BufferedReader(system.open(path, mode), buffering))


class reaching:  # noqa: N801 - reads as a verb
    """Turn whatever a driver raises into OSError: each has errors of its own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, OSError):
            raise Unreachable(f"{self.url}: {type(error).__name__}: {error}") from error


def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path there. Raises Unreachable when there is no driver for it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise Unreachable(f"{url} needs fsspec: pip install 'taoxi[cloud]'") from error
    with reaching(url):
        return cast(tuple[Any, str], url_to_fs(url))


def canonical(url: str) -> str:
    """The URL as it stands before listed files. Raises Unreachable."""
    system, path = opened(url)
    return named(system, url, path)


def named(system: Any, url: str, path: str) -> str:
    """The URL of a path of the file system that another URL names; with the host, which not every driver puts back."""
    if system._get_kwargs_from_urls(url).get("host"):
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/{path.lstrip('/')}"
    return str(system.unstrip_protocol(path))


def listed(url: str) -> Iterator[tuple[str, Remote, Status]]:
    """All files at or below a URL, in order: path below it ("" for the place itself), where it lies, and its status.

    Raises OSError.
    """
    system, top = opened(url)
    with reaching(url):
        system.invalidate_cache()
        found = system.find(top, detail=True)
        if not found:
            raise FileNotFoundError(f"{url}: no such file or folder")
        top = system.info(top)["name"].rstrip("/")
    for path in sorted(found):
        yield path[len(top) :].lstrip("/"), Remote(named(system, url, path)), status(found[path])


def status(info: Mapping[str, Any]) -> Status:
    """Size and version from what a driver tells of a file."""
    import xxhash

    mark = next((info[name] for name in MARKS if info.get(name)), "")
    # one driver says the same as a date here and as a number there, another puts quotes around it now and then
    text = str(mark.timestamp()) if isinstance(mark, datetime) else str(mark).strip('"')
    return Status(int(info.get("size") or 0), xxhash.xxh3_64_intdigest(text.encode()) >> 1 | 1)


def copied_to(pairs: Sequence[tuple[Path, Remote]]) -> None:
    """Put files of this machine behind URLs of one file system, each in one go. Raises OSError."""
    system, _ = opened(pairs[0][1].url)
    with reaching(pairs[0][1].url):
        paths = [system._strip_protocol(place.url) for _, place in pairs]
        system.put([str(path) for path, _ in pairs], paths)


def copied_from(pairs: Sequence[tuple[Remote, Path]]) -> None:
    """Fetch files of one file system to this machine. Raises OSError."""
    system, _ = opened(pairs[0][0].url)
    for folder in {path.parent for _, path in pairs}:
        folder.mkdir(parents=True, exist_ok=True)
    with reaching(pairs[0][0].url):
        paths = [system._strip_protocol(place.url) for place, _ in pairs]
        system.get(paths, [str(path) for _, path in pairs])


def removed(places: Sequence[Remote]) -> None:
    """Remove files of one file system. Raises OSError."""
    if places:
        system, _ = opened(places[0].url)
        with reaching(places[0].url):
            system.rm([system._strip_protocol(place.url) for place in places])
