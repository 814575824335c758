#!/usr/bin/env python3
"""Fuzz every target with atheris, seeded with fixtures and the pages of the tests.

    python fuzz/run.py [--seconds S] [--only TARGET,…] [--keep FOLDER]

S is shared evenly among the targets, which run one after another. A finding is printed, written to fuzz/findings/ and
gives the run status 1: mend what it shows and make it a test. `--keep` is a folder in which what was learnt
is kept from run to run.
"""

from __future__ import annotations

import argparse
import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FINDINGS = HERE / "findings"
ONE = 60  # seconds for one input, after which it counts as a hang, on however busy a machine
LONGEST = 1 << 16  # bytes of a seed, and of what is made of it
WAIT = 900  # seconds beyond its time for a target to load, read its seeds and stop, on however busy a machine


def seeds() -> Iterator[bytes]:
    """All documents of ours."""
    for folder in (ROOT / "fixtures", ROOT / "tests" / "pages"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.stat().st_size <= LONGEST:
                yield path.read_bytes()


def plant(folder: Path, target: str) -> None:
    """Put the seeds of a target into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds()):
        # the first byte chooses the reader's name: the last of them is none, so that the bytes decide
        (folder / f"seed-{number:03d}").write_bytes(b"\x0e" + data if target == "readers" else data)


def fuzz(target: str, seconds: float, keep: Path) -> bool:
    """Fuzz one target; False when there was a finding."""
    plant(keep / target, target)
    FINDINGS.mkdir(exist_ok=True)
    before = set(FINDINGS.iterdir())
    command = [
        sys.executable, str(HERE / "one.py"), target, str(keep / target), f"-max_total_time={max(1, round(seconds))}",
        f"-max_len={LONGEST}", f"-timeout={ONE}", "-rss_limit_mb=4096", f"-artifact_prefix={FINDINGS}/{target}-",
        "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False,
                          timeout=seconds + WAIT + ONE)  # fmt: skip
    runs = next((line.split()[-1] for line in done.stderr.splitlines() if "executed_units" in line), "no count of")
    print(f"{target}: {runs} inputs, {'ok' if done.returncode == 0 else 'FINDING'}", flush=True)
    if done.returncode:
        print("\n".join([*done.stdout.splitlines()[-40:], *done.stderr.splitlines()[-10:]]))
        for place in sorted(set(FINDINGS.iterdir()) - before):
            data = place.read_bytes()
            # all that is left of a machine which is thrown away is what it printed
            print(f"{place}, {len(data)} bytes in base64:\n{base64.b64encode(data).decode()}", flush=True)
    return done.returncode == 0


def main() -> int:
    """Command line."""
    sys.path.insert(0, str(HERE))
    from targets import TARGETS

    parser = argparse.ArgumentParser(description="Fuzz every target with atheris.")
    parser.add_argument("--seconds", type=float, default=3600.0, help="for all targets together")
    parser.add_argument("--only", metavar="TARGET,…", default=",".join(TARGETS))
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="what was learnt is kept here")
    chosen = parser.parse_args()
    names = chosen.only.split(",")
    with tempfile.TemporaryDirectory(prefix="taoxi-fuzz-") as folder:
        sound = [fuzz(name, chosen.seconds / len(names), chosen.keep or Path(folder)) for name in names]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
