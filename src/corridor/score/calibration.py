"""Whether observations fall anywhere in the forecast distributions alike."""

from typing import NamedTuple

from corridor.units import Floats


class Uniformity(NamedTuple):
    """Result of a test whether values between 0 and 1 are uniform.

    ``p_value`` is the chance of so large a ``statistic``, or a larger one, if they are.
    """

    statistic: float
    p_value: float


def uniformity(shares: Floats) -> Uniformity:
    """Cramér-von Mises test whether values of :func:`corridor.score.pit` are uniform.

    ``1/(12 n) + sum of ((2i - 1)/(2n) - u_i)²`` over the sorted values. The test takes them to be
    independent: those of one crisis, or of origins close to each other, are not, and their
    p-values are too small. Csörgő and Faraway (1996), "The exact and asymptotic distributions of
    Cramér-von Mises statistics", JRSS B 58.

    Raises
    ------
    ValueError
        With fewer than two values.
    """
    if len(shares) < 2:
        raise ValueError(f"shares: expected at least 2 values (got {len(shares)})")
    # Imported only now: it takes half a second to load.
    from scipy import stats

    result = stats.cramervonmises(shares, "uniform")
    return Uniformity(float(result.statistic), float(result.pvalue))
