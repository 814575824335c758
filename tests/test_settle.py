"""Verdicts: what stays and what falls, and why."""

from __future__ import annotations

import importlib
import re

import pytest
import xxhash
from material import SOUND

from taoxi import Article, Metadata, Options, Repeats, Verdict, clean
from taoxi.fold import fold_lines
from taoxi.lines import split
from taoxi.settle import features
from taoxi.settle.weigh import Claim, apart, weigh, without
from taoxi.settle.whole import is_whole
from taoxi.types import Cut, Text

TITLE = "江城开通两条公交新线路"
FIRST = "江城昨天新开两条公交线路，沿线三万多名居民出行更方便。据介绍，新线路共设二十站，首班车早上六点发出。"
TITLES = (
    "老街修缮工程月底完工", "图书馆延长夜间开放时间", "第三届江城马拉松开始报名", "专家：秋冬季节注意防火",
    "江北新区再添两所幼儿园", "暑期研学线路受欢迎", "评论：把好事办好", "滨江步道夜景灯光亮起",
)  # fmt: skip
SECOND = "市交通局负责人说，两条新线路经过三所学校和两家医院，今后还会根据客流增加班次，方便市民换乘地铁。"
PAGE = f"首页 > 新闻 > 正文\n{TITLE}\n2024-02-01 来源：江城日报\n{FIRST}\n{SECOND}\n"


NO_OPTIONS = Options()


def rules(page: str, options: Options = NO_OPTIONS) -> dict[str, str | None]:
    """Line -> the rule that dropped it."""
    return {verdict.line.text: verdict.rule for verdict in clean(page, options).verdicts}


def test_title_and_body_stay_and_the_rest_is_signed() -> None:
    assert rules(PAGE + "责任编辑：王小明\n江城日报社\n") == {
        "首页 > 新闻 > 正文": "breadcrumb-line",
        TITLE: None,
        "2024-02-01 来源：江城日报": "dateline-line",
        FIRST: None,
        SECOND: None,
        "责任编辑：王小明": "editor-line",
        "江城日报社": "source-line",
        "": "blank-line",
    }


def test_nothing_stays_behind_an_anchor() -> None:
    titles = ["老街修缮工程月底完工", "图书馆延长夜间开放时间", "第三届江城马拉松开始报名"]
    found = rules(PAGE + "相关阅读\n" + "\n".join(titles))
    assert [found[title] for title in titles] == ["span-after"] * 3


def test_an_article_goes_on_behind_a_related_box() -> None:
    third = "新线路开通以后，原有的三路公交车改走滨江大道，市民可以在市民广场站换乘两条新线路，票价仍是两元。"
    found = rules(PAGE + f"相关阅读\n老街修缮工程月底完工\n{third}\n{SECOND[:-1]}，也方便沿线居民出行。\n")
    assert found[third] is None
    assert found["相关阅读"] == "related-head"


ABOVE = (
    f"{FIRST}\n{SECOND}\n运营公司从全市调来十二辆新能源公交车，车上设有无障碍踏板，老人和孩子上下车更加安全。\n"
    "首日发车前，调度员逐一检查了车辆的制动和灯光，驾驶员都参加过三个月的培训，熟悉沿线的每一个站点。\n"
)
BELOW = "首班车上，三十八岁的周禾抱着孩子坐在窗边，她说以前去医院要走四十分钟，今后换乘一次就到，老人和孩子都方便。"


@pytest.mark.parametrize("call", ["延伸阅读：老街修缮工程月底完工", "相关阅读", "推荐阅读：滨江步道夜景灯光亮起"])
def test_a_body_goes_on_behind_a_call_to_read_on_that_stands_in_it(call: str) -> None:
    found = rules(PAGE + ABOVE + f"{call}\n{BELOW}")
    assert found[BELOW] is None
    # an editor ends an article, and sentences that speak of something else are another's
    assert rules(PAGE + ABOVE + f"编辑：王小明\n{BELOW}")[BELOW] is not None
    other = "江南美术馆的秋季展览上周末闭幕，参观者在留言簿上画下了自己最喜欢的一幅山水，馆方打算把它们印成册子。"
    assert rules(PAGE + ABOVE + f"{call}\n{other}")[other] is not None


