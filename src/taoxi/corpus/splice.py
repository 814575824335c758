"""Clean a document in place: only the bytes of lines that fall, are cut or are repaired change.

Works on bytes and touches no disk; `splice_file` knows files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..clean import clean
from ..decode import decode
from ..types import BLANK, Metadata, Options, Verdict
from .differing import middle
from .splice_rows import Row, protected, read_rows

REPAIR = "repair"  # signs for repaired characters; can be selected and ignored like a rule
ALWAYS = ("user", "blank")  # own patterns, and lines without a character
NOTHING_LEFT = "no line of the article would be left; delete the file, or leave it out"
UNSOUND = "bytes that are not {charset} stand in the line; mend or remove them by hand"
UNWRITABLE = "{charset} has no {character!r}; convert the file to UTF-8 first"
RESTLESS = "cleaning it again and again would always change more; clean it with `taoxi clean`"
OTHER_CHARSET = "what is left would no longer be read as {charset}; convert the file to UTF-8 first"
OTHER_TEXT = "what is left would be read otherwise, since a line has bytes that are not {charset}; mend or remove them"
ROUNDS = 9  # one finds nothing in clean texts, two settle nearly all others
UNMAPPED = "its lines cannot be told apart in {charset}; convert the file to UTF-8 first"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where something would change; line and column count from 1, the column in characters.

    `text` is what stands there and `instead` what would ("" where it goes).
    """

    line: int
    column: int
    rule: str
    text: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A line that should change and stays, and why; line 0 is the whole file."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Splice:
    """A file's bytes after the change, its charset, what was found and what was left alone."""

    data: bytes
    charset: str = ""
    findings: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """How characters become bytes: in a charset, after an escape where the text stands in JSON."""

    charset: str
    escape: Callable[[str], str] = str

    def encode(self, text: str) -> bytes:
        """The bytes of a text; UnicodeEncodeError when the charset has no such character."""
        return self.escape(text).encode(self.charset)


def splice(data: bytes, options: Options, *, markdown: bool = False) -> Splice:
    """Clean the text document in `data`, keeping every byte of what stays.

    The script and the punctuation stay as they are, whatever `options` say; so do front matter and code fences. A line
    is left alone when its bytes or its new characters are not of the file's charset, and the whole document when
    no line of it would be left.
    """
    charset, bom, rows = read_rows(data)
    if rows is None:
        return Splice(data, charset, left=(Left(0, UNMAPPED.format(charset=charset)),))
    places = protected([row.text for row in rows], markdown=markdown)
    rows = [replace(row, fixed=at in places) for at, row in enumerate(rows)]
    changed = splice_rows(rows, Writing(charset), options)
    back = read_back(data, replace(changed, data=bom + changed.data))
    return back if back.data == data or _says_the_same(rows, back) else _undone(data, back, OTHER_TEXT)


def _says_the_same(before: Sequence[Row], changed: Splice) -> bool:
    """Is each line that stays still read as before? What damaged bytes say depends on the lines around them."""
    said = {row.raw: row.text for row in before}
    return all(said.get(row.raw, row.text) == row.text for row in read_rows(changed.data)[2] or ())


def _undone(before: bytes, changed: Splice, reason: str) -> Splice:
    """A change that is not made."""
    return replace(changed, data=before, left=(Left(0, reason.format(charset=changed.charset)),))


def read_back(before: bytes, changed: Splice) -> Splice:
    """The change, unless what is left would be taken for another charset."""
    if changed.data == before or _reads_back(changed):
        return changed
    return _undone(before, changed, OTHER_CHARSET)


def _reads_back(changed: Splice) -> bool:
    charset = decode(changed.data).charset
    return charset == changed.charset or changed.data.isascii()


def splice_rows(rows: Sequence[Row], writing: Writing, options: Options, given: Metadata | None = None) -> Splice:
    """Clean a document that stands in rows, again and again until it stays as it is."""
    findings: dict[Finding, None] = {}
    after = list(rows)
    for _ in range(ROUNDS):
        before = after
        after, found, left = _once(before, writing, options, given)
        findings |= dict.fromkeys(found)
        if after == before or not after:
            break
    else:
        after, left = list(rows), [Left(0, RESTLESS)]
    if findings and not any(row.text.strip() for row in after if not row.fixed):
        after, left = list(rows), [Left(0, NOTHING_LEFT)]
    data = b"".join(row.raw + row.end for row in after)
    return Splice(data, writing.charset, tuple(sorted(findings, key=_place)), tuple(left))


def _place(finding: Finding) -> tuple[int, int]:
    return finding.line, finding.column


