"""The room that knows HTML: which blocks are lines, which lines are the article, and what the page declares."""

import html
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from taoxi.page import looks_like_html, read_page
from taoxi.page.meta import cut_site
from taoxi.types import Metadata, Page, Text

PAGES = Path(__file__).parents[1] / "fixtures" / "html"
SENTENCE = "渡口的老船工今天早上收起了缆绳，说这是最后一班。"


def read(name: str) -> Page:
    return read_page(Text((PAGES / f"{name}.html").read_text("utf-8")))


def page(body: str, **more) -> Page:
    return read_page(Text(body), **more)


def taken(got: Page) -> list[str]:
    return [line.text for line in got.lines if line.taken]


def texts(got: Page) -> list[str]:
    return [line.text for line in got.lines]


ARTICLES = {
    "old-portal-nested-tables": [
        "老桥今晨封闭大修 预计明年五一恢复通车",
        "横跨江州南北两岸的老桥，今天清晨六点正式封闭，开始为期半年的大修。"
        "记者在现场看到，桥头已经竖起了两米高的围挡。",
        "市桥梁管理处负责人介绍，老桥通车四十一年，桥面铺装层破损严重，这次要把伸缩缝全部换掉。",
        "绕行办法",
        "施工期间，公交车改走二桥，行人和自行车可以乘轮渡过江，票价不变。轮渡末班推迟到夜里十一点。",
        "（责任编辑：韩立）",
    ],
    "wechat-hidden-body": [
        "三河镇的灯会又回来了",
        "停了五年的三河灯会，正月初十晚上又亮了。",
        "从镇口的石拱桥到老粮站，两里长的街上挂了四百多盏灯。",
        "扎灯的人",
        "七十岁的赵师傅扎了一辈子灯，今年带着三个徒弟做了一条十二节的龙。",
        "“灯在，人就在。”他说。",
        "编辑：周敏",
    ],
    "taiwan-figure-and-more-news": [
        "山城老戲院重開 首映坐滿三百人",
        "關了二十年的山城戲院昨天重新開門，首映選了當年最後一晚放的那部片，三百個座位全滿。",
        "戲院門口排起長隊，隊伍繞過了半個廣場。記者林佩玲／攝影",
        "館主說，放映機是從倉庫裡找出來的，修了八個月才轉得動；座椅的絨布也照著老照片重做。",
        "鎮公所表示，之後每週放兩場，票價一百元，學生半價，車站也會加開末班車。",
    ],
    "short-news-before-long-neighbour": [
        "青石县东门小学新校舍启用",
        "今天上午，青石县东门小学的新校舍启用，六百名学生搬进了新教室。",
    ],
    "comments-longer-than-article": [
        "晚高峰三号线停运四十分钟",
        "昨天傍晚六点二十分，三号线因信号故障停运，约两万名乘客改乘公交。",
        "七点整，列车恢复运行，地铁公司向乘客致歉，并称将全额退票。",
    ],
    "official-page-with-data-table": [
        "云溪县公布三季度水质",
        "今年三季度，全县四个断面的水质全部达标，其中两个断面好于去年同期。",
        "各断面情况如下：",
        "断面\t七月\t八月",
        "上滩\tⅡ类\tⅠ类",
        "白石渡\tⅢ类\tⅡ类",
        "下一步，县里将继续清理河道，年底前再建两座监测站。",
        "云溪县生态环境局",
        "2022年10月12日",
    ],
    "drawn-by-script-with-state": [
        "第一批天鹅昨天傍晚落在月湖北岸，比去年早了整整十五天。",
        "保护站的观测员数了三遍，一共是四十六只，其中有九只是今年的幼鸟。",
        "他提醒大家，观鸟时不要穿红色的衣服，也不要投喂。",
    ],
    "drawn-by-script-empty": [],
    "index-of-teasers": [],
}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_article_is_taken_and_nothing_else(name):
    assert taken(read(name)) == ARTICLES[name]


