"""docs/doubts.md against the code: each doubt it explains is one that a document can raise."""

from __future__ import annotations

import pytest
from conftest import documented_doubts

from taoxi import clean

PROSE = "停用了十一年的老码头，昨晚重新亮灯。二十六盏路灯是照着旧照片一盏一盏复原的，岸边站满了人。"
BODY = f"老码头的灯又亮了\n{PROSE}\n七十三岁的摆渡人宋师傅把木船又刷了一遍桐油，他在这条江上撑了四十年船。\n"
HEADS = ("江城公交调整三条线路", "桥头菜市场重新开张", "图书馆周末延长开放", "新校区九月迎来新生", "南岸步道全线贯通")
LINKS = "".join(f"<li><a href='/{n}.html'>{head}</a></li>" for n, head in enumerate(HEADS * 8))
VERSE = "".join(f"<p>{line}</p>" for line in ("江水向东流", "月亮落在船头", "我在岸边等你", "等到灯都灭了") * 5)
HEAD, SHORT = (
    "青石桥小学启用新校舍",
    "青石桥小学今天启用了新校舍，六百名学生搬进教室，老师们在门口一一点名，家长隔着栏杆挥手。",
)
OLD = "<div>" + "".join(f"<a href={n}>县里的旧闻之{n}</a><br>" for n in range(9)) + "</div>"
YEARS = "".join(f"<p>第{n}年他把蜂箱搬上山坡，山坡上开满了野花，他在棚子里住到秋天。</p>" for n in range(15))

SAMPLES: dict[str, bytes | str] = {
    "empty document": "\n \n",
    "no text": "<html><body><script>var a = 1;</script></body></html>",
    "index page": f"<html><body><ul>{LINKS}</ul></body></html>",
    "error page": "抱歉，您访问的页面不存在\n返回首页\n",
    "no article": "责任编辑：周禾\n分享到：\n",
    "no article found": "<html><body><p>联系我们</p></body></html>",
    "no sentences": "\n".join(f"{n} 江城 - 白鹭\n{n + 9}日21时\n{n}/1" for n in range(1, 9)),
    "no sentences found": f"<html><title>渡口</title><body><h1>渡口</h1><div>{VERSE}</div></body></html>",
    "most text stands outside the article": f"<html><title>{HEAD}</title><body><h1>{HEAD}</h1><div class=c>"
    f"<p>{SHORT}</p></div>{OLD}<section class=b><h3>养蜂人</h3>{YEARS}</section></body></html>",
    "text lost": f"<html><h1>{HEAD}</h1><div><p>{SHORT}</p><p>责任编辑：周禾</p>"
    + "".join(f"<p>{place}村第{n}组</p>" for n, place in enumerate("东西南北上下前后里外中左"))
    + "<p>粮站的收购价比去年每百斤高了四块钱，农户说现款当天就能到账，不用再等到年底。</p>"
    "<p>农机合作社一共调来三十二台收割机，其中十一台是跨省过来的，油料由镇里统一配送。</p>"
    "<p>气象台预计周末有一场大雨，镇里要求周五以前把低洼处的稻子全部抢收上来。</p></div></html>",
    "article fell": "<html><div class=z>"
    + "<p>免责声明：本文仅代表作者个人观点，与本网无关，请读者仅作参考。</p>" * 9
    + f"</div><div class=t><p>{PROSE}</p><p>{SHORT}</p></div></html>",
    "charset uncertain": bytes(range(0x80, 0x100)) * 3,
    "binary data": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "undecodable bytes": BODY.encode() + b"\xff",
    "replacement characters": BODY + "他说\ufffd\ufffd好。",
    "question marks for characters": BODY + "????????，????????????。" * 4,
    "locked bytes 锟斤拷": BODY + "锟斤拷锟斤拷",
    "uninitialised memory": BODY + "烫烫烫烫烫烫",
    "private-use characters": BODY + "价格\ue7c1元\uf3a2角，比上周便宜。",
    "orphan bytes": BODY + "他把?#19994;写了下来。",
    "letters for bytes": BODY + "æ¨å¤©ä¸å，市民来看灯。",
    "lines of doubled mojibake": BODY + "闂甲缂乙濠丙閻丁閿",
    "punctuation lost": "\n".join(PROSE.translate(dict.fromkeys(map(ord, "，。"))) * 3 + str(n) for n in range(4)),
    "page drawn by script": "<html><body><div id='app'></div><script src='/a.js'></script>"
    "<noscript>请开启 JavaScript</noscript></body></html>",
    "page too large": f"<html><h1>{HEAD}</h1><p>{SHORT}</p>" + "<i></i>" * 120_000,
    "page too long": "<html>" + f"<p>{SHORT[:30]}。</p>" * 20_100,
    "page not parsed": "<div>" * 3000 + f"<p>{PROSE}</p>" * 3,
}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_document_raises_the_doubt(name: str) -> None:
    assert name in [doubt.partition(":")[0] for doubt in clean(SAMPLES[name]).doubts]


def test_every_documented_doubt_can_be_raised() -> None:
    """The other way round tests/conftest.py sees to it that no test raises one that is not documented."""
    assert documented_doubts() == set(SAMPLES)
