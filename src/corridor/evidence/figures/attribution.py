"""A speaker as a sentence names him."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attribution:
    """A speaker whom a sentence names, in the tokens from ``first`` to before ``last``."""

    first: int
    last: int
    speaker: str
    """As named; a pronoun where it stands for somebody named before."""
    via: str = ""
    verb: str = ""
    trails: bool = False
    """Whether what was said stands before it: "200 died, the mayor said"."""