def test_every_fixture_is_told_here():
    assert {path.stem for path in PAGES.glob("*.html")} == set(ARTICLES)


@pytest.mark.parametrize("name", ARTICLES)
def test_lines_are_numbered_whole_and_in_order(name):
    got = read(name)
    assert got.markup == "html"
    assert [line.number for line in got.lines] == list(range(1, len(got.lines) + 1))
    assert all(line.raw == line.text == line.text.strip() != "" for line in got.lines)
    assert all(0 <= line.linked <= len(line.text) for line in got.lines)


def test_what_is_outside_stays_on_the_page():
    got = read("taiwan-figure-and-more-news")
    outside = {line.text: line for line in got.lines if not line.taken}
    assert outside["首頁"].link_share == 1.0
    assert outside["首頁"].tag == "li"
    assert "2021-03-07 18:30 記者林佩玲／山城報導" in outside
    assert got.lines[-1].path.endswith("footer>p")


def test_script_style_and_hidden_text_are_no_lines():
    body = f"<body><p>{SENTENCE}</p><script>var a='脚本里的话';</script><style>p{{}}</style><p hidden>藏</p></body>"
    body += "<div style='color:red; DISPLAY: none'><p>也藏</p></div><noscript>请打开脚本</noscript><!-- 注释 -->"
    assert texts(page(body)) == [SENTENCE]


def test_hidden_text_inside_a_shown_article_stays_hidden():
    got = read("wechat-hidden-body")
    assert "page: hidden article shown" in got.steps
    assert not any("看灯看灯" in line.text or "轻触阅读" in line.text for line in got.lines)


def test_doubts_say_what_kind_of_page_it_is():
    assert read("index-of-teasers").doubts == ("index page",)
    assert "page drawn by script" in read("drawn-by-script-empty").doubts
    assert read("drawn-by-script-with-state").steps == ("page: state json",)
    assert read("drawn-by-script-with-state").doubts == ()
    assert page("").doubts == ("no text",)


def test_a_list_of_links_is_an_index_page():
    rows = "".join(f"<li><a href='{n}'>第{n}号公告今日发布请各位查收</a></li>" for n in range(30))
    got = page(f"<html><title>公告</title><ul>{rows}</ul></html>")
    assert got.doubts == ("index page",)
    assert taken(got) == []
    assert len(got.lines) == 30


def test_verse_without_marks_is_no_index_page():
    verse = "".join(f"<p>{line}</p>" for line in ("山路弯弯向西去", "一盏灯火照归人") * 8)
    got = page(f"<html><title>夜归</title><body><h1>夜归</h1><article>{verse}</article></body></html>")
    assert "index page" not in got.doubts
    assert taken(got).count("山路弯弯向西去") == 8


def links(number: int, text: str) -> str:
    return "<div>" + "".join(f"<a href={n}>{text}之{n}</a><br>" for n in range(number)) + "</div>"


def test_the_title_tells_a_short_article_from_a_longer_neighbour():
    short = "青石桥小学今天启用了新校舍，六百名学生搬进教室，老师们在门口一一点名，家长隔着栏杆挥手。"
    years = "".join(f"<p>第{n}年他把蜂箱搬上山坡，山坡上开满了野花，他在棚子里住到秋天。</p>" for n in range(15))
    body = f"<h1>青石桥小学启用新校舍</h1><div class=c><p>{short}</p></div>{links(9, '县里的旧闻')}"
    body += f"<section class=b><h3>养蜂人</h3>{years}</section>"
    got = page(f"<html><title>青石桥小学启用新校舍</title><body>{body}</body></html>")
    assert taken(got) == ["青石桥小学启用新校舍", short]
    assert got.steps == ("page: density reading, by the title's words and trafilatura",)
    assert got.doubts == ("most text stands outside the article",)


