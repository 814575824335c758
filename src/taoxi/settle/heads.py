"""The lines above the body that belong to the article: its title and the ladder of heads around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from .features import MARKS
from .runs import is_of
from .weigh import COPY, Weight

TITLE_LEAST = 2.0  # points, see `points`
LADDER_LEAST = 1.5
LONGEST = 70  # characters of a title's key
LIKELY_NAME = -1.0  # what a rule says of a line that names a statute; of lines that must stay it says more
SITE = re.compile(r"[-_|—丨](?=[^-_|—丨]{2,16}$)")  # before the site's name: 标题_江城新闻网
BYLINES = frozenset(("dateline", "source", "author"))
FOREIGN = frozenset(("breadcrumb", "nav", "metadata", "related"))  # no head stands beyond such a line
CRUMBS = frozenset(("breadcrumb",))
# 江城健康网, 江城建材有限公司: the name of a site, where the body has other words
OUTLET = re.compile(
    r"[\u3400-\u9fff]{2,8}(?:网|网站|热线|频道|在线|官网|客户端|日报|晚报|早报)"
    r"|[\u3400-\u9fff()]{2,20}(?:公司|事务所|经营部|商行)"
)
OTHER_SHARE = 0.3  # of its pairs of hanzi that the body has
SPEAKS = 0.15  # of its pairs of hanzi that a head shares with the body
PICTURED = frozenset(("image",))  # （资料图） stands between a head and the body as often as within
LABELLED = frozenset(("metadata",))  # • 分类：渡口知识 is a hint only, and stands above • 作者：
FIRST_LINES, FIRST_LEAST = 2, 8  # lines above a second head that make the first; characters of one
TOOLS = 4  # lines between a title and its dateline
TOUCHING = 0.5  # points for a head that no line parts from the title
KICKER = re.compile(r"(?:导读|编者按|编者的话|导语|引言|前言|楔子|序|.{2,60}:)")
LEAD = re.compile(r"[^。!?]{0,16}?(?:本报讯|讯\(|讯\||日电|电\(|消息)|[(【][^)】]{0,12}(?:记者|报讯|通讯员)")
POEMS = re.compile(r"\((?:组诗|外[一二三四五]首|[二三四五六七八九十\d]{1,2}首)\)$")  # 摆渡的人（组诗）
LABEL = re.compile(r"[:：]$")
DASH = re.compile("[—─–]")  # before a subtitle, which may say nothing that the body says
LISTED = re.compile(r"[•·▲△]|第[一二三四五六七八九十百\d]{1,4}条")  # an item of a list, a caption, an article of a law
SECTION_HEAD = re.compile(
    r"[『【][壹贰叁肆伍陆柒捌玖拾]{1,2}[』】]|第[一二三四五六七八九十百\d]{1,4}[章节条编篇]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\)|\d\.\d"
)
LATIN_ONLY = re.compile(r"^[a-z0-9.\-_/:|@©#,&+* ]+$")


def find_heads(weights: Sequence[Weight], span: tuple[int, int], declared: str) -> tuple[int | None, set[int]]:
    """The title's index, None where no line can be one, and the indexes of all heads that stay, the title's too."""
    live = [i for i in range(*span) if weights[i].key]
    neighbours = zip_longest(live, live[1:], fillvalue=live[-1])
    end = next((i for i, after in neighbours if is_body(weights[i]) or is_wrapped(weights[i], weights[after])), span[1])
    zone = [i for i in range(end) if weights[i].key]
    free = [i for i in zone if is_free(weights[i])]
    if not free:
        return None, approach(weights, span[0], end)
    scores = points(weights, zone, free, end, declared)
    title = max(free, key=lambda i: (scores[i], i))
    if scores[title] < TITLE_LEAST:
        title = zone[-1]
        if title not in scores or not is_lead(weights, end):
            return None, approach(weights, span[0], end)
    rungs = {title} | ladder(weights, zone, title, scores)
    while (place := zone.index(title)) and zone[place - 1] in rungs:
        above = zone[place - 1]
        is_first = is_first_line([weights[k].key for k in zone[place - 1 : place + FIRST_LINES]])
        if (scores[above] < TITLE_LEAST and not is_first) or is_branded(weights[above].key, weights[title].key):
            break
        title = above
    return title, rungs | approach(weights, span[0], end)


def is_branded(key: str, title: str) -> bool:
    """Is it the title with a site's name behind it?"""
    site = SITE.search(key)
    return site is not None and key[: site.start()] == title


