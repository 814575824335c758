"""Records as Parquet: one schema for every shard of every run, so that folders of them can be read as one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..types import Article
from .records import Row
from .sinks import OutputError

# in the order of a record
STRING, STRINGS, COUNT, SHARE = "VARCHAR", "VARCHAR[]", "BIGINT", "DOUBLE"
COLUMNS = {
    "id": STRING, "text": STRING, "title": STRING, "subtitle": STRING, "date": STRING, "source": STRING,
    "author": STRINGS, "editor": STRINGS, "tags": STRINGS, "rights": STRING, "url": STRING, "site": STRING,
    "path": STRING, "record": COUNT, "charset": STRING, "script": STRING, "steps": STRINGS, "doubts": STRINGS,
    "chars_in": COUNT, "chars_kept": COUNT, "lines_in": COUNT, "lines_kept": COUNT, "han_share": SHARE,
    "link_share": SHARE, "text_hash": STRING, "taoxi": STRING, "rules": STRING,
}  # fmt: skip
GROUP = 8192  # rows of a row group: DuckDB holds one in memory, about 30 MB of news
MEMORY = "1GB"
LEAST = 1 << 24  # bytes of a line that DuckDB takes anyway
ROWS = 256  # fetched at a time


def write(lines: Path, place: Path, longest: int) -> None:
    """Turn records in JSON lines, the longest of so many bytes, into Parquet. Raises OutputError."""
    import duckdb

    query = f"""
        COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {COLUMNS},
                                      maximum_object_size = {max(LEAST, longest + 1)}))
        TO '{str(place).replace("'", "''")}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})
    """  # noqa: S608 - our own names
    try:
        with duckdb.connect() as base:
            base.execute("SET threads = 1")
            base.execute(f"SET memory_limit = '{MEMORY}'")
            base.execute("SET temp_directory = ?", [str(place.parent)])
            base.execute(query, [str(lines)])
    except duckdb.Error as error:
        raise OutputError(f"{place}: cannot be written: {error}") from error


def read(place: Path) -> Iterator[Row]:
    """The records of a file. Raises OSError when it is damaged."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as base:
        try:
            cursor = base.execute("SELECT * FROM read_parquet(?)", [str(place)])
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(ROWS):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
        except duckdb.Error as error:
            raise OSError(f"damaged Parquet file: {error}") from error


def encodable(article: Article) -> Article:
    """The article with U+FFFD for lone surrogates, which Parquet cannot hold; the audit will have their lines."""
    if article.text == without_surrogates(article.text):
        return article
    verdicts = tuple(
        verdict if verdict.printed is None else replace(verdict, printed=without_surrogates(verdict.printed))
        for verdict in article.verdicts
    )
    return replace(article, text=without_surrogates(article.text), verdicts=verdicts)


def encodable_row(row: Row) -> Row:
    """The same of a record's other fields: paths and addresses have them, too."""
    return {name: encodable_value(value) for name, value in row.items()}


def encodable_value(value: object) -> object:
    """A string, or a list of them, without lone surrogates; anything else as it is."""
    if isinstance(value, list):
        return [encodable_value(each) for each in value]
    return without_surrogates(value) if isinstance(value, str) else value


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