def test_an_article_beside_heavier_teasers_is_found():
    told = "码头改建的消息昨天公布，公布以后两边的住户都来问什么时候动工，工地上已经拉起了线。"
    teaser = "要闻的提要写到这里为止，后面的话要点进去看，点进去才看得完，看完了再回来看下一条..."
    items = "".join(f"<div class=i><a href={n}>本周要闻第{n}条</a><p>第{n}条{teaser}</p></div>" for n in range(12))
    body = f"<h1>码头改建</h1><div id=a><p>{told}</p></div>{links(12, '码头旧影')}<div class=b>{items}</div>"
    got = page(f"<html><title>码头改建</title><body>{body}</body></html>")
    assert taken(got) == ["码头改建", told]
    assert got.steps == ("page: density reading, beside teasers",)


def test_articles_in_scripts_of_other_shapes():
    told = SENTENCE * 4
    for script in (
        f"var content = '<p>{told}</p>';",
        "window.d = {content_noencode: JsDecode('\\x3cp\\x3e" + told + "\\x3c/p\\x3e')};",
        '{"articleBody": "' + told.encode("unicode_escape").decode() + '"}',
    ):
        got = page(f"<html><body><div id=app></div><script>{script}</script></body></html>")
        assert taken(got) == [told]
    percent = "%7B%22content%22%3A%22" + "".join(f"%{byte:02X}" for byte in told.encode()) + "%22%7D"
    assert taken(page(f"<html><body><script type='application/json'>{percent}</script></body></html>")) == [told]


def test_articles_in_scripts_as_lists_of_paragraphs_and_as_strings_in_strings():
    told = [f"{SENTENCE}第{n}天也是这样。" for n in range(3)]
    body = json.dumps([{"type": "p", "text": one} for one in told], ensure_ascii=False)
    data = json.dumps({"title": "末班渡船", "articleContent": "".join(f"<p>{one}</p>" for one in told)})
    escaped = html.escape('"' + html.escape("".join(f"<p>{one}</p>" for one in told)) + '"')
    for script in (
        f'<script id="__NEXT_DATA__" type="application/json">{{"props":{{"article":{{"body":{body}}}}}}}</script>',
        f"<script>window.pageData = {json.dumps(data)};</script>",
        f"<script>var BASE_DATA = {{articleInfo: {{title: '', content: '{escaped}', groupId: '1'}}}};</script>",
    ):
        assert taken(page(f"<html><body><div id=app></div>{script}</body></html>")) == told


def test_a_list_of_teasers_in_a_script_is_no_article():
    rows = [{"id": n, "title": f"第{n}条", "content": f"第{n}条的提要写到这里。", "url": "/a"} for n in range(20)]
    script = f"<script>window.__INITIAL_STATE__={json.dumps({'list': rows})}</script>"
    got = page(f"<html><body><div id=app></div>{script}</body></html>")
    assert taken(got) == []
    assert "page drawn by script" in got.doubts


def test_a_short_article_in_a_script_is_one_where_it_has_paragraphs():
    script = f'<script>window.__NUXT__={{data:[{{content:"\\u003Cp>{SENTENCE * 2}\\u003C/p>"}}]}}</script>'
    assert taken(page(f"<html><body><div id=__nuxt></div>{script}</body></html>")) == [SENTENCE * 2]


def test_a_shown_article_is_not_replaced_by_its_script():
    body = f"<html><body><div>{SENTENCE * 3}</div><script>var content = '{SENTENCE * 4}'</script></body></html>"
    assert taken(page(body)) == [SENTENCE * 3]


def test_line_breaks_indents_and_wrapped_source():
    body = (
        f"<html><td>　　{SENTENCE}<br/>　　第二段写在\n  源码的两行里，读起来\n是一段。　　第三段只有缩进。</td></html>"
    )
    assert texts(page(body)) == [SENTENCE, "第二段写在源码的两行里，读起来是一段。", "第三段只有缩进。"]
    assert texts(page("<pre>一\n 二\n\n三</pre>")) == ["一", "二", "三"]
    assert texts(page("<p>北京　　上海&nbsp;&nbsp; 广州</p>")) == ["北京　　上海 广州"]