def test_verse_that_reads_on_stays() -> None:
    verse = "接下来，新线路\n将以市民广场为中心\n连接三所学校和两家医院\n方便沿线居民出行"
    found = rules(PAGE.rstrip() + "\n" + verse + "\n责任编辑：王小明\n")
    assert [found[line] for line in verse.split("\n")] == [None] * 4


def test_a_repeated_title_falls_and_a_ladder_stays() -> None:
    page = f"{TITLE}\n公交新线路方便三万居民出行\n{FIRST}\n{TITLE}\n{SECOND}\n"
    verdicts = clean(page).verdicts
    assert [verdict.rule for verdict in verdicts[:5]] == [None, None, None, "title-copy", None]


def test_a_title_below_a_picture_with_its_number_falls() -> None:
    page = f"{TITLE}\n{FIRST}\n{TITLE} 图1\n{SECOND}\n{TITLE}图2\n{FIRST[:-1]}，末班车开到晚上十点。\n"
    assert [verdict.rule for verdict in clean(page).verdicts[2:5:2]] == ["title-copy", "title-copy"]


def test_the_signature_of_a_notice_stays() -> None:
    page = f"关于调整公交线路的通告\n{FIRST}\n特此通告。\n江城市交通局\n2024年2月1日\n"
    assert clean(page).text.split("\n")[-2:] == ["江城市交通局", "2024年2月1日"]


def test_lines_that_the_site_repeats_fall() -> None:
    line = "江城新闻，每天陪你看江城"
    counts = {xxhash.xxh3_64_intdigest(line.encode()): 30}
    (found,) = [v for v in clean(PAGE + line, repeats=Repeats(counts, 100)).verdicts if v.line.text == line]
    assert found.rule == "repeated-line"


def test_a_title_whose_words_the_body_has_not_stands_above_the_lead_in() -> None:
    page = f"江城日报数字报\n首页 新闻 民生 图片 评论\n一件小事暖了一座城\n本报讯（记者 王小明）{FIRST}\n{SECOND}\n"
    assert rules(page)["一件小事暖了一座城"] is None


def test_an_article_that_a_site_printed_often_stays() -> None:
    counts = {xxhash.xxh3_64_intdigest(line.encode()): 30 for line in (TITLE, FIRST, SECOND)}
    assert clean(f"{FIRST}\n{SECOND}\n", repeats=Repeats(counts, 100)).text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("page", "doubt"),
    [
        ("", "empty document"),
        ("404 Not Found\n抱歉，您访问的页面不存在\n", "error page"),
        ("\n".join(TITLES), "index page"),
    ],
)
def test_pages_without_an_article(page: str, doubt: str) -> None:
    article = clean(page)
    assert article.text == ""
    assert doubt in article.doubts


def test_a_lone_paragraph_without_a_last_stop_stays() -> None:
    page = f"《江城》\n江城\n{FIRST}{SECOND[:-1]}\n"
    assert clean(page).text.endswith(SECOND[:-1])


def test_a_table_that_no_site_stands_around_is_kept_and_doubted() -> None:
    page = "\n".join(f"{n} 江城 - 白鹭\n{n + 9}日21时\n{n}/1" for n in range(1, 9))
    article = clean(page)
    assert "no sentences" in article.doubts
    assert article.text.startswith("1 江城 - 白鹭\n10日21时\n1/1")


def test_a_line_alone_is_kept_and_doubted_where_nothing_else_stands() -> None:
    article = clean("市民在老码头的石阶上合影留念")
    assert (article.text, article.doubts) == ("市民在老码头的石阶上合影留念", ("no sentences",))
    assert clean("分享到：\n责任编辑：周禾").doubts == ("no article",)


def test_a_paragraph_that_was_cut_short_stays_where_it_is_the_only_one() -> None:
    page = f"（原标题：老码头亮灯）\n视频截图\n{FIRST}二十六盏路灯是照着旧照片一盏一盏…"
    assert FIRST in clean(page).text


def test_what_the_user_drops_falls_from_a_table_too() -> None:
    page = "\n".join(f"{n} 江城 - 白鹭\n{n + 9}日21时\n{n}/1" for n in range(1, 9)) + "\n责任编辑：王小明\n"
    text = clean(page, Options(drop=("日21时",))).text
    assert "1 江城 - 白鹭\n1/1" in text
    assert "21时" not in text
    assert "责任编辑" not in text


