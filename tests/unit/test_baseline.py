"""The baseline that the last flow goes on."""

import numpy as np

from corridor.baseline import constant_rate


def test_the_last_flow_goes_on_from_the_last_count() -> None:
    ahead = constant_rate(
        np.array([0.0, 4.0]), np.array([30.0, 377.0]), at=np.array([2.0, 4.0, 8.0])
    )

    assert ahead is not None
    assert ahead.tolist() == [377.0, 377.0, 724.0]


def test_counts_before_the_window_do_not_set_the_rate() -> None:
    hours, totals = np.array([0.0, 30.0, 40.0]), np.array([0.0, 3000.0, 3100.0])

    ahead = constant_rate(hours, totals, at=np.array([50.0]))

    assert ahead is not None
    assert ahead.tolist() == [3200.0]


def test_one_count_gives_no_rate() -> None:
    assert constant_rate(np.array([4.0]), np.array([377.0]), at=np.array([8.0])) is None
    assert constant_rate(np.zeros(0), np.zeros(0), at=np.array([8.0])) is None