def test_layout_tables_are_unwrapped():
    body = f"<table><tr><td><a href=1>链接甲</a></td><td><p>{SENTENCE}</p><p>第二段话，也不算短。</p></td></tr></table>"
    assert texts(page(body)) == ["链接甲", SENTENCE, "第二段话，也不算短。"]


def test_one_title_line_among_its_copies():
    head = "<html><title>旧粮站改成了图书室 - 山南新闻网</title><body><div><a href=/>首页</a> 旧粮站改成了图书室</div>"
    body = f"<h1>旧粮站改成了图书室</h1><div id=a><p>{SENTENCE}</p><p>旧粮站改成了图书室</p><p>{SENTENCE}</p></div>"
    got = page(head + body)
    assert [line.tag for line in got.lines if line.taken and line.text == "旧粮站改成了图书室"] == ["h1"]
    assert got.declared.title == "旧粮站改成了图书室"


def test_the_visible_title_wins_and_the_steps_say_so():
    body = f"<html><title>旧粮站 改成图书室</title><body><h1>旧粮站，改成图书室！</h1><p>{SENTENCE}</p></body></html>"
    got = page(body)
    assert got.declared.title == "旧粮站，改成图书室！"
    assert "page: title from the page, not from its head" in got.steps
    assert page(body, declared=Metadata(title="列里的题")).declared.title == "列里的题"


def test_a_title_broken_over_lines_stays_whole():
    title = "全县春耕动员会今天召开<br>七个乡镇立下军令状"
    got = page(f"<html><title>全县春耕动员会今天召开七个乡镇立下军令状</title><h1>{title}</h1><p>{SENTENCE}</p></html>")
    assert taken(got) == ["全县春耕动员会今天召开", "七个乡镇立下军令状", SENTENCE]


def test_what_a_page_declares():
    got = read("taiwan-figure-and-more-news").declared
    assert got.date == "2021-03-07T18:30:00+08:00"
    assert got.author == ("林佩玲",)
    assert got.tags == ("老戲院", "山城")
    assert got.url == "https://news.example.tw/local/20210307/88123"
    assert got.site == "news.example.tw"
    official = read("official-page-with-data-table").declared
    assert (official.date, official.source) == ("2022-10-12T09:30", "云溪县生态环境局")


def test_declared_comes_before_the_page_and_the_url_gives_the_site():
    given_ = Metadata(date="1999-01-01", author=("无名氏",))
    body = f"<meta name=PubDate content='2020-02-02'><meta name=author content='张三'><p>{SENTENCE}</p>"
    got = page("<html>" + body, declared=given_, url="http://paper.example.cn/1.html").declared
    assert (got.date, got.author, got.site) == ("1999-01-01", ("无名氏",), "paper.example.cn")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("雨停了_山南新闻网", "雨停了"),
        ("雨停了，水退了-社会频道-山南在线", "雨停了，水退了"),
        ("雨停了 | 地方 | 北嶺新聞網", "雨停了"),
        ("春天来了——记山南的一个早晨", "春天来了——记山南的一个早晨"),
        ("主队3-2险胜", "主队3-2险胜"),
        ("雨停了", "雨停了"),
    ],
)
def test_site_names_are_cut_off_titles(head, title):
    assert cut_site(head, None) == title


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("<!DOCTYPE html><html>", True),
        ('<?xml version="1.0" encoding="gb2312"?>\n<html>', True),
        ("<!-- 存档 -->\n<HTML lang=zh>", True),
        (f"<div><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div>", True),
        (SENTENCE + "\n" + SENTENCE, False),
        (SENTENCE * 5 + "<br>" + SENTENCE * 5 + "</p>", False),
        ("他在黑板上写下 a<b 和 c>d，问谁懂。", False),
        ("教程：用 <p> 开头，用 </p> 结尾。" + SENTENCE * 9, False),
        ("", False),
        ("<!--" * 5000, False),
    ],
)
def test_looks_like_html(body, answer):
    assert looks_like_html(body) is answer


