"""Lines that repeat over a site: planted ones go, an article's own stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sites
from corpus_tools import rows

from taoxi import Options, clean
from taoxi.corpus.job import Settings
from taoxi.corpus.run import Task, clean_corpus
from taoxi.rules.page import OUTSIDE_ONLY, line_hash, repeated
from taoxi.types import Line, Page, Repeats

SITES, PAGES = 5, 50


def cleaned(folder: Path, made: list[sites.Page], **named: object) -> tuple[list[dict[str, object]], sites.Score]:
    """The records of a run over the pages, and how it did."""
    settings = Settings(**named)  # type: ignore[arg-type]
    source = sites.write(folder / "in", made)
    passes = 1 if settings.repeats else 2
    clean_corpus(Task((str(source),), folder / "out", settings, workers=0, passes=passes))
    documents = rows(folder / "out" / "documents")
    return documents, sites.score(made, documents, rows(folder / "out" / "audit"))


def test_planted_templates_go_and_bodies_stay(tmp_path: Path) -> None:
    made = list(sites.corpus(SITES, PAGES))
    _, score = cleaned(tmp_path / "all", made)
    assert score.planted > 500
    assert score.gone >= 0.98 * score.planted
    assert score.signed >= 0.98 * score.gone
    assert score.lost <= 0.001 * score.body
    # pages of a later day, with the table of the first run
    later = [sites.page(site, PAGES + n) for site in range(SITES) for n in range(4)]
    _, score = cleaned(tmp_path / "later", later, repeats=tmp_path / "all" / "out" / "repeats.sqlite")
    assert score.gone >= 0.98 * score.planted > 20
    assert score.lost == 0


def test_what_papers_of_one_group_print_all_alike_stays(tmp_path: Path) -> None:
    made = [sites.page(1, n) for n in range(24)]
    copy = [line for line in made[0].lines if line in made[0].body]
    papers = ("江城晚报", "江城早报", "柳湾周刊", "望江日报", "东堰商报")
    for number, paper in enumerate(papers, 1):
        made[number] = replace(made[number], lines=(f"{paper}转发", *copy, f"{paper}值班编辑"), body=frozenset(copy))
    documents, _ = cleaned(tmp_path, made)
    for row in documents[: len(papers) + 1]:
        assert not set(copy) - set(str(row["text"]).split("\n")), row["record"]


def test_keep_protects_a_line_that_repeats(tmp_path: Path) -> None:
    made = [sites.page(1, n) for n in range(8)]
    heading = "【柳湾夜话】"
    made = [replace(each, lines=(*each.lines[:5], heading, *each.lines[5:])) for each in made]
    documents, _ = cleaned(tmp_path / "kept", made, options=Options(keep=("柳湾夜话",)))
    assert all(heading in str(row["text"]).split("\n") for row in documents)
    documents, _ = cleaned(tmp_path / "fell", made)
    assert not any(heading in str(row["text"]).split("\n") for row in documents)


@pytest.mark.parametrize(
    ("documents", "count", "weight"),
    [
        (10, 2, None), (10, 3, 1.0),  # three at least
        (100, 4, None), (100, 5, 1.0),  # 5 %
        (1000, 19, None), (1000, 20, OUTSIDE_ONLY), (1000, 49, OUTSIDE_ONLY), (1000, 50, 1.0),  # 20 outside the span
    ],
)  # fmt: skip
def test_how_often_a_line_must_repeat(documents: int, count: int, weight: float | None) -> None:
    line = "江城人自己的报纸"
    page = Page((Line(line, line, 1),), repeats=Repeats({line_hash(line): count}, documents))
    assert [hit.weight for hit in repeated(page)] == ([] if weight is None else [weight])


def test_a_sentence_falls_outside_the_span_only() -> None:
    line = "江城码头边的报栏每天清晨六点换报。"
    others = [Line(f"第{n}天，{line}", f"第{n}天，{line}", n) for n in (2, 3, 4)]
    page = Page((Line(line, line, 1), *others), repeats=Repeats({line_hash(line): 90}, 100))
    assert [(hit.index, hit.weight) for hit in repeated(page)] == [(0, OUTSIDE_ONLY)]


MENU = tuple(f"江湾{number}号码头直播间" for number in range(30))
STORY = (
    "江湾的渡船昨天起改走新航线",
    "渡口的公告栏昨天贴出新航线图，早班船从五点半开到夜里十点，比原来多跑六趟，票价照旧是两元。",
    "船工老梁说，新航线绕开了桥墩施工的水面，单程要多走四分钟，学生和赶早市的菜农可以提前一刻钟到码头候船。",
)


@pytest.mark.parametrize("ignore", [(), ("repeated-line",), ("page-outside",)])
def test_lines_outside_a_page_that_repeat_are_signed_so(ignore: tuple[str, ...]) -> None:
    links = "".join(f"<li><a href='/{line}'>{line}</a></li>" for line in MENU)
    story = "".join(f"<p>{line}</p>" for line in STORY[1:])
    page = f"<html><body><ul>{links}</ul><div><h1>{STORY[0]}</h1>{story}</div><p>江湾码头值班室</p></body></html>"
    known = Repeats({line_hash(line): 40 for line in (*MENU[:20], "江湾码头值班室")}, 50)
    before, after = (clean(page, Options(ignore=ignore), repeats=repeats) for repeats in (None, known))
    rules = {verdict.line.text: verdict.rule for verdict in after.verdicts}
    assert after.text == "\n".join(STORY)
    repeated = [line for line, rule in rules.items() if rule == "repeated-line"]
    assert repeated == ([] if "repeated-line" in ignore else [*MENU[:20], "江湾码头值班室"])
    others = {line: rule for line, rule in rules.items() if line not in repeated}
    assert others.items() <= {verdict.line.text: verdict.rule for verdict in before.verdicts}.items()
    assert (after.text, after.metadata) == (before.text, before.metadata)
