"""Draws with an address."""

import numpy as np
import pytest

from corridor.rng import Purpose, binomial, parameter_levels, philox, uniform_pair

SEED = np.uint64(20230924)


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        pytest.param(
            (0, 0, 0, 0),
            (0, 0),
            (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
            id="zeros",
        ),
        pytest.param(
            (0xFFFFFFFF,) * 4,
            (0xFFFFFFFF,) * 2,
            (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
            id="ones",
        ),
        pytest.param(
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
            id="digits of pi",
        ),
    ],
)
def test_philox_gives_the_published_test_vectors(
    counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]
) -> None:
    # Vectors of the Random123 distribution, file kat_vectors, philox4x32 with 10 rounds.
    found = philox(*map(np.uint64, key), *map(np.uint64, counter))
    assert tuple(int(word) for word in found) == words


def test_a_uniform_number_depends_on_every_part_of_its_address() -> None:
    base = (3, int(Purpose.LEAVE), 5, 7, 9, 0)
    levels = {uniform_pair(SEED, *base)[0]}
    for part in range(len(base)):
        moved = list(base)
        moved[part] += 1
        levels.add(uniform_pair(SEED, *moved)[0])
    levels.add(uniform_pair(SEED + np.uint64(1), *base)[0])
    levels.add(uniform_pair(SEED + np.uint64(2**32), *base)[0])

    assert len(levels) == len(base) + 3


@pytest.mark.parametrize(
    ("count", "chance", "taken"),
    [(0, 0.5, 0), (7, 0.0, 0), (7, 1.0, 7), (7, -0.1, 0), (7, 1.1, 7)],
)
def test_a_binomial_at_its_limits_is_certain(count: int, chance: float, taken: int) -> None:
    assert binomial(count, chance, SEED, 0, 0, 0, 0, 0) == taken


@pytest.mark.parametrize("count", [1, 9, 10**3, 10**9, 10**12])
@pytest.mark.parametrize("chance", [1e-12, 1e-3, 0.5, 1 - 1e-3])
def test_a_binomial_stays_within_its_count(count: int, chance: float) -> None:
    draws = [binomial(count, chance, SEED, member, 1, 2, 3, 4) for member in range(200)]

    assert min(draws) >= 0
    assert max(draws) <= count


def test_more_members_keep_the_draws_of_fewer() -> None:
    few = parameter_levels("leaving_rate", seed=1, members=10)
    many = parameter_levels("leaving_rate", seed=1, members=25)

    np.testing.assert_array_equal(many[:10], few)


def test_parameters_of_other_names_and_seeds_are_drawn_apart() -> None:
    levels = parameter_levels("leaving_rate", seed=1, members=10)

    assert not np.array_equal(levels, parameter_levels("leaving_rates", seed=1, members=10))
    assert not np.array_equal(levels, parameter_levels("leaving_rate", seed=2, members=10))
