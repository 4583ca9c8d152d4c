"""Pooling rivals: weights, spread and what is refused."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from corridor.errors import LedgerError
from corridor.evidence.claim import Claim
from corridor.evidence.grades import grade_rules
from corridor.evidence.pool import pool, pool_weights
from corridor.units import Floats

Z_95 = 1.6448536269514722


def claim(value: float | None = 1000, **changes: object) -> Claim:
    fields: dict[str, object] = {
        "id": "a",
        "kind": "population",
        "value": value,
        "unit": "people",
        "place": "stepanakert",
        "held": "2023",
        "published": "2023-09-20",
        "said_by": "X",
        "published_by": "Y",
        "url": "https://example.org",
        "grade": "A",
        "status": "accepted",
        "certainty": "stated",
    }
    return Claim.model_validate(fields | changes, context=ZoneInfo("Asia/Yerevan"))


def quantiles(*claims: Claim, levels: tuple[float, ...] = (0.05, 0.5, 0.95)) -> Floats:
    return pool(claims).quantile(np.array(levels))


def test_a_better_grade_never_has_less_weight_or_more_spread() -> None:
    rules = grade_rules()

    assert "".join(rule.grade for rule in rules) == "ABCDE"
    assert sorted((rule.weight for rule in rules), reverse=True) == [1, 0.8, 0.5, 0.25, 0.1]
    assert sorted(rule.log_sd for rule in rules) == [0.02, 0.1, 0.2, 0.4, 0.75]
    assert [rule.weight for rule in rules] == sorted((r.weight for r in rules), reverse=True)
    assert [rule.log_sd for rule in rules] == sorted(rule.log_sd for rule in rules)
    assert all(rule.source for rule in rules)


@pytest.mark.parametrize(
    ("grade", "log_sd"), [("A", 0.02), ("B", 0.1), ("C", 0.2), ("D", 0.4), ("E", 0.75)]
)
def test_one_figure_has_the_spread_of_its_grade(grade: str, log_sd: float) -> None:
    expected = 1000 * np.exp(log_sd * np.array([-Z_95, 0, Z_95]))

    assert quantiles(claim(grade=grade)) == pytest.approx(expected, rel=2e-3)


def test_a_stated_range_wider_than_the_grade_is_kept() -> None:
    found = quantiles(claim(None, low=500, high=2000, grade="B"))

    assert found == pytest.approx([500, 1000, 2000], rel=3e-3)


def test_a_stated_range_narrower_than_the_grade_is_widened() -> None:
    found = quantiles(claim(None, low=990, high=1010, grade="D"))

    assert found == pytest.approx(quantiles(claim(np.sqrt(990 * 1010), grade="D")), rel=1e-9)


def test_a_figure_off_the_middle_of_its_range_keeps_both_ends() -> None:
    assert quantiles(claim(800, low=500, high=2000)) == pytest.approx([500, 800, 2000], rel=3e-3)


def test_a_figure_at_the_end_of_its_range_still_has_the_spread_of_its_grade() -> None:
    low, middle, high = quantiles(claim(500, low=500, high=2000, grade="B"))

    assert low == pytest.approx(500 * np.exp(-0.1 * Z_95), rel=3e-3)
    assert (middle, high) == pytest.approx((500, 2000), rel=3e-3)


def test_weights_are_in_proportion_to_those_of_the_grades() -> None:
    claims = [claim(100, grade="A"), claim(200, grade="B"), claim(300, grade="C")]

    assert pool_weights(claims) == pytest.approx(np.array([1, 0.8, 0.5]) / 2.3)


def test_no_claim_weighs_less_than_six_percent() -> None:
    grades = [
        claim(10, grade="E"),
        claim(20, grade="A"),
        claim(30, grade="B"),
        claim(25, grade="E"),
    ]

    expected = [0.06, 0.88 / 1.8, 0.88 * 0.8 / 1.8, 0.06]
    assert pool_weights(grades) == pytest.approx(expected)


def test_among_many_poor_claims_a_good_one_keeps_its_weight_and_the_ends_theirs() -> None:
    poor = [claim(value, grade="E") for value in range(1, 82)]
    good = claim(50, grade="A")

    lowest, *between, highest, best = pool_weights([*poor, good])

    assert lowest == highest == 0.06
    assert between == pytest.approx([0.88 / 89] * 79)
    assert best == pytest.approx(10 * 0.88 / 89)


def test_a_pool_is_no_narrower_than_its_rivals_disagree() -> None:
    census, estimate = claim(148_000, grade="B"), claim(50_000, grade="E")

    low, high = quantiles(census, estimate, levels=(0.025, 0.975))

    assert low < 50_000
    assert high > 148_000


def test_claims_that_are_not_accepted_have_no_say() -> None:
    others = [claim(9, status="proposed"), claim(8, status="rejected", note="a slip")]

    assert pool([claim(), *others]) == pool([claim()])


def test_a_share_is_never_more_than_the_whole() -> None:
    percent = claim(95, kind="share", unit="percent", grade="E")
    share = claim(0.95, kind="share", unit="other", grade="E")

    assert quantiles(percent, levels=(0.5, 0.99)) == pytest.approx([95, 100], rel=1e-2)
    assert quantiles(share, levels=(0.99,)) == [1.0]
    assert pool([percent]).parts[0].describe().endswith(", at most 100")


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ([], "found no accepted claim"),
        ([claim(status="proposed")], "found no accepted claim"),
        ([claim(), claim(unit="households")], "unit: found households, people"),
        ([claim(), claim(kind="arrived")], "kind: found arrived, population"),
        ([claim(0)], "a: found 0, expected figures above 0"),
        ([claim(5, low=0, high=9)], "a: found 0, expected figures above 0"),
        ([claim(101, kind="share", unit="percent")], "a share of at most 100"),
        ([claim(2, kind="share", unit="other")], "a share of at most 1"),
    ],
    ids=["no claims", "none accepted", "units", "kinds", "zero", "zero low", "percent", "share"],
)
def test_claims_that_cannot_be_pooled_are_refused(claims: list[Claim], message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        pool(claims)


def test_every_reason_against_pooling_is_given_at_once() -> None:
    with pytest.raises(LedgerError) as caught:
        pool([claim(0), claim(kind="arrived", unit="vehicles")])

    assert {problem.field for problem in caught.value.problems} == {"a", "kind", "unit"}
