"""Labels beside points, put where they cover least."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from corridor.units import Floats


class Box(NamedTuple):
    """A rectangle in units of the drawing."""

    left: float
    bottom: float
    right: float
    top: float


class Spot(NamedTuple):
    """A point with a label: its place, its radius, and the size of the label."""

    x: float
    y: float
    radius: float
    width: float
    height: float


#: Directions in which a label may lie from its point, the most readable first.
_DIRECTIONS = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((0.8, 0.7), (0.8, -0.7), (-0.8, 0.7), (-0.8, -0.7)),
    *((0.95, 0.3), (0.95, -0.3), (-0.95, 0.3), (-0.95, -0.3)),
)
_DISTANCES = (4.0, 12.0, 24.0, 38.0, 54.0)


def place_labels(spots: Sequence[Spot], frame: Box, *, lines: Iterable[Box] = ()) -> list[Box]:
    """A box for each label, in the order given: the first get the best places.

    Boxes avoid each other and all points, then the frame's edge, then ``lines`` (boxes along
    lines), and then distance from their point.
    """
    points = _table([Box(x - r, y - r, x + r, y + r) for x, y, r, _, _ in spots])
    crossed = _table(list(lines))
    placed: list[Box] = []
    for spot in spots:
        boxes = [
            _beside(spot, right, up, distance)
            for distance in _DISTANCES
            for right, up in _DIRECTIONS
        ]
        tried = _table(boxes)
        cost = (
            20 * _shared(tried, _table(placed))
            + 10 * _shared(tried, points)
            + 20 * (spot.width * spot.height - _shared(tried, _table([frame])))
            + _shared(tried, crossed)
            + 6 * np.repeat(_DISTANCES, len(_DIRECTIONS))
            + np.tile(np.arange(len(_DIRECTIONS)), len(_DISTANCES))
        )
        placed.append(boxes[int(cost.argmin())])
    return placed


def _table(boxes: Sequence[Box]) -> Floats:
    """Boxes as rows, shape (box, 4)."""
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _shared(boxes: Floats, others: Floats) -> Floats:
    """Area that each box shares with all others together, shape (box,)."""
    low = np.maximum(boxes[:, np.newaxis, :2], others[:, :2])
    high = np.minimum(boxes[:, np.newaxis, 2:], others[:, 2:])
    area: Floats = np.maximum(high - low, 0.0).prod(axis=2).sum(axis=1)
    return area


def _beside(spot: Spot, right: float, up: float, distance: float) -> Box:
    reach = spot.radius + distance
    x = spot.x + right * reach + (right > 0 or -(right < 0)) * spot.width / 2
    y = spot.y + up * reach + (up > 0 or -(up < 0)) * spot.height / 2
    return Box(x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2)
