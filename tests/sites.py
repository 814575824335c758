"""A corpus of news sites with planted templates: what stands on a page is known line by line."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

PLACES = (
    "江城", "柳湾", "石埠", "青坪", "云麓", "白沙洲", "南浦", "桐岭", "沙河口", "望江", "梅溪", "东堰", "松坎",
    "北渡", "银杏坡", "凤尾",
)  # fmt: skip
PARTS = (
    "老城区", "滨江片区", "高新园区", "山区乡镇", "火车站一带", "大学城", "港区", "城北新区", "湖边几个村", "开发区",
)  # fmt: skip
PEOPLE = (
    "方远", "何苗", "林小满", "周砚", "陈立秋", "罗田", "沈一舟", "贺兰", "顾青禾", "孟春", "许知夏", "韩石",
)  # fmt: skip
BODIES = (
    "交通局", "水务局", "教育局", "农业站", "博物馆", "中心医院", "轮渡公司", "图书馆", "市场监管所", "气象台",
    "消防队", "植物园",
)  # fmt: skip
THINGS = (
    "一条步行道", "两座泵站", "新的学区方案", "冷库", "旧书市", "夜间门诊", "电动渡船", "自习室", "早市",
    "自动气象站", "微型消防站", "樱花林",
)  # fmt: skip
DEEDS = (
    "验收", "试运行", "动工", "征求意见", "延长开放", "换上新牌子", "清点造册", "重新招标", "搬到对岸",
    "交给居民管理",
)  # fmt: skip
WHENS = (
    "昨天上午", "本周三", "上月底", "清明前后", "入冬以来", "今天一早", "周末两天", "汛期到来之前", "开学头一天",
    "半年以前",
)  # fmt: skip
ENDS = (
    "比计划早了{n}天", "花了{n}万元", "受益的有{n}户人家", "一共来了{n}人", "每天多跑{n}趟", "减少了{n}吨用水",
    "登记了{n}件旧物", "排队时间缩短{n}分钟", "种下{n}棵树苗", "接到{n}个电话",
)  # fmt: skip
SAYINGS = (
    "“我们等了{n}年，总算等到这一天”", "“头一个月先看{n}个点，再往外铺”", "“再难也要把这{n}米修通”",
    "“家里老人走{n}步就到了”", "“账要一笔一笔算，差{n}块钱也不行”", "“孩子数过，从门口到校车正好{n}步”",
)  # fmt: skip
PATTERNS = (
    "{when}，{place}{body}在{part}{deed}{thing}，{end}。",
    "{place}{part}的居民{who}说，{thing}{deed}以后，{end}，{saying}。",
    "据{body}负责人{who}介绍，{when}{deed}的{thing}{end}，{part}排在第一批。",
    "记者{when}在{part}看到，{thing}已经{deed}，{body}的工作人员{who}正在核对图纸，{end}。",
    "{who}在{body}干了{n}年，{when}他带着徒弟把{part}的{thing}又查了一遍，{end}。",
    "{saying}，{who}指着{part}的方向说，{place}的{thing}{when}就该{deed}了。",
    "按照{body}的安排，{part}的{thing}分{n}批{deed}，{place}其他地方要等到明年。",
    "和{place}一江之隔的{other}也在{deed}{thing}，{body}派{who}去看过，回来算了算，{end}。",
)
# {site} and {place} are a site's own; what stands here looks like news or like nothing at all, so that no rule
# knows it by its words
TOPS = (
    "{site} 身边事身边人", "{place}人自己的报纸", "今日{place}·风物志", "{site}数字报第一落点", "{place}生活圈",
    "看{place}就看{site}",
)  # fmt: skip
BOTTOMS = (
    "{site}的读者可以在每周五到报社门口领取一份旧报合订本。", "{place}码头边的报栏每天清晨六点换报。",
    "{site}与您相伴的第{n}个年头", "{place}故事征集中", "{site}小记者团周六活动，家长请在东门等候。",
    "{place}老照片展厅长期开放", "一城山水一城人·{site}",
)  # fmt: skip
MIDDLES = (
    "{site}配图", "{place}融媒体矩阵", "{site}新闻早餐", "{place}手机报同步发送",
)  # fmt: skip
SHARES = (1.0, 0.6, 0.3, 0.16)  # of a site's pages that carry a template


@dataclass(frozen=True)
class Page:
    """One page: what it is called, its lines, and which of these are planted or body."""

    path: str
    url: str
    lines: tuple[str, ...]
    planted: frozenset[str]
    body: frozenset[str]

    @property
    def text(self) -> str:
        """The page as a crawler left it."""
        return "\n".join(self.lines) + "\n"


def sentence(chance: random.Random) -> str:
    """One sentence of news."""
    slots = {"place": PLACES, "other": PLACES, "part": PARTS, "who": PEOPLE, "body": BODIES, "thing": THINGS}
    slots |= {"deed": DEEDS, "when": WHENS}
    picked = {name: chance.choice(words) for name, words in slots.items()}
    n = chance.randint(2, 997)
    end, saying = chance.choice(ENDS).format(n=n), chance.choice(SAYINGS).format(n=n)
    return chance.choice(PATTERNS).format(**picked, n=n, end=end, saying=saying)


def body(chance: random.Random) -> list[str]:
    """The paragraphs of an article."""
    return ["".join(sentence(chance) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(4, 8))]


def templates(site: int) -> dict[str, tuple[str, float]]:
    """A site's lines for the top, the middle and the bottom of its pages, each with the share of pages that has it."""
    chance = random.Random(f"site {site}")
    words = {"site": f"{chance.choice(PLACES)}{chance.choice(('晚报', '新闻网', '日报', '在线'))}{site}频道"}
    words |= {"place": chance.choice(PLACES), "n": chance.randint(3, 60)}
    return {
        f"{place} {number}": (line.format(**words), chance.choice(SHARES))
        for place, lines, most in (("top", TOPS, 3), ("middle", MIDDLES, 1), ("bottom", BOTTOMS, 4))
        for number, line in enumerate(chance.sample(lines, chance.randint(1, most)))
    }


