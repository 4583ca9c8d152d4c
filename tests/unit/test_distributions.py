"""Distributions meet what the analyst said, and agree with scipy where they are textbook ones."""

import numpy as np
import pytest
from scipy import stats

from corridor.parameters.distributions import (
    Beta,
    Clipped,
    Distribution,
    Fixed,
    LogNormal,
    Mixture,
    Normal,
    Triangular,
    Uniform,
)
from corridor.units import Floats

LEVELS = np.array([1e-9, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1 - 1e-9])

EACH: dict[str, Distribution] = {
    "fixed": Fixed(3.0),
    "uniform": Uniform(2, 6),
    "triangular": Triangular(2, 3, 6),
    "triangular with the mode at its end": Triangular(2, 6, 6),
    "normal": Normal.from_interval(-1, 5),
    "normal with two spreads": Normal.from_interval(-1, 5, median=0),
    "lognormal": LogNormal.from_interval(100, 600),
    "lognormal with two spreads": LogNormal.from_interval(400, 1000, median=600),
    "beta": Beta.from_interval(0.7, 0.995),
    "mixture": Mixture((LogNormal(10, 0.1, 0.1), LogNormal(20, 0.4, 0.4)), (1, 0.25)),
    "clipped": Clipped(Normal(0, 1, 1), -1, 2),
}
each_distribution = pytest.mark.parametrize("distribution", EACH.values(), ids=EACH)


@each_distribution
def test_quantiles_do_not_fall_as_the_level_rises(distribution: Distribution) -> None:
    values = distribution.quantile(np.linspace(1e-6, 1 - 1e-6, 501))

    assert (np.diff(values) >= 0).all()


@each_distribution
def test_quantiles_have_the_shape_of_the_levels(distribution: Distribution) -> None:
    levels = np.full((3, 4), 0.3)

    values = distribution.quantile(levels)

    assert values.shape == (3, 4)
    assert (levels == 0.3).all()


@each_distribution
def test_a_distribution_can_be_described_in_one_line(distribution: Distribution) -> None:
    assert distribution.describe().strip()
    assert "\n" not in distribution.describe()


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("median", [None, 450.0, 600.0, 990.0])
@pytest.mark.parametrize("family", [Normal, LogNormal])
def test_the_stated_interval_and_median_are_met_exactly(
    family: type[Normal] | type[LogNormal], median: float | None, level: float
) -> None:
    distribution = family.from_interval(400, 1000, median=median, level=level)

    low, middle, high = distribution.quantile(np.array([0.5 - level / 2, 0.5, 0.5 + level / 2]))

    assert (low, high) == pytest.approx((400, 1000), rel=1e-12)
    assert middle == pytest.approx(median or distribution.median, rel=1e-12)


@pytest.mark.parametrize(
    ("low", "high", "level"),
    [(0.7, 0.995, 0.9), (0.05, 0.25, 0.9), (0.001, 0.01, 0.8), (0.4, 0.6, 0.95), (0.1, 0.9, 0.5)],
)
def test_a_beta_meets_both_ends_of_its_interval(low: float, high: float, level: float) -> None:
    ends = Beta.from_interval(low, high, level=level).quantile(
        np.array([0.5 - level / 2, 0.5 + level / 2])
    )

    assert ends == pytest.approx([low, high], rel=1e-6)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Uniform(2, 6), stats.uniform(2, 4)),
        (Triangular(2, 3, 6), stats.triang(0.25, 2, 4)),
        (Normal(3, 2, 2), stats.norm(3, 2)),
        (LogNormal(5, 0.7, 0.7), stats.lognorm(0.7, scale=5)),
        (Beta(2, 5), stats.beta(2, 5)),
    ],
    ids=["uniform", "triangular", "normal", "lognormal", "beta"],
)
def test_quantiles_agree_with_scipy(
    ours: Distribution, theirs: stats.distributions.rv_frozen
) -> None:
    assert ours.quantile(LEVELS) == pytest.approx(theirs.ppf(LEVELS), rel=1e-9)


