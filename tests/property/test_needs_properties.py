"""Laws of needs for any people and any standard."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.needs import Standard, amounts, need_quantiles

EXAMPLES = settings(max_examples=40)


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    return Standard(
        id="thing",
        name="Thing",
        unit="things",
        amount=draw(st.floats(0.001, 1000)),
        each=draw(st.sampled_from([1, 20, 50, 10_000])),
        of=draw(st.sampled_from(["person", "household"])),
        counted="peak",
        whole=draw(st.booleans()),
        source="made up",
    )


PEOPLE = st.lists(st.integers(0, 10_000_000), min_size=1, max_size=20)
SIZES = st.floats(1, 20)


@EXAMPLES
@given(standards(), PEOPLE, st.integers(0, 1000), SIZES)
def test_more_people_never_need_less(
    one: Standard, people: list[int], more: int, size: float
) -> None:
    few = amounts(np.array(people), one, people_per_household=size)
    many = amounts(np.array(people) + more, one, people_per_household=size)

    assert (many >= few).all()


@EXAMPLES
@given(standards(), PEOPLE, SIZES)
def test_larger_households_never_need_more(one: Standard, people: list[int], size: float) -> None:
    small = amounts(np.array(people), one, people_per_household=size)
    large = amounts(np.array(people), one, people_per_household=size + 1)

    assert (large <= small).all()


@EXAMPLES
@given(standards(), PEOPLE, SIZES)
def test_whole_things_are_enough_and_less_than_one_too_many(
    one: Standard, people: list[int], size: float
) -> None:
    exact = one.model_copy(update={"whole": False})
    whole = one.model_copy(update={"whole": True})

    needed = amounts(np.array(people), exact, people_per_household=size)
    rounded = amounts(np.array(people), whole, people_per_household=size)

    assert (rounded == np.floor(rounded)).all()
    assert (rounded >= needed - 1e-6 * np.maximum(needed, 1)).all()
    assert (rounded < needed + 1 + 1e-6).all()


@EXAMPLES
@given(standards(), PEOPLE, SIZES)
def test_nobody_needs_nothing_and_quantiles_rise(
    one: Standard, people: list[int], size: float
) -> None:
    assert amounts(np.zeros(3), one, people_per_household=size).tolist() == [0, 0, 0]

    needed = amounts(np.array(people), one, people_per_household=size)
    levels = need_quantiles(needed, one, (0.05, 0.5, 0.95))

    assert (np.diff(levels) >= 0).all()
    assert levels[-1] <= needed.max() + 1e-6 * max(needed.max(), 1)
