"""Text lost by the rules on a page of HTML: sentences come back, another part is taken, and a doubt says so."""

from __future__ import annotations

from taoxi import Options, clean

LAMPS = "老码头的灯昨晚重新亮起，二十六盏路灯是照着旧照片一盏一盏复原的，岸边站满了看灯的人。"
HARVEST = (
    "全县今年的早稻已经收割过半，机手们从凌晨三点干到天黑，烘干房的机器一直没有停过。",
    "粮站的收购价比去年每百斤高了四块钱，农户说现款当天就能到账，不用再等到年底。",
    "农机合作社一共调来三十二台收割机，其中十一台是跨省过来的，油料由镇里统一配送。",
    "气象台预计周末有一场大雨，镇里要求周五以前把低洼处的稻子全部抢收上来。",
)
NAMES = "".join(f"<p>{place}村第{n}组</p>" for n, place in enumerate("东西南北上下前后里外中左"))
NOTICES = (
    "免责声明：本文仅代表作者个人观点，与本网无关。文中的数字和说法本网没有去查对，读者请自行判断。",
    "本网站所有内容均来源于网络，版权归原作者所有，如有侵权请及时与我们联系，我们将在第一时间删除。",
)
LOST, FELL = "text lost: 4 lines taken back", "article fell: another part of the page in its place"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(middle: str, behind: tuple[str, ...]) -> str:
    head = "<html><title>老码头的灯又亮了</title><h1>老码头的灯又亮了</h1>"
    return f"{head}<div id=c>{paragraphs(LAMPS, '责任编辑：周禾')}{middle}{paragraphs(*behind)}</div></html>"


def test_sentences_that_fell_for_their_place_come_back():
    article = clean(page(NAMES, HARVEST))
    assert article.text.split("\n")[1:] == [LAMPS, *HARVEST]
    assert LOST in article.doubts


def test_another_article_behind_a_head_of_related_ones_stays_out():
    article = clean(page(NAMES + "<p>相关阅读</p>", HARVEST))
    assert article.text.split("\n")[1:] == [LAMPS]
    assert not article.doubts


def test_a_small_loss_is_none():
    article = clean(page("<p>相关阅读：</p>", HARVEST[:1]))
    assert article.text.split("\n")[1:] == [LAMPS]
    assert not article.doubts


def test_where_all_that_was_taken_are_notices_the_next_part_is_the_article():
    notices = f"<div class=z>{paragraphs(*NOTICES, *NOTICES, *NOTICES)}</div>"
    article = clean(f"<html><body>{notices}<div class=t>{paragraphs(LAMPS, HARVEST[0])}</div></body></html>")
    assert article.text.split("\n") == [LAMPS, HARVEST[0]]
    assert article.doubts == (FELL,)


def test_nothing_else_on_the_page_changes_nothing():
    article = clean(f"<html><body><div>{paragraphs(*NOTICES)}</div></body></html>")
    assert article.text == ""
    assert FELL not in article.doubts


def test_what_the_user_drops_does_not_come_back():
    article = clean(page(NAMES, HARVEST), Options(drop=("收割",)))
    assert "收割" not in article.text