def is_body(weight: Weight) -> bool:
    """A sentence, and no title of two clauses."""
    return "。" in weight.key or (weight.prose and len(weight.key) > LONGEST)


def is_wrapped(weight: Weight, after: Weight) -> bool:
    """The first of the lines that a paragraph was broken into: heads of several clauses do not stand in a row."""
    return weight.prose and after.prose and weight is not after and not MARKS.search(weight.key[-1])


def is_free(weight: Weight) -> bool:
    """Found by no rule, or as a copy only, and of a title's size; a statute's name, but no signature."""
    return (
        (LIKELY_NAME <= weight.found < 0.6 or (weight.families == COPY and weight.found <= 1))
        and 4 <= len(weight.key) <= LONGEST
        and not LATIN_ONLY.match(weight.key)
        and not LISTED.match(weight.key)
        and not is_outlet(weight)
    )


def is_outlet(weight: Weight) -> bool:
    """The name of a site or a firm of which the body says nothing."""
    return weight.shared < OTHER_SHARE and OUTLET.fullmatch(weight.key) is not None


def points(
    weights: Sequence[Weight], zone: Sequence[int], free: Sequence[int], end: int, declared: str
) -> dict[int, float]:
    """What speaks for each free line to be the title: its size, its place, its words."""
    copies = Counter(w.key for w in weights if w.key)
    keys = {weights[i].key for i in free}
    alone = all(is_free(weights[i]) or is_outlet(weights[i]) for i in zone)
    speakers = [i for i in free if weights[i].shared >= SPEAKS and weights[i].found <= 0]
    place = {i: n for n, i in enumerate(zone)}
    crumbs = tuple(weights[i].key for i in zone if is_of(weights[i], CRUMBS))
    scores = {}
    for i in free:
        key = weights[i].key
        above = families(weights, zone, place[i] - 1)
        below = frozenset[str]().union(*(families(weights, zone, n) for n in dropped_below(weights, zone, place[i])))
        site = SITE.search(key)
        scores[i] = (
            3.0 * weights[i].shared
            + (1.0 if 10 <= len(key) <= 45 else -0.5 if len(key) >= 6 else -1.5)
            + 2.0 * (not below.isdisjoint(BYLINES))
            + 1.0 * ("breadcrumb" in above)
            + 2.0 * any(crumb.endswith(key) for crumb in crumbs)
            + 3.0
            * (not above.isdisjoint(BYLINES) and i == zone[-1] and (len(free) == 1 or weights[i].shared >= SPEAKS))
            + 1.0 * (copies[key] > 1)
            + 2.5 * bool(POEMS.search(key))
            + 3.0 * (bool(declared) and key == declared)
            + 0.5 * (place[i] == 0)
            + 0.5 * (len(free) == 1)
            + 2.5 * alone
            + 1.0 * (speakers == [i])
            - 0.06 * (len(zone) - place[i])
            - 1.0 * bool(MARKS.search(key[-1]) and key[-1] in "。;")
            - 1.5 * bool(LABEL.search(key))
            - 2.0 * bool(SECTION_HEAD.match(key))
            - 3.0 * bool(site and key[: site.start()] in keys)
            - 1.5 * (weights[i].found if weights[i].families != COPY else 0.0)
        )
    return scores


def dropped_below(weights: Sequence[Weight], zone: Sequence[int], place: int) -> Iterator[int]:
    """The places of the few lines in a row right below that rules drop: tools of a forum stand above its dateline."""
    below = range(place + 1, min(place + 1 + TOOLS, len(zone)))
    return takewhile(lambda n: families(weights, zone, n) or weights[zone[n]].families & LABELLED, below)


def is_lead(weights: Sequence[Weight], end: int) -> bool:
    """Does the body begin as a report does: 本报讯（记者…）, 新华社江城2月1日电?"""
    return end < len(weights) and bool(LEAD.match(weights[end].key))


