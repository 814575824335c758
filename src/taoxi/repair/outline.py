"""What the bytes of a run between entities say beyond doubt, and where they leave a choice.

Between two replaced pairs every byte is known: text stands there one byte off, and only a character on either side of a
pair has lost a byte. Where no byte can be missing besides, and the run ends as it must, one reading of the bytes is
left; what the two characters are is then asked with all around them known.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from .annotations import READING
from .beam import FULL, LETTERS
from .gbk import LEADS, Group, choices, codes
from .hypotheses import EVEN, Gap, Hypotheses

QUERY = re.compile(rf"[?？](?:#(?P<number>[0-9]{{4,5}});|(?P<other>{READING} ?[)）]|/?[a-z]{{1,6}}[;\s/>]))?")
NOTED = re.compile(rf"[(（]{READING} ?[)）]")
UNREAD = "\0"  # stands for a character that has to be chosen; the fixes before this one leave none in a text
SETTLED = 3  # characters behind a run that end it
LONGEST = 400  # characters after which a run is given up
HIGHEST_TRAIL, LOWEST_TRAIL = 0x7F, 0x40  # of those that are ASCII


@functools.cache
def unwatched(lead: int) -> Group:
    """The characters of a lead that lost its trail, those that a converter replaces among them.

    Where a pair on its other side was replaced first, a converter never saw such a character whole.
    """
    return Group(choices().by_lost_trail[lead].choices)


@dataclass(slots=True)
class Outline:
    """A run as far as it was read: its text, UNREAD where a character has to be chosen, and what to choose among."""

    reader: Hypotheses
    last: int  # second byte of the last character; negative: it was put in for a pair
    pieces: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    pending: int = EVEN
    calm: int = 0

    def read(self, line: str, at: int) -> int:
        """Read the run that begins at a place of a line; where it ends, -1 where its bytes do not tell."""
        for _ in range(LONGEST):
            if at == len(line):
                return at if self.pending == EVEN else -1
            if self.calm >= SETTLED:
                return at
            character = line[at]
            if character in "?？":
                match = QUERY.match(line, at)
                if match is None or not self.query(character, match):
                    return -1
                at = match.end()
                continue
            if character in "(（" and NOTED.match(line, at):
                return -1
            code = codes().get(character, 0)
            if not (self.wide(character, code) if code else self.narrow(character)):
                return -1
            at += 1
        return -1

    def query(self, character: str, match: re.Match[str]) -> bool:
        """A question mark: a real one, or what became of an entity."""
        if match["other"]:
            return False
        if match["number"]:
            return self.entity(chr(int(match["number"])))
        if self.pending == EVEN:
            self.pieces.append(character)
            self.last, self.calm = 0, 0
        return self.pending == EVEN

    def entity(self, character: str) -> bool:
        """A pair that was replaced, and the character that lost its second byte to it or its first."""
        code = codes().get(character, 0)
        lead, trail = code >> 8, code & 255
        if self.pending == EVEN:
            self.choose(self.reader.fitting.by_trail[lead])
            self.pending, self.last, self.calm = trail, -lead, 0
            return trail in LEADS
        group = self.reader.fitting.by_lost_trail[self.pending] if self.last >= 0 else unwatched(self.pending)
        self.choose(group)
        self.pieces.append(character)
        self.pending, self.last, self.calm = EVEN, trail, 1
        return bool(code and group.choices)

    def choose(self, group: Group) -> None:
        """A character to be chosen."""
        self.gaps.append(Gap(len(self.pieces), group))
        self.pieces.append(UNREAD)

    def wide(self, character: str, code: int) -> bool:
        """A character of two bytes; False where no converter would have left it so."""
        lead, trail = code >> 8, code & 255
        always = self.reader.lesson.always
        if self.pending == EVEN:
            self.pieces.append(character)
            watched = self.last << 8 | lead in always
            self.last, self.calm = trail, self.calm + 1
            return not watched
        joined = self.pending << 8 | lead
        if not self.joined(joined):
            return False
        self.pending, self.calm = trail, 0
        if chr(trail) in LETTERS:  # the run has ended, and its last byte took a letter for its second: 出任CEO
            self.pieces.append(chr(trail))
            self.pending, self.last = EVEN, trail
            return True
        return trail in LEADS

    def joined(self, code: int) -> bool:
        """A character of the byte that waits and the one behind it."""
        entry = self.reader.characters.get(code)
        if entry is None or (self.last >= 0 and code in self.reader.lesson.always):
            return False
        self.pieces.append(entry[0])
        self.last = code & 255
        return True

    def narrow(self, character: str) -> bool:
        """An ASCII character, or one that GBK has not."""
        point, marks = ord(character), self.reader.lesson.marks
        if self.pending == EVEN:
            self.pieces.append(character)
            self.last, self.calm = marks.get(character, point) & 255, self.calm + 1
            return True
        if point in FULL:
            return self.wide(character, codes()[FULL[point]])
        if not LOWEST_TRAIL <= point < HIGHEST_TRAIL:
            return False
        code = self.pending << 8 | point
        self.pending, self.calm = EVEN, self.calm + 1
        return self.joined(code)
