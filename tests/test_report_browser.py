"""The report as people meet it: from disk, in a real browser without a network."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from conftest import ROOT
from playwright.sync_api import expect, sync_playwright
from test_report import HOSTILE

from taoxi.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BODY = "昨天上午，位于城东的新图书馆正式对外开放，首日接待读者三千余人，馆内座无虚席。"
# one page for each language and theme, at the width of a phone and of a desk
LOOKS = [(390, "light", "zh-CN"), (390, "dark", "en-US"), (1280, "light", "en-US"), (1280, "dark", "zh-CN")]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium here: apt-get install chromium"
)


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of dumps, hostile ones among them, and what `taoxi clean` made of it."""
    folder = tmp_path_factory.mktemp("report")
    source, out = folder / "in", folder / "out"
    source.mkdir()
    for path in (ROOT / "tests" / "pages").glob("*/in.*"):
        shutil.copy(path, source / f"{path.parent.name}{path.suffix}")
    for n, evil in enumerate(HOSTILE):
        (source / f"hostile-{n}.txt").write_text(f"{BODY}\n{evil}{BODY}\u202e\n责任编辑：{evil}\n", "utf-8")
    (source / "broken.jsonl.gz").write_bytes(b"\x1f\x8b\x08broken")
    result = CliRunner().invoke(main, ["clean", str(source), "-o", str(out), "-j", "1", "-q"])
    assert result.exit_code == 3, result.output
    return source, out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI needs Chromium: .ci/run installs it"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


class Watched:
    """A page, and everything it said or asked for that it should not have."""

    def __init__(self, browser: Browser, report: Path, width: int = 1280, theme: str = "light", lang: str = "en-US"):
        self.address = report.as_uri()
        look = {"viewport": {"width": width, "height": 800}, "color_scheme": theme, "locale": lang}
        self.context = browser.new_context(**look, accept_downloads=True)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.note(request.url))
        self.page.goto(self.address)

    def note(self, url: str) -> None:
        if not url.startswith((self.address, "blob:")):
            self.faults.append(url)


@pytest.fixture
def watched(browser: Browser, cleaned: tuple[Path, Path]) -> Iterator[Watched]:
    """The report in English on a desk; nothing may have gone wrong by the end of the test."""
    seen = Watched(browser, cleaned[1] / "report.html")
    yield seen
    seen.context.close()
    assert seen.faults == []


def shown(page: Page) -> int:
    return page.locator(".doc:visible").count()


@pytest.mark.parametrize(("width", "theme", "lang"), LOOKS)
def test_it_opens_from_disk_in_every_look(
    browser: Browser, cleaned: tuple[Path, Path], width: int, theme: str, lang: str
) -> None:
    seen = Watched(browser, cleaned[1] / "report.html", width, theme, lang)
    page = seen.page
    assert page.locator("h2").first.inner_text() == ("淘洗报告" if lang == "zh-CN" else "What was rinsed out")
    assert page.evaluate("document.documentElement.scrollWidth") == width  # nothing to push sideways
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(map(int, paper.removeprefix("rgb(").rstrip(")").split(","))) > 384
    assert light == (theme == "light")
    assert page.title() == "taoxi 淘洗"  # no hostile page has changed it
    # the other theme and the other language, kept over a reload
    page.get_by_role("button", name="深色" if lang == "zh-CN" else "Dark").click()
    page.get_by_role("button", name="English" if lang == "zh-CN" else "中文").click()
    page.reload()
    assert page.locator("h2").first.inner_text() == ("What was rinsed out" if lang == "zh-CN" else "淘洗报告")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert seen.faults == []
    seen.context.close()


def test_filters_and_search(watched: Watched) -> None:
    page = watched.page
    everything = page.locator(".doc").count()
    assert everything > 30
    assert shown(page) == 10
    page.get_by_role("button", name="Show more").click()
    assert shown(page) == 20
    status = page.get_by_role("status").first
    assert status.inner_text() == f"{everything} documents"
    page.get_by_label("Rule").select_option("author-tail")
    assert 0 < shown(page) < 10
    assert page.locator(".doc:visible li.hit").count() >= shown(page)
    assert "fit" in status.inner_text()
    page.get_by_label("Search").fill("停用了十一年")
    assert shown(page) == page.locator(".doc:visible", has_text="停用了十一年").count()
    page.get_by_label("Search").fill("此处绝无此句")
    assert shown(page) == 0
    assert page.get_by_text("No document here fits").is_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".doc:not([hidden])")).to_have_count(10)
    page.get_by_label("Doubt").select_option("index page")
    assert page.locator(".doc:visible .why em").all_inner_texts() == ["index page"] * shown(page)
    # from a bar of the chart to its documents
    page.get_by_role("link", name="editor-line").click()
    expect(page.get_by_label("Rule")).to_have_value("editor-line")
    expect(page.get_by_label("Doubt")).to_have_value("")
    assert page.evaluate("document.activeElement.id") == "documents"
    lines = page.locator(".doc:visible li.kept:visible").count()
    assert lines
    page.get_by_label("Only changed lines").check()
    assert page.locator(".doc:visible li.kept:visible").count() == 0


