"""What was learned from counts, in words and numbers: the record that a run keeps."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Method: TypeAlias = Literal["none", "weights", "smoother", "smoother and weights"]

#: Below so many effective members the intervals are coarse, and a reader is told.
FEW_EFFECTIVE = 50


@dataclass(frozen=True)
class Update:
    """How the members of a forecast were made to agree with counts.

    Attributes
    ----------
    used : tuple of str
        Ids of the counts that the members learned from, in the order of their times.
    left_out : tuple of (str, str)
        Ids of the known counts that could not be used, each with the reason.
    method : str
        ``none`` where no count could be used; ``weights``: runs of the model weighted by how well
        they agree; ``smoother``: members moved step by step; ``smoother and weights``: moved, and
        weighted in the last step.
    pool : int
        Runs of the model, up to the last count, from which the members descend.
    steps : tuple of float
        Parts of the counts' information that were taken in by moving members, one after the other;
        weights took in what is left to 1.
    effective : float
        How many equally good runs the weighted ones are worth: ``1 / sum(weight ** 2)``.
    unexplained : tuple of str
        Ids of counts that lie outside all that the members can explain even after learning.
    unlikely : tuple of str
        Ids of other counts that hardly any member expected before learning: they are explained by
        numbers that were thought unlikely.
    """

    used: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    method: Method
    pool: int = 0
    steps: tuple[float, ...] = ()
    effective: float = 0.0
    unexplained: tuple[str, ...] = ()
    unlikely: tuple[str, ...] = ()

    @property
    def is_coarse(self) -> bool:
        """Whether the members descend from so few runs that intervals are coarse."""
        return bool(self.used) and self.effective < FEW_EFFECTIVE
