"""The report: what is sampled, how hostile text is shown, and that marks are obeyed."""

from __future__ import annotations

import hashlib
import html
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT
from corpus_tools import dump, environment, rows, run, start, stop, wait_until_done

from taoxi import Article, Line, Options, Verdict, clean
from taoxi.cli import main
from taoxi.corpus.excerpt import LONGEST, fitted, line_shown, parts, pattern
from taoxi.corpus.run import Task, clean_corpus
from taoxi.corpus.sample import CHANCE, EACH, Sampler
from taoxi.corpus.sinks import dumps
from taoxi.report.marks import visible
from taoxi.report.page import render, without_timing
from taoxi.report.pick import EACH as EACH_SHOWN
from taoxi.report.pick import gathered, picked
from taoxi.report.words import WORDS
from taoxi.types import Cut

PAGES = sorted((ROOT / "tests" / "pages").glob("*/in.*"))
HOSTILE = (
    "</script><script>document.title = '偷换'</script>",
    "<img src=x onerror=\"document.title = '偷换'\">",
    "\"'><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}&lt;b&gt;",
    "</style></title><base href='http://x.example/'>",
)


def lines_shown(page: bytes) -> Iterator[str]:
    """The text of each line on the page, without tags."""
    for line in re.findall(r"<li [^>]*>(.*?)</li>", page.decode("utf-8"), re.S):
        yield html.unescape(re.sub(r"<[^>]*>", "", line))


def record(name: str, article: Article, **more: object) -> dict[str, object]:
    """A record of an article, as far as the sampler looks."""
    plain = {"path": f"{name}.txt", "record": 0, "title": None, "date": None, "source": None, "charset": "utf-8"}
    counts = {"chars_in": 9, "chars_kept": 5, "lines_in": len(article.verdicts), "lines_kept": 1}
    return {"id": name, **plain, "script": "simplified", "steps": [], "doubts": list(article.doubts), **counts, **more}


def sampled(articles: dict[str, Article]) -> list[dict[str, object]]:
    sampler = Sampler()
    for name, article in articles.items():
        sampler.add(record(name, article), article, "site.example")
    return [json.loads(line) for line in sampler]


def dropped(text: str, rule: str = "share-bar", number: int = 1) -> Article:
    return Article("", verdicts=(Verdict(Line(text, text, number), rule),))


def summary(**counts: int) -> dict[str, object]:
    tables = {name: {} for name in ("charsets", "doubts", "repairs", "shares", "sites", "left")}
    numbers = dict.fromkeys(("documents", "empty", "doubtful", "quarantined", "chars_in", "chars_kept"), 10)
    lines = {"lines_in": 3, "lines_kept": 1, "timing": {"seconds": 2.0}, "taoxi": "1", "fingerprint": "f"}
    return {**numbers, **lines, **tables, "rules": counts}


# what is sampled


def test_the_longest_dropped_lines_of_each_rule_are_sampled() -> None:
    articles = {f"{n:03d}": dropped("长" * (n + 1), "ad-line" if n % 7 else "share-bar") for n in range(300)}
    found = {str(row["id"]) for row in sampled(articles)}
    assert {"299", "298", "294", "287"} <= found
    assert len(found) <= 2 * EACH + CHANCE


def test_one_line_stands_for_all_that_are_alike() -> None:
    articles = {f"{n:03d}": dropped("一样长的声明" if n else "短") for n in range(400)}
    found = sampled(articles)
    assert len(found) <= 2 + CHANCE
    assert {"000", "001"} <= {row["id"] for row in found}


def test_a_sample_does_not_depend_on_the_order_of_documents() -> None:
    articles = {f"{n * 7919 % 400:03d}": dropped("行" * (n % 90), f"ad-{n % 5}") for n in range(400)}
    backwards = dict(reversed(articles.items()))
    assert {row["id"] for row in sampled(articles)} == {row["id"] for row in sampled(backwards)}


def test_a_line_is_shown_in_parts() -> None:
    cut = Verdict(
        Line("灯复原了。（记者 宋遥）", "灯复原了。（记者 宋遥）", 3), None, (Cut(5, 12, "author-tail"),), "灯复原了。"
    )
    assert parts(cut) == [["", "灯复原了。"], ["cut", "（记者 宋遥）", "author-tail"]]
    repaired = line_shown(Verdict(Line("產(chǎn)業(yè)在升級", "產業在升級", 4), None, (), "产业在升级"))
    assert (repaired["kind"], repaired["was"]) == ("repaired", "產(chǎn)業(yè)在升級")
    mended = Verdict(Line("一条&nbsp;&quot;街&quot;", '一条 "街"', 5), None, (), '一条 "街"')
    assert [part for part in parts(mended) if part[0] == "fix"] == [["fix", ' "'], ["fix", '"']]
    long = "".join(f"第{n}句。" for n in range(200))
    kept, gone = (parts(Verdict(Line(long, long, 6), rule, (), None)) for rule in (None, "ad-line"))
    assert [part[0] for part in kept] == ["", "gap", ""]
    assert "".join(part[1] for part in gone) == long
    assert sum(len(part[1]) for part in parts(Verdict(Line("长" * 9999, "长" * 9999, 7), "ad-line"))) < LONGEST + 9


