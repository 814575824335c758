"""What stands behind labels: 来源：江城日报  责任编辑：王小明."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from .bylines import WRITER, bylined
from .names import DATED, HAN, LETTER, TOOL, even, is_known, read_codes, read_names, read_office, unique

# words of labels by the field that they fill, none for "other"; templates space them out: 来　源
LABELS = {
    "other": (
        "图片来源 首图来源 封面来源 配图来源 素材来源 简历来源 资料来源 数据来源 视频来源 图源 排版编辑 责任编委"
        " 责任校对 审校 校对 编审 审编 审核 终审 复审 初审 一审 二审 三审 监制 签发 策划 制作 出品 美术编辑"
        " 图片编辑 视频编辑 美编 主编 总编辑 总编 编委 摄影 摄像 图片 配图 翻译 译者 校译 排版 统筹 审稿 核稿"
        " 值班主任 值班总监 录入 上传 发布时间 发布日期 发表时间 更新时间 更新日期 时间 日期 发布于 发布 出版 更新"
        " 点击率 点击数 点击量 点击 浏览次数 浏览量 浏览 阅读量 阅读 访问量 访问次数 访问 点阅 人气 热度 查看"
        " 字体大小 字体 字号 分享到 分享 打印 评论 关闭 收藏 电话 邮箱 微信号 微信 联系人 地址 栏目 分类 所属"
        " 原标题 标题 文号 索引号 字数 编号"
    ),
    "editor": (
        "核稿编辑 新媒体编辑 微信编辑 文字编辑 版面编辑 栏目编辑 执行编辑 助理编辑 实习责编 责任编辑 责任编缉"
        " 责编 值班编辑 网络编辑 网页编辑 本文编辑 本期编辑 实习编辑 编辑 小编"
    ),
    "author": (
        "特约评论员 本报记者 本报通讯员 特约记者 见习记者 实习记者 首席记者 记者 通讯员 实习生 本文作者 作者"
        " 作者简介 作者介绍 撰稿人 撰稿 撰文 撰写 执笔 采写 采访 文字 编译 文/图 图/文 文、图 图、文 图文 文图"
        " 评论员 供稿人 投稿人 发稿人"
    ),
    "source": (
        "信息及图片来源 文章来源 新闻来源 稿件来源 信息来源 内容来源 本文来源 资讯来源 来源于 来源 来自 稿源 文章出处"
        " 新闻出处 出处 转载自 转自 摘自 选自 供稿单位 供稿 来稿单位 发布机构 发布单位 发文机关 信息提供"
    ),
    "tags": (
        "本文关键词 关键词 关键字 本文标签 文章标签 TAG标签 tag标签 标签 Tags tags TAGS Tag tag TAG 热词搜索 热词"
        " 主题词 相关热词搜索 相关热词"
    ),
}


def spaced(words: str) -> str:
    """One pattern of several words, the longest first, each of which may be spaced out."""
    return "|".join(r"\s{0,3}".join(map(re.escape, word)) for word in sorted(words.split(), key=len, reverse=True))


GROUPS = "|".join(f"(?P<{field}>{spaced(words)})" for field, words in LABELS.items())
# one hanzi before a label makes it another word: 中文来源; any makes one of a single character: 论文/, 地图：
LABEL = re.compile(
    rf"(?:(?:(?<!{HAN})|(?<={HAN}{{2}}))(?:{GROUPS})|(?<!{HAN})(?:(?P<writer>文)|[图摄]))[\])】]?\s{{0,4}}[:/|]\s*"
)
MARKED, EDITORS = re.compile("[:/|]"), re.compile("编辑|责编")  # no label is without the one, nor editor the other
NO_COLON = re.compile(
    rf"^\W*(?:本文)?(?:(?P<source>来源于?|稿源)|(?P<editor>责任编辑|责编|(?:本期|网络|微信|值班)?编辑))[\s】\]]*"
    rf"(?P<value>{LETTER}{{2,12}}|{HAN}{{1,4}}(?:\s+{HAN}{{1,4}}){{1,5}})\W*$"
)
# no colon either: 摘自《江城日报》, 原载《江城晚报》2024年5月3日
TAKEN = re.compile(
    r"(?:摘自|转自|选自|转载自|原载于?|据)\s*《(?P<paper>[^《》]{2,20})》|(?:摘自|转自|转载自)[【「]?(?P<name>[^《》【】「」,。;:()\s]{2,16})"
)
# behind something else, without a colon: 江城日报记者 王小明 江城日报编辑 李大江, （作者系教授　责任编辑　李大江）
LAST = 80  # characters at the end of a line that may hold them
BESIDE = re.compile(
    rf"(?:(?<=\S\s)责任编辑|(?:记者|编译|作者).*编辑|责编|^\W{{0,2}}{HAN}{{2,8}}(?:网|报|社|台|客户端|融媒体?)编辑)\s{{1,8}}(?P<value>(?:{HAN}|[·、\s]){{2,30}})[)\]】〕*\s]{{0,8}}$"
)
# without a colon, and alone on its line
TAGS = re.compile(rf"^\W*(?:本文|文章|新闻|相关|热门)?(?:{spaced(LABELS['tags'])})\s*[\])】]?\s*[:/|]?\s*")
# what a paper has above its text and keeps: 【关键词】渡口 路灯
KEYWORDS = re.compile(r"\W?(?:关\s*键\s*[词字]|關\s*鍵\s*[詞字]|主题词)(?:\s*[\]】:：〕]|\s)")
# where a source ends; what people are called may go on behind two spaces
SOURCE_END = re.compile(
    rf"\s{{2,}}|(?:^|\s)(?=[^\s:]{{1,6}}:(?!//))|[|;()\[\]【】〔〕>。]|\s(?:{TOOL.pattern})|(?={DATED}[-/.年月])|$"
)
NAMES_END = re.compile(rf"[|>。!?]|\s(?=[^\s:]{{2,6}}:(?!//))|\s(?:{TOOL.pattern})|(?={DATED}[-/.年月])|$")
CLOSED = re.compile(r"([^(\[【〔<]+)[)\]】〕<]")  # a bracket that opened before the label ends the value
# where the writer was, and who sent it in: 江城网 浙江, 宣传科 王小明
TITLED = re.compile(r"^(?:\d{1,2}月\d{1,2}日)?[《“]([^《》“”]{2,20})[》”]?$")
BEHIND = re.compile(
    r"\s(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    rf"|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|(?P<name>{HAN}{{3}}))$"
)
# 江城作家 | 周禾 2024年5月3日
SIGNED = re.compile(rf"[^|:]{{2,30}}\|\s*(?P<names>{HAN}{{2,3}}(?:[\s、]+{HAN}{{2,3}}){{0,3}})\s*(?={DATED}[-/.月]|$)")
INTRODUCED = re.compile(r"[,(\s]|\d")  # behind the name in 作者简介：王小明，1964年生
UNKNOWN = re.compile(r"(?:未知|不详|佚名|无|其他|未填写|暂无|admin|null)", re.I)
LONGEST_SOURCE = 30  # characters
TAG_MARKS = re.compile(r"[,、;|/#]+|\s+(?![A-Za-z])|(?<![A-Za-z])\s+")
TAG_SPACES = re.compile(r"[\s#]+")
LONGEST_TAG = 20
EDGES = " []()【】（）{}<>-_·、,，;:：*~/\"'"


def read_labels(text: str) -> Iterator[tuple[str, str]]:
    """Field and value of each label of a line, values as they stand there."""
    text = even(text)
    if match := NO_COLON.match(text):
        yield ("source" if match["source"] else "editor"), match["value"]
        return
    labels = list(LABEL.finditer(text)) if MARKED.search(text) else []
    for label, after in zip_longest(labels, labels[1:]):
        field = "author" if label["writer"] else label.lastgroup or "other"
        rest = text[label.end() : after.start() if after else len(text)]
        value = cut(field, rest)
        if "简介" in label[0] or "介绍" in label[0]:
            value = INTRODUCED.split(value)[0]
        if field == "source" and "供稿" in label[0] and any(map(is_known, read_names(value))):
            field = "author"
        if field != "other" and value:
            yield field, value
        if field == "source" and (signed := SIGNED.match(rest)) and all(map(is_known, read_names(signed["names"]))):
            yield "author", signed["names"]
    if EDITORS.search(text) and (beside := BESIDE.search(text, max(0, len(text) - LAST))):
        yield "editor", beside["value"]
    if not labels and (taken := TAKEN.search(text)):
        yield "source", taken["paper"] or taken["name"]


def cut(field: str, value: str) -> str:
    """The value of a field, without what stands behind it on the line."""
    if field == "tags":
        return value.strip()
    end = (SOURCE_END if field == "source" else NAMES_END).search(value)
    value = value[: end.start()] if end else value
    closed = CLOSED.match(value)
    return (closed[1] if closed else value).strip(EDGES)


def read_label(field: str, value: str) -> tuple[str, ...]:
    """What the value of a label says: names, a source, tags."""
    if field == "tags":
        return tags_of(value)
    return read_source(value) if field == "source" else read_people(value, codes=field == "editor")


def read_source(value: str) -> tuple[str, ...]:
    """The source without the place or the person behind it; nothing for one that is unknown."""
    titled = TITLED.search(value)
    source = titled[1] if titled else re.sub("[《》〈〉]", "", value).removesuffix("记者")
    behind = BEHIND.search(source)
    if behind and (not behind["name"] or (read_names(behind["name"]) and is_known(behind["name"]))):
        source = source[: behind.start()]
    return () if UNKNOWN.fullmatch(source) or len(source) > LONGEST_SOURCE else (source,)


def read_people(value: str, codes: bool) -> tuple[str, ...]:
    """The people of a value; the numbers of editors, or an office, where there are none."""
    first, *more = re.split(r"\s{2,}", value)
    names = bylined(first) if WRITER.search(first) else read_names(first)
    # further off a word of the site may stand, which no surname begins
    others = [name for part in more for name in read_names(part) if is_known(name)]
    return unique((*names, *others)) or (read_codes(value) if codes else ()) or read_office(value)


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of a line that is labelled 标签, 关键词, tags …"""
    rest, found = TAGS.subn("", even(text).strip())
    return tags_of(rest) if found else ()


def tags_of(text: str) -> tuple[str, ...]:
    """The tags of a list; spaces part them too, but within English where no mark does."""
    text = text.strip()
    parts = TAG_MARKS.split(text) if re.search(r"[,、;|/]", text) else TAG_SPACES.split(text)
    tags = (part.strip(EDGES) for part in parts)
    return unique(tag for tag in tags if 1 < len(tag) <= LONGEST_TAG and not TAGS.fullmatch(tag))
