"""Tables of government pages: what a text is, who published it, its number and its days."""

from __future__ import annotations

from dataclasses import replace

from ..types import Finder, Hit, Page, Rule
from .fragments import SEP
from .shapes import pattern, telling

# The first say so alone; the others may stand in an article's own table of facts.
GOV_LABEL = r"""(?: 索引号?(?:号|码)? | 信息索引号? | 主题分类 | 体裁分类 | 组配分类 | 发布机构 | 发文机[关构]
    | 发文单位 | 发布部门 | 颁布部门 | 发布文号
    | 发文字号 | 发文日期 | 成文日期
    | 生成日期 | 公开日期 | 有效性 | 失效日期 | 废止(?:日期|时间) | 信息名称 | 公开方式 | 公开类别 | 公开形式 | 公开程序
    | 公开范围
    | 公开目录 | 公开时限 | 发文文号 | 颁布单位 | 颁布日期 | 公文时效 | 信息有效性
    | 责任部门 | 责任处室 | 内容概述 | 信息分类 | 制发机关 | 签发人 | 所属类别 | 文件编号 | 文件类型
    | 信息公开类别 | 上传人 | 文档编号 | 文档序号 )"""
FACT_LABEL = r"""(?: 主题词 | 分类 | 文号 | 发布日期 | 生效日期 | 施行日期 | 实施日期 | 时效性? | 名称 | 标题
    | 信息来源 | 服务对象 | 语种
    | 载体类型 | 来源 | 发布时间 | 公文种类 )"""
GOV = pattern(rf"{SEP}* (?: (?:浏览|点击|访问)次数:\d* )? {GOV_LABEL} (?: : [^。]{{0,80}} )?")
FACT = pattern(rf"{SEP}* {FACT_LABEL} (?: : [^。]{{0,60}} )?")
NUMBER = pattern(
    r"""[0-9a-z]{6,24}(?:-\d)?/(?:19|20)\d\d-\d{2,6} | (?:[a-z]{2,4}\d{2,}[-/]){1,3}\d{3,}
        | 1[12]\d{7,16}[0-9a-z]*[/-].{4,24}"""
)
TABLE_LONGEST, TABLE_LEAST = 80, 3  # characters of a line; labels of one page that make a table


def cells(page: Page, hits: list[Hit]) -> list[Hit]:
    """Labels and numbers of a government page's table; common labels are weak where no table is."""
    labels = sum(bool(GOV.fullmatch(page.key(hit.index))) for hit in hits)
    facts = sum(hit.weight < 1 for hit in hits)
    table = labels and labels + facts >= TABLE_LEAST
    return [replace(hit, weight=1.0) for hit in hits] if table else hits


SHELF = pattern(
    rf"""{SEP}* (?: (?:所属|发布) (?:分类|类别|栏目|频道|板块|专题|专栏) | (?:文章|资讯|新闻) (?:分类|类别|栏目) )
        : [^。,]{{0,16}} | {SEP}* (?:栏目|类别|板块|频道) : [^。,:]{{2,10}}"""
)
TABLE = Finder(
    (
        telling(GOV.fullmatch, GOV, longest=TABLE_LONGEST),
        telling(NUMBER.fullmatch, NUMBER, longest=TABLE_LONGEST),
        telling(FACT.fullmatch, FACT, longest=TABLE_LONGEST, weight=0.6),
        telling(SHELF.fullmatch, SHELF, longest=30),
    ),
    cells,
)


RULES = (Rule("metadata-table", TABLE, "索 引 号：000014349/2022-00012"),)
