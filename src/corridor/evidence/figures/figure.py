"""A figure, its reading, and the sentence in which it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corridor.evidence.claim import Kind, Unit
from corridor.evidence.figures.amounts import Amount
from corridor.evidence.figures.cues import Cue
from corridor.evidence.figures.nouns import Counted
from corridor.evidence.figures.tokens import Tokens


@dataclass(frozen=True)
class Figure:
    """An amount and what it counts."""

    amount: Amount
    counted: Counted | None

    @property
    def first(self) -> int:
        """The token where it starts."""
        return self.amount.first

    @property
    def last(self) -> int:
        """The token after its end."""
        return max(self.amount.last, self.counted.last if self.counted else 0)

    @property
    def group(self) -> str:
        """The group of its noun; empty where there is none."""
        return self.counted.noun.group if self.counted else ""


@dataclass(frozen=True)
class Reading:
    """A kind, the rule that gave it, and how surely (0 to 1)."""

    kind: Kind
    rule: str
    surety: float
    cue: Cue | None = None
    unit: Unit | None = None
    """The unit of the figure from which the kind was taken."""


@dataclass(frozen=True)
class Scene:
    """A sentence as the rules see it."""

    tokens: Tokens
    figures: Sequence[Figure]
    cues: Mapping[int, Sequence[Cue]]
    """Cues by the token where they start."""
    masked: frozenset[int]
    """Tokens of times."""

    def figure_at(self, at: int) -> Figure | None:
        """The figure that starts at a token."""
        figure = self._over.get(at)
        return figure if figure is not None and figure.first == at else None

    def figure_over(self, at: int) -> Figure | None:
        """The figure within which a token stands."""
        return self._over.get(at)

    @cached_property
    def _over(self) -> Mapping[int, Figure]:
        over: dict[int, Figure] = {}
        for figure in self.figures:
            for at in range(figure.first, figure.last):
                over.setdefault(at, figure)
        return over
