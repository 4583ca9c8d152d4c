"""Number expressions: every form, what each means, and what is refused."""

import math

import numpy as np
import pytest
from pydantic import BaseModel, ValidationError

from corridor.errors import LedgerError
from corridor.parameters import (
    Distribution,
    Expression,
    Fixed,
    Flow,
    FromClaims,
    LogNormal,
    Normal,
    Number,
    ParameterName,
    PlainNumber,
    Unlimited,
    default_priors,
    parse_number,
)


class Holder(BaseModel):
    expression: Expression | None = None
    number: Number | None = None
    flow: Flow | None = None


class TwoClaims:
    """Stands in for a ledger."""

    def pool(self, ids: tuple[str, ...], /) -> Distribution:
        return Fixed(float(len(ids)))


def quantiles(text: str, *levels: float) -> list[float]:
    number = parse_number(text)
    assert not isinstance(number, ParameterName)
    return [float(value) for value in number.distribution(TwoClaims()).quantile(np.array(levels))]


@pytest.mark.parametrize(
    ("text", "levels", "expected"),
    [
        ("600", (0.1, 0.9), [600, 600]),
        ("-1.5e2", (0.5,), [-150]),
        ("{uniform: [2, 6]}", (0.25, 0.75), [3, 5]),
        ("{triangular: [0, 1, 2]}", (0.125, 0.5, 0.875), [0.5, 1, 1.5]),
        ("{normal: {interval: [2, 6]}}", (0.05, 0.5, 0.95), [2, 4, 6]),
        ("{normal: {interval: [2, 6], median: 3}}", (0.05, 0.5, 0.95), [2, 3, 6]),
        ("{normal: {interval: [2, 6], level: 0.5}}", (0.25, 0.75), [2, 6]),
        ("{normal: {mean: 5, sd: 2}}", (0.5, 0.8413447460685429), [5, 7]),
        ("{lognormal: {interval: [100, 400]}}", (0.05, 0.5, 0.95), [100, 200, 400]),
        ("{lognormal: {interval: [400, 1000], median: 600}}", (0.05, 0.5), [400, 600]),
        ("{lognormal: {interval: [1, 4], level: 0.8}}", (0.1, 0.9), [1, 4]),
        ("{lognormal: {median: 3, sigma: 1}}", (0.5, 0.8413447460685429), [3, 3 * math.e]),
        ("{beta: {interval: [0.7, 0.995]}}", (0.05, 0.95), [0.7, 0.995]),
        ("{beta: {a: 1, b: 1}}", (0.3,), [0.3]),
        ("{from: [first, second-1]}", (0.5,), [2]),
    ],
)
def test_each_form_means_what_it_says(
    text: str, levels: tuple[float, ...], expected: list[float]
) -> None:
    assert quantiles(text, *levels) == pytest.approx(expected, rel=1e-6)


def test_yaml_data_and_the_text_of_a_cell_mean_the_same() -> None:
    data = {"lognormal": {"interval": [100, 600]}}

    assert parse_number(data) == parse_number("{lognormal: {interval: [100, 600]}}")
    assert parse_number(600) == parse_number("600") == PlainNumber(value=600)


def test_a_word_is_the_name_of_a_parameter() -> None:
    assert parse_number("leaving_rate") == ParameterName(name="leaving_rate")


def test_a_parameter_cannot_be_defined_by_another() -> None:
    with pytest.raises(ValidationError):
        Holder.model_validate({"expression": "leaving_rate"})


def test_only_a_flow_can_be_unlimited() -> None:
    assert Holder.model_validate({"flow": "unlimited"}).flow == Unlimited()
    with pytest.raises(ValidationError):
        Holder.model_validate({"number": "unlimited"})


def test_an_unlimited_flow_is_infinite() -> None:
    assert Unlimited().distribution().quantile(np.array([0.5])) == math.inf


