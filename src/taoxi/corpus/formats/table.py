"""CSV and TSV in any charset, with quoted line feeds."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from typing import IO

from ..columns import document_of, is_header
from ..documents import Document, Reading, Trouble
from ..limits import MB, Beyond
from ..unpack import READ_ERRORS
from .recode import as_text

DELIMITERS = ",\t;|"
ADVICE = "give the file a first line of column names, or name the text's column with --text-field"


def read_table(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each row below the header; the record is the row's number from 1."""
    csv.field_size_limit(min(reading.most, sys.maxsize))
    text, charset = as_text(stream)
    number = 0
    try:
        lines = bounded(text, reading.most)
        first = next(lines, "").removeprefix("\ufeff")
        delimiter = max(DELIMITERS, key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        if not is_header(header, reading.text_fields):
            if reading.part.takes(0):
                yield reading.trouble(f"no text column in the first line: {first.strip()[:100]}", ADVICE)
            return
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter)):
            if row and reading.part.takes(number):
                yield document_of(dict(zip(header, row, strict=False)), reading, number + 1, charset)
    except (*READ_ERRORS, csv.Error) as error:
        if reading.part.takes(number):
            yield reading.fault(f"cannot be read beyond row {number + 1}", error, "fetch the file again", number + 2)


def bounded(text: IO[str], most: int) -> Iterator[str]:
    """The lines of a text. Raises Beyond for one of more than so many characters."""
    while line := text.readline(most + 1):
        if len(line) > most:
            raise Beyond(f"a line is longer than {most / MB:g} MB (--max-document)")
        yield line
