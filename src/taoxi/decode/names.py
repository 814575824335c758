"""Charset names: what documents call them, what we call them, what Python calls them."""

from __future__ import annotations

import re

UTF8, GB, BIG5, UTF16LE, UTF16BE, HZ = "utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "hz"
CHINESE = (UTF8, GB, BIG5, UTF16LE, UTF16BE, HZ)

# our name -> other labels, lower case, "_" as "-"; from the WHATWG Encoding Standard, Python and pages as found
LABELS = {
    UTF8: "utf8 unicode-1-1-utf-8 utf8mb4 utf-8-sig u8 cp65001 ascii us-ascii iso646-us ansi-x3.4-1968",
    GB: "gb2312 gbk gb-18030 gb18030-2000 gb18030-2005 gb18030-2022 gb2312-80 gb-2312-80 gb-2312 gb2312-1980 csgb2312 "
    "x-gbk cp936 ms936 936 windows-936 euc-cn euccn iso-ir-58 chinese csiso58gb231280 gb-18030-2000 simplified-chinese",
    BIG5: "big5 big-5 big5-hkscs big5-hkscs-2004 hkscs cn-big5 x-x-big5 csbig5 cp950 ms950 950 windows-950 big5-tw "
    "big5-eten",
    UTF16LE: "utf-16 utf16 utf-16le utf16le utf-16-le ucs-2 ucs2 unicode unicodefffe csunicode iso-10646-ucs-2",
    UTF16BE: "utf-16be utf16be utf-16-be unicodefeff",
    HZ: "hz-gb-2312 hzgb hz-gb",
    "euc-jp": "eucjp x-euc-jp ujis cseucpkdfmtjapanese",
    "shift_jis": "shift-jis sjis x-sjis ms-kanji csshiftjis windows-31j cp932 ms932",
    "iso-2022-jp": "csiso2022jp",
    "euc-kr": "euckr ks-c-5601-1987 korean ksc5601 cp949 uhc windows-949 ks-c-5601",
    "iso-2022-kr": "csiso2022kr",
    "windows-1252": "cp1252 iso-8859-1 iso8859-1 latin1 latin-1 l1 iso-8859-15 x-cp1252",
    "koi8-r": "koi8 koi csko18r",
    "koi8-u": "koi8-ru",
    "tis-620": "windows-874 cp874 iso-8859-11 dos-874",
}
LABELS |= {f"windows-125{n}": f"cp125{n} x-cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)}
LABELS |= {f"iso-8859-{n}": f"iso8859-{n} iso-ir-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 16)}
NAMES = {label: name for name, labels in LABELS.items() for label in (*labels.split(), name.replace("_", "-"))}

# the codec that reads everything a page of this name may hold
CODECS = {"shift_jis": "cp932", "euc-kr": "cp949", "tis-620": "cp874"}

PROLOG = re.compile(rb"""<\?xml[^>]{1,200}?encoding\s*+=\s*+["']?([A-Za-z0-9_.:-]{2,30})""", re.I)
META = re.compile(rb"""<meta\s[^>]{0,300}?charset\s*+=\s*+["']?\s*+([A-Za-z0-9_.:-]{2,30})""", re.I)
CSS = re.compile(rb"""\A@charset\s+["']([A-Za-z0-9_.:-]{2,30})""", re.I)
HEAD_BYTES = 8192  # browsers look at 1024; pages with a long head of scripts declare later


def canonical(label: str) -> str | None:
    """Our name for a charset label, or None for one we do not know."""
    return NAMES.get(label.strip(" \t\r\n\"'").lower().replace("_", "-").replace(" ", "-"))


def codec(charset: str) -> str:
    """What Python calls the codec that reads a charset."""
    return CODECS.get(charset, charset)


def declared_charset(data: bytes) -> str | None:
    """The label in an XML prolog, a meta tag or an @charset rule of the first 8 KB, as written; None without one.

    UTF-16 pages count too: their zero bytes are skipped.
    """
    head = data[:HEAD_BYTES]
    if head.count(0) > len(head) // 8:
        head = head.replace(b"\0", b"")
    lower = head.lower()
    if b"charset" not in lower and b"encoding" not in lower:  # the patterns alone cost as much as decoding UTF-8
        return None
    found = PROLOG.search(head) or META.search(head) or CSS.match(head)
    return found[1].decode("ascii") if found else None
