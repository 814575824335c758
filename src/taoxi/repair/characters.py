"""Look-alikes of ordinary characters: radicals, compatibility and private-use characters, half-width marks."""

from __future__ import annotations

import functools
import re
import unicodedata

# Unicode gives the supplement's radicals no decompositions; these are the ones that look like a whole character
# (EquivalentUnifiedIdeograph.txt)
PAIRS = (
    "⺁厂⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺓幺⺖忄⺘扌⺙攵⺝月⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺧牛⺨犭⺩王⺫罒⺭礻⺮竹⺯糸⺰纟⺲罒⺵冈⺶羊⺷羊⺸羊⺹耂⺺肀⺽臼"
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼"
    "⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
SUPPLEMENT = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
LOOKALIKE = re.compile("[\u2e80-\u2eff\u2f00-\u2fdf]")
COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
MARKS = str.maketrans("｡､｢｣", "。、「」")
HALF_MARK = re.compile("[｡､｢｣]")
ODD_FORM = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f｡､｢｣]")  # compatible or half-width
HALF_KANA = re.compile("[ｦ-ﾝ]")

PRIVATE = re.compile("[\ue000-\uf8ff]")
PARAGRAPH = re.compile("(?<![ \u3000])[ \u3000]*+\ue40c[ \u3000\ue40c]*")  # how Sogou's dumps wrote a paragraph's end
# 14 characters of GB18030-2000 and the vertical forms, private until GB18030-2005 and 2022 gave them code points
PROMOTED = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
    0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE7C7: 0x1E3F, 0xE7C8: 0x01F9,
}  # fmt: skip
# where Big5's user-defined areas lie in the private-use area: first code point, leads, trails from (HKSCS-2001)
BIG5_AREAS = ((0xE000, 0xFA, 0xFE), (0xE311, 0x8E, 0xA0), (0xEEB8, 0x81, 0x8D))
BIG5_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
TRADITIONAL = re.compile("[們個這來時會國對說過為與嘅咗喺佢]")


def radicals(text: str) -> str:
    """Kangxi and supplement radicals as the characters they look like."""
    return LOOKALIKE.sub(lambda match: SUPPLEMENT.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)


def compatibility(text: str) -> str:
    """CJK compatibility ideographs as the ordinary ones; half-width 。、「」 of Chinese pages at full width."""
    text = COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    if HALF_MARK.search(text) and not HALF_KANA.search(text):
        return text.translate(MARKS)
    return text


@functools.cache
def gbk_private() -> dict[str, str]:
    """Private-use character -> character, for what older GBK tables held privately at FE50-FEA0."""
    table = {chr(old): chr(new) for old, new in PROMOTED.items()}
    for place, trail in enumerate((*range(0x50, 0x7F), *range(0x80, 0xA1))):
        found = bytes((0xFE, trail)).decode("gb18030", "replace")
        if not PRIVATE.match(found) and len(found) == 1:
            table.setdefault(chr(0xE815 + place), found)
    return table


@functools.cache
def hkscs_private() -> dict[str, str]:
    """Private-use character -> hanzi, for the Hong Kong supplement as it was before Unicode took it in."""
    table = {}
    for first, lead, last in BIG5_AREAS:
        codes = (bytes((a, b)) for a in range(lead, last + 1) for b in BIG5_TRAILS)
        for place, code in enumerate(codes):
            found = code.decode("big5hkscs", "ignore")
            if len(found) == 1 and unicodedata.category(found) == "Lo":
                table[chr(first + place)] = found
    return table


def private_use(text: str) -> str:
    """Private-use characters whose meaning is known; Sogou's paragraph mark as a line break. The others stay."""
    if not PRIVATE.search(text):
        return text
    text = PARAGRAPH.sub("\r", text)
    table = gbk_private()
    if TRADITIONAL.search(text) and all(c in hkscs_private() for c in PRIVATE.findall(text)):
        table = hkscs_private()
    return PRIVATE.sub(lambda match: table.get(match[0], match[0]), text)
