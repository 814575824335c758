"""A function for `map` of Hugging Face datasets. Needs `taoxi[datasets]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import Options
from ..corpus.columns import text_column
from ..corpus.fingerprint import fingerprint
from .rows import LISTS, STRINGS, article_of, fields

if TYPE_CHECKING:
    from datasets import Features


@dataclass(frozen=True)
class Cleaner:
    """Cleans a row: the article stands in its text column, and title, subtitle, date, source, rights, url, site,
    author, editor, tags and doubts in columns of their own. `text` names the text's column; else the usual names are
    tried. Columns of the usual names (url, title, date …) say what is known already.

        clean = Cleaner()
        dataset.map(clean, features=clean.features(dataset.features), num_proc=8)

    Equal cleaners of one version of taoxi have one fingerprint in every process, so `map` finds what it did before;
    another version has another.
    """

    options: Options = field(default_factory=Options)
    text: str = ""
    code: str = field(default_factory=fingerprint)

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row's new columns. Raises ValueError when it has no text column."""
        name = self.column(row)
        beside = {key: value for key, value in row.items() if key != name}
        article = article_of(row[name] or "", beside, self.options)
        return fields(article) | {name: article.text}

    def column(self, columns: Mapping[str, object]) -> str:
        """The name of the text's column. Raises ValueError when there is none."""
        lower = {name.strip().lower(): name for name in columns}
        found = text_column(lower, (self.text,) if self.text else ())
        if found is None:
            raise ValueError(f"no text column among {', '.join(columns)}: name it, Cleaner(text=...)")
        return lower[found]

    def features(self, before: Features) -> Features:
        """The types of the columns afterwards. Without them `map` would guess from the first thousand rows, and fail
        where all of these have, say, no subtitle.
        """
        from datasets import Features, Sequence, Value

        new = {name: Value("string") for name in (*STRINGS, self.column(before))}
        return Features({**before, **new, **{name: Sequence(Value("string")) for name in LISTS}})
