"""Every pattern that taoxi compiles, with the ways it is used, found by using it: nobody has to list one.

`re.compile` and its kin hand out stand-ins that note which of their methods are called, and on texts of which length,
while all pages and some endless lines go through `clean`. To be imported in a process of its own, before taoxi is.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

TESTS = Path(__file__).resolve().parent
HOUSE = TESTS.parent / "src" / "taoxi"
WAYS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
SHARED = ("shapes.py", "fragments.py")  # compile for others
LONG = 5000  # characters of a line: what never sees so many is used on pieces only
PIECES = (24, 40, 60, 80, 110, 160)  # characters that rules look at
ENDLESS = (
    "江城昨天下雪。",
    "（记者 王小明）",
    "2024-01-02 ",
    "會(huì)產(chǎn)?,",
    "&#25105;&nbsp;",
    "\\u6211",
    "<br>/p>",
)
recorded: dict[tuple[str, int], Recorder] = {}


class Recorder:
    """Stands in for a pattern and notes how it is used: method -> characters of the longest text."""

    def __init__(self, real: re.Pattern[Any], where: str) -> None:
        self.real, self.where = real, where
        self.used: dict[str, int] = {}

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        return self.noting(name, found) if name in WAYS else found

    def __reduce__(self) -> tuple[object, ...]:
        return re.compile, (self.real.pattern, self.real.flags)

    def noting(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method, noting what it is called on."""

        def call(*args: Any, **named: Any) -> Any:
            replaces = name in ("sub", "subn")
            text = args[replaces] if len(args) > replaces else named["string"]
            begin, end = 0, len(text)
            if not replaces and name != "split":
                begin, end = [*args[1:3], 0, len(text)][:2] if len(args) != 2 else (args[1], end)
            self.used[name] = max(self.used.get(name, 0), min(end, len(text)) - begin)
            return method(*args, **named)

        return call


def caller() -> str:
    """Where in the house a pattern is asked for, "" when it is not the house that asks."""
    frame: FrameType | None = sys._getframe(2)
    here = ""
    while frame and frame.f_code.co_filename.startswith(str(HOUSE)):
        here = f"{Path(frame.f_code.co_filename).relative_to(HOUSE)}:{frame.f_lineno}"
        if not frame.f_code.co_filename.endswith(SHARED):
            break
        frame = frame.f_back
    return here


def record() -> None:
    """From now on give the house stand-ins."""
    import regex

    for library in (re, regex):
        replace(library)


def replace(library: Any) -> None:
    """Replace the functions of `re`, or of `regex`."""
    real = library.compile

    def stand_in(pattern: Any, flags: Any, where: str) -> Any:
        made = real(pattern, flags)
        if not where or isinstance(pattern, Recorder):
            return made
        return recorded.setdefault((repr(made.pattern), made.flags), Recorder(made, where))

    library.compile = lambda pattern, flags=0, **named: stand_in(pattern, flags, caller())
    for way in WAYS:
        setattr(library, way, of_module(getattr(library, way), way, stand_in))


def of_module(real: Callable[..., Any], way: str, stand_in: Callable[..., Any]) -> Callable[..., Any]:
    """One of the functions that take the pattern first."""

    def call(pattern: Any, *args: Any, flags: Any = 0, **named: Any) -> Any:
        where = caller()
        if where and not isinstance(pattern, Recorder):
            return getattr(stand_in(pattern, flags, where), way)(*args, **named)
        return real(pattern, *args, flags=flags, **named)

    return call


def documents() -> Iterator[bytes]:
    """All pages of the tests, and lines without end in each."""
    pages = [path.read_bytes() for path in sorted((TESTS / "pages").glob("*/in.*"))]
    yield from pages
    for line in ENDLESS:
        longest = [line * (size // len(line)) for size in (*PIECES, LONG)]
        yield "\n".join(("江城下雪", *longest, "市民冒雪出行。")).encode()
    yield "".join(f"<p>{line * (LONG // len(line))}" for line in ENDLESS).encode("gb18030", "replace")


def use() -> None:
    """Import the whole house, clean all documents, and try every rule on all their lines."""
    import taoxi

    for module in pkgutil.walk_packages(taoxi.__path__, "taoxi."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from taoxi import Options, clean
    from taoxi.lines import split
    from taoxi.rules import RULES
    from taoxi.types import Text

    for data in documents():
        clean(data, Options(script="traditional"))
        page = split(Text(data.decode("utf-8", "replace")))
        for rule in RULES:
            list(rule.find(page))  # on every line, though none needs it