def test_claims_without_a_ledger_are_refused() -> None:
    number = parse_number("{from: [some-claim]}")
    assert isinstance(number, FromClaims)

    with pytest.raises(LedgerError, match="some-claim"):
        number.distribution()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "a number, or a mapping"),
        (None, "a number, or a mapping"),
        ([1, 2], "a number, or a mapping"),
        ({}, "a number, or a mapping"),
        ("", "name of a parameter"),
        ("Two words", "name of a parameter"),
        ("1,000", "name of a parameter"),
        ("1_000", "name of a parameter"),
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        (10**400, "finite"),
        ("1e99", "finite"),
        ("{", "inline YAML"),
        ("{uniform: [1, 2], uniform: [1, 3]}", "inline YAML"),
        ("{unifrom: [1, 2]}", r"did you mean 'uniform'\?"),
        ("{uniform: [1, 2], normal: {mean: 1, sd: 1}}", "one of the keys"),
        ("{uniform: [2, 1]}", "low < high"),
        ("{uniform: [1]}", "two numbers"),
        ("{uniform: [1, 2, 3]}", "two numbers"),
        ("{uniform: 3}", "two numbers"),
        ("{uniform: [1, x]}", "valid number"),
        ("{uniform: [1, true]}", "valid number"),
        ("{uniform: [1, .inf]}", "finite number"),
        ("{uniform: [1, 1e20]}", "less than or equal"),
        ("{triangular: [1, 2]}", "three numbers"),
        ("{triangular: [1, 5, 2]}", "low <= mode <= high"),
        ("{normal: 3}", "a mapping with some of the keys"),
        ("{normal: {}}", "either interval"),
        ("{normal: {mean: 1}}", "either interval"),
        ("{normal: {mean: 1, sd: 1, interval: [1, 2]}}", "either interval"),
        ("{normal: {mean: 1, sd: 1, median: 2}}", "either interval"),
        ("{normal: {mean: 1, sd: 0}}", "positive spread"),
        ("{normal: {interval: [1, 2], level: 1}}", "0.999"),
        ("{normal: {intreval: [1, 2]}}", r"did you mean 'interval'\?"),
        ("{lognormal: {interval: [0, 2]}}", "above 0"),
        ("{lognormal: {median: 2}}", "either interval"),
        ("{lognormal: {median: 2, sigma: 1, level: 0.9}}", "either interval"),
        ("{lognormal: {interval: [1, 2], sigma: 1}}", "either interval"),
        ("{lognormal: {median: 2, sigma: 1e6}}", "stay finite"),
        ("{beta: {interval: [0, 0.5]}}", "0 < low < high < 1"),
        ("{beta: {a: 1}}", "either interval"),
        ("{beta: {a: 1, b: 1, level: 0.9}}", "either interval"),
        ("{from: []}", "at least one"),
        ("{from: some-claim}", "a list of claim ids"),
        ("{from: [a, a]}", "once"),
        ("{from: [A claim]}", "pattern"),
        ("{from: [3]}", "string"),
    ],
)
def test_what_is_no_number_is_refused_with_what_would_be_right(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_number(value)


def test_a_number_cannot_be_changed() -> None:
    number = parse_number("600")

    with pytest.raises(ValidationError, match="frozen"):
        number.value = 3  # type: ignore[union-attr, misc]


def test_default_priors_have_a_source_and_draws_within_their_bounds() -> None:
    for name, prior in default_priors().items():
        low, high = prior.value.distribution().quantile(np.array([0.05, 0.95]))

        assert prior.name == name
        assert prior.source
        assert prior.min is not None
        assert prior.max is not None
        assert prior.min <= low < high <= prior.max


def test_the_default_prior_of_an_evacuation_lane_is_the_cited_one() -> None:
    prior = default_priors()["lane_vehicles_per_hour"]

    assert prior.value.distribution() == LogNormal.from_interval(400, 1000, median=600)


def test_a_change_of_control_lifts_the_everyday_rate_to_that_of_a_crisis() -> None:
    middle = {
        name: float(prior.value.distribution().quantile(np.array([0.5]))[0])
        for name, prior in default_priors().items()
    }

    lifted = middle["everyday_leaving_rate"] * np.exp(middle["control_effect"])

    assert lifted == pytest.approx(middle["leaving_rate"], rel=0.05)


def test_an_end_of_an_interval_at_zero_is_shown_as_zero() -> None:
    assert Normal.from_interval(0, 1).describe() == "normal, median 0.5 (90 %: 0 to 1)"
