"""Imports go down only: the floors of the house, and what stands on each."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent / "src" / "taoxi"
FLOORS = {
    "types": 0, "fold": 0, "words": 0, "dates": 0,
    "decode": 1, "page": 1, "lines": 1, "repair": 1, "rules": 1,
    "judge": 1, "settle": 1, "credits": 1, "script": 1,
    "clean": 2,
    "corpus": 3, "config": 3, "report": 3,
    "cli": 4, "adapters": 4, "__main__": 5,
}  # fmt: skip
GROUND, ROOF = 0, 4
# rooms of the 3rd floor and the roof may see their neighbours: config is read by corpus and cli alike
SEES_NEIGHBOURS = (0, 3, 4)
# inside rules/: what every rule file may share
SHARED_BY_RULES = ("shapes", "fragments", "literals", "marks", "ways")
LINES = 250
# file -> why it is longer
LONGER: dict[str, str] = {}

MODULES = sorted(path for path in HOUSE.rglob("*.py"))


def name(path: Path) -> str:
    """The dotted name below taoxi; '' for taoxi itself."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package(path: Path) -> list[str]:
    """The parts of the package that the file's relative imports start from."""
    return list(path.relative_to(HOUSE).parts[:-1])


def imports(path: Path) -> Iterator[str]:
    """The dotted names below taoxi that a file imports, type-checking blocks aside."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {id(inner) for node in ast.walk(tree) if is_type_checking(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) not in skipped:
            yield from imported(node, package(path))


def is_type_checking(node: ast.AST) -> bool:
    """Is it `if TYPE_CHECKING:`?"""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported(node: ast.AST, here: list[str]) -> Iterator[str]:
    """What one statement imports from the house."""
    if isinstance(node, ast.Import):
        yield from (alias.name.removeprefix("taoxi.") for alias in node.names if alias.name.startswith("taoxi."))
    elif isinstance(node, ast.ImportFrom) and node.level:
        base = here[: len(here) - node.level + 1] + (node.module.split(".") if node.module else [])
        yield from resolve(base, [alias.name for alias in node.names])
    elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "taoxi":
        yield from resolve((node.module or "").split(".")[1:], [alias.name for alias in node.names])


def resolve(base: list[str], names: list[str]) -> Iterator[str]:
    """Modules among the imported names, else the module they come from."""
    for each in names:
        whole = HOUSE.joinpath(*base, each)
        is_module = whole.with_suffix(".py").exists() or whole.is_dir()
        yield ".".join([*base, each] if is_module else base)


def room(dotted: str) -> str:
    """The room a module lies in; '' is the front door, taoxi/__init__.py."""
    return dotted.partition(".")[0]


IMPORTS = [(path, target) for path in MODULES for target in imports(path)]


def test_imports_are_seen() -> None:
    seen = {(name(path), target) for path, target in IMPORTS}
    assert ("types", "fold") in seen
    assert ("clean", "judge") in seen


def test_every_module_has_a_floor() -> None:
    assert sorted({room(name(path)) for path in MODULES} - {""} - set(FLOORS)) == []


def test_imports_go_down() -> None:
    wrong = set()
    for path, target in IMPORTS:
        here, there = room(name(path)), room(target)
        if here in ("", there) or there == "":
            continue
        sideways = FLOORS[there] == FLOORS[here] and FLOORS[here] not in SEES_NEIGHBOURS
        if FLOORS[there] > FLOORS[here] or sideways:
            wrong.add(f"{name(path)} imports {target}")
    assert sorted(wrong) == []


def test_only_the_roof_enters_by_the_front_door() -> None:
    """Lower floors that import `taoxi` itself would load the pipeline through its lazy door."""
    allowed = {"", "cli", "adapters", "corpus", "config", "report", "__main__"}
    assert [name(path) for path, target in IMPORTS if target == "" and room(name(path)) not in allowed] == []


def test_rule_files_do_not_import_one_another() -> None:
    wrong = []
    for path, target in IMPORTS:
        here, there = name(path).split("."), target.split(".")
        if here[0] == "rules" and len(here) > 1 and there[0] == "rules" and there[1:2] != here[1:2]:
            wrong += [f"{'.'.join(here)} imports {target}"] if there[-1] not in SHARED_BY_RULES else []
    assert wrong == []


def called(path: Path) -> set[str]:
    """Names of the functions and methods a file calls, and `environ` if it is used."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    functions = [node.func for node in nodes if isinstance(node, ast.Call)]
    names = {
        f.attr if isinstance(f, ast.Attribute) else f.id for f in functions if isinstance(f, ast.Attribute | ast.Name)
    }
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute) and node.attr == "environ"}


def test_the_lower_floors_open_nothing() -> None:
    """Up to clean.py nothing is opened, written, listed or asked of the environment; packaged tables are read."""
    suspects = {"open", "write_text", "write_bytes", "mkdir", "unlink", "environ", "getenv", "glob", "iterdir", "print"}
    low = [path for path in MODULES if FLOORS.get(room(name(path)), ROOF) <= 2]
    assert [f"{name(path)}: {word}" for path in low for word in sorted(called(path) & suspects)] == []


HEAVY = (
    "opencc",
    "lxml",
    "trafilatura",
    "chardet",
    "duckdb",
    "rich",
    "click",
    "orjson",
    "jinja2",
    "xxhash",
    "zstandard",
    "regex",
)


def loaded_by(statement: str) -> set[str]:
    """Heavy packages that a fresh interpreter has loaded after a statement."""
    script = f"{statement}; import sys; print(*(name for name in {HEAVY} if name in sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_the_front_door_loads_nothing_heavy() -> None:
    """`import taoxi` stays under 100 ms; a stopwatch would say something about the machine."""
    assert loaded_by("import taoxi") <= {"regex"}
    assert loaded_by("import taoxi.cli") <= {"regex", "click"}
    assert "opencc" in loaded_by("import taoxi; taoxi.clean('標志著')")


@pytest.mark.parametrize("path", MODULES, ids=[name(path) or "taoxi" for path in MODULES])
def test_files_are_short(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    limit = 400 if name(path) in LONGER else LINES
    assert lines <= limit, f"{lines} lines: split it by room, or give the reason in LONGER"


def test_reasons_are_still_needed() -> None:
    long = {name(path) for path in MODULES if path.read_text("utf-8").count("\n") > LINES}
    assert set(LONGER) <= long