def test_hostile_text_stays_text(watched: Watched) -> None:
    page = watched.page
    page.get_by_label("Search").fill("onerror")
    assert shown(page) == 1
    assert page.locator(".doc img, .doc script, .doc svg, base").count() == 0
    assert page.locator(".doc:visible code", has_text="U+202E").first.is_visible()
    assert page.title() == "taoxi 淘洗"
    # what our own text could never do is forbidden, too
    blocked = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective));
          try { document.querySelector("footer").innerHTML = "<img src='http://x.example/a.png'>"; }
          catch (error) { done(error.name); }
        })"""
    )
    assert blocked in ("TypeError", "require-trusted-types-for")
    watched.faults.clear()  # the browser says so


def test_marks_become_settings_that_the_next_run_obeys(
    watched: Watched, cleaned: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = cleaned
    page = watched.page
    page.get_by_label("Search").fill("wechat-tail")
    name = page.locator(".doc:visible .path").inner_text()
    fallen = page.locator(".doc:visible li.dropped").filter(has_text="编辑").first
    kept = page.locator(".doc:visible li.kept").nth(1)
    words = [line.locator("> div").inner_text().strip() for line in (fallen, kept)]
    for line in (fallen, kept):
        line.hover()
        line.get_by_role("button").click()
        assert line.get_by_role("button").get_attribute("aria-pressed") == "true"
    before = (out / name).read_text("utf-8")
    assert words[0] not in before
    assert words[1] in before
    page.reload()  # marks outlive it
    assert page.locator(".marks").inner_text().startswith("2 ")
    page.get_by_role("button", name="Look at the patterns").click()
    assert "keep = [" in page.locator("dialog pre").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    with page.expect_download() as download:
        page.locator(".marks").get_by_role("button", name="Download taoxi.toml").click()
    assert download.value.suggested_filename == "taoxi.toml"
    download.value.save_as(tmp_path / "taoxi.toml")
    settings = tomllib.loads((tmp_path / "taoxi.toml").read_text("utf-8"))
    assert {key: len(value) for key, value in settings.items()} == {"keep": 1, "drop": 1}
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["clean", str(source), "-o", "again", "-j", "1", "-q"]).exit_code == 3
    after = (tmp_path / "again" / name).read_text("utf-8")
    assert words[0] in after
    assert words[1] not in after
    page.get_by_role("button", name="Remove all marks").click()
    assert not page.locator(".marks").is_visible()


def test_the_keyboard_is_enough(watched: Watched) -> None:
    page = watched.page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the documents"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "documents"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("wechat-tail")
    assert shown(page) == 1
    # one stop for each document, arrows within
    for _ in range(6):
        page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.get_attribute("aria-pressed") == "false"
    number = first.inner_text()
    assert first.evaluate("node => getComputedStyle(node).opacity") == "1"
    page.keyboard.press("ArrowDown")
    assert page.locator(":focus").inner_text() != number
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("aria-pressed") == "true"
    assert page.locator(".marks").is_visible()
    page.keyboard.press("ArrowUp")
    assert page.locator(":focus").inner_text() == number
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator(".doc:not([hidden])")).to_have_count(10)


@pytest.mark.parametrize(("theme", "lang"), [("light", "zh-CN"), ("dark", "en-US")])
def test_nothing_stands_in_the_way_of_a_screen_reader(
    browser: Browser, cleaned: tuple[Path, Path], theme: str, lang: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    seen = Watched(browser, cleaned[1] / "report.html", theme=theme, lang=lang)
    page = seen.page
    assert page.locator("html").get_attribute("lang") == ("zh-Hans" if lang == "zh-CN" else "en")
    for role in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(role).count() == 1, role
    for table in page.locator("table").all():
        assert table.locator("caption").count() or table.locator("thead th[scope=col]").count()
        assert table.locator("tbody th[scope=row]").count() == table.locator("tbody tr").count()
    page.locator("li.dropped button").first.click(force=True)
    found = Axe().run(page)
    said = [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found.response["violations"]]
    assert said == []
    assert seen.faults == []
    seen.context.close()


def test_it_can_be_read_without_scripts(browser: Browser, cleaned: tuple[Path, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((cleaned[1] / "report.html").as_uri())
    assert page.locator(".doc:visible").count() > 30
    assert page.get_by_text("need JavaScript").first.is_visible()
    assert not page.locator(".filters").is_visible()
    context.close()