HOSTILE = {
    "deep": "<html>" + "<div>" * 30_000 + SENTENCE,
    "deep spans": "<html>" + "<font>x" * 5_000 + SENTENCE,
    "many rows": "<html><table>" + "<tr><td>1</td><td>二</td></tr>" * 120_000,
    "attributes": "<html><p " + " ".join(f"a{n}=1" for n in range(60_000)) + f">{SENTENCE}",
    "cdata": "<html>" + "<![CDATA[" * 60_000 + SENTENCE,
    "entities": "<html><p>" + "&amp;&#x4e00;&nosuch;" * 60_000,
    "open comment": f"<html><p>{SENTENCE}</p><!--" + "<p>" * 1_000,
    "open scripts": f"<html><p>{SENTENCE}</p>" + "<script>" * 30_000,
    "nested tables": "<html>" + "<table><tr><td>" * 500 + SENTENCE,
    "deep json": "<html><script type='application/ld+json'>" + "[" * 90_000 + "</script>",
    "backslashes": '<html><script>var content="' + "\\" * 200_000 + "</script>",
    "blanks": "<html><p>字" + "\n" * 300_000 + "\u3000" * 300_000 + "。" + "\u3000" * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_and_lose_no_sentence(name):
    got = page(HOSTILE[name])
    assert got.markup == "html"
    if name in ("deep", "attributes", "nested tables", "open comment", "open scripts"):
        assert any(SENTENCE in line.text for line in got.lines)


def test_a_flat_page_says_so_and_takes_no_side():
    got = page(HOSTILE["deep"] + f"<table><tr><td>1</td><td>二</td></table><style>p</style><P>{SENTENCE}</P>")
    assert got.doubts == ("page not parsed",)
    assert [line.text for line in got.lines] == [SENTENCE, "1\t二", SENTENCE]
    assert {line.taken for line in got.lines} == {None}


def test_what_stands_behind_the_bounds_is_read_flat_and_not_taken():
    told = f"<html><h1>末班渡船</h1><div>{f'<p>{SENTENCE}</p>' * 3}</div>"
    got = page(told + HOSTILE["many rows"].removeprefix("<html>") + f"<P>{SENTENCE}</P>")
    assert taken(got) == [SENTENCE] * 3
    assert got.lines[-1].text == SENTENCE
    assert len(got.lines) >= 120_005
    (doubt,) = got.doubts
    assert doubt.startswith("page too large: ")


def test_lines_too_many_to_be_judged_are_outside_and_a_doubt_says_so():
    got = page("<html>" + "<p>第一户人家今天搬进了新房，门口贴着对联。</p>" * 25_000)
    assert [line.taken for line in got.lines] == [True] * 20_000 + [False] * 5_000
    assert got.doubts == ("page too long: 5000 lines not judged",)


def test_pictures_written_into_a_page_do_not_make_it_too_large():
    picture = f"<img src='data:image/png;base64,{'iVBORw0KGgo' * 1_200_000}'>"
    got = page(f"<html><style>{'p{} ' * 9_000}</style><h1>末班渡船</h1>{picture}<div>{f'<p>{SENTENCE}</p>' * 3}</div>")
    assert taken(got) == [SENTENCE] * 3
    assert got.doubts == ()


def test_two_ends_broken_nesting_and_odd_characters():
    body = f"<html><body><p><b>{SENTENCE}</p></b></html><div>\0第二段在结束之后，还是要读到的。</div></html>\ud800"
    got = texts(page(body))
    assert got[0] == SENTENCE
    assert "第二段在结束之后，还是要读到的。" in got[1]
    "".join(got).encode("utf-8")


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>题目</head><body><p>{}</p><p>{}</p>",
        "<html><head><title>题目</title<body><p>{}</p><p>{}</p>",
        "<html><body><a href=1>首页<p>{}</p><p>{}</p>" + f"<p>{SENTENCE * 20}</p>",
        "<html><body><a name=top><p>{}</p><button>展开</button><p>{}</p></a>",
        "<html><head><p>{}</p></head><body><o:p>{}</o:p></body>",
        "<html><body><news-text>{}<br><br>{}</news-text></body>",
        "<html><body><p>{}<p><svg><text>图</text></svg><ruby>{}<rt>注音</rt></ruby>",
        "<html><body><dl><dt>问</dt><dd>{}</dd><dt>答</dt><dd>{}</dd></dl>",
    ],
)
def test_broken_and_unusual_markup_keeps_the_text(body):
    second = "第二段说的是另外一件事，也有标点，也不算短。"
    got = taken(page(body.format(SENTENCE, second)))
    assert SENTENCE in got
    assert second in got
    assert not {"展开", "图", "题目"} & set(got)


