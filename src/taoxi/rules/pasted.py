"""Search phrases that spam pages paste into their sentences: they are cut, the sentence stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN
from .shapes import either, pattern, telling

QUESTION = re.compile(r"[^\s,，、;；|#]{5,24}(?:吗|呢|几次|多少钱?|怎么样|怎么办|好不好|哪家好|是什么|什么好)")
TAGS_MOST = 40  # phrases of one page
TAG_LABEL = re.compile(r"(?:本文|文章)?(?:标签|关键词|tags?):")


def keywords(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Search phrases of a page's tags lines, and those about its topic: …可以用几次吗，这样您就可以…"""
    labels = {hit.index for hit in hits}
    tags = sorted({tag for i in labels for tag in phrases(page.lines[i].text)})[:TAGS_MOST]
    if not tags:
        return
    topical = asked(page)
    for index, line in enumerate(page.lines):
        if index not in labels:
            for tag in tags:
                at = line.text.find(tag)
                if at > 0 and len(line.text) >= LEAST * len(tag):
                    yield Hit(index, (at, at + len(tag)))
            if topical:
                yield from (Hit(index, match.span()) for match in topical.finditer(line.text))


LEAST = 3  # a line is so many times as long as what was pasted into it


def phrases(text: str) -> list[str]:
    """The search phrases of a tags line."""
    return [part for part in re.split(r"[\s,，、;；|#:：]+", text) if QUESTION.fullmatch(part)]


TOPIC, TIMES, HEADS, HEAD_MOST = 3, 5, 5, 45  # hanzi; times on the page; lines from the top; characters of a title


def asked(page: Page) -> re.Pattern[str] | None:
    """Finds what is asked about the page's topic, between a word and a comma: …找到它电子烟展会，并…"""
    told = [line.text.strip() for line in page.lines if line.text.strip()]
    heads = [text for text in told[:HEADS] if len(text) <= HEAD_MOST]
    words = {run[n : n + TOPIC] for head in heads for run in HANZI.findall(head) for n in range(len(run) - TOPIC + 1)}
    body = "\n".join(told)
    topics = [word for word, count in Counter({word: body.count(word) for word in words}).items() if count >= TIMES]
    asks = "怎么样|展会|批发|价格|多少钱|哪个好|哪家好|品牌|代理|加盟|厂家|官网|排行榜?"
    return re.compile(rf"(?<=[{HAN}])(?:{'|'.join(sorted(topics))})(?:{asks})(?=，)") if topics else None


HANZI = re.compile(rf"[{HAN}]{{{TOPIC},}}")
DOUBLED = pattern(r"[?!][,。;、]")
TITLE = re.compile(r".{7,29}[？?！!]")
GOES_ON = re.compile("[，,、；。]")


def titles(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """A question that stands on the page by itself, in the middle of a sentence: …之后渡船为什么停？，或者…"""
    alone = sorted({text for line in page.lines if TITLE.fullmatch(text := line.text.strip())})[:TAGS_MOST]
    for hit in hits:
        text = page.lines[hit.index].text
        for title in alone:
            at = text.find(title)
            if at > 0 and GOES_ON.match(text, at + len(title)):
                yield Hit(hit.index, (at, at + len(title)))


SERVICE = re.compile(
    rf"(?P<place>[{HAN}]{{2}})(?:市)?(?:专业|正规)?"
    r"(?P<service>私家侦探(?:公司)?|侦探(?:公司|社)|婚外情(?:取证|调查)|出轨(?:取证|调查)|婚姻调查|小三调查|代孕(?:公司|机构|价格))"
)
NEEDED = pattern("侦探|取证|调查|代孕")


def services(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Several services of one town that spammers sell, before a comma or at the head of a line."""
    found = [(hit.index, match) for hit in hits for match in SERVICE.finditer(page.lines[hit.index].text)]
    sold = Counter(place for place, _ in {(match["place"], match["service"]) for _, match in found})
    for index, match in found:
        text = page.lines[index].text
        above = text[: match.start()].strip()
        glued = not above or (not JOINED.search(above) and COMMA.match(text, match.end()))
        if sold[match["place"]] > 1 and glued and len(text) >= LEAST * len(match[0]):
            yield Hit(index, match.span())


COMMA = re.compile("[，,]")
JOINED = re.compile(
    "[，,。、；：:“「《（(的了家个名位过到向找请在被与和给从是把叫做为对]$"
)  # what joins a word to its sentence


RULES = (
    Rule(
        "ad-keyword",
        either(
            Finder((telling(TAG_LABEL.match, TAG_LABEL),), keywords),
            Finder((telling(DOUBLED.search, DOUBLED),), titles),
            Finder((telling(NEEDED.search, NEEDED),), services),
        ),
        "不用的时候把盖子拧紧药水滴完能用几次，这样可以放得更久一些。\n标签：药水滴完能用几次 药水价格",
    ),
)
