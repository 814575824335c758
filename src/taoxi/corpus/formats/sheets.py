"""Spreadsheets, SQLite databases and Parquet: rows with named columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ..columns import document_of, is_header, is_read
from ..documents import Document, Reading, Trouble
from ..limits import Limits
from .spool import on_disk, seekable

ADVICE = "name the text's column with --text-field"
ROWS = 256  # fetched at a time
# of DuckDB: two of the pages of 100 MB that it writes itself fit in the first; left alone it keeps three and more
MEMORY = ("300MB", "80%")


def read_excel(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each row of every sheet with a text column; the record counts rows over all of these."""
    try:
        import python_calamine
    except ImportError:
        needs = "spreadsheets need python-calamine: pip install 'taoxi[excel]'"
        yield reading.trouble("cannot be read: python-calamine is not installed", needs)
        return
    with seekable(stream, reading.limits) as file:
        refuse_bomb(file, reading.limits)
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
            sheets = ((name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
            yield from of_tables(((list(map(str, rows[0])), rows[1:]) for _, rows in sheets if rows), reading)
        except (python_calamine.CalamineError, OSError) as error:
            raise OSError(f"damaged spreadsheet: {error}") from error


def refuse_bomb(file: IO[bytes], limits: Limits) -> None:
    """Raise Beyond for a spreadsheet that unpacks to too much: it is loaded whole."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(file) as book:
        limits.check_ratio(sum(member.file_size for member in book.infolist()), file.seek(0, io.SEEK_END))
    file.seek(0)


def read_sqlite(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each row of every table with a text column, in the order of rows on disk."""
    import sqlite3

    with on_disk(stream, ".sqlite", reading.limits) as path:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        base.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            names = [
                row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            ]
            yield from of_tables((table(base.execute(f"SELECT * FROM {quoted(name)}")) for name in names), reading)  # noqa: S608 - quoted
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the second where what is damaged stands in the message
            raise OSError(f"damaged SQLite database: {error}") from error
        finally:
            base.close()


def read_parquet(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each row."""
    import duckdb

    with on_disk(stream, ".parquet", reading.limits) as path:
        try:
            with duckdb.connect() as base:
                header, _ = table(base.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(path)]))
            if is_header(header, reading.text_fields):
                header = [name for name in header if is_read(name, reading.text_fields)]
            yield from of_tables([(header, parquet_rows(path, header))], reading)
        except duckdb.OutOfMemoryException as error:
            raise OSError("needs more memory than there is") from error
        except duckdb.Error as error:
            raise OSError(f"damaged Parquet file: {error}") from error


def parquet_rows(path: Path, columns: Sequence[str]) -> Iterator[Sequence[object]]:
    """These columns of all rows, in as little memory as will do: where that is more than was thought, reading goes on
    from the row where it stood. Raises duckdb.Error.
    """
    import duckdb

    done = 0
    for limit in MEMORY:
        with duckdb.connect(config={"threads": 1, "memory_limit": limit, "temp_directory": ""}) as base:
            try:
                for row in fetched(from_row(base, path, columns, done)):
                    done += 1
                    yield row
                return
            except duckdb.OutOfMemoryException:
                if limit == MEMORY[-1]:
                    raise


def from_row(base: Any, path: Path, columns: Sequence[str], first: int) -> Any:
    """The cursor over these columns from a row on. Raises duckdb.Error."""
    import duckdb

    wanted = f"SELECT {', '.join(map(quoted, columns))} FROM read_parquet(?"  # noqa: S608 - quoted
    if not first:
        return base.execute(f"{wanted})", [str(path)])
    try:  # groups of rows before it are not touched
        return base.execute(f"{wanted}, file_row_number = true) WHERE file_row_number >= {first}", [str(path)])
    except duckdb.BinderException:  # the file has a column of that name
        return base.execute(f"{wanted}) OFFSET {first}", [str(path)])


def quoted(name: str) -> str:
    """A table's name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def table(cursor: Any) -> tuple[list[str], Iterator[Sequence[object]]]:
    """Column names and rows of a query."""
    return [column[0] for column in cursor.description], fetched(cursor)


def fetched(cursor: Any) -> Iterator[Sequence[object]]:
    """The rows of a query, some at a time."""
    while rows := cursor.fetchmany(ROWS):
        yield from rows


def of_tables(tables: Any, reading: Reading) -> Iterator[Document | Trouble]:
    """Documents of the tables that have a text column, a trouble where none has."""
    number, seen = 0, []
    any_text = False
    for header, rows in tables:
        seen += header
        if not is_header(header, reading.text_fields):
            continue
        any_text = True
        for row in rows:
            if reading.part.takes(number):
                yield document_of(dict(zip(header, row, strict=False)), reading, number + 1)
            number += 1
    if not any_text and reading.part.takes(0):
        yield reading.trouble(f"no text column among: {', '.join(seen)[:200] or 'none'}", ADVICE)
