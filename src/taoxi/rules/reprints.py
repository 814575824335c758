"""Where a text was taken from, and how often it was read, as mills of reprints say it."""

from __future__ import annotations

from ..types import Rule
from .fragments import CLOCK, HAN, MACHINE, SEP, TALK
from .shapes import either, made_of, matching

TAKEN = r"(?: 源自 | 转自 | 转载[自于] | 摘自 | 选自 | 编译自 )"
PAPER = r"(?:网|报|社|发布|客户端|公众号|电报)"
# 有用(3), 赞(12) 踩(0)
VOTE = r"(?: 赞 | 踩 | 顶 | 喜欢 | 有用 | 没用 | 收藏 | 支持 | 反对 | 推荐 )"
VOTES = r"(?: 点赞 | 打赏 | 分享 | 评论 | 回复 | 举报 )"
READ = r"""(?: 看过 | 浏览 | 阅读 | 查看 | 围观 | 点赞 | 收藏 | 学习 | 学过 | 读过 | 感兴趣 | 喜欢 | 觉得有用
    | 认为有用 )"""

LABEL = r"""(?: (?:所属)?(?:分类|栏目|类别) | 发布[人者]? | 作者 | (?:文章)?(?:出处|来源) | 编辑 | (?:发布
    |更新)?(?:时间|日期) | 标签
    | (?:阅读|浏览|点击|评论)(?:数量?|量|次数)? | 人气 | 热度 | 围观 )"""

RULES = (
    Rule(
        "source-reprint",
        # 文章转载自江城生活网, 本文来自：江城财经
        either(
            matching(
                rf"""[(\[]? (?:本文|文章|此文|原文|稿件|内容)
                    (?: {TAKEN} | (?:来自|来源于) (?= : | .{{0,16}}{PAPER}$ ) ) :?
                    [^。!?;,{TALK}]{{2,24}} [)\]]? [。;]?""",
                longest=44,
            ),
            # a magazine and its number: 江城研究 2024年2期
            matching(rf"[{HAN}]{{2,12}} (?:19|20)\d\d年 第?\d{{1,2}}期", longest=24),
        ),
        "本文源自：江城财经AI电报",
    ),
    Rule(
        "dateline-count",
        either(
            # 分类:行业资讯 发布:admin 阅读:12
            matching(
                rf"(?!时间|日期) {LABEL} : [^。!?,;:]{{0,16}} (?: {LABEL} : [^。!?,;:]{{0,16}} ){{1,5}}", longest=90
            ),
            # 已有25人浏览
            matching(
                rf"""(?: 已有 | 共有? | 有 )? [\d.,]{{1,12}}万?\+? [人位次] (?: 已 | 曾 | 都 )? {READ} [了过]?
                    (?: (?:本|此|该)[文页帖] | 这篇文章 )?""",
                longest=24,
            ),
            made_of(
                rf"(?: {VOTE} | {VOTES} ) (?: [(\[] \d{{0,7}} [)\]] )?",
                need=rf"^[^(\[]{{0,6}} {VOTE} [(\[] \d{{0,7}} [)\]]",
                rest=0,
                longest=40,
            ),
            matching(rf"{SEP}* (?: 人气 | 热度 ) :", longest=8),
            matching(rf"{SEP}* (?: 点击 | 浏览 | 阅读 ) :", longest=6, weight=0.7),
            matching(
                r"(?: 全文 | 本文 | 文章 | 正文 ) (?: 总 | 共计? | 约 | 字数 | 全长 ){1,2} :? \d{2,6} 字 (?:左右)?",
                longest=16,
            ),
            # 江城在线 昨天10:20
            matching(
                rf"""@?[{HAN}]{{2,6}}(?:在线|新闻|日报|晚报|网|发布|观察|生活|资讯)
                    (?: [昨今前]天 | 刚刚 ) (?:{CLOCK})?""",
                longest=20,
            ),
        ),
        "187人看过",
    ),
    Rule(
        "disclaimer-final",
        matching(
            rf"""(?: \* | 注: )? (?: (?:以上|上述|本文|文中|具体|相关|最终)? (?:内容|信息|数据|时间|价格|政策|安排
            |详情)? ,? (?:仅供参考 ,?)?
                (?: 具体 | 最终 | 请 | 均 )* 以 [^。,]{{2,16}} (?:公布|发布|通知|公告|规定|实物|为准) (?<=为准)
                | (?:以上|上述|本文|文中)? (?:内容|信息|资料|数据|价格) 仅供参考
                | [^。,]{{0,16}} 最终解释权 归 [^。,]{{2,24}} 所有
                | {MACHINE} [^。]{{0,30}} (?:生成|撰写|创作|编写)
                [^。]{{0,40}} )
                [。!]?""",
            longest=60,
        ),
        "活动最终解释权归江城生活网所有",
    ),
)
