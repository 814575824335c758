"""taoxi 淘洗: clean article text, metadata and an audit out of damaged Chinese news dumps."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from .types import Article, Line, Metadata, Options, Repeats, Verdict

if TYPE_CHECKING:
    from .clean import clean

__version__ = "0.1.0"
__all__ = ["Article", "Line", "Metadata", "Options", "Repeats", "Verdict", "__version__", "clean"]


class _Package(ModuleType):
    """The package, in which `clean` is the function: importing the module of that name would put the module there."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value.clean if name == "clean" and isinstance(value, ModuleType) else value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Load the pipeline on first use, so that `import taoxi` costs next to nothing."""
    if name == "clean":
        return importlib.import_module(".clean", __name__).clean
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
