"""What all tests share: where things lie, and `--update`, which rewrites wants and is refused in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parent.parent
# examples are whole pages, and the machine is shared: the clock says nothing about the code
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# a gate gives the same answer twice and soon; the search for new and for small examples goes on at home
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, phases=(Phase.explicit, Phase.generate))
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what the tests want with what comes out now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update rewrites what the tests want: not in CI")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """True when wants are to be rewritten."""
    return bool(request.config.getoption("--update"))
