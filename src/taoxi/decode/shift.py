"""Runs of GB18030 and Big5 that were decoded one byte off without an error, and text with damage as a whole.

A byte lost somewhere before a letter leaves no error: the last first byte takes the letter for its second. Such runs
are full of uncommon characters; they are cut anew, with a bad byte, when that makes plain Chinese of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .resync import STRETCH, realign
from .score import UNITS, cost, mean_cost, suspect_places

# Over 24 MB of sound news in GB18030 and Big5 the best wrong cut gained 3.4 nats at this price of a bad byte; of 244
# runs shifted in sound news these numbers set three of four right, the others being mostly of two or three characters.
BAD, GAIN = 16 * UNITS, 6 * UNITS
# A space between hanzi that was a first byte tells more: there the best wrong cut gained 2.8 nats at a price of 10.
SPACE_BAD, SPACE_GAIN = 12 * UNITS, 3 * UNITS
PLAIN = 8.5  # nats a character: what the characters that change must look like; Chinese text costs 6 to 8
SHIFTED = 8.5  # nats a character: what a suspect run must cost; shifted runs cost 11, a rare word among others 8
BEFORE, LOOK, AFTER = 12, 40, 400  # characters; a shifted run ends at an ASCII character
REFUSED = 3  # a page of rare characters: so many suspect runs stay for each one cut anew
REFUSED_LEAST = 20
ASCII_CHARACTER = re.compile(r"[\x00-\x7f]")


def mend(data: bytes, charset: str) -> tuple[str, int]:
    """Text and number of undecodable bytes of damaged GB18030 or Big5."""
    pieces, bad = [], 0
    for stretch in STRETCH.findall(data):
        try:
            pieces.append(stretch.decode(charset))
        except UnicodeDecodeError:
            text, lost = realign(stretch, charset)
            pieces.append(text)
            bad += lost
    text, lost = shift_back("".join(pieces), charset)
    return text, bad + lost


def shift_back(text: str, charset: str) -> tuple[str, int]:
    """Text with shifted runs cut anew, and the number of bytes that are bad then.

    Unchanged when the page is full of rare characters that have no other reading.
    """
    pieces: list[str] = []
    done = bad = found = refused = 0
    for begin, end, at in suspect_runs(text):
        if begin < done:
            continue
        new, lost = cut_anew(text[begin:end], charset, text[at] == " ")
        if not lost:
            refused += 1
            if refused >= REFUSED_LEAST and refused > REFUSED * found:
                return text, 0
            continue
        pieces += text[done:begin], new
        done, bad, found = end, bad + lost, found + 1
    return "".join((*pieces, text[done:])), bad


def suspect_runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Spans that may be shifted, from a few characters before suspect ones to the next ASCII character: begin, end and
    where the suspect characters stand.
    """
    looked = 0
    for at in suspect_places(text):
        if at < looked:
            continue
        stop = ASCII_CHARACTER.search(text, at + 1, at + AFTER)
        end = stop.end() if stop else min(len(text), at + AFTER)
        look = text[at : min(end, at + LOOK)]
        if mean_cost(look) >= SHIFTED and "\ufffd" not in text[at:end]:
            looked = at + len(look)
            yield max(at - BEFORE, text.rfind("\n", 0, at) + 1, text.rfind("\ufffd", 0, at) + 1, 0), end, at


def cut_anew(run: str, charset: str, behind_space: bool) -> tuple[str, int]:
    """A run with a bad byte and plain Chinese around it, and the number of bad bytes; 0 when that is no better."""
    price, gain = (SPACE_BAD, SPACE_GAIN) if behind_space else (BAD, GAIN)
    try:
        new, lost = realign(run.encode(charset), charset, price)
    except UnicodeEncodeError:  # the second half of a pair of characters that Big5-HKSCS writes as one
        return run, 0
    sound = new.replace("\ufffd", "")
    if not lost or cost(sound) + price * (len(new) - len(sound)) + gain >= cost(run):
        return run, 0
    same = next(place for place, (old, character) in enumerate(zip(run, new, strict=False)) if old != character)
    return (new, lost) if mean_cost(new[same:].replace("\ufffd", "")) < PLAIN else (run, 0)
