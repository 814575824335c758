"""ZIP and TAR: each member is read as if it were a file of its own."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from ..documents import Document, Left, Reading, Trouble
from ..inputs import NO_DOCUMENTS
from ..names import collision_key, mirrored
from ..unpack import READ_ERRORS
from .spool import seekable

BOMB = 1000  # times its packed size: text never packs so well
BIG = 1 << 26  # bytes: below, a member may be packed as well as it likes
UNIX_MODE = 16  # bits above which zip tools of Unix keep the mode, APPNOTE 4.4.15
NESTED = 3  # archives in one another: a mirror's archive of archives has two
UTF8_NAME = 0x800  # flag bit of a member whose name is UTF-8, APPNOTE 4.4.4


def read_zip(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble | Left]:
    """The documents of all members. Parts share the members out among them."""
    if reading.nested >= NESTED:
        yield too_deep(reading)
        return
    with seekable(stream) as file:
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise OSError(f"damaged ZIP archive: {error}") from error
        with archive:
            members = [member for member in archive.infolist() if not member.is_dir() and not is_link(member)]
            taken: set[str] = set()
            for number, member in enumerate(members):
                inside = within(reading, name_of(member), taken)
                if reading.part.takes(number):
                    yield from of_member(archive, member, inside)


def of_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, inside: tuple[Reading, bool]
) -> Iterator[Document | Trouble | Left]:
    """The documents of one member."""
    reading, collides = inside
    if member.file_size > BIG and member.file_size > BOMB * max(1, member.compress_size):
        yield reading.trouble("unpacks to more than a thousand times its size", "unpack it by hand if you trust it")
        return
    try:
        with archive.open(member) as stream:
            yield from read_member(stream, reading, collides)
    except (*READ_ERRORS, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
        # RuntimeError: it is encrypted; NotImplementedError: a way of packing that Python does not know; ValueError: a
        # damaged directory has it begin before the archive does
        yield reading.trouble(f"cannot be read: {error}", "unpack it by hand, or fetch the archive again")


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
    if reading.nested >= NESTED:
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
                inside = within(reading, member.name, taken)
                if reading.part.takes(number) and (file := archive.extractfile(member)):
                    yield from read_member(file, *inside)
    except (tarfile.TarError, *READ_ERRORS, zlib.error) as error:
        if reading.part.takes(number + 1):
            yield reading.trouble(f"cannot be read beyond member {number + 1}: {error}", "fetch the archive again")


def too_deep(reading: Reading) -> Trouble:
    """The row for an archive that too many others stand around."""
    return reading.trouble(f"more than {NESTED} archives in one another", "unpack it by hand if you trust it")


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
