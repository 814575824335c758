"""What a worker is given and what it leaves behind."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..types import Options
from .documents import Part, Reading, Shard
from .fingerprint import key
from .limits import Limits
from .names import STATE
from .sinks import Output

Place = tuple[str, str, int]  # path, member, record


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run's documents have in common.

    `form` is "auto", "txt", "jsonl" or "parquet", `repeats` a table of repeated lines.
    """

    options: Options = field(default_factory=Options)
    form: str = "auto"
    text_fields: tuple[str, ...] = ()
    split: str = ""
    repeats: Path | None = None
    rules: str = ""
    limits: Limits = Limits()

    @property
    def identity(self) -> list[object]:
        """What must stay the same for finished work to count; the limits need not."""
        return [asdict(self.options), self.form, self.text_fields, self.split, self.rules]

    def reading(self, path: str, part: Part | None = None) -> Reading:
        """What a reader is told about a file."""
        return Reading(path, "", part or Part(), self.text_fields, self.split, self.limits)


@dataclass(frozen=True, slots=True)
class Job:
    """A shard to do: its lines to "count", or its documents to "clean".

    `limit` is the whole run's limit of documents and `left` what is left of it for this shard; 0 is none. `repeats`
    stands for the repeated lines of the shard's sites. `barred` documents killed workers or outlived their time:
    place -> reason.
    """

    out: Path
    shard: Shard
    settings: Settings
    step: str = "clean"
    limit: int = 0
    left: int = 0
    repeats: str = ""
    barred: tuple[tuple[Place, str], ...] = ()

    @property
    def key(self) -> str:
        """Stands for the shard's division and the settings; files' states are compared one by one."""
        shard = [self.shard.name, self.shard.part.index, self.shard.part.of, sorted(self.shard.apart)]
        names = [file.relative for file in self.shard.files]
        return key(shard, names, self.settings.identity, self.limit, self.repeats)


@dataclass(frozen=True, slots=True)
class Done:
    """A done-record: what stands in OUT for a shard, and the sums over its documents."""

    shard: str
    key: str
    inputs: list[list[str | int]]
    outputs: list[Output]
    counts: dict[str, object]
    timing: dict[str, float]

    @property
    def documents(self) -> int:
        """Articles, empty ones too."""
        return int(str(self.counts["documents"]))

    @property
    def quarantined(self) -> int:
        """Rows of quarantine."""
        return int(str(self.counts["quarantined"]))

    def dump(self) -> bytes:
        """The record as JSON."""
        return json.dumps(asdict(self)).encode("ascii")


def done_place(out: Path, shard: str, step: str = "clean") -> Path:
    """Where a shard's done-record lies."""
    return out / STATE / ("done" if step == "clean" else "counted") / f"{shard}.json"


def running_place(out: Path, shard: str) -> Path:
    """Where a worker says which document it is at."""
    return out / STATE / "running" / f"{shard}.json"


def load_done(place: Path) -> Done | None:
    """The done-record at this place, or None when there is none that can be read."""
    try:
        row = json.loads(place.read_bytes())
        return Done(
            row["shard"], row["key"], row["inputs"], [tuple(o) for o in row["outputs"]], row["counts"], row["timing"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