def test_a_digest_goes_on_behind_the_tags_of_its_items() -> None:
    items = [FIRST, SECOND, FIRST.replace("公交", "轮渡"), SECOND.replace("地铁", "轮渡")]
    page = "\n".join(f"来源：江城日报\n关键字：江城 交通\n{item}" for item in items)
    assert clean(page).text.split("\n") == items


def test_lost_punctuation_is_doubted_and_kept() -> None:
    line, other = (re.sub("[，。]", "", text) + "末班车晚上十点发出全程票价两元中途不停" for text in (FIRST, SECOND))
    article = clean(f"{line}\n{other}\n")
    assert article.text == f"{line}\n{other}"
    assert "punctuation lost" in article.doubts


def test_select_and_ignore_reach_context_too() -> None:
    page = PAGE + "责任编辑：王小明\n江城日报社\n"
    only = rules(page, Options(select=("editor",)))
    assert {line for line, rule in only.items() if rule and line} == {"责任编辑：王小明"}
    without_span = rules(page, Options(ignore=("span",)))
    assert without_span["江城日报社"] is None
    assert without_span["责任编辑：王小明"] == "editor-line"


def test_own_patterns() -> None:
    page = PAGE + "责任编辑：王小明\n"
    assert rules(page, Options(keep=("责任编辑",)))["责任编辑：王小明"] != "editor-line"
    assert rules(page, Options(drop=("三万多名居民",)))[FIRST] == "user-drop"


def test_cuts_are_merged_and_taken_out() -> None:
    cuts = apart([Cut(4, 8, "a"), Cut(6, 10, "b"), Cut(0, 2, "c")])
    assert cuts == (Cut(0, 2, "c"), Cut(4, 10, "a"))
    assert without("0123456789甲", cuts) == "23甲"


def test_a_cut_line_keeps_its_body() -> None:
    page = f"{TITLE}\n{FIRST}\n{SECOND}（记者 王小明）\n"
    (verdict,) = [v for v in clean(page).verdicts if v.cuts]
    assert isinstance(verdict, Verdict)
    assert verdict.printed == SECOND
    assert [cut.rule for cut in verdict.cuts] == ["author-tail"]


def test_the_title_may_be_dropped_or_added() -> None:
    page = f"{TITLE}\n2024-02-01 来源：江城日报\n{FIRST}\n{SECOND}\n"
    assert clean(page).text == f"{TITLE}\n{FIRST}\n{SECOND}"
    dropped = clean(page, Options(title="drop"))
    assert dropped.text == f"{FIRST}\n{SECOND}"
    assert dropped.metadata.title == TITLE
    given = Metadata(title=TITLE)
    assert clean(f"{FIRST}\n{SECOND}", given=given).text == f"{FIRST}\n{SECOND}"
    added = clean(f"{FIRST}\n{SECOND}", Options(title="add"), given=given)
    assert added.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert (added.verdicts[0].line.number, added.verdicts[0].raw) == (0, None)
    assert clean(page, Options(title="add"), given=given).text == f"{TITLE}\n{FIRST}\n{SECOND}"


def test_a_line_of_the_site_below_the_title_is_no_head() -> None:
    for line in ("加入书架", "诚信为本 质量第一", "Mar 4, 2021"):
        page = f"{TITLE}\n{line}\n{FIRST}\n{SECOND}\n"
        assert rules(page)[line] is not None, line
        assert rules(page)[TITLE] is None


def test_questions_with_their_answers_stay_and_a_chart_of_titles_falls() -> None:
    poll = "1、您平时怎样上班？\n坐公交\n开车\n2、新线路的班次够吗？\n够\n不够\n3、您希望增加哪些站？\n市民广场\n"
    found = rules(f"{TITLE}\n{FIRST}\n{SECOND}\n{poll}")
    assert [line for line, rule in found.items() if rule not in (None, "blank-line")] == []
    chart = [f"{n} {title}" for n, title in enumerate(TITLES, 1)]
    found = rules(f"{TITLE}\n{FIRST}\n{SECOND}\n" + "\n".join(chart))
    assert all(found[line] for line in chart)


