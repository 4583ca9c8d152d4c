"""Every error a user can meet.

::

    CorridorError
    ├── InputError           something the user gave is wrong; lists every problem
    │   ├── ScenarioError    a scenario folder does not pass its checks
    │   ├── DocumentError    a file cannot be read as a report
    │   ├── LedgerError      a ledger, or a use made of its claims, is wrong
    │   ├── ConflictError    what a change rests on was changed by somebody else meanwhile
    │   ├── AsOfError        an as-of time is wrong, or something was not known then
    │   ├── OptionError      an option is wrong, such as the folder to write
    │   └── NotFoundError    no such case, folder or run
    └── RunError             a run could not be finished, written or read back
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in what the user gave: where it is, what was found, what would be right.

    ``file`` is the file's name as the user knows it, empty for what stands in no file; ``line`` and
    ``column`` count from 1 and are 0 where they are not known; ``field`` names the entry, for
    instance ``places.2.lat``.
    """

    file: str
    line: int
    column: int
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        numbers = (str(number) for number in (self.line, self.column) if number)
        where = ":".join([self.file, *numbers]) if self.file else ""
        named = "".join(f"{part}: " for part in (where, self.field) if part)
        found = f"found {self.found}, " if self.found else ""
        return f"{named}{found}expected {self.expected}"


class CorridorError(Exception):
    """Base of all errors that Corridor raises on purpose."""

    exit_code = 3


class InputError(CorridorError):
    """Something the user gave is wrong; ``problems`` lists every fault that was found."""

    exit_code = 1

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join([message, *(f"  {problem}" for problem in self.problems)]))


class ScenarioError(InputError):
    """A scenario folder does not pass its checks."""


class DocumentError(InputError):
    """A file cannot be read as a report."""


class LedgerError(InputError):
    """A ledger does not pass its checks, or its claims cannot be used as asked."""


class ConflictError(InputError):
    """What a change rests on was changed by somebody else meanwhile; nothing was changed now."""


class AsOfError(InputError):
    """The as-of time is wrong, or something was asked for that was not known then."""


class OptionError(InputError):
    """An option is wrong: members, seed, threads, the folder to write, a field to correct."""


class NotFoundError(InputError):
    """There is no such built-in case, folder or run."""


class RunError(CorridorError):
    """A run could not be finished, written or read back."""


def near_match(word: str, known: Iterable[str], *, least: float = 0.6) -> str:
    """A phrase that offers the known word nearest to a misspelt one, or an empty string.

    ``least`` is how alike the two have to be, from 0 to 1.
    """
    from difflib import get_close_matches

    matches = get_close_matches(word, list(known), n=1, cutoff=least)
    return f" (did you mean {matches[0]!r}?)" if matches else ""


def near_id(word: str, known: Iterable[str]) -> str:
    """As :func:`near_match`, for long ids: two that are unlike share many letters by chance."""
    return near_match(word, known, least=0.8)


def near_or_all(word: str, known: Iterable[str]) -> str:
    """A phrase with the nearest known word, or where none is near with the first twenty of all."""
    words = sorted(known)
    more = ", …" if len(words) > 20 else ""
    return near_match(word, words) or f" ({', '.join(words[:20]) or 'there is none'}{more})"
