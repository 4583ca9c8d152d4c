"""Changes of a text, line by line: found, made, taken back, and moved over other changes."""

import io
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Hunk(NamedTuple):
    """Lines ``old``, which begin at index ``at`` of a text, and the lines ``new`` in their place.

    Lines keep their line ends, so that nothing of a text is lost.
    """

    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        """The index after the last of the old lines."""
        return self.at + len(self.old)


class OverlapError(Exception):
    """Two changes touch the same lines."""


def split(text: str) -> list[str]:
    r"""The lines of a text with their line ends, whether ``\n``, ``\r`` or both."""
    return list(io.StringIO(text, newline=""))


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[Hunk, ...]:
    """The hunks that make ``new`` of ``old``, in order and apart from each other."""
    start = _alike(old, new)
    tail = _alike(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - tail], new[start : len(new) - tail]
    hunks = _pairwise(left, right) if len(left) == len(right) else _matched(left, right)
    return tuple(hunk._replace(at=hunk.at + start) for hunk in hunks)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same at the beginning."""
    same = zip(old, new, strict=False)
    return next((i for i, (a, b) in enumerate(same) if a != b), min(len(old), len(new)))


def _pairwise(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    start = None
    for index in range(len(old) + 1):
        if index < len(old) and old[index] != new[index]:
            start = index if start is None else start
        elif start is not None:
            yield Hunk(start, tuple(old[start:index]), tuple(new[start:index]))
            start = None


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield Hunk(i1, tuple(old[i1:i2]), tuple(new[j1:j2]))


def changed(lines: Sequence[str], hunks: Sequence[Hunk]) -> list[str]:
    """The lines with the hunks made.

    Raises
    ------
    ValueError
        When the old lines of a hunk are not where it says.
    """
    result = list(lines)
    for hunk in reversed(hunks):
        if tuple(result[hunk.at : hunk.end]) != hunk.old:
            raise ValueError(f"other lines stand at line {hunk.at + 1}")
        result[hunk.at : hunk.end] = hunk.new
    return result


def taken_back(hunks: Iterable[Hunk]) -> tuple[Hunk, ...]:
    """The hunks that undo these."""
    back = []
    shift = 0
    for hunk in hunks:
        back.append(Hunk(hunk.at + shift, hunk.new, hunk.old))
        shift += len(hunk.new) - len(hunk.old)
    return tuple(back)


def moved(hunks: Sequence[Hunk], over: Sequence[Hunk]) -> tuple[Hunk, ...]:
    """The hunks as they are to be made after ``over``; both were meant for the same text.

    A hunk that ``over`` has made already is left out.

    Raises
    ------
    OverlapError
        When the two touch the same lines in different ways.
    """
    result = []
    shift = passed = 0
    for hunk in hunks:
        while passed < len(over) and _is_before(over[passed], hunk):
            shift += len(over[passed].new) - len(over[passed].old)
            passed += 1
        other = over[passed] if passed < len(over) else None
        if other == hunk:
            continue
        if other and _touch(hunk, other):
            raise OverlapError
        result.append(hunk._replace(at=hunk.at + shift))
    return tuple(result)


def _is_before(one: Hunk, other: Hunk) -> bool:
    return one.end <= other.at and not _touch(one, other)


def _touch(one: Hunk, other: Hunk) -> bool:
    if one.at == other.at and not (one.old and other.old):
        # Where both put lines in at one point, nothing says which come first.
        return not (one.old or other.old)
    return one.at < other.end and other.at < one.end
