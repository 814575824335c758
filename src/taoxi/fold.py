"""Lines as rules see them: half width, simplified, lower case, without spaces or annotations."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# (chǎn) and the like, which damaged pages put behind characters: rules must meet 責(zé)任 as 责任
ANNOTATION = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-zàáèéêìíòóùúüāēěīńňōūǎǐǒǔǖǘǚǜǹḿ]{1,6} ?[)）]")
TONED = re.compile(r"[àáèéìíòóùúāēěīńňōūǎǐǒǔǖǘǚǜǹḿ]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its key, and the way back from the key to the text."""

    text: str
    key: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span [start, end) of the key as a span of the text, both in characters."""
        if start >= end or self.key == self.text:
            return start, end
        places = self.places()
        return places[start], places[end - 1] + 1

    def places(self) -> list[int]:
        """For each character of the key, the place in the text it came from."""
        skipped = {at for match in readings(self.text) for at in range(*match.span())}
        table = folding()
        kept = ((at, c) for at, c in enumerate(self.text) if at not in skipped)
        return [at for at, c in kept for _ in range(len(table.get(ord(c), c)))]


def readings(text: str) -> list[re.Match[str]]:
    """The toned readings in brackets."""
    if "(" not in text and "（" not in text:
        return []
    return [match for match in ANNOTATION.finditer(text) if TONED.search(match[0])]


@functools.cache
def simplifier() -> dict[str, str]:
    """Traditional character -> simplified, one by one, as OpenCC's t2s has them."""
    import opencc

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    # joined by a space, so that no phrase of the dictionaries can match
    plain = opencc.OpenCC("t2s").convert(" ".join(characters)).split(" ")
    pairs = {old: new for old, new in zip(characters, plain, strict=True) if old != new and len(new) == 1}
    return {old: pairs.get(new, new) for old, new in pairs.items()} | {"著": "着"}  # 薴 is 苧, which is 苎 elsewhere


@functools.cache
def simplified() -> dict[int, str]:
    """The same for `str.translate`."""
    return {ord(old): new for old, new in simplifier().items()}


def plain(text: str) -> str:
    """Half width and simplified; spaces stay, since they part names and dates."""
    return unicodedata.normalize("NFKC", text.replace("︰", "：")).translate(simplified())


COLONS = {"︰": ":"}  # papers of Hong Kong write 編輯︰; NFKC makes two points of it


@functools.cache
def folding() -> dict[int, str]:
    """Code point -> what it becomes in a key ("" for spaces and controls), for all that change."""
    table, plain = {}, simplifier()
    for code in (*range(0xD800), *range(0xE000, 0x10000), *range(0x1F100, 0x1F200), *range(0x2F800, 0x2FA20)):
        old = chr(code)
        wide = COLONS.get(old) or unicodedata.normalize("NFKC", old).lower()
        if wide.isdecimal() and len(wide) == 1:
            wide = str(unicodedata.decimal(wide))
        new = "".join(plain.get(c, c) for c in wide if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
        if new != old:
            table[code] = new
    return table


@functools.cache
def foldable(but: str = "") -> re.Pattern[str]:
    """Finds a character that a key would not keep.

    Characters beyond the BMP are two ranges: a class with many of them is searched one by one, a hundred times slower.
    """
    plain = "".join(chr(code) for code in folding() if code < 0x10000 and chr(code) not in but)
    return re.compile("[" + re.escape(plain) + "\U0001f100-\U0001f1ff\U0002f800-\U0002fa1f]")


def fold(text: str) -> Folded:
    """The text with its key."""
    bare = text
    for match in reversed(readings(text)):
        bare = bare[: match.start()] + bare[match.end() :]
    return Folded(text, foldable().sub(as_key, unmarked(bare)))


def as_key(match: re.Match[str]) -> str:
    """What a character that a key does not keep becomes."""
    return folding().get(ord(match[0]), match[0])


# what nearly every Chinese text holds: replacing them in a whole page at once costs a tenth of translating its lines
MARKS = {
    "，": ",", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?", "；": ";", "…": "...", "％": "%", "．": ".",
    " ": "", "\u3000": "", "\xa0": "", "\t": "", "\r": "",
}  # fmt: skip


def unmarked(text: str) -> str:
    """The text with the commonest marks as keys have them."""
    for mark, plain in MARKS.items():
        text = text.replace(mark, plain)
    return text


def fold_lines(texts: Sequence[str]) -> list[str]:
    """The key of each of several lines."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts) > 0:  # of which one holds a line feed
        return [fold(text).key for text in texts]
    keys = foldable("\n").sub(as_key, unmarked(joined)).split("\n")
    if ("(" in joined or "（" in joined) and TONED.search(joined):
        return [fold(text).key if readings(text) else key for text, key in zip(texts, keys, strict=True)]
    return keys[: len(texts)]
