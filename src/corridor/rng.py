"""Random draws with an address: seed, member, purpose, index and step decide a draw, nothing else.

So a draw does not depend on how many threads run, in which order, or on what else was drawn; a
larger ensemble keeps the members of a smaller one; and two runs that differ in one place share the
randomness everywhere else.

The generator is Philox4x32-10: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as
easy as 1, 2, 3", SC '11. The key is the seed (64 bits), the counter is (part and draw, step,
purpose and index, member), each 32 bits. ``part`` tells draws at one place apart, by kind of
people.
"""

import hashlib
import math
from enum import IntEnum

import numpy as np
from numba import njit

from corridor.units import Floats


class Purpose(IntEnum):
    """What a draw is for; part of its address."""

    PARAMETER = 0
    STAYERS = 1
    LEAVE = 2
    TRAVEL_TIME = 3
    SETTLE = 4
    MOVE_ON = 5
    DESTINATION = 6
    MODE = 7
    ROUTE = 8
    PASS_LINK = 9
    PASS_PLACE = 10
    FIND_ROOM = 11
    LIFT = 12
    REGISTER = 13
    OVERFLOW = 14
    RETURN = 15
    RETURN_TO = 16
    CHOOSE_AGAIN = 17
    SET_OUT = 18
    UNKNOWN = 19
    ONWARD_TO = 20
    ONWARD_TIME = 21
    RETURN_TIME = 22


#: The part of a counter word that holds the place, link or other index under a purpose.
INDEX_BITS = 24

#: The low bits of a counter word that number the tries of one draw; the part has the others.
_TRY_BITS = 8
_MASK = np.uint64(0xFFFFFFFF)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_SHIFT_32 = np.uint64(32)
_SHIFT_11 = np.uint64(11)
_TO_UNIT = 2.0**-53

#: Signatures are stated because numba would otherwise compile a copy for every constant purpose.
_ADDRESS = "uint64, int64, int64, int64, int64, int64"
_BINOMIAL = f"int64(int64, float64, {_ADDRESS})"

_HYPERGEOMETRIC = f"int64(int64, int64, int64, {_ADDRESS})"

#: Up to so many people a sample without replacement is drawn one by one.
_ONE_BY_ONE = 12

#: Below this mean a binomial is drawn by inversion, above it by rejection.
_INVERSION_BELOW = 10.0


