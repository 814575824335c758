"""Threads, forks and fresh processes give the same; nothing happens at import, nothing is kept between calls."""

from __future__ import annotations

import subprocess
import sys

import pytest

WATCHED = """
import sys, threading
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event == "open" else None)
before = threading.active_count()
import taoxi
own = [name for name in opened if not str(name).endswith((".py", ".pyc", ".so")) and "site-packages" not in str(name)]
print([own, threading.active_count() - before, sorted(name for name in sys.modules if name.startswith("taoxi."))])
"""


def python(script: str) -> str:
    """What a script in a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_opens_no_file_and_starts_no_thread() -> None:
    opened, threads, loaded = eval(python(WATCHED))
    assert opened == []
    assert threads == 0
    assert "taoxi.clean" not in loaded


WAYS = """
import hashlib, multiprocessing, sys
sys.path.insert(0, {tests!r})
from material import MARKUP, TEXTS
from taoxi import clean
PAGES = sorted([*TEXTS.values(), *MARKUP.values()], key=len)[:12]
def one(page):
    return repr(clean(page))
if __name__ == "__main__":
    want = [one(page) for page in PAGES[:6]]  # some tables are loaded before the fork, some after
    for way in ("fork", "forkserver", "spawn"):
        with multiprocessing.get_context(way).Pool(2) as pool:
            have = pool.map(one, PAGES)
        assert have[:6] == want and have == [one(page) for page in PAGES], way
    print("same")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_forked_and_spawned_processes_give_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("ways") / "ways.py"
    place.write_text(WAYS.format(tests=str(__file__.rpartition("/")[0])), "utf-8")
    done = subprocess.run([sys.executable, str(place)], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "same", done.stderr


STATE = """
import sys, importlib, pkgutil
sys.path.insert(0, {tests!r})
from material import MARKUP, TEXTS
import taoxi
for module in pkgutil.walk_packages(taoxi.__path__, "taoxi."):
    if not module.name.startswith(("taoxi.cli", "taoxi.adapters", "taoxi.__main__")):
        importlib.import_module(module.name)
from taoxi import clean
def state():
    return {{(name, key): repr(value) for name, module in sys.modules.items() if name.startswith("taoxi")
            for key, value in vars(module).items() if isinstance(value, (dict, list, set)) and key[:2] != "__"}}
before = state()
for page in [*TEXTS.values(), *MARKUP.values()]:
    clean(page)
after = state()
print(len(before), sorted(key for key in after if after[key] != before.get(key)))
"""


def test_no_table_of_a_module_changes_while_pages_are_cleaned() -> None:
    count, _, changed = python(STATE.format(tests=str(__file__.rpartition("/")[0]))).partition(" ")
    assert int(count) > 20
    assert changed == "[]"
