"""What all adapters share: a text with the columns beside it in, an article's fields out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import Article, Options, clean
from ..corpus.columns import metadata

STRINGS = ("title", "subtitle", "date", "source", "rights", "url", "site")
LISTS = ("author", "editor", "tags", "doubts")


def article_of(text: str | bytes, columns: Mapping[str, object], options: Options) -> Article:
    """The article in a text; the columns beside it say what is known of it, under their usual names."""
    given = metadata({name.lower(): value for name, value in columns.items()}, text="")
    return clean(text, options, url=given.url, given=given)


def fields(article: Article) -> dict[str, Any]:
    """What stands in STRINGS (str or None) and LISTS (list of str) for an article."""
    known = article.metadata
    found: dict[str, Any] = {name: getattr(known, name) for name in STRINGS}
    found |= {name: list(getattr(known, name)) for name in ("author", "editor", "tags")}
    return found | {"doubts": list(article.doubts)}
