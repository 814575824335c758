"""How much an input may ask for before it is refused. docs/limits.md is about them."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1 << 20
FREE = 1 << 26  # bytes that anything may unpack to, however well it is packed


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a run, all of which are settings. 0 is none for time, memory, ratio and temporary space.

    `seconds` and MB of its worker's `memory` for one document, and MB of the `document`; archives in one another, and
    compressions, may have so much `nesting`; unpacked bytes are at most `ratio` times the packed ones; brackets of JSON
    stand in one another to `json_depth`; a file is unpacked into so many MB of `temporary` space.
    """

    seconds: float = 120  # a thousand times what a long page takes
    memory: float = 2048  # ten times what a worker takes
    document: float = 512  # half a gigabyte of text is no article
    nesting: int = 3  # a mirror's archive of archives has two
    ratio: float = 1000  # text never packs so well
    json_depth: int = 200  # records have five
    temporary: float = 10240  # the largest spreadsheets and databases of news have one gigabyte

    def check_ratio(self, unpacked: int, packed: int) -> None:
        """Raise Beyond for so many bytes out of so many."""
        if self.ratio and unpacked > FREE and unpacked > self.ratio * packed:
            raise Beyond(f"unpacks to more than {self.ratio:g} times its size (--max-ratio)")


class Beyond(OSError):  # noqa: N818 - reads as what it is
    """An input is beyond a limit; the message names the option that allows more."""


ALLOW = "allow more with that option if you trust it"


NO_RATIO = Limits(ratio=0)  # for what taoxi itself has packed
