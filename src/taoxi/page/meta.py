"""What a page declares about itself: meta elements, JSON-LD, microdata, canonical link and the title element."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..dates import read_date
from ..types import Metadata
from .tree import text_of

if TYPE_CHECKING:
    from lxml import etree

# names of meta elements, itemprop and JSON-LD keys in one space, lower case, the surest first; articletitle, pubdate
# and contentsource are what the State Council asks of government sites (政府网站发展指引, 国办发〔2017〕47号)
TITLE = ("og:title", "headline", "twitter:title", "articletitle", "title", "name")
DATE = (
    "article:published_time", "datepublished", "bytedance:published_time", "og:published_time", "pubdate",
    "publishdate", "publish_time", "publish-date", "_pubtime", "og:release_date", "weibo:article:create_at",
    "weibo: article:create_at", "dc.date", "dcterms.created", "dc.date.issued", "datecreated", "date",
)  # fmt: skip
SOURCE = ("contentsource", "source", "mediaid", "sourceorganization", "article:source", "og:article:source")
AUTHOR = ("article:author", "author", "og:article:author", "bytedance:author", "dc.creator", "byl", "creator")
EDITOR = ("editor", "responsibleeditor", "article:editor", "责任编辑")
TAGS = ("article:tag", "news_keywords", "keywords")
URL = ("canonical", "og:url", "mainentityofpage", "url")
SITE = ("og:site_name", "sitename", "application-name", "publisher")
FIELDS = frozenset((*TITLE, *DATE, *SOURCE, *AUTHOR, *EDITOR, *TAGS, *URL, *SITE, "articlebody"))

ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|WebPage$|CreativeWork")
MOST_JSON = 2_000_000  # characters of a JSON-LD block; larger ones are no description of one page
MOST_ITEMS = 5_000  # nodes of JSON-LD looked at
SEPARATOR = re.compile(r"\s*[,，、;；|]\s*")
BAR = re.compile(r"^(.+?)\s*[_|｜]+\s*([^_|｜]{1,14})$")  # before a site's or section's name, whatever it is
DASH = re.compile(r"^(.+)\s*(?:--+|——|[-–—·])\s*([^-–—·]{2,14})$")  # a title may hold one of its own
BYLINE = re.compile(
    r"^\d{2,5}-|^(?:本报|本報|特约|特約)?(?:记者|記者|通讯员)\s*[:：]?\s*|\s*[／/╱].*(?:报道|報導|报导)$"
)
SITE_WORD = re.compile(
    r"网|網|电台|電台|报社|報社|编辑部|編輯部|在线|在線|频道|頻道|新闻|新聞|中心|日报|日報|晚报|快报|时报|時報|门户|首页|博客|平台|客户端|com|net|news",
    re.I,
)
LONGEST = 300  # characters of a title; what stands behind is bait for search engines
PIECE = 8  # characters of a keyword that is no word any more
MOST_TAGS = 20  # keywords; longer lists describe the site or bait search engines

Facts = dict[str, list[str]]


def add(facts: Facts, name: str, content: object) -> None:
    """Note a fact if it is one we know."""
    name = name.strip().lower()
    if name in FIELDS and isinstance(content, str) and content.strip():
        facts.setdefault(name, []).append(content if name == "articlebody" else " ".join(content.split()))


def names_of(value: object) -> Iterator[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and isinstance(item.get("name") or item.get("@id"), str):
            yield item.get("name") or item["@id"]


def add_json(facts: Facts, text: str) -> None:
    """Note what a JSON-LD block says of an article."""
    try:
        queue: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_ITEMS):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            if isinstance(item.get("@graph"), list):
                queue.extend(item["@graph"])
            if any(ARTICLE_TYPE.search(name) for name in names_of(item.get("@type", ""))):
                for key, value in item.items():
                    for name in names_of(value):
                        add(facts, key, name)


def read_facts(root: etree._Element) -> Facts:
    """Everything declared on a page, by name in lower case, in document order."""
    facts: Facts = {}
    element: etree._Element
    for element in root.iter("meta", "link", "script", "time", "title"):
        get: Callable[[str], str | None] = element.get
        if element.tag == "meta":
            for key in ("property", "name", "itemprop"):
                add(facts, get(key) or "", get("content"))
        elif element.tag == "link" and (get("rel") or "").lower() == "canonical":
            add(facts, "canonical", get("href"))
        elif element.tag == "script" and "ld+json" in (get("type") or "") and len(element.text or "") < MOST_JSON:
            add_json(facts, element.text or "")
        elif element.tag == "time":
            add(facts, "datepublished" if get("itemprop") or get("pubdate") else "", get("datetime"))
        elif (
            element.tag == "title"
            and "<title>" not in facts
            and (text := " ".join(text_of(element, LONGEST)[:LONGEST].split()))
        ):
            facts["<title>"] = [text]
    for element in root.iterfind(".//*[@itemprop]"):
        if element.tag not in ("meta", "time", "link") and len(element) < 4:
            text = text_of(element, 100)
            if len(text) < 100:
                add(facts, element.get("itemprop") or "", text)
    return facts


def first(facts: Facts, names: tuple[str, ...]) -> str | None:
    """The surest value of a field."""
    return next((facts[name][0] for name in names if name in facts), None)


def cut_site(title: str, site: str | None) -> str:
    """A title element's text without the names of section and site behind it."""
    if site and title.startswith(site):
        title = title[len(site) :].lstrip("_|｜-–— ") or title
    while match := BAR.match(title):
        title = match[1]
    while (match := DASH.match(title)) and (match[2] == site or SITE_WORD.search(match[2])):
        title = match[1]
    return title.strip()