@njit(cache=True)
def philox(
    key_0: np.uint64, key_1: np.uint64, c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Four random 32-bit words (held in 64-bit ones) for one key and counter."""
    for _ in range(10):
        product_0 = _MULTIPLIER_0 * c0
        product_1 = _MULTIPLIER_1 * c2
        c0 = (product_1 >> _SHIFT_32) ^ c1 ^ key_0
        c1 = product_1 & _MASK
        c2 = (product_0 >> _SHIFT_32) ^ c3 ^ key_1
        c3 = product_0 & _MASK
        key_0 = (key_0 + _WEYL_0) & _MASK
        key_1 = (key_1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


@njit(f"UniTuple(float64, 2)({_ADDRESS}, int64)", cache=True)
def uniform_pair(
    seed: np.uint64, member: int, purpose: int, index: int, step: int, part: int, draw: int
) -> tuple[float, float]:
    """Two independent uniform numbers, each strictly between 0 and 1, for one address."""
    w0, w1, w2, w3 = philox(
        seed & _MASK,
        seed >> _SHIFT_32,
        np.uint64((part << _TRY_BITS) | draw),
        np.uint64(step),
        np.uint64((purpose << INDEX_BITS) | index),
        np.uint64(member),
    )
    first = (((w0 << _SHIFT_32) | w1) >> _SHIFT_11) + 0.5
    second = (((w2 << _SHIFT_32) | w3) >> _SHIFT_11) + 0.5
    return first * _TO_UNIT, second * _TO_UNIT


@njit(_BINOMIAL, cache=True)
def _binomial_by_inversion(
    count: int,
    chance: float,
    seed: np.uint64,
    member: int,
    purpose: int,
    index: int,
    step: int,
    part: int,
) -> int:
    odds = chance / (1.0 - chance)
    at_zero = math.exp(count * math.log1p(-chance))
    draw = 0
    while True:
        level, _ = uniform_pair(seed, member, purpose, index, step, part, draw)
        weight = at_zero
        taken = 0
        while level > weight and taken <= count:
            level -= weight
            taken += 1
            weight *= odds * (count - taken + 1) / taken
        if taken <= count:
            return taken
        draw += 1


@njit(_BINOMIAL, cache=True)
def _binomial_by_rejection(
    count: int,
    chance: float,
    seed: np.uint64,
    member: int,
    purpose: int,
    index: int,
    step: int,
    part: int,
) -> int:
    # Algorithm BTRS: Hormann (1993), "The generation of binomial random variates", Journal of
    # Statistical Computation and Simulation 46, 101-110. The names are the paper's.
    spq = math.sqrt(count * chance * (1.0 - chance))
    b = 1.15 + 2.53 * spq
    a = -0.0873 + 0.0248 * b + 0.01 * chance
    c = count * chance + 0.5
    v_r = 0.92 - 4.2 / b
    alpha = (2.83 + 5.1 / b) * spq
    draw = 0
    while True:
        u, v = uniform_pair(seed, member, purpose, index, step, part, draw)
        draw += 1
        u -= 0.5
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + c)
        if k < 0 or k > count:
            continue
        if us >= 0.07 and v <= v_r:
            return int(k)
        m = math.floor((count + 1) * chance)
        h = math.lgamma(m + 1.0) + math.lgamma(count - m + 1.0)
        accept = h - math.lgamma(k + 1.0) - math.lgamma(count - k + 1.0)
        accept += (k - m) * math.log(chance / (1.0 - chance))
        if math.log(v * alpha / (a / (us * us) + b)) <= accept:
            return int(k)


@njit(_BINOMIAL, cache=True)
def binomial(
    count: int,
    chance: float,
    seed: np.uint64,
    member: int,
    purpose: int,
    index: int,
    step: int,
    part: int,
) -> int:
    """How many of ``count`` people something with this chance happens to, for one address."""
    if count <= 0 or chance <= 0.0:
        return 0
    if chance >= 1.0:
        return count
    rare = min(chance, 1.0 - chance)
    if count * rare < _INVERSION_BELOW:
        taken = _binomial_by_inversion(count, rare, seed, member, purpose, index, step, part)
    else:
        taken = _binomial_by_rejection(count, rare, seed, member, purpose, index, step, part)
    return taken if rare == chance else count - taken


@njit(_HYPERGEOMETRIC, cache=True)
def _hypergeometric_one_by_one(
    marked: int,
    others: int,
    taken: int,
    seed: np.uint64,
    member: int,
    purpose: int,
    index: int,
    step: int,
    part: int,
) -> int:
    # For few of either: each one taken is looked at in turn, without replacement.
    found = 0
    left, all_left = marked, marked + others
    draw = 0
    level, spare = 0.0, -1.0
    for _ in range(taken):
        if spare >= 0.0:
            level, spare = spare, -1.0
        else:
            level, spare = uniform_pair(seed, member, purpose, index, step, part, draw)
            draw += 1
        if level * all_left < left:
            found += 1
            left -= 1
        all_left -= 1
        if left == 0:
            break
    return found


@njit(_HYPERGEOMETRIC, cache=True)
def _hypergeometric_by_rejection(
    marked: int,
    others: int,
    taken: int,
    seed: np.uint64,
    member: int,
    purpose: int,
    index: int,
    step: int,
    part: int,
) -> int:
    # Ratio of uniforms: Stadlober (1990), "The ratio of uniforms approach for generating discrete
    # random variates", Journal of Computational and Applied Mathematics 31, 181-189. ``taken`` is
    # at most half of all and ``marked`` not more than ``others``.
    people = marked + others
    share = marked / people
    mean = taken * share + 0.5
    spread = math.sqrt((people - taken) * taken * share * (1.0 - share) / (people - 1) + 0.5)
    width = 2.0 * math.sqrt(2.0 / math.e) * spread + 3.0 - 2.0 * math.sqrt(3.0 / math.e)
    mode = math.floor((taken + 1) * (marked + 1) / (people + 2))
    at_mode = (
        math.lgamma(mode + 1)
        + math.lgamma(marked - mode + 1)
        + math.lgamma(taken - mode + 1)
        + math.lgamma(others - taken + mode + 1)
    )
    end = min(min(taken, marked) + 1.0, math.floor(mean + 16 * spread))
    draw = 0
    while True:
        u, v = uniform_pair(seed, member, purpose, index, step, part, draw)
        draw += 1
        x = mean + width * (v - 0.5) / u
        if x < 0.0 or x >= end:
            continue
        found = math.floor(x)
        log_ratio = at_mode - (
            math.lgamma(found + 1)
            + math.lgamma(marked - found + 1)
            + math.lgamma(taken - found + 1)
            + math.lgamma(others - taken + found + 1)
        )
        if u * (4.0 - u) - 3.0 <= log_ratio:
            return int(found)
        if u * (u - log_ratio) >= 1.0:
            continue
        if 2.0 * math.log(u) <= log_ratio:
            return int(found)


@njit(_HYPERGEOMETRIC, cache=True)
def hypergeometric(
    marked: int,
    others: int,
    taken: int,
    seed: np.uint64,
    member: int,
    purpose: int,
    index: int,
    step: int,
    part: int,
) -> int:
    """How many of ``taken`` people are marked, drawn without replacement, for one address."""
    people = marked + others
    if taken <= 0 or marked <= 0:
        return 0
    if taken >= people:
        return marked
    if others <= 0:
        return taken
    # By symmetry it is enough to draw the smaller of taken and left, and of marked and others.
    few_taken = min(taken, people - taken)
    few_marked, many = min(marked, others), max(marked, others)
    if few_taken <= _ONE_BY_ONE:
        found = _hypergeometric_one_by_one(
            few_marked, many, few_taken, seed, member, purpose, index, step, part
        )
    else:
        found = _hypergeometric_by_rejection(
            few_marked, many, few_taken, seed, member, purpose, index, step, part
        )
    if marked > others:
        found = few_taken - found
    return marked - found if taken > few_taken else found


@njit(f"float64({_ADDRESS})", cache=True)
def normal(seed: np.uint64, member: int, purpose: int, index: int, step: int, part: int) -> float:
    """A normal number with mean 0 and variance 1, for one address (Box and Muller, 1958)."""
    u, v = uniform_pair(seed, member, purpose, index, step, part, 0)
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)


@njit(cache=True)
def _uniforms(seed: np.uint64, members: int, purpose: int, index: int, step: int) -> Floats:
    levels = np.empty(members)
    for member in range(members):
        levels[member], _ = uniform_pair(seed, member, purpose, index, step, 0, 0)
    return levels


def parameter_levels(name: str, *, seed: int, members: int) -> Floats:
    """Uniform levels at which the members draw the parameter ``name``, shape (member,).

    They depend on the seed, the member and the name alone, so that another parameter more or less
    changes nothing.
    """
    digest = hashlib.sha256(name.encode()).digest()
    index = int.from_bytes(digest[:3], "little")
    step = int.from_bytes(digest[3:7], "little")
    levels: Floats = _uniforms(np.uint64(seed), members, int(Purpose.PARAMETER), index, step)
    return levels