def test_lines_that_do_not_fit_are_counted() -> None:
    lines = [
        line_shown(Verdict(Line(f"第{n}行", f"第{n}行", n), "ad-line" if n == 60 else None)) for n in range(1, 101)
    ]
    few = fitted(lines, 3000)
    assert sum(line.get("skipped", 1) for line in few) == 100
    assert any(line.get("number") == 60 for line in few)
    assert sum(line.get("skipped", 1) for line in fitted(few, 600)) == 100


def test_every_rule_is_on_the_page_whatever_the_room() -> None:
    articles = {f"{n:03d}": dropped(f"第{n}行" + "长" * 900, f"ad-{n}") for n in range(150)}
    counts = {f"ad-{n}": n + 1 for n in range(150)}

    def drawn(row: dict[str, object], reason: str) -> str:
        return reason + json.dumps(row["lines"], ensure_ascii=False)

    found = picked(
        gathered(map(dumps, sampled(articles))), {f"rule:{name}": n for name, n in counts.items()}, drawn, 300_000
    )
    assert sum(len(text.encode()) for _, text in found) <= 300_000
    shown = [line["rule"] for row, _ in found for line in row["lines"] if "rule" in line]
    assert set(shown) == set(counts)
    assert shown[:3] == ["ad-0", "ad-1", "ad-2"]  # the rarest first


def test_the_page_stays_below_five_megabytes() -> None:
    hard = "\u200b\u202e<&\"'" * 200
    rules = [f"ad-{n}" for n in range(120)]
    line = {rule: line_shown(Verdict(Line(hard, hard + "x", 1), rule)) for rule in rules}
    many = (
        record(f"{n:05d}", Article(""), title=hard[:160])
        | {"reasons": [[f"rule:{rules[n % 120]}", n, ""], ["any:", 0, ""]], "site": f"s{n}.example"}
        | {"lines": [line[rules[n % 120]]] * 5}
        for n in range(120 * (EACH_SHOWN + 1))
    )
    page = render(summary(**dict.fromkeys(rules, 9)), map(dumps, many), [])
    assert len(page) < 5_000_000
    text = page.decode("utf-8")
    assert all(f"<small>{rule}</small>" in text for rule in rules)


# hostile text


def test_what_hides_or_reorders_is_made_visible() -> None:
    assert visible("灯<b>&'\"") == "灯&lt;b&gt;&amp;&#39;&#34;"
    assert visible("灯\u202e亮\u200b\u200b\ud800\x1b") == (
        "灯<code>U+202E</code>亮<code>ZWSP×2</code><code>U+D800</code><code>U+001B</code>"
    )


def test_hostile_pages_are_only_text(tmp_path: Path) -> None:
    body = "昨天上午，位于城东的新图书馆正式对外开放，首日接待读者三千余人，馆内座无虚席。\n"
    (tmp_path / "in").mkdir()
    for n, evil in enumerate(HOSTILE):
        text = f"{evil}\n{body * 3}责任编辑：{evil}\n上一篇：\u202e{evil}\u2066\n{evil}"
        (tmp_path / "in" / f"{n}{evil[:9].replace('/', '')}.txt").write_text(text, "utf-8")
    row = {"text": body * 2 + HOSTILE[0], "title": HOSTILE[1], "url": f"http://x.example/{HOSTILE[2]}"}
    (tmp_path / "in" / "records.jsonl").write_text(json.dumps(row) + "\n" + '{"text": 3}\n', "utf-8")
    clean_corpus(Task((str(tmp_path / "in"),), tmp_path / "out", workers=0))
    page = (tmp_path / "out" / "report.html").read_bytes()
    text = page.decode("utf-8")
    # one script and one style of ours, and a policy that knows only them
    assert (text.count("<script"), text.count("<style"), text.count("</script"), text.count("</style")) == (1, 1, 1, 1)
    assert not re.search(r"<(?:img|svg on|base|b>)|\son\w+=(?!&)[\"']|[\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search(r"(?:src|href|action)=\"(?!#)", text)
    for tag in ("script", "style"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S)
        assert inside
        digest = b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in text or f"{tag}-src 'sha256-{digest}'" in text
    shown = "\n".join(lines_shown(page))
    for evil in HOSTILE:
        assert evil in shown
    assert "U+202E" in shown


# marks


@pytest.mark.parametrize(
    "text",
    [
        "（责任编辑：周禾）",
        "a.b*c|d[e]^$?",
        "产业\ud800升级",
        "\u3000\x00 版权所有 ©",
        "长" * 500,
        "\u200b" * 300 + "灯",
    ],
)
def test_a_pattern_finds_its_line(text: str) -> None:
    like = pattern(text)
    assert like
    json.loads(json.dumps(like)).encode("utf-8")
    assert clean(text, Options(drop=(like,))).verdicts[0].rule == "user-drop"
    assert pattern(" \u200b") is None


