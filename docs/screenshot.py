#!/usr/bin/env python3
"""Take docs/report.png, the picture in the README: our own test pages before, and in the report.

    python docs/screenshot.py

Needs the test group of pyproject.toml, Chromium, and a font with hanzi (Debian: chromium, fonts-noto-cjk).
"""

from __future__ import annotations

import html
import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from taoxi.cli import main

DOCS = Path(__file__).resolve().parent
PAGES = DOCS.parent / "tests" / "pages"
WIDTH, HEIGHT = 1280, 760
NAME = "老码头.txt"
SHOWN = """首页 > 社会 > 正文
老码头的灯又亮了
2023-05-06 19:02 来源：临江晚报 点击：318
分享到：微信 微博 QQ空间
停用了十一年的老码头，昨晚重新亮灯。二十六盏路灯是照着&ldquo;旧照片&rdquo;一盏一盏复原的，岸边站满了人。
七十三岁的摆渡人宋师傅把木船又刷了一遍桐油，他在这条江上撑了四十年船。（记者 宋遥）
从今天起，老码头每晚七点到十点亮灯，周末延长到十一点。
扫描二维码，关注临江晚报微信公众号
【责任编辑：周禾】
上一篇：滨江大道本周五恢复通车
下一篇：江心洲轮渡下月改用电动船
版权声明：凡本网注明来源为临江晚报的作品，未经授权不得转载。
"""
UNSHOWN = "footer, .switches, .tiles, .charts, .filters, .status, .legend, .keys, .lead, #documents"
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
FRAME = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: {width}px; height: {height}px; padding: 28px; box-sizing: border-box;
  display: grid; grid-template-columns: 2fr 5fr; gap: 28px;
  background: #e9e6dd; color: #24262b; font: 15px/1.65 "Noto Sans CJK SC", sans-serif; }}
figure {{ margin: 0; min-width: 0; min-height: 0; display: flex; flex-direction: column; }}
figcaption {{ font-size: 14px; color: #62666e; margin-bottom: 8px; }}
pre, img {{ flex: 1; min-height: 0; margin: 0; background: #fffefb; border: 1px solid #d8d4c8; border-radius: 12px; }}
pre {{ font: inherit; padding: 16px 18px; overflow: hidden; white-space: pre-wrap; }}
img {{ width: 100%; object-fit: cover; object-position: top left; }}
</style><figure><figcaption>{before}</figcaption><pre>{text}</pre></figure>
<figure><figcaption>{after}</figcaption><img src="{picture}"></figure>"""


def reported(folder: Path) -> Path:
    """The report of our own pages."""
    source, out = folder / "in", folder / "out"
    source.mkdir()
    for path in sorted(PAGES.glob("*/in.*")):
        shutil.copy(path, source / f"{path.parent.name}{path.suffix}")
    (source / NAME).write_text(SHOWN, "utf-8")
    result = CliRunner().invoke(main, ["clean", str(source), "-o", str(out), "-j", "1", "-q"])
    assert result.exit_code == 0, result.output
    return out / "report.html"


def report_picture(browser: Browser, report: Path, place: Path) -> None:
    """The first screen of the report, and below it the document."""
    page = browser.new_page(viewport={"width": 1060, "height": 870}, color_scheme="light", locale="en-US")
    page.goto(report.as_uri())
    page.get_by_label("Search").fill(NAME)
    page.locator(UNSHOWN).evaluate_all("nodes => nodes.forEach(node => node.hidden = true)")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.wait_for_timeout(500)  # painted anew
    page.screenshot(path=place)
    page.close()


def frame(browser: Browser, folder: Path, picture: Path) -> None:
    """Before and after, side by side."""
    page = folder / "frame.html"
    page.write_text(
        FRAME.format(
            width=WIDTH,
            height=HEIGHT,
            text=html.escape(SHOWN),
            picture=picture.as_uri(),
            before="what the crawler left · 清洗前",
            after="report.html · 清洗报告",
        ),
        "utf-8",
    )
    whole = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    whole.goto(page.as_uri())
    whole.screenshot(path=DOCS / "report.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        report_picture(browser, reported(Path(place)), Path(place, "report.png"))
        frame(browser, Path(place), Path(place, "report.png"))
        browser.close()
    print(f"wrote {DOCS / 'report.png'}, {(DOCS / 'report.png').stat().st_size:,} bytes")