def families(weights: Sequence[Weight], zone: Sequence[int], place: int) -> frozenset[str]:
    """The families of the rules that drop a line of the zone."""
    if not 0 <= place < len(zone):
        return frozenset()
    weight = weights[zone[place]]
    return weight.families if weight.found >= 1 else frozenset()


def ladder(weights: Sequence[Weight], zone: Sequence[int], title: int, scores: dict[int, float]) -> set[int]:
    """Heads next to the title, above and below, that a rule's line may part but no foreign line does."""
    rungs: set[int] = set()
    place = zone.index(title)
    for way in (range(place - 1, -1, -1), range(place + 1, len(zone))):
        least = TOUCHING
        for n in way:
            i = zone[n]
            if i in scores and weights[i].key in {weights[k].key for k in (title, *rungs)}:
                continue
            speaks = weights[i].shared >= SPEAKS or (i > title and DASH.match(weights[i].key))
            speaks = speaks or is_first_line([weights[k].key for k in zone[n : n + 1 + FIRST_LINES]])
            if i in scores and scores[i] >= least and speaks:
                rungs.add(i)
                continue
            least = LADDER_LEAST
            if i in scores or not families(weights, zone, n).isdisjoint(FOREIGN):
                break
    return rungs


def is_first_line(keys: Sequence[str]) -> bool:
    """Is the first of some lines a head above a second one, which begins with a dash: ——在江城渡口大会上的讲话?"""
    return len(keys[0]) >= FIRST_LEAST and any(DASH.match(key) for key in keys[1:])


def approach(weights: Sequence[Weight], start: int, body: int) -> set[int]:
    """Heads right above the first body line, which no rule's line parts from it: they speak of it or announce it."""
    above: list[int] = []
    for i in reversed([i for i in range(start) if weights[i].key]):
        if weights[i].found >= 1 and weights[i].families == PICTURED:
            continue
        if weights[i].found > 0 or len(weights[i].key) > LONGEST:
            break
        above.append(i)
    for n, i in enumerate(above[:ANNOUNCED]):
        if KICKER.fullmatch(weights[i].key):
            return set(above[: n + 1])
    alike = sum(weights[i].shared for i in above) >= SECTION * len(above)
    # a site's line next to the title shares nothing; in a ladder of heads one line may say it in other words
    silent = sum(weights[i].shared < SPEAKS for i in above)
    rungs = len(above) + sum(bool(weights[i].key) for i in range(start, body))
    whole = all(len(weights[i].key) >= 4 for i in above) and silent * OTHER_WORDS <= rungs
    return set(above) if alike and len(above) <= RUNGS and whole else set(opening(weights, above, body))


def opening(weights: Sequence[Weight], above: Sequence[int], body: int) -> list[int]:
    """The heads of a section right above the body: numbered ones (1 渡口 above 1.1), or a short one where others of its
    form follow (背景, where 突破 and 体验 stand between paragraphs).
    """
    keys = [weights[i].key for i in above]
    numbered = sum(1 for _ in takewhile(SECTION_HEAD.match, keys))
    chapter = CHAPTER.match(keys[numbered]) if 0 < numbered < len(keys) else None
    if numbered:
        return list(above[: numbered + bool(chapter and keys[numbered - 1].startswith(f"{chapter['number']}.1"))])
    if not keys or not SHORT_HEAD.fullmatch(keys[0]):
        return []
    live = [weight for weight in weights[body:] if weight.key]
    between = (b for a, b, c in zip(live, live[1:], live[2:], strict=False) if a.prose and c.prose and not b.found)
    return [above[0]] if sum(bool(SHORT_HEAD.fullmatch(weight.key)) for weight in between) >= ALIKE_HEADS else []


CHAPTER = re.compile(r"(?P<number>\d{1,2})[.、]?[\u3400-\u9fff]")
SHORT_HEAD, ALIKE_HEADS = re.compile(r"[\u3400-\u9fff]{2,4}"), 2  # of them between paragraphs
ANNOUNCED = 2  # lines from the body up: 主要观点：, 行业周观点
SECTION = 0.45  # of the pairs of hanzi
RUNGS, OTHER_WORDS = 6, 3  # lines; one of so many heads may share nothing with the body
