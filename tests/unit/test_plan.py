"""From a scenario to arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corridor.simulate.draws import share_out
from corridor.simulate.network import address_keys


def test_people_are_shared_out_by_largest_remainder() -> None:
    people = share_out(np.array([10.0, 7.0]), np.array([[1.0, 1.0, 1.0], [0.5, 0.3, 0.2]]))

    # 3.33 each: the first takes the one left over. 3.5, 2.1, 1.4: the first again.
    assert people.tolist() == [[4, 3, 3], [4, 2, 1]]


@given(
    st.integers(0, 10**9),
    st.lists(st.floats(0, 1e6), min_size=1, max_size=12).filter(lambda weights: sum(weights) > 0),
)
def test_shared_out_people_sum_to_the_total_and_stay_within_one_of_their_part(
    total: int, weights: list[float]
) -> None:
    people = share_out(np.array([float(total)]), np.array([weights]))[0]

    exact = total * np.array(weights) / sum(weights)
    assert people.sum() == total
    assert np.abs(people - exact).max() < 1 + 1e-6 * max(total, 1)


def test_a_place_keeps_its_address_when_others_are_added() -> None:
    few = dict(zip(["goris", "vayk"], address_keys(["goris", "vayk"]), strict=True))
    many = dict(zip(["a", "goris", "vayk"], address_keys(["a", "goris", "vayk"]), strict=True))

    assert many["goris"] == few["goris"]
    assert many["vayk"] == few["vayk"]


def test_no_two_places_share_an_address() -> None:
    # Among 20,000 names some of the 2**24 keys collide and must be moved apart.
    keys = address_keys([f"place-{i}" for i in range(20_000)])

    assert len(set(keys.tolist())) == 20_000
