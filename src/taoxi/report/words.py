"""What the report says in English and Chinese. Names of rules, charsets and doubts stand as they are."""

from __future__ import annotations

from markupsafe import Markup

WORDS = {
    "title": ("What was rinsed out", "淘洗报告"),
    "skip": ("Skip to the documents", "跳到文档"),
    "auto": ("Auto", "自动"),
    "light": ("Light", "浅色"),
    "dark": ("Dark", "深色"),
    "overview": ("Overview", "概览"),
    "documents": ("Documents", "文档"),
    "without article": ("{n} without an article", "其中 {n} 篇无正文"),
    "characters in": ("Characters in", "输入字符"),
    "kept": ("Kept", "保留"),
    "removed": ("Removed", "去除"),
    "lines": ("{n} lines", "{n} 行"),
    "lines repaired": ("Lines repaired", "修复的行"),
    "lines flagged": ("Documents with doubts", "存疑文档"),
    "flagged note": ("damage and pages that cannot be settled", "无法修复的乱码、难以判定的页面"),
    "repaired note": ("encoding damage undone", "还原编码损坏"),
    "quarantine": ("Quarantine", "隔离"),
    "quarantine note": ("not read or not finished", "未能读取或处理"),
    "speed": ("Speed", "速度"),
    "speed note": ("characters a second and worker, reading and writing included", "每进程每秒字符，含读写"),
    "kept share": ("{n} of all characters kept", "保留全部字符的 {n}"),
    "removed lines by rule": ("Removed lines and cuts by rule", "各规则去除的行与片段"),
    "removed lines by site": ("Removed lines by site", "各站点去除的行"),
    "kept share by document": ("Kept share of each document", "各文档保留比例"),
    "charsets": ("Charsets found", "字符集"),
    "repairs": ("Damage repaired, documents", "已修复的损坏（文档数）"),
    "doubts": ("Doubts, documents", "疑点（文档数）"),
    "left": ("Files left alone", "未处理的文件"),
    "rule": ("Rule", "规则"),
    "site": ("Site", "站点"),
    "share": ("Share", "比例"),
    "charset": ("Charset", "字符集"),
    "repair": ("Repair", "修复"),
    "doubt": ("Doubt", "疑点"),
    "kind": ("Kind", "类型"),
    "count": ("Number", "数量"),
    "bar": ("Bar", "图示"),
    "more": ("{n} more", "另有 {n} 项"),
    "whole input": ("(no site)", "（无站点）"),
    "other sites": ("(other sites)", "（其他站点）"),
    "decoded": ("decoded before", "已解码文本"),
    "path": ("Path", "路径"),
    "reason": ("Reason", "原因"),
    "advice": ("What to do", "建议"),
    "reading": ("Documents to read", "阅读文档"),
    "reading note": (
        "{n} of {all}, chosen so that every rule is there: the rarest rules and their longest lines come first, since "
        "mistakes hide there. If a line should have stayed or gone, mark it.",
        "共 {all} 篇，选出 {n} 篇，每条规则都有代表：最少用的规则、最长的去除行排在前面，错误往往藏在那里。"
        "发现误删或漏删的行，请标记。",
    ),
    "search": ("Search", "搜索"),
    "search hint": ("Words in a line, a title, a path", "行、标题或路径中的文字"),
    "all rules": ("All rules", "全部规则"),
    "all sites": ("All sites", "全部站点"),
    "all doubts": ("Any doubt or none", "不限疑点"),
    "changed only": ("Only changed lines", "只看改动的行"),
    "clear": ("Clear filters", "清除筛选"),
    "show more": ("Show more", "显示更多"),
    "nothing found": (
        "No document here fits. Fewer words or another rule may find one.",
        "没有符合的文档，请放宽条件。",
    ),
    "legend": ("Colours", "图例"),
    "repaired": ("repaired", "修复"),
    "was": ("was", "原为"),
    "skipped": ("{n} lines not shown", "略去 {n} 行"),
    "gap": ("{n} characters not shown", "略去 {n} 字"),
    "shown for": ("shown for", "入选原因"),
    "by chance": ("chance", "随机"),
    "of lines": ("{kept} of {all} lines kept", "{all} 行保留 {kept} 行"),
    "keys help": (
        "Keys: / searches, Tab goes from document to document, ↑ ↓ from line to line, Enter marks, Esc clears.",
        "快捷键：/ 搜索，Tab 切换文档，↑ ↓ 切换行，Enter 标记，Esc 清除。",
    ),
    "marks": ("Marked lines", "已标记的行"),
    "look": ("Look at the patterns", "查看规则"),
    "download": ("Download taoxi.toml", "下载 taoxi.toml"),
    "clear marks": ("Remove all marks", "清除全部标记"),
    "close": ("Close", "关闭"),
    "marks note": (
        "Put the file where you run taoxi, or add its lists to the taoxi.toml you have, and run the same command "
        "again: lines that match stay or go. Patterns are regular expressions; shorten them to catch more.",
        "把文件放在运行 taoxi 的目录，或把其中列表并入已有的 taoxi.toml，再运行同一命令：匹配的行便会保留或去除。"
        "规则是正则表达式，缩短可匹配更多。",
    ),
    "site group": ("site: menus, lists, repeats", "站点：导航、列表、重复"),
    "credit group": ("credits: dates, names, tags", "署名：日期、人名、标签"),
    "promo group": ("promotion: share, ads, contact", "推广：分享、广告、联系"),
    "legal group": ("rights and disclaimers", "版权与声明"),
    "copy group": ("copies of the title or text", "标题或正文的重复"),
    "debris group": ("debris and pictures", "残片与图注"),
    "user group": ("your own patterns", "自定义规则"),
    "no script": (
        "Filters and marks need JavaScript; everything else is here.",
        "筛选与标记需要 JavaScript，其余内容均可阅读。",
    ),
    "made by": ("made by taoxi {version}, rules {rules}", "由 taoxi {version} 生成，规则 {rules}"),
}  # fmt: skip


def words(name: str, **values: object) -> Markup:
    """A phrase in both languages, of which the page shows one; values are escaped."""
    english, chinese = (Markup(text).format(**values) for text in WORDS[name])  # noqa: S704 - our own words
    return Markup('<span class="en">{}</span><span class="zh" lang="zh-Hans">{}</span>').format(english, chinese)


def both(name: str) -> Markup:
    """A phrase as two attributes, for what holds no markup: the script puts one of them in place."""
    english, chinese = WORDS[name]
    return Markup('data-en="{}" data-zh="{}"').format(english, chinese)
