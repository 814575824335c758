"""Settings from flags, environment and files, each with the place it came from.

Flags win over `TAOXI_…` variables, those over `taoxi.toml` or `[tool.taoxi]` in pyproject.toml, those over defaults.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .corpus.limits import Limits
from .types import MARKUPS, PUNCTUATIONS, SCRIPTS, TITLES, Options

Value = str | float | tuple[str, ...]

CHOICES = {"script": SCRIPTS, "punctuation": PUNCTUATIONS, "markup": MARKUPS, "title": TITLES}
LISTS = ("select", "ignore", "drop", "keep", "text-field")
PATTERNS = ("drop", "keep")
# limit -> its field in Limits
LIMITS = {
    "time-limit": "seconds", "memory-limit": "memory", "max-document": "document", "max-nesting": "nesting",
    "max-ratio": "ratio", "max-json-depth": "json_depth", "max-temp": "temporary",
}  # fmt: skip
WHOLE = ("max-nesting", "max-json-depth")
NOT_ZERO = ("max-document", "max-json-depth")
FILES = ("taoxi.toml", "pyproject.toml")
# options have theirs in types.py, limits in corpus/limits.py
DEFAULTS: dict[str, Value] = {
    **{key: getattr(Options(), key) for key in CHOICES},
    **dict.fromkeys(LISTS, ()),
    **{key: getattr(Limits(), name) for key, name in LIMITS.items()},
}


Flag = str | float | Iterable[str] | None


class ConfigError(ValueError):
    """A setting that cannot be; the message names the place, the key and what would be right."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value in force, and where it comes from: "default", a file, a variable or a flag."""

    value: Value
    origin: str


def load(folder: Path, environment: Mapping[str, str], flags: Mapping[str, Flag] | None = None) -> dict[str, Setting]:
    """The settings in force for a command run in `folder`, by key, in the order of the documentation.

    A flag that is None or empty counts as not given. Raises ConfigError, also for a file that is not TOML.
    """
    found = {key: Setting(value, "default") for key, value in DEFAULTS.items()}
    for path, table in _nearest(folder):
        place = shown(path, folder)
        found |= {key: Setting(value, place) for key, value in read(table, place).items()}
    for key in DEFAULTS:
        name = variable(key)
        if environment.get(name):
            found[key] = Setting(_checked(key, _split(key, environment[name]), name), name)
    for key, flag in (flags or {}).items():
        if flag not in (None, "", ()):
            value = list(flag) if isinstance(flag, Iterable) and not isinstance(flag, str) else flag
            found[key] = Setting(_checked(key, value, f"--{key}"), f"--{key}")
    return found


def options(settings: Mapping[str, Setting], **forced: str) -> Options:
    """The settings as `Options`, `forced` fields put in their place."""
    chosen = {key: settings[key].value for key in (*CHOICES, *LISTS) if key != "text-field"}
    return Options(**{**chosen, **forced})  # type: ignore[arg-type]


def names(settings: Mapping[str, Setting], key: str) -> tuple[str, ...]:
    """The value of a setting that is a list."""
    value = settings[key].value
    return value if isinstance(value, tuple) else ()


def limits(settings: Mapping[str, Setting]) -> Limits:
    """The settings as `Limits`."""
    return Limits(**{name: settings[key].value for key, name in LIMITS.items()})  # type: ignore[arg-type]


def variable(key: str) -> str:
    """The environment variable of a key: `text-field` is TAOXI_TEXT_FIELD."""
    return "TAOXI_" + key.upper().replace("-", "_")


def unread(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like ours and are none, in order."""
    return sorted(name for name in environment if name.startswith("TAOXI_") and name not in map(variable, DEFAULTS))


def read(table: Mapping[str, object], place: str) -> dict[str, Value]:
    """Check a table as it stands in `place`; keys may be written with `-` or `_`."""
    values: dict[str, Value] = {}
    for written, value in table.items():
        key = written.replace("_", "-")
        if key not in DEFAULTS:
            raise ConfigError(f"{place}: unknown key '{written}'{suggestion(key, DEFAULTS)}")
        values[key] = _checked(key, value, place)
    return values


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """What may have been meant, as the end of a message."""
    names = sorted(known)
    close = difflib.get_close_matches(wrong, names, n=1)
    return f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(names)}"


def check_rules(names: Iterable[str], known: Iterable[str], place: str) -> None:
    """Raise ConfigError for a name that is neither a rule nor a family (a rule's first word)."""
    rules = set(known)
    rules |= {rule.partition("-")[0] for rule in rules}
    for name in names:
        if name not in rules:
            raise ConfigError(f"{place}: no rule or family '{name}'{_near(name, rules)}")


def _near(name: str, rules: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(rules), n=1)
    return f"; did you mean '{close[0]}'?" if close else "; `taoxi rules` lists them"


def shown(path: Path, folder: Path) -> str:
    """A file's name as people working in the folder would give it."""
    return path.name if path.parent == folder else str(path)


def _nearest(folder: Path) -> list[tuple[Path, Mapping[str, object]]]:
    """The nearest file that holds settings, from the folder upwards to the repository's root: one or none."""
    for place in (folder, *folder.parents):
        try:
            for name in FILES:
                table = _table(place / name, shown(place / name, folder))
                if table is not None:
                    return [(place / name, table)]
            if (place / ".git").exists():
                break
        except PermissionError:  # a folder above that is none of this user's business
            break
    return []


def _table(path: Path, name: str) -> Mapping[str, object] | None:
    if not path.is_file():
        return None
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: not TOML: {error}") from error
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror}") from error
    if path.name != "pyproject.toml":
        return content
    tools = content.get("tool", {})
    table = tools.get("taoxi") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{name}: tool.taoxi = {table!r}: write a table, [tool.taoxi]")
    return table


def _split(key: str, value: str) -> str | list[str]:
    """A variable's value: lists are cut at commas, patterns (which may hold commas) at line feeds."""
    if key not in LISTS:
        return value
    return [part.strip() for part in value.split("\n" if key in PATTERNS else ",") if part.strip()]


def _checked(key: str, value: object, place: str) -> Value:
    if key in CHOICES:
        if value not in CHOICES[key]:
            raise ConfigError(f"{place}: {key} = {value!r}: choose one of {', '.join(CHOICES[key])}")
        return str(value)
    if key in LIMITS:
        return _number(key, value, place)
    rows = [value] if isinstance(value, str) and key == "text-field" else value
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ConfigError(f'{place}: {key} = {value!r}: write a list of strings, such as {key} = ["…"]')
    if key in PATTERNS:
        for number, row in enumerate(rows, 1):
            _compile(row, f"{place}: {key}, pattern {number}")
    return tuple(rows)


def _number(key: str, value: object, place: str) -> float:
    """A limit; variables are strings."""
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    whole = key in WHOLE
    if not math.isfinite(number) or number < 0 or (key in NOT_ZERO and not number) or (whole and number % 1):
        kind = "a whole number" if whole else "a number"
        raise ConfigError(f"{place}: {key} = {value!r}: write {kind}, {'above 0' if key in NOT_ZERO else '0 or more'}")
    return int(number) if number.is_integer() else number


def _compile(pattern: str, place: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"{place}: {pattern!r} is no regular expression: {error}") from error
