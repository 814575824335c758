"""Sound documents damaged as converters damage them, one function for each kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import opencc

from taoxi.repair.annotations import is_traditional_only, readings

HAN = re.compile("[一-鿿]")
PRIVATE = re.compile("[\ue000-\uf8ff]")
PIECE = re.compile(
    rb"(?P<pair>[\x81-\xfe][\x40-\x7e\x80-\xfe])|(?P<orphan>[\x81-\xfe][\x00-\x3f]?)|[\x00-\xff]", re.DOTALL
)
REPLACED = 100  # characters of a document that a converter writes as entities


def as_gbk(data: bytes) -> str:
    """GBK as converters read it: a byte left alone becomes `?` and takes an ASCII byte along, private use vanishes."""

    def piece(match: re.Match[bytes]) -> str:
        return "?" if match["orphan"] else match[0].decode("gb18030", "ignore")

    return PRIVATE.sub("", "".join(map(piece, PIECE.finditer(data))))


def annotations(text: str) -> tuple[str, dict[str, str]]:
    """The text in traditional characters, and the readings for every second of those that only it has."""
    text = opencc.OpenCC("s2t").convert(text)
    own = sorted({c for c in text if c in readings() and is_traditional_only(c)})
    return text, {c: f"{c}({readings()[c]})" for c in own[::2]}


def annotated(text: str) -> str:
    """產(chǎn)業(yè)."""
    text, table = annotations(text)
    return text.translate(str.maketrans(table))


def misaligned(text: str) -> str:
    """The same, replaced by byte: 域?qū)⒆."""
    text, table = annotations(text)
    data = text.encode("gbk", "ignore")
    for character, noted in table.items():
        data = data.replace(character.encode("gbk", "ignore"), noted.encode("gbk", "ignore"))
    return as_gbk(data)


def entities(text: str) -> str:
    """寻?#19994;?#24180;: the commonest characters as entities, replaced by byte."""
    data = text.encode("gbk", "ignore")
    for character, _ in Counter(HAN.findall(text)).most_common(REPLACED):
        data = data.replace(character.encode("gbk", "ignore"), b"&#%d;" % ord(character))
    return re.sub("&#([0-9]+);", lambda match: chr(int(match[1])), as_gbk(data))


def utf8_as_gbk(text: str) -> str:
    """鍦ㄦ湰甯?: UTF-8 read as GBK."""
    return text.encode().decode("gbk", "replace").replace("\ufffd", "?")


def gbk_as_letters(text: str) -> str:
    """ÔÚ±¾: GBK read as Latin-1."""
    return text.encode("gbk", "ignore").decode("latin-1")


KINDS: dict[str, Callable[[str], str]] = {
    "readings": annotated,
    "readings by byte": misaligned,
    "entities by byte": entities,
    "UTF-8 read as GBK": utf8_as_gbk,
    "GBK read as Latin-1": gbk_as_letters,
}