def titles(facts: Facts) -> list[str]:
    """All titles a page declares, the surest first, site names cut off."""
    site = first(facts, SITE)
    found = [facts[name][0] for name in TITLE if name in facts and name != "name"] + facts.get("<title>", [])
    return list(dict.fromkeys(cut_site(title[:LONGEST], site) for title in found if title != site))


def is_person(name: str) -> bool:
    """False for sites, addresses and the accounts of a newsroom's system."""
    if not 2 <= len(name) <= 12 or "/" in name or SITE_WORD.search(name):
        return False
    return not name.isascii() or " " in name


def is_piece(tag: str, heads: list[str]) -> bool:
    """Is a keyword code, a title, or the piece of one that was cut at its commas?"""
    return bool(set(tag) & set("<>=")) or tag in heads or (len(tag) >= PIECE and any(tag in head for head in heads))


def people(facts: Facts, names: tuple[str, ...]) -> tuple[str, ...]:
    """The persons named; sites and addresses are none."""
    site = first(facts, SITE)
    for name in names:
        found = [one for value in facts.get(name, ()) for one in SEPARATOR.split(value)]
        found = [BYLINE.sub("", one) for one in found]
        if kept := [one for one in found if one != site and is_person(one)]:
            return tuple(dict.fromkeys(kept))
    return ()


def address(facts: Facts) -> str | None:
    """The page's own address, where it declares a whole one."""
    return next((facts[n][0] for n in URL if n in facts and facts[n][0].startswith(("http://", "https://"))), None)


def host(url: str | None) -> str | None:
    """The host of an address."""
    try:
        return (urlsplit(url or "").hostname or None) if url else None
    except ValueError:
        return None


def metadata(facts: Facts, url: str | None) -> Metadata:
    """What the page declares, as metadata. `url` is where it was fetched, if known."""
    dates = (read_date(facts[name][0]) for name in DATE if name in facts)
    source = first(facts, SOURCE)
    if source:
        source = re.sub(r"^(?:稿件)?[来來]源\s*[:：]\s*", "", source)
    tags = [tag for name in TAGS for value in facts.get(name, ()) for tag in SEPARATOR.split(value)]
    if len(tags) == 1 and 1 < len(tags[0].split()) <= MOST_TAGS:
        tags = tags[0].split()  # some part their keywords by spaces alone
    heads = titles(facts)
    unique = tuple(dict.fromkeys(tag for tag in tags if 1 < len(tag) <= 20 and not is_piece(tag, heads)))
    url = url or address(facts)
    return Metadata(
        title=heads[0] if heads else None,
        date=next((date for date in dates if date), None),
        source=source if source and len(source) <= 30 and "/" not in source else None,
        url=url,
        site=host(url),
        author=people(facts, AUTHOR),
        editor=people(facts, EDITOR),
        tags=unique if len(unique) <= MOST_TAGS else (),
    )
