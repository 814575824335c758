"""What a run of the benchmarks found, kept in bench/RESULTS.md; a ratio that fell by more than it may is told."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
LOSS = 0.15  # of a ratio, beyond what two runs on one machine differ by
PACKAGES = ("taoxi", "ftfy", "opencc", "trafilatura", "lxml", "orjson", "zstandard")
RATIO = re.compile(r"(\d+\.\d+) x ([^,|]+)")


@dataclass(frozen=True)
class Row:
    """One measured function: its figure with the unit, and what it is compared with; more is better in ratios."""

    what: str
    figure: float
    ratios: tuple[tuple[str, float], ...] = ()
    unit: str = "MB/s"


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9 if hasattr(os, "sysconf") else 0
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores, {memory:.0f} GB; {packages}"
    )


def table(rows: list[Row]) -> str:
    """The rows in Markdown."""
    lines = [machine(), "", f"| {'':44} | {'':>12} | ratio |", f"|:{'-' * 45}|{'-' * 13}:|:--|"]
    for row in rows:
        ratios = ", ".join(f"{ratio:.2f} x {peer}" for peer, ratio in row.ratios)
        lines.append(f"| {row.what:44} | {f'{row.figure:.2f} {row.unit}':>12} | {ratios} |")
    return "\n".join(lines)


def ratios(text: str) -> dict[tuple[str, str], float]:
    """The ratios of a table: what and peer -> ratio."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 5:
            found.update({(cells[1], peer.strip()): float(ratio) for ratio, peer in RATIO.findall(cells[3])})
    return found


def losses(before: str, now: str) -> list[str]:
    """The ratios that fell by more than LOSS, in words."""
    old, new = ratios(before), ratios(now)
    return [
        f"{what}: {new[what, peer]:.2f} x {peer}, was {ratio:.2f}"
        for (what, peer), ratio in old.items()
        if (what, peer) in new and new[what, peer] < (1 - LOSS) * ratio
    ]


def keep(text: str) -> None:
    """Write the results."""
    RESULTS.write_text(f"# Speed\n\nMade by `make bench`. MB are 10^6 bytes of UTF-8.\n\n{text}\n", "utf-8")
