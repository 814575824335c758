"""taoxi 淘洗: clean article text, metadata and an audit out of damaged Chinese news dumps."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .clean import clean
    from .types import Article, Cut, Line, Metadata, Options, Repeats, Verdict

__version__ = "0.1.0"
__all__ = ["Article", "Cut", "Line", "Metadata", "Options", "Repeats", "Verdict", "__version__", "clean"]


class _Package(ModuleType):
    """The package, in which `clean` is the function: importing the module of that name would put the module there."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value.clean if name == "clean" and isinstance(value, ModuleType) else value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Load a name on first use, so that `import taoxi` and `taoxi --version` cost next to nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(".clean" if name == "clean" else ".types", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The names that `__all__` promises, loaded or not."""
    return sorted({*globals(), *__all__})
