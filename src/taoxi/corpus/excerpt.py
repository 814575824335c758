"""Lines of a document as the report shows them: in parts, long ones clipped, as many as fit."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from ..fold import fold
from ..types import Verdict
from .differing import middle
from .records import Row

LONGEST = 1200  # characters of a line that are shown; errors hide in long dropped lines
HEAD, TAIL = 120, 40  # characters shown of what stays as it came, when it is longer
DIFFED = 600  # characters in which repairs are looked for one by one: that takes time in their square
KEY, NEAR = 40, 200  # characters of a key that a pattern needs to know a line again, and where in a line they stand
MARKUP = 260  # bytes that a line costs besides its characters
SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
NO_TOML = re.compile("[\ud800-\udfff]")  # a file of settings cannot hold these


def excerpt(verdicts: Sequence[Verdict], size: int) -> list[Row]:
    """As many of a document's lines as fit in so many bytes, as `fitted` chooses them."""
    stubs = [stub(at, verdict) for at, verdict in enumerate(verdicts)]
    return [line if "skipped" in line else line_shown(verdicts[line["at"]]) for line in fitted(stubs, size)]


def stub(at: int, verdict: Verdict) -> Row:
    """What has to be known of a line before one knows whether it is shown."""
    cuts = [["cut", "", cut.rule] for cut in verdict.cuts]
    row: Row = {
        "at": at,
        "kind": kind(verdict),
        "rule": verdict.rule,
        "parts": [["", verdict.line.text[:LONGEST]], *cuts],
    }
    return row | ({"was": (verdict.raw or "")[:LONGEST]} if is_repaired(verdict) else {})


def kind(verdict: Verdict) -> str:
    """What became of a line."""
    return "dropped" if verdict.rule else "cut" if verdict.cuts else "repaired" if is_repaired(verdict) else "kept"


def is_repaired(verdict: Verdict) -> bool:
    """Is the line not as it came?"""
    return verdict.raw is not None and verdict.raw != verdict.line.text


def line_shown(verdict: Verdict) -> Row:
    """A line as the report shows it: number, what became of it, by which rule, and its text in parts.

    A part is [kind, text], or [kind, text, rule] for "cut"; "fix" is what repair wrote, "gap" stands for so many
    characters left out. `was` is the line as it came, where repair changed it; `like` is a pattern that finds it.
    """
    number = verdict.line.number
    row: Row = {"number": number, "kind": kind(verdict), "rule": verdict.rule, "parts": parts(verdict)}
    if is_repaired(verdict):
        row["was"] = clipped(verdict.raw or "", LONGEST)
    if number and (like := pattern(verdict.line.text)):
        row["like"] = like
    return row


def parts(verdict: Verdict) -> list[list[str]]:
    """The text of a line in parts, long ones clipped."""
    text, raw = verdict.line.text, verdict.raw
    signs = [""] * len(text)
    for start, end in repairs(raw, text):
        signs[start:end] = ["fix"] * (end - start)
    for cut in verdict.cuts:
        signs[cut.start : cut.end] = [f"cut {cut.rule}"] * (cut.end - cut.start)
    found: list[list[str]] = []
    at = 0
    while at < len(text):
        end = next((n for n in range(at, len(text)) if signs[n] != signs[at]), len(text))
        room = (HEAD, TAIL) if not signs[at] and not verdict.rule else (LONGEST, 0)
        found += clip(signs[at].split(" "), text[at:end], *room)
        at = end
    return found


def clip(sign: list[str], text: str, head: int, tail: int) -> Iterator[list[str]]:
    """A part, or its head, how much is left out, and its tail."""
    kind, rule = sign[0], sign[1:]
    if len(text) <= head + tail + 20:  # no gap of a few characters
        yield [kind, text, *rule]
        return
    yield [kind, text[:head], *rule]
    yield ["gap", str(len(text) - head - tail)]
    if tail:
        yield [kind, text[-tail:], *rule]


def repairs(raw: str | None, text: str) -> Iterator[tuple[int, int]]:
    """The spans of the text that are not as they came."""
    if raw is None or raw == text:
        return
    head, old_end, new_end = middle(raw, text)
    old, new = raw[head:old_end], text[head:new_end]
    if len(old) + len(new) > DIFFED:
        yield head, head + len(new)
        return
    for kind, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("replace", "insert"):
            yield head + start, head + end


def pattern(text: str) -> str | None:
    """A regular expression that finds lines with this text by their key, from the beginning of the key on."""
    key = fold(text[:NEAR]).key
    if len(key) <= KEY < NEAR < len(text):  # little of it shows
        key = fold(text).key
    if not key:
        return None
    return "^" + NO_TOML.sub(".", SPECIAL.sub(r"\\\g<0>", key[:KEY])) + ("$" if len(key) <= KEY else "")


def clipped(text: str, most: int) -> str:
    """The text, or so many of its characters and how many there are."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,})"


def fitted(lines: Sequence[Row], size: int, wanted: str = "") -> list[Row]:
    """The lines that fit in so many bytes, in order, with {"skipped": n} where some are left out.

    The first line that the wanted rule signs for comes first, then the longest of every rule, then changed lines,
    their neighbours, the rest.
    """
    left = size
    taken: set[int] = set()
    for at in by_importance(lines, wanted):
        left -= weight(lines[at])
        if left < 0 and taken:
            break
        taken.add(at)
    found: list[Row] = []
    for at, line in enumerate(lines):
        if at in taken:
            found.append(line)
        elif found and "skipped" in found[-1]:
            found[-1] = {"skipped": found[-1]["skipped"] + line.get("skipped", 1)}
        else:
            found.append({"skipped": line.get("skipped", 1)})
    return found


def by_importance(lines: Sequence[Row], wanted: str) -> list[int]:
    """The indexes of the lines, those to be shown first in front."""
    changed = [at for at, line in enumerate(lines) if line.get("kind", "kept") != "kept"]
    firsts: dict[str, int] = {}
    for at in sorted(changed, key=lambda at: -weight(lines[at])):
        for rule in rules_of(lines[at]):
            firsts.setdefault(rule, at)
    near = {other for at in changed for other in (at - 1, at + 1)}
    first = [firsts[wanted]] if wanted in firsts else []
    rank = dict.fromkeys(near, 3) | dict.fromkeys(changed, 2)
    rank |= dict.fromkeys(firsts.values(), 1) | dict.fromkeys(first, 0)
    shown = (at for at, line in enumerate(lines) if "skipped" not in line)
    return sorted(shown, key=lambda at: (rank.get(at, 4), at))


def rules_of(line: Row) -> Iterator[str]:
    """The rules that dropped a line or cut something out of it; "repair" for a repaired one."""
    if line.get("rule"):
        yield line["rule"]
    if "was" in line:
        yield "repair"
    yield from (part[2] for part in line.get("parts", ()) if part[0] == "cut")


def weight(line: Row) -> int:
    """Bytes of a line on the page, by and large."""
    texts = [*(part[1] for part in line.get("parts", ())), line.get("was", ""), line.get("like", "")]
    return MARKUP + sum(len(text.encode("utf-8", "replace")) for text in texts)