def test_titles_of_others_are_no_verse_though_some_speak() -> None:
    titles = ["他每天走十里路送孩子上学", "老街修缮工程月底完工", "图书馆延长夜间开放时间", *TITLES[2:]]
    found = rules(PAGE + "\n".join(titles))
    assert all(found[title] for title in titles)


def test_a_question_and_its_answer_alone_are_kept() -> None:
    assert clean("如果有一天时间，你最想去哪里？\n去东湖边坐一坐，什么也不做！").doubts == ("no sentences",)


def test_a_word_on_a_picture_parts_no_article() -> None:
    page = f"{TITLE}\n{FIRST}\n{SECOND}\n图片来自网络，图文无关\n站台变了样\n{SECOND[:-1]}，票价仍是两元。\n"
    found = rules(page)
    assert found["站台变了样"] is None
    assert found["图片来自网络，图文无关"] == "image-stub"


# too short for a title, a paper's page, items of a list and of a law, clauses that read like a sentence
ODD_HEADS = (
    "公告", "第一版：要闻", "· 老街修缮工程月底完工", "第三条 渡口由公社管理",
    "江城公交新线，沿线居民出行更方便，票价两元，首班车六点发出，末班车十点",
)  # fmt: skip


def settled_both_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Article, Article]:
    """What becomes of a text as it is, and when every page is weighed."""
    usual = clean(text)
    with monkeypatch.context() as patch:
        patch.setattr("taoxi.settle.is_whole", lambda page, live, claims: False)
        return usual, clean(text)


def test_pages_that_are_not_weighed_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [clean(text).text for text in SOUND.values()]
    sentences = [line for text in texts for line in text.split("\n") if "。" in line and len(line) > 30]
    texts += ["\n".join(sentences[n : n + 9]) for n in range(0, len(sentences), 9)]
    texts += [f"{title}\n{sentences[n]}\n\n{sentences[n + 1]}" for n, title in enumerate((*TITLES, *ODD_HEADS))]
    weighed = []
    for text in texts:
        usual, other = settled_both_ways(text, monkeypatch)
        assert usual == other
        weighed.append(settles_whole(text, monkeypatch))
    assert 20 < sum(weighed) < len(texts)


