"""ZIP and TAR: each member is read as if it were a file of its own."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from ..documents import Document, Left, Reading, Trouble
from ..inputs import NO_DOCUMENTS
from ..limits import ALLOW, FREE, Limits
from ..names import collision_key, mirrored
from ..unpack import READ_ERRORS
from .spool import seekable

UNIX_MODE = 16  # bits above which zip tools of Unix keep the mode, APPNOTE 4.4.15
DATE = (1980, 1, 1, 0, 0, 0)  # one for all members: nobody asks for theirs
UTF8_NAME = 0x800  # flag bit of a member whose name is UTF-8, APPNOTE 4.4.4


class Undated(list[zipfile.ZipInfo]):
    """Members without their dates."""

    def append(self, member: zipfile.ZipInfo) -> None:
        """Put one more in."""
        member.date_time = DATE
        super().append(member)


class Forgetful(dict[str, zipfile.ZipInfo]):
    """A table that keeps nothing."""

    def __setitem__(self, name: str, member: zipfile.ZipInfo) -> None:
        """Forget it."""


class Archive(zipfile.ZipFile):
    """A ZIP archive whose members are asked for one after another, never by name or date: half a million of them would
    take 80 MB more.
    """

    def _RealGetContents(self) -> None:  # noqa: N802 - its name there
        """Read the directory."""
        self.filelist, self.NameToInfo = Undated(), Forgetful()
        super()._RealGetContents()  # type: ignore[misc]


def read_zip(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble | Left]:
    """The documents of all members. Parts share the members out among them."""
    if reading.nested >= reading.limits.nesting:
        yield too_deep(reading)
        return
    with seekable(stream, reading.limits) as file:
        try:
            archive = Archive(file)
        except zipfile.BadZipFile as error:
            raise OSError(f"damaged ZIP archive: {error}") from error
        with archive:
            members = [member for member in archive.infolist() if not member.is_dir() and not is_link(member)]
            check_overlap(members, file, reading.limits)
            taken: set[str] = set()
            for number, member in enumerate(members):
                inside = within(reading, name_of(member), taken)
                if reading.part.takes(number):
                    yield from of_member(archive, member, inside)


def check_overlap(members: Sequence[zipfile.ZipInfo], file: IO[bytes], limits: Limits) -> None:
    """Raise Beyond for an archive whose members, each packed well enough, are the same bytes over and over."""
    packed = file.seek(0, io.SEEK_END)
    limits.check_ratio(sum(member.file_size for member in members if member.file_size <= FREE), packed)


def of_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, inside: tuple[Reading, bool]
) -> Iterator[Document | Trouble | Left]:
    """The documents of one member."""
    reading, collides = inside
    try:
        reading.limits.check_ratio(member.file_size, member.compress_size)
        with archive.open(member) as stream:
            yield from read_member(stream, reading, collides)
    except (*READ_ERRORS, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
        # RuntimeError: it is encrypted; NotImplementedError: a way of packing that Python does not know; ValueError: a
        # damaged directory has it begin before the archive does
        yield reading.fault("cannot be read", error, "unpack it by hand, or fetch the archive again")


def is_link(member: zipfile.ZipInfo) -> bool:
    """Is it a symbolic link? Its text is a path."""
    return stat.S_ISLNK(member.external_attr >> UNIX_MODE)


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name: Chinese Windows writes GBK, which the standard takes for code page 437."""
    if member.flag_bits & UTF8_NAME:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return member.filename


def read_tar(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble | Left]:
    """The documents of all regular members, read from front to back."""
    if reading.nested >= reading.limits.nesting:
        yield too_deep(reading)
        return
    taken: set[str] = set()
    number = -1
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
            for member in archive:
                if not member.isreg():
                    continue
                number += 1
                inside, collides = within(reading, member.name, taken)
                if reading.part.takes(number) and (file := archive.extractfile(member)):
                    yield from of_tar_member(file, inside, collides)
    except (tarfile.TarError, *READ_ERRORS, zlib.error) as error:
        if reading.part.takes(number + 1):
            yield reading.fault(f"cannot be read beyond member {number + 1}", error, "fetch the archive again")


def of_tar_member(stream: IO[bytes], reading: Reading, collides: bool) -> Iterator[Document | Trouble | Left]:
    """The documents of one member; where it is the archive that is damaged, its next member says so."""
    try:
        yield from read_member(stream, reading, collides)
    except READ_ERRORS as error:
        yield reading.fault("cannot be read", error, "unpack it by hand, or fetch the archive again")


def too_deep(reading: Reading) -> Trouble:
    """The row for an archive that too many others stand around."""
    return reading.trouble(f"more than {reading.limits.nesting} archives in one another (--max-nesting)", ALLOW)


def within(reading: Reading, name: str, taken: set[str]) -> tuple[Reading, bool]:
    """How to read a member, and whether its output would have another's name. A second member of the same name is
    told by a number put behind.
    """
    member = f"{reading.member}/{name}" if reading.member else name
    key = collision_key(mirrored(reading.path, member))
    collides = key in taken
    while collides and key in taken:
        member += "~"
        key = collision_key(mirrored(reading.path, member))
    taken.add(key)
    return replace(reading, member=member, part=type(reading.part)(), nested=reading.nested + 1), collides


def read_member(stream: IO[bytes], reading: Reading, collides: bool) -> Iterator[Document | Trouble | Left]:
    """The documents of an open member. Archives inside archives are read, too."""
    from . import read_stream

    suffix = PurePosixPath(reading.member).suffix.lower()
    if NO_DOCUMENTS.fullmatch(suffix):
        yield Left(reading.path, suffix)
        return
    for item in read_stream(stream, reading):
        yield replace(item, apart=True) if collides and isinstance(item, Document) else item
