"""What differs between two texts, for those who splice one into the other or show what was repaired."""

from __future__ import annotations


def middle(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, and where they end to differ in the old and in the new one."""
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    room = min(len(old), len(new)) - start
    same = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    return start, len(old) - same, len(new) - same