def _once(
    rows: Sequence[Row], writing: Writing, options: Options, given: Metadata | None
) -> tuple[list[Row], list[Finding], list[Left]]:
    """The rows after one cleaning, what was found and what was left alone."""
    repairs, by_number = _verdicts(rows, options, given)
    findings: list[Finding] = []
    left: list[Left] = []
    after: list[Row] = []
    for number, row in enumerate(rows, 1):
        verdicts = by_number[number]
        parts = _parts(row, verdicts, repairs)
        if parts == [row.text]:
            after.append(row)
            continue
        findings += _findings(row, verdicts, parts)
        written, reason = _written(row, parts, writing, rows[0].end)
        after += written
        if reason:
            left.append(Left(row.line, reason))
    if after and not rows[-1].end:  # a document that ended without a line end still does
        after[-1] = replace(after[-1], end=b"")
    return after, findings, left


def _verdicts(
    rows: Sequence[Row], options: Options, given: Metadata | None
) -> tuple[bool, defaultdict[int, list[Verdict]]]:
    """Whether repairs are wanted, and the verdicts by number, those of rules that are not wanted taken back."""
    select, ignore = (tuple(n for n in names if n != REPAIR) for names in (options.select, options.ignore))
    body = "\n".join("" if row.fixed else row.text for row in rows)
    plain = replace(
        options, script="keep", punctuation="keep", markup="text", title="keep", select=select, ignore=ignore
    )
    found: defaultdict[int, list[Verdict]] = defaultdict(list)
    for verdict in clean(body, plain, given=given).verdicts:
        if not rows[verdict.line.number - 1].fixed:
            found[verdict.line.number].append(wanted(verdict, options))
    return _is_wanted(REPAIR, options), found


def wanted(verdict: Verdict, options: Options) -> Verdict:
    """The verdict; a line is kept as it is when a rule signs for it that was not selected, or was ignored."""
    if all(_is_wanted(rule, options) for rule in (verdict.rule, *(cut.rule for cut in verdict.cuts)) if rule):
        return verdict
    return Verdict(verdict.line, printed=verdict.line.text.strip())


def _is_wanted(rule: str, options: Options) -> bool:
    names = {rule, rule.partition("-")[0]}
    chosen = not options.select or bool(names & {*options.select, *ALWAYS})
    return chosen and not names & {*options.ignore}


def _falls(verdict: Verdict) -> bool:
    return verdict.rule is not None and verdict.rule != BLANK


def _parts(row: Row, verdicts: Sequence[Verdict], repairs: bool) -> list[str]:
    """The lines that a row becomes: itself when nothing changes, none when it falls."""
    if not any(_falls(verdict) or verdict.cuts for verdict in verdicts):
        return [verdict.line.text for verdict in verdicts] if verdicts and repairs else [row.text]
    parts = [_kept_text(verdict) for verdict in verdicts if not _falls(verdict)]
    return parts if any(part.strip() for part in parts) else []


def _kept_text(verdict: Verdict) -> str:
    """The line without its cuts; its own indentation and trailing spaces stay."""
    text = verdict.line.text
    if not verdict.cuts:
        return text
    indent, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return indent + (verdict.printed or "") + tail


def _written(row: Row, parts: Sequence[str], writing: Writing, line_end: bytes) -> tuple[list[Row], str]:
    """The rows that a row becomes, or the row and why it has to stay."""
    if not row.sound:
        return [row], UNSOUND.format(charset=writing.charset)
    try:
        raws = [writing.encode(part) for part in parts]
    except UnicodeEncodeError as error:
        return [row], UNWRITABLE.format(charset=writing.charset, character=error.object[error.start])
    ends = [*[row.end or line_end or writing.encode("\n")] * (len(parts) - 1), row.end]
    return [replace(row, raw=raw, end=end, text=part) for raw, end, part in zip(raws, ends, parts, strict=False)], ""


def _findings(row: Row, verdicts: Sequence[Verdict], parts: Sequence[str]) -> Iterator[Finding]:
    """What changes in a row, from left to right as far as repaired characters let one count."""
    repaired = "\n".join(verdict.line.text for verdict in verdicts)
    if parts and repaired != row.text:
        start, stop, end = middle(row.text, repaired)
        yield Finding(row.line, row.column + start, REPAIR, row.text[start:stop], repaired[start:end])
    for verdict in verdicts:
        text = verdict.line.text
        if _falls(verdict):
            at = max(0, row.text.find(text.strip()))
            yield Finding(row.line, row.column + at, verdict.rule or "", text.strip())
        for cut in verdict.cuts:
            at = cut.start if text == row.text else max(0, row.text.find(text[cut.start : cut.end]))
            yield Finding(row.line, row.column + at, cut.rule, text[cut.start : cut.end])
