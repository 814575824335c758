"""JSON arrays, single objects and objects one after another, however long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from ..columns import document_of, text_column
from ..documents import Document, Reading, Trouble
from ..limits import MB, Beyond, Limits
from ..unpack import CHUNK, READ_ERRORS, Rewound, buffered, read_fully, some
from .lines import check_depth, load, too_deep
from .recode import as_utf8

ADVICE = "write an array of objects, or one object a line"
WHOLE = 1 << 25  # bytes of a file that is parsed at once, which forgives NaN and bare line ends; others by events
TOO_LONG = "longer than one document may be (--max-document)"


@dataclass(frozen=True, slots=True)
class Element:
    """A value, and whether it stands inside a top-level array."""

    value: object
    is_item: bool


def read_json(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each object of an array or file; a file that is one object is one document, unless it wraps a
    list of objects.
    """
    number = -1
    try:
        first: Element | None = None
        for number, element in enumerate(elements(stream, reading.limits)):
            if number == 0 and not element.is_item:
                first = element  # may be the only one
                continue
            if first is not None:
                yield from taken(first.value, reading, 0)
                first = None
            yield from taken(element.value, reading, number)
        if first is not None:
            yield from alone(first.value, reading)
    except (*READ_ERRORS, ValueError) as error:
        if reading.part.takes(number + 1):
            yield reading.fault(f"cannot be read beyond element {number + 1}", error, "fetch it again", number + 2)


def taken(value: object, reading: Reading, number: int) -> Iterator[Document | Trouble]:
    """The document of an element, when it belongs to this part."""
    if reading.part.takes(number):
        yield document(value, reading, number + 1)


def document(value: object, reading: Reading, record: int) -> Document | Trouble:
    """The document of an element, or why it holds none."""
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        return reading.trouble(f"element {record} is no object but {type(value).__name__}", ADVICE, record)
    return document_of(value, reading, record)


def alone(value: object, reading: Reading) -> Iterator[Document | Trouble]:
    """The documents of a file that is one object: its own, or those of the one list of objects in it."""
    rows = wrapped(value, reading.text_fields) if isinstance(value, dict) else []
    if not rows and reading.part.takes(0):
        yield document(value, reading, 0)
    for number, row in enumerate(rows):
        yield from taken(row, reading, number)


def wrapped(value: dict[str, object], wanted: tuple[str, ...]) -> list[object]:
    """The items of the only list of objects in an object that has no text itself."""
    if text_column({key.lower(): None for key in value}, wanted):
        return []
    lists = [rows for rows in value.values() if isinstance(rows, list) and rows and isinstance(rows[0], dict)]
    return lists[0] if len(lists) == 1 else []


def elements(stream: IO[bytes], limits: Limits) -> Iterator[Element]:
    """The items of the top-level array, or the values at the top where there is none. Raises READ_ERRORS, and
    ValueError where JSON ends.
    """
    head = read_fully(stream, WHOLE)
    if len(head) == WHOLE:
        yield from streamed(buffered(Rewound(head, stream)), limits)
        return
    try:
        value = load(head)
        check_depth(value, head, limits)
    except (ValueError, Beyond):  # cut off, or several values: what stands before the fault is good
        yield from streamed(buffered(Rewound(head, stream)), limits)
        return
    yield from (Element(item, True) for item in value) if isinstance(value, list) else [Element(value, False)]
    stream.read(1)  # raises when it was damage that ended the file


def streamed(stream: IO[bytes], limits: Limits) -> Iterator[Element]:
    """The same by events, in flat memory. Raises Beyond for an element that is too long or too deep."""
    from ijson.common import ObjectBuilder

    most = int(limits.document * MB)
    builder, depth, base, size = ObjectBuilder(), 0, 0, 0
    for event, value in events(as_utf8(stream)[0], most):
        if depth == 0 and event == "start_array":
            depth = base = 1
        elif depth == base == 1 and event == "end_array":
            depth = base = 0
        else:
            builder.event(event, float(value) if isinstance(value, Decimal) else value)
            depth += event.startswith("start") - event.startswith("end")
            size += len(value) if isinstance(value, str) else 1
            if depth > limits.json_depth:
                raise too_deep(limits)
            if size > most:
                raise Beyond(TOO_LONG)
            if depth == base:
                yield Element(builder.value, base == 1)
                builder, size = ObjectBuilder(), 0


def events(stream: IO[bytes], most: int) -> Iterator[tuple[str, object]]:
    """What ijson sees in JSON in UTF-8, up to the first fault; then READ_ERRORS or ValueError. A string of more than so
    many bytes, which ijson would gather, is one.
    """
    import ijson

    found = ijson.sendable_list()
    # the backends in C turn lone surrogates into question marks
    parser = ijson.get_backend("python").basic_parse_coro(found, multiple_values=True)
    fault: Exception | None = None
    silent = 0  # bytes that yielded nothing
    try:
        while fault is None and (chunk := some(stream, CHUNK)):
            try:
                parser.send(chunk)
            except (ijson.JSONError, ValueError) as error:
                fault = error
            silent = 0 if found else silent + len(chunk)
            if silent > most:
                fault = Beyond(TOO_LONG)
            yield from found
            found.clear()
    finally:
        try:
            parser.close()
        except ijson.JSONError as error:
            fault = fault or error
    yield from found
    if isinstance(fault, Beyond):
        raise fault
    if fault:
        raise ValueError(str(fault)) from fault
