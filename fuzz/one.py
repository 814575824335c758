"""Fuzz one target: `python fuzz/one.py TARGET FOLDER [libFuzzer's options]`. Made to be run by run.py."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys

import atheris

# Python code of ours is watched for new branches; the libraries' is not, which would cost most of the time
with atheris.instrument_imports(include=["taoxi"]):
    from targets import TARGETS

    import taoxi

    for module in pkgutil.walk_packages(taoxi.__path__, "taoxi."):
        if not module.name.startswith(("taoxi.cli", "taoxi.__main__", "taoxi.adapters")):
            importlib.import_module(module.name)

logging.disable(logging.CRITICAL)
atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
atheris.Fuzz()
