"""What readers wrote, and the form they wrote it in."""

from __future__ import annotations

from dataclasses import replace

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN, MARK, SEP
from .shapes import either, holding, made_of, matching, pattern, telling

TALK_WORD = r"(?: 评论 | 留言 | 跟帖 | 跟贴 | 回复 )"
FORM = either(
    matching(
        rf"""{SEP}* (?: (?: 网友 | 用户 | 最新 | 热门 | 全部 | 精彩 | 文章 | 查看 | 所有 | 发表 | 我要 | 参与 | 写
            | 更多 | 暂无 | 最热
        | 共有?\d*+条? | 已有\d*+条? | \d++条? ){{1,3}} {TALK_WORD} (?: \(?\d*\)?条? | 区 | 列表 | 内容 | 须知 | 一下
        | 功能.{{0,8}} )?
        | 正文(?:内容)?评论\(?\d*\)? | 欢迎发表(?:评论|看法) | 我来说两句 | 我有话说 | 发表(?:您的)?(?:评论|看法
        |回复) | 昵称 | 匿名(?:发表|评论)?
        | 看不清.{{0,6}}
        | 提交(?:评论)?
        | 登录(?:后|并)?(?:发表|参与|可以|评论|才能).{{0,10}} | 顶\(?\d*\)? | 踩\(?\d*\)?
        | 查看(?:全部|所有|更多)?{TALK_WORD}.{{0,4}}
        | 点击加载更多 | 还可以?输入\d*个?字符? | 抢沙发 | .{{0,6}}快来抢沙发.{{0,4}} | 暂时没有{TALK_WORD}
        | .{{0,4}}来说点什么.{{0,4}}
        ) {SEP}* :? {SEP}* \d{{0,6}}""",
        longest=30,
    ),
    matching(
        rf"{SEP}* (?: 游客 | 表情 | 跟帖 | 跟贴 | 回复 | 沙发 | 心情版? | 验证码 | 评论 | 留言 ) {SEP}* :?",
        longest=12,
        weight=0.6,
    ),
    matching(
        rf"""(?: 请 | 登录 | 文明 )? (?: 自觉 )? 遵守 .{{0,100}} (?: 跟帖 | 跟贴 | 发言 | 留言 | 评论者 )
        .{{0,60}} | .{{0,30}} (?: 网友{TALK_WORD}仅供 | {TALK_WORD}仅代表
        | (?:网友|{TALK_WORD})[^。]{{0,24}}(?:不代表|不表明|与本[站网]无关) )
        .{{0,60}} | 请(?:您)?注意.{{0,6}}遵守国家.{{0,60}}
        | \*? 本[网站]{{1,2}} 有权 (?:删除|封锁|屏蔽|拒绝) .{{0,100}} | 尊重网上道德.{{0,60}}""",
        longest=160,
    ),
    # questions and answers: 共3个回答, 病情描述：, 王小明 主任医师 去挂号
    matching(
        rf"""共? \d{{1,4}} [个条位] (?: 回答 | 评论 | 回复 | 留言 | 跟帖 | 点评 ) | (?: 病情 | 问题 | 患者
        | 详细 ) 描述 :
            | (?: 最佳 | 最新 | 其他 | 全部 | 医生 | 专家 | 网友 ) 回答 :? | 回答 \d{{1,3}} | 去 (?: 挂号 | 提问
            | 咨询 )
            | [{HAN}]{{2,4}} (?:副?主任|主治|住院)?医[师生] (?: 去? (?: 挂号 | 咨询 | 提问 ) | 回答了?
            | [{HAN}]{{0,12}}医院 [{HAN}]{{0,8}} )
            | [{HAN}]{{4,16}} 医院 (?: 三级[甲乙]等 | 二级[甲乙]等 | 三甲 | 二甲 ) [{HAN}]{{0,8}}
            | [{HAN}]{{4,20}} (?: 医院 | 中心 | 卫生院 ) [-·|] [{HAN}]{{1,10}}科
            | (?:好评|差评) (?:理由|内容) :""",
        longest=44,
    ),
    matching(
        r"""(?: 请 | 需 )? (?: 先 )? 登录 (?: 后 | 并 )? (?: 再 | 发表 | 参与 | 进行 | 才能 | 可以? ){0,2} (?: 评论
        | 回复 | 留言 | 查看 | 互动 )
            (?: 内容 | 全文 | 更多 )? [。!]? | (?: 投诉 | 举报 | 反馈 | 纠错 ){2} | 新?用户 登录后 自动 (?: 创建
            | 注册 ) [^。]{0,8}""",
        longest=24,
    ),
    # what a forum asks of guests
    matching(
        r"""楼主 | 跳转到指定楼层 | leavea?(?:comment|reply)[»›>]* | nocomments?(?:yet)?
        | (?: 马上 | 立即 )注册,.{0,40}社区 。? | [您你]需要登录才可以.{0,30} | 本帖最后由.{2,20}于.{6,24}编辑
            | (?: (?: 今日 | 查看 | 回复 | 主题 | 帖子 | 积分 | 排名 ) :? \d+ \|? ){2,6}""",
        longest=60,
    ),
    matching(r"(?:您|你)? (?:喜欢|觉得|认为) 这篇 (?:文章|报[道导]|新闻) .{0,8} [?]", longest=24),
    holding(r"文明上网,?(?:理性|登录|请|自觉)|请?文明(?:发言|评论)|网友评论仅供|评论仅代表", longest=40),
    made_of(
        r"""(?:已有)? \d++(?:\.\d++)?万? (?:人|条|次)? (?:参与|跟[贴帖]|评论|阅读|回复|点赞|赞|推荐|讨论|留言)
            | \d++人 | \|""",
        # 5 讨论, 2.1 阅读 are heads of a paper
        need=r"""\d++(?:\.\d++)?万? (?:人|条)? (?:参与|跟[贴帖]|评论|回复|留言)
            | (?:\d{2,}|万) 阅读 | (?:\d{3,}|[人条万]) 讨论""",
        rest=1,
        longest=30,
    ),
    matching(rf"""\d+ \|? 回复 | 回复\d* \|? 举报? | {TALK_WORD}\d+(?:条|万)?
        | \[?(?:\d+楼|\d{{1,4}}\#|沙发|板凳|地板)\]?(?:[:#].{{0,20}})?"""),
)

# 江城网友 3小时前; one line alone may be a head: 事发3小时前
WHEN = pattern(
    rf"""[^{MARK},]{{1,16}} [·•]? (?: (?:\d+|几|半) (?:秒|分钟|小?时|天|日|周|个?月|年) 前 | 刚刚
        | [昨今前]天 \d{{1,2}}:\d\d )
    (?: [·•]? (?:来自|ip属地:?|ip:?|发表|发布|回复|举报|[{HAN}]{{2,3}}网友) .{{0,10}} )?"""
)
WHEN_LEAST = 2  # on one page
WHEN_LONGEST = 30


def lone(page: Page, hits: list[Hit]) -> list[Hit]:
    """A name with how long ago it wrote is weak where a page has but one."""
    return hits if len(hits) >= WHEN_LEAST else [replace(hit, weight=0.6) for hit in hits]


DATED = Finder((telling(WHEN.fullmatch, WHEN, longest=WHEN_LONGEST),), lone)
RULES = (Rule("comment-form", either(FORM, DATED), "发表评论"),)
