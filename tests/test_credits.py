"""Names, dates and sources out of lines that fall."""

from __future__ import annotations

import pytest

from taoxi import Metadata, Options, clean
from taoxi.credits import merge
from taoxi.credits.bylines import read_byline
from taoxi.credits.labels import read_labels, read_tags
from taoxi.credits.names import read_names
from taoxi.dates import read_date

BODY = "江城昨天新开两条公交线路，沿线三万多名居民出行更方便。据介绍，新线路共设二十站，首班车早上六点发出。"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-07-15 14:13:52| 来源：江城网", "2024-07-15T14:13:52"),
        ("发布时间：2024年2月1日 下午3:05", "2024-02-01T15:05"),
        ("2024/2/1", "2024-02-01"),
        ("2024.02.01", "2024-02-01"),
        ("2024年2月", "2024-02"),
        ("中華民國91年3月19日星期二", "2002-03-19"),
        ("110年3月1日", "2021-03-01"),
        ("04.11.2016 15:43", "2016-11-04T15:43"),
        ("2.4.11.2016", None),
        ("2024-02-01T18:30:00+08:00", "2024-02-01T18:30:00+08:00"),
        ("2024-02-01T18:30:00-0400", "2024-02-01T18:30:00-04:00"),
        ("20240201183000", "2024-02-01T18:30:00"),
        ("Thu Feb 01 2024 18:30:00", "2024-02-01T18:30:00"),
        ("2024-02-01 25:00", "2024-02-01"),
        ("2024-02-01至2024-02-05", None),
        ("2024年2月1日9:00-11:00", None),
        ("今天是2024年2月1日", None),
        ("20240201253000", None),
        ("2024-02-30", None),
        ("二月里的江城", None),
        ("电话：010-12345678", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("来源：江城日报  责任编辑：王小明", [("source", "江城日报"), ("editor", "王小明")]),
        ("作者：王小明 我要评论", [("author", "王小明")]),
        ("【責任編輯:DH010】", [("editor", "DH010")]),
        ("来源昆城发布", [("source", "昆城发布")]),
        ("审核：李大江 编辑：王小明", [("editor", "王小明")]),
        ("（责任编辑　陆　明）＊", [("editor", "陆 明")]),
        ("【责任编辑】索燕华", [("editor", "索燕华")]),
        ("编辑部里，老李正在改稿", []),
    ],
)
def test_labels(text: str, labels: list[tuple[str, str]]) -> None:
    assert list(read_labels(text)) == labels


def test_names_and_bylines() -> None:
    assert read_names("王小明、李大江") == ("王小明", "李大江")
    assert read_names("罗文") == ("罗文",)
    assert read_names("陆　明　何　佳") == ("陆明", "何佳")
    assert read_names("陆　明") == ("陆明",)
    assert read_names("周 小 禾 ，胡 大 江") == ("周小禾", "胡大江")
    assert read_names("周 小 禾 胡 大 江") == ("周小禾", "胡大江")
    assert read_names("本站") == ()
    assert read_byline("本报记者 王小明 通讯员 李大江") == ("王小明", "李大江")
    assert read_tags("标签： 公交 新线路,江城") == ("公交", "新线路", "江城")
    assert read_tags("江城新闻") == ()


def test_metadata_of_a_page() -> None:
    head = "江城开通两条公交新线路\n2024-02-01 09:30 来源：江城日报\n"
    metadata = clean(f"{head}（记者 王小明）{BODY}\n责任编辑：李大江\n标签：公交 江城\n").metadata
    assert metadata.title == "江城开通两条公交新线路"
    assert metadata.date == "2024-02-01T09:30"
    assert metadata.source == "江城日报"
    assert metadata.author == ("王小明",)
    assert metadata.editor == ("李大江",)
    assert metadata.tags == ("公交", "江城")


def test_whose_picture_it_is_makes_no_author() -> None:
    for picture in ("（圖／江城電視）", "（圖／翻攝畫面）", "（圖／資料照片）"):
        assert clean(f"江城开通两条公交新线路\n记者王小明／江城報導\n{BODY}{picture}\n").metadata.author == ("王小明",)


def test_several_names_behind_a_mark_are_authors() -> None:
    page = f"江城开通两条公交新线路\n●王小明 李大江 周禾\n{BODY}\n"
    assert clean(page).metadata.author == ("王小明", "李大江", "周禾")


def test_a_name_given_twice_is_given_once() -> None:
    page = f"江城开通两条公交新线路\n作者：王小明\n{BODY}（记者 王小明）\n"
    assert clean(page).metadata.author == ("王小明",)


