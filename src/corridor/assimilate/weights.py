"""Weighted members: how many they are worth, and equal ones drawn from them."""

import numpy as np
from scipy import special

from corridor.rng import parameter_levels
from corridor.units import Counts, Floats

_HALVINGS = 50


def effective(log_weights: Floats) -> float:
    """How many equally good members the weighted ones are worth: ``1 / sum(weight ** 2)``.

    Kong, Liu and Wong (1994), "Sequential imputations and Bayesian missing data problems", JASA 89.
    """
    return float(1 / np.square(special.softmax(log_weights)).sum())


def largest_step(log_likelihood: Floats, wanted: float) -> float:
    """The largest power, up to 1, to which likelihoods leave so many effective members."""
    if effective(log_likelihood) >= wanted:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if effective(middle * log_likelihood) >= wanted:
            low = middle
        else:
            high = middle
    return low


def ancestors(log_weights: Floats, *, members: int, seed: int) -> Counts:
    """The weighted member from which each equal one descends, shape (member,).

    The levels at which they are drawn are spread evenly, however many there are (van der Corput's
    sequence, shifted by one random number), and a larger ensemble keeps those of a smaller one.
    """
    shift = parameter_levels("assimilation.ancestors", seed=seed, members=1)[0]
    levels = (van_der_corput(members) + shift) % 1.0
    reached = np.cumsum(special.softmax(log_weights))
    found: Counts = np.searchsorted(reached, levels * reached[-1], side="right")
    return np.minimum(found, len(log_weights) - 1)


def van_der_corput(members: int) -> Floats:
    """The first numbers of van der Corput's sequence: 0, 1/2, 1/4, 3/4, 1/8, ..."""
    left, levels, digit = np.arange(members), np.zeros(members), 0.5
    while left.any():
        levels += digit * (left % 2)
        left, digit = left // 2, digit / 2
    return levels
