"""Figures in the pages: they stand between two marks, and the command that measures them puts them there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first hold numbers."""
    ruled = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ruled, *rows])


def put(name: str, text: str, *pages: Path) -> None:
    """Put a text between the marks of that name in each page. Raises ValueError for a page without them."""
    first, last = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    for page in pages:
        before, found, rest = page.read_text("utf-8").partition(first)
        _, ended, after = rest.partition(last)
        if not found or not ended:
            raise ValueError(f"{page}: no {first.strip()} … {last.strip()}")
        page.write_text(f"{before}{first}{text}{last}{after}", "utf-8")
