"""report.html: one file that needs nothing else, with a policy that lets nothing in and nothing out."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..corpus.records import Row
from .charts import charts
from .marks import plain, visible
from .pick import gathered, picked
from .words import both, words

if TYPE_CHECKING:
    from jinja2 import Environment

# families of rules that get one colour; a family that stands nowhere has the first
GROUPS = {
    "site": ("nav", "breadcrumb", "prevnext", "related", "page", "span", "repeated", "comment", "error"),
    "credit": ("author", "editor", "source", "dateline", "metadata", "tags"),
    "promo": ("ad", "promo", "share", "contact"),
    "legal": ("copyright", "disclaimer"),
    "copy": ("title", "summary", "copy"),
    "debris": ("debris", "image", "blank"),
    "user": ("user",),
}
GROUP_OF = {family: group for group, families in GROUPS.items() for family in families}
POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HERE = Path(__file__).resolve().parent / "templates"
TIMING = (b"<!--timing-->", b"<!--/timing-->")  # between these the page may differ from run to run


def render(summary: Mapping[str, Any], samples: Iterable[bytes], quarantine: Sequence[Row]) -> bytes:
    """The page for a run's sums (as in report.json), sampled documents (lines of JSON) and rows of quarantine."""
    environment = workshop()
    document = environment.get_template("document.html")
    best = gathered(samples)

    def drawn(row: Row, reason: str) -> str:
        return document.render(row=row, reason=reason)

    documents = picked(best, reason_counts(summary), drawn)
    style, script = ((HERE / name).read_text("utf-8") for name in ("report.css", "report.js"))
    page = environment.get_template("report.html").render(
        summary=summary,
        charts=charts(summary),
        documents=[html for _, html in documents],
        sites=sorted({row["site"] for row, _ in documents}),
        rules=sorted({name for row, _ in documents for name in rules_shown(row)}),
        doubts=sorted({doubt.partition(":")[0] for row, _ in documents for doubt in row["doubts"]}),
        quarantine=quarantine,
        style=style,
        script=script,
        policy=POLICY.format(style=digest(style), script=digest(script)),
    )
    return page.encode("utf-8", "replace")


def reason_counts(summary: Mapping[str, Any]) -> dict[str, int]:
    """How often each reason to show a document occurs in the corpus."""
    tables = (("rule", "rules"), ("doubt", "doubts"))
    return {f"{kind}:{name}": count for kind, table in tables for name, count in summary[table].items()}


def rules_shown(row: Row) -> set[str]:
    """The rules that a document's reasons name."""
    return {name.partition(":")[2] for name, _, _ in row["reasons"] if name.startswith("rule:")}


def digest(text: str) -> str:
    """What a Content-Security-Policy calls a script or a style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@functools.cache
def workshop() -> Environment:
    """The templates, with everything escaped unless it says otherwise."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    tools: dict[str, Callable[..., object]] = {"t": words, "both": both, "group": group, "rules_shown": rules_shown}
    environment.globals.update(tools)
    environment.filters.update(visible=visible, plain=plain, n=number, percent=percent)
    return environment


def group(rule: str) -> str:
    """The colour of a rule."""
    return GROUP_OF.get(rule.partition("-")[0], "site")


def number(value: float) -> str:
    """A number as people read it."""
    return f"{value:,.0f}"


def percent(part: int, whole: int) -> str:
    """Part of a whole, in percent with one digit behind the point."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def without_timing(page: bytes) -> bytes:
    """The page without what may differ from run to run."""
    before, _, rest = page.partition(TIMING[0])
    return before + rest.partition(TIMING[1])[2]