def settles_whole(text: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Does a text go through without a weight?"""
    asked: list[bool] = []
    with monkeypatch.context() as patch:
        patch.setattr("taoxi.settle.is_whole", lambda *args: asked.append(is_whole(*args)) or asked[-1])
        clean(text)
    return any(asked)


def test_pairs_that_are_counted_are_those_that_are_found(monkeypatch):
    """Sentences of a page weigh the same whether their pairs of hanzi are looked for one by one or counted at once."""
    head, tail = "首页 > 新闻 > 正文", "责任编辑：林小满"
    body = [
        f"{'江城昨天下雪，市内轮渡停航，下午恢复'[n:]}，{'市民说雪大了菜就难运'[: 9 - n]}，第{n}天." for n in range(9)
    ]
    page = split(Text("\n".join((head, *body, tail))))
    found = []
    for many in (0, 1000):
        monkeypatch.setattr(importlib.import_module("taoxi.settle.weigh"), "MANY", many)
        found.append(weigh(page, {n: Claim(1.0, families=frozenset(("nav",))) for n in (0, 10)}))
    assert found[0] == found[1]
    assert len({weight.shared for weight in found[0]}) >= 3


def test_the_head_of_a_chapter_stays_and_a_listed_name_is_no_head() -> None:
    chapter = "第一章 总则"
    assert rules(f"{TITLE}\n2024-02-01 来源：江城日报\n关于我们\n{chapter}\n{FIRST}\n{SECOND}\n")[chapter] is None
    name = "• 王小明（江城公交）"
    assert rules(f"{TITLE}\n{name}\n2024-02-01 来源：江城日报\n{FIRST}\n{SECOND}\n")[name] is not None


def test_a_paragraph_broken_into_lines_is_no_head() -> None:
    broken = [FIRST[:34], FIRST[34:], SECOND[:32], SECOND[32:]]
    page = "\n".join((f"江城公交：{TITLE}办法", "2024-02-01 来源：江城日报", "第一条 总则", *broken))
    assert clean(page).metadata.title == f"江城公交：{TITLE}办法"


def test_a_tool_of_the_page_does_not_part_the_lead_from_the_article() -> None:
    page = f"{TITLE}\n{FIRST}\n文字大小\n分享\n收藏\n{SECOND}\n{SECOND[:-1]}，票价仍是两元。\n"
    assert rules(page)[FIRST] is None


def test_numbers_between_titles_make_no_table() -> None:
    titles = [f"{n}{title}" for n, title in zip((2021, 2022, 2023, 2024, 2025), TITLES, strict=False)]
    numbers = ("0013260", "0013261", "0013262", "0013263")
    tail = "\n".join(line for pair in zip(titles, (*numbers, ""), strict=True) for line in pair)
    found = rules(f"{TITLE}\n{FIRST}\n{SECOND}\n{tail}\n上一篇：老码头的灯又亮了\n")
    assert [title for title in titles if found[title] is None] == []


def test_very_long_lines_are_remembered_for_one_page_only() -> None:
    remembered = (features.pairs, features.is_chinese, features.shown, features.form)
    for function in remembered:
        function.cache_clear()
    for number in range(8):
        sentence = f"第{number}天，江上有雾，渡船停航，岸边等船的人把车停在路旁。"
        article = clean(f"末班渡船第{number}天停航\n{sentence * 500}\n{sentence[::-1] * 500}")
        assert article.text.count("\n") == 2
    assert all(function.cache_info().currsize <= 12 for function in remembered)
    assert any(function.cache_info().currsize for function in remembered)


def test_lines_judged_again_are_not_folded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[int] = []

    def counted(texts: list[str]) -> list[str]:
        folded.append(len(texts))
        return fold_lines(texts)

    monkeypatch.setattr("taoxi.types.fold_lines", counted)
    kept = clean("当前位置：首页 > 新闻\n" + SOUND["interview-turns"]).verdicts
    assert any(verdict.rule for verdict in kept)
    assert folded == [len(kept)]


def test_a_title_stays_though_a_notice_stands_below_it() -> None:
    body = [
        "冬天气温低，水泵里的水如果没有放干净，就很容易把泵体冻裂，所以停用以后要先把泵壳下面的放水塞拧开。",
        "其次要检查轴承里的润滑油，冬天的油比较稠，启动以前最好先用手盘动几圈，转动灵活以后再通电。",
        "最后，露天安装的水泵要加一个保温罩，水管外面也要缠上保温棉，这样可以安全过冬。",
    ]
    title, notice = "水泵冬天怎么保养才不会冻坏", "转载请注明出处"
    assert clean("\n".join([title, notice, *body])).text.split("\n") == [title, *body]


def test_a_title_that_begins_as_the_first_head_does_is_no_copy_of_it() -> None:
    title, head = "水位预警是什么意思？水位预警分几级？", "水位预警是什么意思？"
    body = [
        "水位预警是渡口在江水上涨时发给船家的提醒，主要看上游三个水文站的读数，也看江面上的风有多大。",
        "水位预警分几级？",
        "水位预警分成三级，蓝色提醒船家慢行，黄色要求小船靠岸，红色的时候渡口停航，行人也要离开码头。",
    ]
    page = [title, "2024-02-01 08:44:51 来源：临江晚报", head, *body]
    assert clean("\n".join(page)).text.split("\n") == [title, head, *body]
    brand = rules("\n".join([f"{TITLE}_江城新闻网", TITLE, "2024-02-01 来源：江城日报", FIRST, SECOND]))
    assert brand[f"{TITLE}_江城新闻网"] is not None


def test_titles_with_the_hour_of_their_news_are_no_rows_of_data() -> None:
    hours = [f"{10 + n}:0{n} | {title}... |" for n, title in enumerate(TITLES)]
    found = rules("\n".join([TITLE, FIRST, SECOND, *hours]))
    assert found[SECOND] is None
    assert None not in [found[line] for line in hours]


def test_a_table_of_quotes_is_no_index() -> None:
    quotes = ["铜 6730.0/6730.0 -58 c", "铝 2395.5/2460.0 -55 c", "锌 2329.0/2330.0 -11 c", "锡 26825.0/26850.0 45 b"]
    table = ["单位：元/吨", "-----------------", "品种 最新价 升贴水", *quotes, "-----------------"]
    article = clean("\n".join([*table, "以上信息仅供参考"]))
    assert article.doubts == ("no sentences",)
    assert [line for line in article.text.split("\n") if line in quotes] == quotes


def test_heads_that_announce_the_first_paragraph_stay() -> None:
    page = ["江城周报：渡口客流上涨", "2024-02-01 来源：江城日报", "（摘自江城水利协会）", "主要观点：", "本周观察"]
    assert clean("\n".join([*page, FIRST, SECOND])).text.split("\n")[1:3] == ["主要观点：", "本周观察"]


def test_a_title_with_the_name_of_its_site_is_a_copy_and_the_name_alone_no_title() -> None:
    article = clean(f"{TITLE} | 江城報 River Press\n{TITLE}\n{FIRST}\n{SECOND}", Options(script="keep"))
    assert article.text.split("\n") == [TITLE, FIRST, SECOND]
    assert (
        rules(f"江城健康网\n更新时间：2017-09-30 19:02:00\n{FIRST}\n{SECOND}\n责任编辑：王小明")["江城健康网"]
        is not None
    )


BODY = (
    "渡口停航以后，对岸的人要绕一个小时的路，老街上的铺子也冷清了下来，几家茶馆先后关了门。",
    "今年春天，船工们自己凑钱修好了那条旧木船，又在码头上搭了一个躲雨的棚子，渡口重新热闹起来。",
)


def test_a_sentence_below_captions_goes_on_with_the_article() -> None:
    captions = ("▲木船，多见于上游各县", "▲铁船，多见于下游的码头")
    last = "渡船的样子也很多，木船最轻便。"
    assert kept(*BODY, *captions, last) == [*BODY, *captions, last]
    titles = ("老街修缮工程月底完工", "图书馆延长夜间开放时间", "江城马拉松开始报名")
    assert kept(*BODY, *titles, "扫码关注我们。") == [*BODY]


def test_what_is_appended_stays() -> None:
    list_of_boats = ("附：渡口各船船工一览表", "船工", "木船宋遥", "铁船林小满", "汽渡方远", "开船时间：")
    assert kept(*BODY, *list_of_boats) == [*BODY, *list_of_boats]
    assert kept(*BODY, "附近新闻", "木船宋遥的一天", "铁船还要等三年") == [*BODY]


def test_items_behind_a_colon_stay_at_the_end() -> None:
    items = ("渡船分三种：", "木船：老街、茶馆、水库", "铁船：干流、码头（要有执照）")
    assert kept(*BODY, *items) == [*BODY, *items]


def test_the_first_of_several_short_heads_stays() -> None:
    third = "船工们说，只要还有一个孩子要过河上学，这条船就不会停，哪怕一天只开两个来回。"
    text = ("渡口的木船又下水了", "背景", BODY[0], "突破", BODY[1], "体验", third)
    assert kept(*text) == [*text]
    assert kept("渡口的木船又下水了", "要闻", *BODY, third) == ["渡口的木船又下水了", *BODY, third]


def test_a_chapter_above_its_first_section_stays() -> None:
    text = ("渡口木船分类研究", "1 木船：最轻便的渡船，决定上游的班次", "1.1 上游各县常见的木船", *BODY)
    assert kept(*text) == [*text]


def test_points_of_ascii_end_sentences() -> None:
    last = "木船最后漆成了红色和蓝色, 停在老码头边上."
    assert last in kept(BODY[0].replace("。", "."), BODY[1].replace("。", "."), last)


def test_items_that_end_in_points_stay_to_the_last() -> None:
    items = (
        "◆油舱远离灶台，并且定期检查.", "◆电线不与缆绳放在一处.", "◆灭火器放在随手能拿到的地方.",
        "◆每个航次以后清点油料并且登记.", "◆油桶加盖.", "人为因素", "◆专门的培训.",
        "◆由老船工带新船工.", "◆禁令要明确.",
    )  # fmt: skip
    text = ("渡口的火险从哪里来", *(line.replace("。", ".") for line in BODY), *items)
    assert kept(*text) == [*text]


def test_the_title_with_a_site_behind_it_falls_wherever_it_stands() -> None:
    title = "渡口的木船怎么样，船身轻便，吃水浅"
    assert kept(title, BODY[0], f"{title}-江城船讯", BODY[1]) == [title, *BODY]


def kept(*lines: str) -> list[str]:
    """What stays of a page of such lines."""
    return clean("\n".join(lines)).text.split("\n")


def test_titles_behind_a_sentence_that_was_cut_off_fall() -> None:
    third = "船工们说，只要还有一个孩子要过河上学，这条船就不会停，哪怕一天只开两个来回"
    titles = ("老街的茶馆重新开门", "老街码头要修旧木船", "渡口的棚子年底完工")
    assert kept(*BODY, third, *titles) == [*BODY, third]
    unstopped = [line.rstrip("。") for line in (*BODY, third)]
    assert kept(*unstopped, *titles)[:3] == unstopped


def test_the_name_of_a_section_between_title_and_body_falls() -> None:
    title = "渡口的木船又下水了"
    assert kept(title, "要闻", *BODY) == [title, *BODY]
    assert kept(title, "老街往事", *BODY) == [title, "老街往事", *BODY]


def test_the_signature_of_a_document_is_no_copy_of_its_head() -> None:
    signature = ("特此公告。", "老街渡口船运有限公司", "2024年3月5日")
    assert kept("老街渡口船运有限公司", *BODY, *signature) == ["老街渡口船运有限公司", *BODY, *signature]


def test_a_firm_s_name_takes_no_title_s_place() -> None:
    assert kept("江城船运有限公司", "关于渡口恢复通航的公告", *BODY) == ["关于渡口恢复通航的公告", *BODY]


def test_a_foreword_s_head_stays_where_there_is_no_title() -> None:
    assert kept("引言", *BODY) == ["引言", *BODY]


def test_a_word_on_a_picture_parts_no_head_from_its_body() -> None:
    head = "江城船运2023年半年度董事会经营评述内容如下："
    assert kept(head, "（资料图）", *BODY) == [head, *BODY]


def test_a_head_with_an_old_numeral_stays_below_the_dateline() -> None:
    page = ("导航：首页 > 船运知识 > 旧木船怎么下水", "旧木船怎么下水", "发布时间：2023-06-28 02:06:56")
    head = "『壹』 造船的流程是什么"
    assert kept(*page, head, *BODY) == ["旧木船怎么下水", head, *BODY]


def test_sentences_that_trail_off_stay_above_the_article() -> None:
    head = ("终日忙碌，辛苦且幸福着……", "粗茶淡饭，倒也心安理得……")
    assert kept(*head, *BODY) == [*head, *BODY]


def test_a_title_stays_above_labels_that_only_hint() -> None:
    labels = ("• 分类：船运知识", "• 作者：38", "• 来源：", "• 发布时间：2022-04-16 09:46", "• 访问量：")
    assert kept("资讯详情", "谈谈旧木船的保养与维修", *labels, *BODY) == ["谈谈旧木船的保养与维修", *BODY]


def test_a_title_of_two_clauses_below_sentences_with_stops_falls() -> None:
    assert kept(*BODY, "渡口改造的标准，内行人才看得懂") == list(BODY)


def test_titles_below_paragraphs_without_stops_fall() -> None:
    body = [line.replace("。", "，").rstrip("，") for line in (FIRST, SECOND)]
    assert kept(TITLE, *body, "公交换乘优惠政策有哪些", "公交线路图高清版") == [TITLE, *body]
    assert kept(TITLE, body[0], "公交换乘优惠政策有哪些", body[1]) == [
        TITLE,
        body[0],
        "公交换乘优惠政策有哪些",
        body[1],
    ]


def test_news_broken_at_its_breaths_is_no_index() -> None:
    breaths = (
        "江城老码头再曝新进展", "江城老码头二期项目", "近日通过审核", "有望近期启动", "建筑规模达三十万平方米",
        "该项目位于江城老街以南", "老码头路以东", "自建设以来 可谓历经波折", "有关项目进展备受关注",
            "老码头二期总建筑面积",
        "其中地上建筑面积", "包括江城老街商业街", "公交站 菜市场 幼儿园", "近年来江城老街影响力", "与日俱增",
        "随着此番老码头项目启动", "必将为江城老街注入活力",
    )  # fmt: skip
    article = clean("\n".join(breaths))
    assert article.text.split("\n") == list(breaths)
    assert article.doubts == ("no sentences",)