def test_given_metadata_wins() -> None:
    metadata = clean(
        f"旧题\n{BODY}", given=Metadata(title="新题", date="2020"), url="http://news.example.com/1"
    ).metadata
    assert (metadata.title, metadata.date) == ("新题", "2020")
    assert (metadata.url, metadata.site) == ("http://news.example.com/1", "news.example.com")


def test_merge_takes_the_first_that_knows() -> None:
    merged = merge(Metadata(title="甲"), Metadata(title="乙", date="2020", tags=("丙",)))
    assert merged == Metadata(title="甲", date="2020", tags=("丙",))


def subtitle(*lines: str) -> str | None:
    """The subtitle of a page with so many lines under its title."""
    return clean("\n".join(("江城开通两条公交新线路", *lines, BODY, BODY.replace("昨天", "去年")))).metadata.subtitle


def test_the_head_under_the_title_is_the_subtitle() -> None:
    assert subtitle("沿线三万多名居民出门就能坐上车") == "沿线三万多名居民出门就能坐上车"
    assert subtitle("——江城公共交通三年行动回望") == "——江城公共交通三年行动回望"
    assert subtitle("2024-02-01 09:30 来源：江城日报", "——江城公交三年回望") == "——江城公交三年回望"


@pytest.mark.parametrize(
    "line",
    [
        "一、新线路怎么走", "（一）新线路的走向", "第一章　新线路", "王小明　李大江　周　禾",
        "线路：江北到江南的二十站", "“妈妈，公交车来了！”", "市民在新站台等车。资料图",
        "图为新线路上的第一班车",
    ],
)  # fmt: skip
def test_other_lines_under_the_title_are_none(line: str) -> None:
    assert subtitle(line) is None


def test_a_subtitle_belongs_to_its_title() -> None:
    page = f"江城开通两条公交新线路\n沿线三万多名居民出门就能坐上车\n{BODY}\n"
    assert clean(page, given=Metadata(title="江城开通两条　公交新线路")).metadata.subtitle is not None
    assert clean(page, given=Metadata(title="江城本周要闻")).metadata.subtitle is None


def test_a_date_below_the_article_that_nothing_labels_is_of_another() -> None:
    links = "\n".join(f"江城地铁{n}号线又有新站开工2024/05/0{n}" for n in range(1, 6))
    assert clean(f"{BODY}\n{BODY}\n{links}\n").metadata.date is None


def test_a_day_goes_before_a_month() -> None:
    page = f"2023年6月\n江城开通两条公交新线路\n2024-05-03 08:15 来源：江城日报\n{BODY}\n{BODY}\n"
    assert clean(page).metadata.date == "2024-05-03T08:15"


def test_a_source_that_names_nobody_gives_way_to_one_that_does() -> None:
    head = "江城开通两条公交新线路\n2024-05-03 08:15 来源：网络转载\n"
    assert clean(f"{head}{BODY}\n来源：江城日报\n").metadata.source == "江城日报"
    assert clean(f"{head}{BODY}\n").metadata.source == "网络转载"


@pytest.mark.parametrize("lines", ["責任編輯：\n\n王小明", "责任编辑：\n王小明\n评论成功，请等待管理员审核"])
def test_a_value_may_stand_below_its_label(lines: str) -> None:
    metadata = clean(f"江城开通两条公交新线路\n{BODY}\n{lines}\n").metadata
    assert metadata.editor == ("王小明",)


def test_a_label_takes_no_line_of_the_article() -> None:
    metadata = clean(f"江城开通两条公交新线路\n来源：\n{BODY}\n").metadata
    assert metadata.source is None


def test_a_menu_above_the_title_names_no_editor() -> None:
    page = f"首页\n江城新闻\n编辑计划表\n江城开通两条公交新线路\n2024-05-03 08:15 来源：江城日报\n{BODY}\n{BODY}\n"
    assert clean(page).metadata.editor == ()


@pytest.mark.parametrize("piece", ["记者", "记者的编辑", "编辑 ", "来源:", "(王小明"])
def test_a_line_of_labels_is_read_in_time_that_grows_with_it(piece: str) -> None:
    assert not list(read_labels(piece * 20_000))[20_000:]


HTML = """<html><head><title>江城开通两条公交新线路</title><meta name="author" content="赵敏">
<meta property="article:published_time" content="2024-02-01T09:30:15"></head><body><h1>江城开通两条公交新线路</h1>
<p>{date} 来源：江城日报 作者：王小明</p><p>{body}</p><p>{body}{body}</p></body></html>"""


