"""Other lines that are the title again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .features import pairs
from .heads import is_branded
from .weigh import Weight

FIGURE = re.compile(r"[-_:(]?(?:配?图片?|插图)\d{1,2}\)?")
AFFIX = 16  # characters of a site's name in front of a title or behind it


def find_copies(weights: Sequence[Weight], title: int | None, span: tuple[int, int] | None) -> set[int]:
    """Other lines that are the title again; above the body also with a site's or a brand's name before or behind it."""
    if title is None or span is None:
        return set()
    key = weights[title].key
    free = (i for i, weight in enumerate(weights) if i != title and weight.found >= 0)  # a signature is no copy
    same = {
        i for i in free if weights[i].key == key or is_branded(weights[i].key, key) or is_figure(weights[i].key, key)
    }
    longer = [i for i in range(span[0]) if key in weights[i].key and 0 < len(weights[i].key) - len(key) <= AFFIX]
    said = {pair for weight in weights if weight.prose for pair in pairs(weight.key)} if longer else set()
    return same.union(i for i in longer if is_site_s(weights[i].key, key, said))


def is_figure(key: str, title: str) -> bool:
    """Is it the title below a picture: 渡口停航三天 图1?"""
    return key.startswith(title) and FIGURE.fullmatch(key, len(title)) is not None


def is_site_s(line: str, title: str, said: set[str]) -> bool:
    """May what a line has beyond the title be a site's name? Sentences, which said those pairs, have other words."""
    own = pairs(line.replace(title, ""))
    return is_branded(line, title) or 2 * len(own & said) < max(len(own), 1)