def test_two_spreads_give_each_side_the_normal_of_that_spread() -> None:
    distribution = Normal(10, 1, 3)

    below, above = distribution.quantile(np.array([0.1, 0.9]))

    assert below == pytest.approx(stats.norm(10, 1).ppf(0.1))
    assert above == pytest.approx(stats.norm(10, 3).ppf(0.9))


def share_below(distribution: Distribution, value: float) -> float:
    levels: Floats = np.linspace(0.0005, 0.9995, 1000)
    return float((distribution.quantile(levels) <= value).mean())


def test_a_mixture_holds_each_part_in_proportion_to_its_weight() -> None:
    mixture = Mixture((Uniform(0, 1), Uniform(10, 11)), (3, 1))

    assert share_below(mixture, 5) == pytest.approx(0.75, abs=0.002)


def test_the_chances_of_a_mixture_are_the_weighted_chances_of_its_parts() -> None:
    parts = (LogNormal(10, 0.2, 0.2), LogNormal(14, 0.4, 0.4))
    mixture = Mixture(parts, (0.7, 0.3))

    for value in (7, 10, 13, 20):
        chance = 0.7 * stats.lognorm(0.2, scale=10).cdf(value)
        chance += 0.3 * stats.lognorm(0.4, scale=14).cdf(value)
        assert share_below(mixture, value) == pytest.approx(chance, abs=0.003)


def test_a_mixture_of_one_part_is_that_part() -> None:
    part = LogNormal.from_interval(400, 1000, median=600)
    levels = np.array([0.01, 0.05, 0.5, 0.95, 0.99])

    assert Mixture((part,), (0.4,)).quantile(levels) == pytest.approx(
        part.quantile(levels), rel=1e-3
    )


def test_clipping_moves_only_what_is_out_of_bounds() -> None:
    clipped = Clipped(Uniform(0, 10), 2, 9)

    values = clipped.quantile(np.array([0.1, 0.2, 0.5, 0.9, 0.95]))

    assert values == pytest.approx([2, 2, 5, 9, 9])


@pytest.mark.parametrize(("low", "high", "expected"), [(2, None, [2, 8]), (None, 7, [1, 7])])
def test_clipping_with_one_bound_leaves_the_other_side_open(
    low: float | None, high: float | None, expected: list[float]
) -> None:
    assert Clipped(Uniform(0, 10), low, high).quantile(np.array([0.1, 0.8])) == pytest.approx(
        expected
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: Uniform(2, 2),
        lambda: Uniform(float("nan"), 2),
        lambda: Triangular(2, 1, 6),
        lambda: Triangular(2, 2, 2),
        lambda: Normal(0, 0, 1),
        lambda: Normal.from_interval(5, 1),
        lambda: Normal.from_interval(1, 5, median=6),
        lambda: LogNormal(0, 1, 1),
        lambda: LogNormal(1, 1, -1),
        lambda: LogNormal.from_interval(0, 5),
        lambda: LogNormal.from_interval(1, 5, median=1),
        lambda: Beta(0, 1),
        lambda: Beta.from_interval(0, 0.5),
        lambda: Beta.from_interval(0.5, 1.5),
        lambda: Mixture((), ()),
        lambda: Mixture((Fixed(1),), (1, 2)),
        lambda: Mixture((Fixed(1),), (0,)),
        lambda: Clipped(Fixed(1)),
        lambda: Clipped(Fixed(1), 3, 2),
    ],
)
def test_what_is_no_distribution_is_refused(make: "object") -> None:
    assert callable(make)

    with pytest.raises(ValueError, match=r".+"):
        make()


def test_a_small_number_is_described_without_an_exponent() -> None:
    assert Fixed(4.4721e-05).describe() == "0.00004472"
    assert Fixed(0.5).describe() == "0.5"
    assert Fixed(120.0).describe() == "120"