@pytest.mark.parametrize("path", PAGES, ids=[path.parent.name for path in PAGES])
def test_marks_are_obeyed(path: Path) -> None:
    """Whatever dropped or cut a line, the user's pattern keeps it; whatever kept it, his pattern drops it."""
    data = path.read_bytes()
    verdicts = clean(data).verdicts
    changed = [v for v in verdicts if v.cuts or v.rule not in (None, "blank-line")]
    kept = [v for v in verdicts if v.rule is None and not v.cuts]
    one_of_each = list({v.rule or v.cuts[0].rule: v for v in changed}.values())[:6]
    keep = tuple(like for v in one_of_each if (like := pattern(v.line.text)))
    drop = tuple(like for v in kept[1:3] if (like := pattern(v.line.text)))
    again = {v.line.number: v for v in clean(data, Options(keep=keep, drop=drop)).verdicts}
    lost = [(v.rule, v.line.text) for v in one_of_each if again[v.line.number].printed is None]
    assert lost == []
    assert [v.line.text for v in one_of_each if again[v.line.number].cuts] == []
    likes = [re.compile(like) for like in keep]
    spared = [v for v in kept[1:3] if again[v.line.number].rule is None]
    assert [v.line.text for v in spared if not any(like.search(key_of(v.line.text)) for like in likes)] == []


def key_of(text: str) -> str:
    from taoxi.fold import fold

    return fold(text).key


def test_a_kept_line_changes_nothing_around_it() -> None:
    data = next(path for path in PAGES if path.parent.name == "wechat-tail").read_bytes()
    before = clean(data).verdicts
    fallen = [v for v in before if v.rule not in (None, "blank-line")]
    like = pattern(fallen[-1].line.text)
    assert like
    after = clean(data, Options(keep=(like,))).verdicts
    assert [a.line.number for a, b in zip(after, before, strict=True) if a != b] == [fallen[-1].line.number]


# the command


def test_the_report_again(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    (source / "broken.jsonl.gz").write_bytes(b"\x1f\x8b\x08broken")
    (source / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    clean_corpus(Task((str(source),), out, workers=0))
    before = {name: (out / name).read_bytes() for name in ("report.html", "report.json", "quarantine.jsonl")}
    assert b"broken.jsonl.gz" in before["report.html"]
    (out / "report.html").unlink()
    (out / "report.json").unlink()
    result = CliRunner().invoke(main, ["report", str(out)])
    assert result.exit_code == 0, result.output
    assert {name: (out / name).read_bytes() for name in before} == before
    sums = json.loads(before["report.json"])
    assert (sums["documents"], sums["quarantined"], sums["left"]) == (6, 1, {".png": 1})
    assert sum(sums["shares"].values()) == 6
    assert sum(sums["sites"].values()) == sums["lines_in"] - sums["lines_kept"]
    # damage and nothing at all are said plainly
    next((out / ".taoxi" / "samples").iterdir()).write_bytes(b"\x28\xb5\x2f\xfdxx")
    result = CliRunner().invoke(main, ["report", str(out)])
    assert (result.exit_code, "is not whole" in result.output) == (4, True)
    result = CliRunner().invoke(main, ["report", str(source)])
    assert (result.exit_code, "holds nothing" in result.output) == (4, True)


def test_the_report_of_an_interrupted_run(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in"), tmp_path / "out"
    process = start("clean", source, "-o", out, "-j", 1, env=environment(tmp_path, slow=0.05))
    wait_until_done(out, 2, process)
    stop(process)
    code, _, errors = run("report", out, env=environment(tmp_path))
    assert code == 0, errors
    assert 2 <= json.loads((out / "report.json").read_text("utf-8"))["documents"] < 24
    assert len(rows(out / ".taoxi" / "samples")) >= 2


def test_only_the_time_differs_between_runs() -> None:
    sums = summary(ad=1)
    pages = [render({**sums, "timing": {"seconds": n}}, iter(()), []) for n in (1.0, 2.0)]
    assert pages[0] != pages[1]
    assert without_timing(pages[0]) == without_timing(pages[1])


def test_every_phrase_is_used_and_has_two_languages() -> None:
    used = Counter[str]()
    for path in (ROOT / "src" / "taoxi" / "report").rglob("*"):
        if path.suffix in (".html", ".py") and path.name != "words.py":
            used.update(re.findall(r"\"([a-z ]+)\"", path.read_text("utf-8")))
            used.update(f"{name} group" for name in re.findall(r"\"([a-z]+)\"", path.read_text("utf-8")))
    assert [name for name in WORDS if not used[name]] == []
    assert [name for name, pair in WORDS.items() if pair[0] == pair[1]] == []
