"""JSON lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

from ...decode import decode
from ..columns import document_of
from ..documents import Document, Reading, Trouble
from ..limits import Beyond, Limits
from ..unpack import CHUNK, READ_ERRORS

ADVICE = "write one JSON object a line"
BOM = b"\xef\xbb\xbf"


def read_json_lines(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each line that holds a JSON object; the record is the line's number from 1."""
    number = 0
    try:
        for number, line in enumerate(bounded(stream, reading.most)):
            if not reading.part.takes(number):
                continue
            if line is None:
                yield reading.too_long(number + 1)
            elif (line := line.removeprefix(BOM) if number == 0 else line).strip():
                yield parse(line, reading, number + 1)
    except READ_ERRORS as error:
        if reading.part.takes(number):
            yield reading.fault(f"cannot be read beyond line {number + 1}", error, "fetch the file again", number + 2)


def bounded(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """The lines of a stream; None stands for one of more than so many bytes, which is read past."""
    while line := stream.readline(most + 1):
        if len(line) <= most or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield None


def parse(line: bytes, reading: Reading, record: int) -> Document | Trouble:
    """The document of one line, or why it holds none."""
    try:
        value = load(line)
        check_depth(value, line, reading.limits)
    except ValueError as error:
        return reading.trouble(f"line {record} is not JSON: {error}", ADVICE, record)
    except Beyond as error:
        return reading.fault(f"line {record} cannot be read", error, ADVICE, record)
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        return reading.trouble(f"line {record} holds no JSON object but {type(value).__name__}", ADVICE, record)
    return document_of(value, reading, record)


def load(line: bytes) -> object:
    """The line's JSON value; lone surrogates and other charsets than UTF-8 are let in. Raises ValueError."""
    import orjson

    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = decode(line).body
        try:
            return json.loads(text, strict=False)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def check_depth(value: object, written: bytes, limits: Limits) -> None:
    """Raise Beyond for a value that has too many brackets in one another."""
    if written.count(b"[") + written.count(b"{") <= limits.json_depth:
        return
    level, depth = containers([value]), 0
    while level:
        depth += 1
        if depth > limits.json_depth:
            raise too_deep(limits)
        level = containers(inner for each in level for inner in (each.values() if isinstance(each, dict) else each))


def containers(values: Iterable[object]) -> list[dict[str, object] | list[object]]:
    """Those of the values that hold others."""
    return [value for value in values if isinstance(value, dict | list)]


def too_deep(limits: Limits) -> Beyond:
    """What is said of too many brackets in one another."""
    return Beyond(f"nested too deeply, in more than {limits.json_depth} brackets (--max-json-depth)")