def test_the_head_may_be_more_precise_and_never_wins() -> None:
    article = clean(HTML.format(date="2024-02-01", body=BODY))
    assert article.metadata.date == "2024-02-01T09:30:15"
    assert article.metadata.author == ("王小明",)
    assert "metadata: author from the page, not from its head" in article.steps
    other = clean(HTML.format(date="2024-02-03", body=BODY))
    assert other.metadata.date == "2024-02-03"
    assert "metadata: date from the page, not from its head" in other.steps


def test_what_the_head_declares_comes_in_the_script_asked_for() -> None:
    head = '<meta property="og:article:source" content="江城新聞雲"><meta name="keywords" content="公交,居民,線路">'
    page = HTML.format(date="", body=BODY).replace("来源：江城日报 作者：王小明", "").replace("<head>", f"<head>{head}")
    assert clean(page).metadata.source == "江城新闻云"
    assert clean(page).metadata.tags == ("公交", "居民", "线路")
    assert clean(page, Options(script="keep")).metadata.source == "江城新聞雲"


def test_keywords_that_the_article_does_not_speak_of_are_the_site_s() -> None:
    page = HTML.format(date="2024-02-01", body=BODY)
    for keywords, tags in (
        ("江城网,新闻门户,头条,热点,娱乐,财经", ()),
        ("公交,出行,城市治理", ("公交", "出行", "城市治理")),
        ("江城开通两条公交,公交", ("公交",)),  # a piece of the title
    ):
        meta = f'<head><meta name="keywords" content="{keywords}">'
        assert clean(page.replace("<head>", meta)).metadata.tags == tags


def test_the_editor_that_a_head_calls_author_is_the_editor() -> None:
    page = HTML.format(date="2024-02-01", body=BODY).replace(" 作者：王小明", "")
    metadata = clean(page.replace("</body>", "<p>责任编辑：赵敏</p></body>")).metadata
    assert (metadata.author, metadata.editor) == ((), ("赵敏",))
    assert clean(page).metadata.author == ("赵敏",)


def test_rights_are_what_is_said_of_copies() -> None:
    notices = "本文版权归江城日报社所有，转载请注明出处。\n本文仅代表作者个人观点，与本站无关。\n"
    notices += "浙公网安备 33000000000000号\n互联网新闻信息服务许可证33120170000 江城日报社主办"
    metadata = clean(f"江城开通两条公交新线路\n{BODY}\n{notices}\n").metadata
    assert metadata.rights == "本文版权归江城日报社所有，转载请注明出处。"


def test_the_sites_calendar_above_the_title_is_a_last_resort() -> None:
    page = f"2024年7月17日 星期三\n江城开通两条公交新线路\n{{}}{BODY}\n{BODY}\n"
    assert clean(page.format("发布时间：2024-05-03 08:15\n")).metadata.date == "2024-05-03T08:15"
    assert clean(page.format("")).metadata.date == "2024-07-17"


def test_words_of_a_menu_above_the_text_are_no_names() -> None:
    words = "\n".join(("高科技", "文化馆", "安全岛", "金融街"))
    assert clean(f"江城开通两条公交新线路\n{words}\n{BODY}\n{BODY}\n").metadata.author == ()


def test_names_under_a_title_are_authors() -> None:
    head = "江城渡口客流的估算方法\n王小明　李　江*　周禾\n摘要　江城渡口有四条航线，客流随季节变化。\n"
    article = clean(f"{head}关键词　渡口　客流　估算\n{BODY}\n{BODY}\n")
    assert article.metadata.author == ("王小明", "李江", "周禾")
    assert article.metadata.tags == ("渡口", "客流", "估算")


def test_a_head_under_a_title_names_nobody() -> None:
    for line in ("江南水乡", "高度重视", "安全生产"):
        assert clean(f"江城开通两条公交新线路\n{line}\n{BODY}\n{BODY}\n").metadata.author == ()


def test_keywords_that_stay_are_no_title() -> None:
    head = "江城市人民检察院 王小明\n[关键词]以渡口为中心、客流、估算\n一、提出问题：什么是“以渡口为中心”"
    metadata = clean(f"{head}\n《决定》提出了“以渡口为中心的改革”。{BODY}\n{BODY}\n").metadata
    assert (metadata.title, metadata.tags) == (None, ("以渡口为中心", "客流", "估算"))
    assert metadata.author == ("王小明",)


def test_a_date_behind_another_articles_title_is_its_own() -> None:
    other = "渡口专家：江城地铁三号线又有两座新站开工2013/06/26"
    page = f"江城开通两条公交新线路\n{BODY}\n{BODY.replace('昨天', '去年')}\n{other}\n"
    assert clean(page).metadata.date is None
