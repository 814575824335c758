"""Chinese bytes read as Western letters: ÖÐ¹ú and ä¸å›½ back to 中国."""

from __future__ import annotations

import functools
import re

from ..fold import simplifier

# windows-1252 as browsers read it: its five holes stay the controls they are in latin-1
WINDOWS = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0xA0)}
WIDE = "".join(WINDOWS)
LETTERS = re.compile(f"[\x80-\xff{WIDE}]{{3}}")
RUN = re.compile(f"[\x20-\x7e\t\x80-\xff{WIDE}]*[\x80-\xff{WIDE}]{{3}}[\x20-\x7e\t\x80-\xff{WIDE}]*")
HIGH = re.compile("[\x80-\xff]")
HAN = re.compile("[\u3400-\u9fff]")
FOREIGN = re.compile(
    "[^\x00-\x7f\u00b0-\u00b7\u00d7\u2010-\u2044\u20ac\u2100-\u27bf\u3000-\u9fff\ufe30-\ufe6f\uff00-\uffef]"
)
TIMES = 3  # Ã¥Â·Â¥: UTF-8 read as latin-1, saved, and read so again
COMMON_SHARE = 0.85  # of hanzi in GB2312's first level; running text has 97 %, letters read as GBK at random 17 %


@functools.cache
def byte_of() -> dict[int, int]:
    """Letter -> byte, for str.translate."""
    return {ord(letter): byte for letter, byte in WINDOWS.items()}


@functools.cache
def is_common(character: str) -> bool:
    """A hanzi of GB2312's first level, or one that simplifies to it."""
    code = simplifier().get(character, character).encode("gb2312", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def has_few_letters(text: str) -> bool:
    """Letters of other scripts, as in names and readings, are at most a quarter as many as hanzi."""
    return 4 * len(FOREIGN.findall(text)) <= len(HAN.findall(text))


def is_chinese(text: str) -> bool:
    """Hanzi, mostly common ones, and few letters of other scripts."""
    han = HAN.findall(text)
    return bool(han) and has_few_letters(text) and sum(map(is_common, han)) >= COMMON_SHARE * len(han)


def read(run: str, times: int = TIMES) -> str | None:
    """What the letters of a run stand for, read wrongly so often at most; None when they are letters."""
    try:
        data = run.translate(byte_of()).encode("latin-1")
    except UnicodeEncodeError:
        return None
    for codec in ("utf-8", "gbk", "big5hkscs"):
        try:
            found = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "utf-8" and times > 1 and LETTERS.search(found) and (deeper := read(found, times - 1)):
            return deeper
        # letters are UTF-8 by chance hardly ever, so the hanzi need not be common ones
        if (codec == "utf-8" and HAN.search(found) and has_few_letters(found)) or is_chinese(found):
            return found
    return None


def letters(text: str) -> str:
    """Runs of Western letters that are Chinese bytes, read as those."""
    if not LETTERS.search(text):
        return text
    return RUN.sub(lambda match: read(match[0]) or match[0], text)