PIECES = """
<p> </p> <div class=c> </div> <td> <table><tr> </table> <a href=x> </a> <br> <h1> <script> </script> <title> <!-- -->
<![CDATA[ <meta name=author content=' &#0; &lt; <div style='display:none'> <html> </html> 标题 <li>
"""
TAGS = st.sampled_from([*PIECES.split(), SENTENCE, "\0", "\ud83d", "\u3000\u3000"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=8))).map("".join))
@example("<![CDATA[<div\ud83d")  # no tree: read flat
def test_never_raises_and_always_encodes(body):
    looks_like_html(body)
    got = page(body)
    assert all(line.text.strip() for line in got.lines)
    "".join(texts(got)).encode("utf-8")
    assert read_page(Text(body)) == got


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([f"第{n}句话说的是第{n}件事，大家都听明白了。" for n in range(20)]), min_size=1, max_size=9
    )
)
def test_plain_paragraphs_all_come_back(paragraphs):
    body = "<html><body><h1>二十件事的记录</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</body></html>"
    assert taken(page(body))[-len(paragraphs) :] == paragraphs


TALK = "小时候每天坐这条船去上学，看到这条消息真的很激动，希望能一直开下去！票价两元太良心了，周末带孩子去坐一趟。"


@pytest.mark.parametrize("box", ["article class=article", "div class=content", "section id=text"])
def test_a_short_article_is_parted_from_the_comments_that_outweigh_it(box):
    told = "今天上午，青石桥小学启用了新校舍，六百名学生搬进教室。"
    talk = "".join(f"<li><a href=/u{n}>江上风</a><p>{TALK[n:]}</p><em>3分钟前</em></li>" for n in range(4))
    head = "<html><title>青石桥小学启用新校舍</title><body><div class=main><h1>青石桥小学启用新校舍</h1>"
    body = f"<{box}><p>{told}</p></{box.split()[0]}><div class=cmt><h3>我来说两句</h3><ul>{talk}</ul></div></div>"
    assert taken(page(head + body)) == ["青石桥小学启用新校舍", told]


@pytest.mark.parametrize("row", ["<tr><td>{}</td></tr>", "<div class=row><div class=col><p>{}</p></div></div>"])
def test_paragraphs_in_boxes_of_one_kind_stay_together(row):
    told = ["今天上午，青石桥小学启用了新校舍，六百名学生搬进教室。", SENTENCE, TALK, TALK[9:]]
    rows = "".join(row.format(one) for one in told)
    head = "<html><title>青石桥小学启用新校舍</title><body><h1>青石桥小学启用新校舍</h1>"
    assert taken(page(f"{head}<table>{rows}</table>" if "tr" in row else f"{head}<div>{rows}</div>"))[1:] == told
