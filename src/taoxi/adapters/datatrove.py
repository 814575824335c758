"""A step for datatrove's pipelines: reader → Taoxi → filters, deduplication, writer. Needs `taoxi[datatrove]`."""

from __future__ import annotations

from collections import Counter

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.typeshelper import StatHints

from .. import Article, Options
from .rows import article_of, fields


class Taoxi(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Puts the article in place of each document's text, and what is known of it beside the metadata.

    A reader's metadata come in under the usual names (url, title, date, source …) and stay; the article's title,
    subtitle, date, source, rights, url, site, author, editor, tags and doubts stand where it had none. Nothing is
    filtered: an index page goes on with an empty text and says so in `doubts`. The step's statistics count characters
    and lines in and kept, empty articles, doubts by kind, and lines by the rule that dropped them (`rule/nav-run`).
    """

    type = "🧹 - CLEANER"
    name = "淘 taoxi"

    def __init__(self, options: Options | None = None) -> None:
        super().__init__()
        self.options = options or Options()

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean each document; all go on."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                article = article_of(document.text, document.metadata, self.options)
            self.count(document, article)
            document.metadata = fields(article) | {k: v for k, v in document.metadata.items() if v is not None}
            document.text = article.text
            self.stat_update(StatHints.forwarded)
            yield document

    def count(self, document: Document, article: Article) -> None:
        """Add an article to the statistics."""
        sums = {
            "chars_in": len(document.text),
            "chars_kept": len(article.text),
            "lines_in": len(article.verdicts),
            "lines_kept": sum(verdict.printed is not None for verdict in article.verdicts),
        }
        for name, value in sums.items():
            self.stat_update(name, value=value)
        rules = Counter(verdict.rule for verdict in article.verdicts if verdict.rule)
        for rule, lines in rules.items():
            self.stat_update(f"rule/{rule}", value=lines, unit="doc")
        for doubt in {doubt.partition(":")[0] for doubt in article.doubts}:
            self.stat_update(f"doubt/{doubt}")
        if not article.text:
            self.stat_update("empty")
