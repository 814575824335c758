"""Page text in HTML: escaped, and whatever hides or reorders text made visible."""

from __future__ import annotations

import regex
from markupsafe import Markup, escape

# controls, formats (bidi overrides, zero-width characters), surrogates, private use, unassigned, separators of lines
HIDDEN = regex.compile(r"([\p{C}\p{Zl}\p{Zp}])\1*")
NAMES = {"\t": "⇥", "\u00ad": "SHY", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\ufeff": "BOM"}


def visible(text: str) -> Markup:
    """The text for a page; characters that cannot be seen, or act on others, stand as marks such as U+202E."""
    return Markup(HIDDEN.sub(mark, str(escape(text))))  # noqa: S704 - escaping leaves hidden characters as they are


def mark(run: regex.Match[str]) -> str:
    """What stands for a run of one hidden character."""
    name, count = NAMES.get(run[1], f"U+{ord(run[1]):04X}"), len(run[0])
    return f"<code>{name}</code>" if count == 1 else f"<code>{name}×{count}</code>"


def plain(text: str) -> str:
    """The same for an attribute, as characters only."""
    return HIDDEN.sub(lambda run: "".join(f"\\u{ord(c):04x}" for c in run[0]), text)
