"""What all tests share: where things lie, and `--update`, which rewrites wants and is refused in CI. And an ear:
whatever doubt the code utters in any test has to stand in docs/doubts.md.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

from taoxi.types import Article, Page, Text

ROOT = Path(__file__).resolve().parent.parent
# examples are whole pages, and the machine is shared: the clock says nothing about the code
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# a gate gives the same answer twice and soon; the search for new and for small examples goes on at home
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, phases=(Phase.explicit, Phase.generate))
settings.load_profile("ci" if os.environ.get("CI") else "here")


def program(path: str) -> ModuleType:
    """A program of the repository as a module, with what lies beside it; several are called run."""
    file = ROOT / path
    sys.path.append(str(file.parent))
    spec = importlib.util.spec_from_file_location(f"{file.parent.name}_{file.stem}", file)
    assert spec
    assert spec.loader
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what the tests want with what comes out now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update rewrites what the tests want: not in CI")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """True when wants are to be rewritten."""
    return bool(request.config.getoption("--update"))


UTTERED: set[str] = set()
DOCUMENTED = re.compile(r"^\| `([^`:]+)[^`]*` \|", re.M)


def documented_doubts() -> set[str]:
    """The doubts that docs/doubts.md explains, without their counts."""
    return set(DOCUMENTED.findall((ROOT / "docs" / "doubts.md").read_text("utf-8")))


def heard(make: Callable[..., None]) -> Callable[..., None]:
    """The maker of a text, a page or an article; what the code doubts is noted, what a test makes up is not."""

    @functools.wraps(make)
    def noting(self: Text | Page | Article, *args: object, **named: object) -> None:
        make(self, *args, **named)
        if self.doubts and sys._getframe(1).f_globals["__name__"].partition(".")[0] in ("taoxi", "dataclasses"):
            UTTERED.update(doubt.partition(":")[0] for doubt in self.doubts)

    return noting


for kind in (Text, Page, Article):
    kind.__init__ = heard(kind.__init__)  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _every_doubt_is_documented() -> Iterator[None]:
    yield
    assert sorted(UTTERED - documented_doubts()) == [], "explain these in docs/doubts.md"
