"""HTML text to a tree, whatever the text: bounded in depth and attributes, its size is `bounds`' matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

MOST_ATTRIBUTES = 500  # libxml2 compares each attribute with all before it: 100,000 in one tag take two minutes
MOST_STEPS = 1_000  # pieces of a text of bounded size: elements without text come by the thousand
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}>?")
BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
END = re.compile(r"</(?:html|body)\s*>", re.I)  # libxml2 drops what stands behind; browsers go on
OPEN_TITLE = re.compile(r"(<title\b[^>]*+>[^<]*+)(?!</title\s*>)", re.I)  # it would swallow the whole page
SURROGATE = re.compile("[\ud800-\udfff]")


def bare_tag(match: re.Match[str]) -> str:
    """A tag with too many attributes, without them; any other as it is (one attribute may be a whole picture)."""
    tag = match[0]
    if tag.count("=") + tag.count(" ") < MOST_ATTRIBUTES:
        return tag
    if len(tag.split()) < MOST_ATTRIBUTES and len(re.findall(r"[\"']\s*[a-zA-Z-]+=", tag)) < MOST_ATTRIBUTES:
        return tag
    return re.split(r"[\s/>]", tag, maxsplit=1)[0] + ">"


def parse(body: str) -> etree._Element | None:
    """The tree of a page of bounded size; None where it is too deep or no HTML at all."""
    from lxml import etree

    if not body.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    data = SURROGATE.sub("\ufffd", OPEN_TITLE.sub(r"\1</title>", END.sub("", LONG_TAG.sub(bare_tag, body)))).encode()
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing but comments or blanks
        return None
    if root is None or any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return None  # libxml2 stops at 2,048 levels and drops the rest
    return root


def text_of(element: etree._Element, most: int | None = None) -> str:
    """All text in an element, as it stands; where it is longer than `most`, a little more than so many characters."""
    if most is None:
        return "".join(map(str, element.itertext()))
    parts: list[str] = []
    for steps, text in enumerate(element.itertext()):
        parts.append(str(text))
        most -= len(text)
        if most < 0 or steps > MOST_STEPS:
            break
    return "".join(parts)