def page(site: int, number: int) -> Page:
    """A page of a site: title, body, and those of the site's templates that fall to it."""
    chance = random.Random(f"page {site} {number}")
    mine = {name: line for name, (line, share) in templates(site).items() if chance.random() < share}
    top, middle, bottom = (
        [line for name, line in mine.items() if name.startswith(at)] for at in ("top", "middle", "bottom")
    )
    paragraphs = body(chance)
    cut = len(paragraphs) // 2
    title = f"{chance.choice(PLACES)}{chance.choice(THINGS)}{chance.choice(DEEDS)}记第{number}篇"
    lines = (*top, title, *paragraphs[:cut], *middle, *paragraphs[cut:], *bottom)
    url = f"http://news.site{site}.example/{number}.html"
    return Page(f"site{site:03d}/{number:03d}.txt", url, lines, frozenset(mine.values()), frozenset(paragraphs))


def corpus(sites: int, pages: int) -> Iterator[Page]:
    """Pages of so many sites."""
    return (page(site, number) for site in range(sites) for number in range(pages))


def write(folder: Path, made: list[Page]) -> Path:
    """The pages as JSON lines."""
    folder.mkdir(parents=True)
    rows = (json.dumps({"url": each.url, "content": each.text}, ensure_ascii=False) for each in made)
    (folder / "pages.jsonl").write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return folder


@dataclass(frozen=True)
class Score:
    """Planted lines that are gone, those of them signed `repeated-line`, and body lines that are gone, of how many."""

    planted: int
    gone: int
    signed: int
    body: int
    lost: int


def score(made: list[Page], documents: list[dict[str, object]], audit: list[dict[str, object]]) -> Score:
    """How a run over the pages did; a page's record is its place among them, from 1."""
    signers = {(row["id"], row["raw"]): row["rule"] for row in audit}
    planted = gone = signed = lines = lost = 0
    assert len(made) == len(documents)
    for row in documents:
        each = made[cast(int, row["record"]) - 1]
        kept = set(str(row["text"]).split("\n"))
        away = each.planted - kept
        planted, gone = planted + len(each.planted), gone + len(away)
        signed += sum(signers.get((row["id"], line)) == "repeated-line" for line in away)
        lines, lost = lines + len(each.body), lost + len(each.body - kept)
    return Score(planted, gone, signed, lines, lost)
