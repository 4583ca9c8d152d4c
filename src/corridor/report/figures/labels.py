"""Labels beside points, put where they cover least."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in units of the drawing."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "Box") -> float:
        """Area that two rectangles share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * high if wide > 0 and high > 0 else 0.0

    def outside(self, frame: "Box") -> float:
        """Area of this rectangle that lies outside ``frame``."""
        return (self.right - self.left) * (self.top - self.bottom) - self.overlap(frame)


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
    points = [Box(x - r, y - r, x + r, y + r) for x, y, r, _, _ in spots]
    crossed = list(lines)
    placed: list[Box] = []
    for spot in spots:
        candidates = [
            (
                20 * sum(box.overlap(other) for other in placed)
                + 10 * sum(box.overlap(point) for point in points)
                + 20 * box.outside(frame)
                + sum(box.overlap(line) for line in crossed)
                + 6 * distance
                + rank,
                box,
            )
            for distance in _DISTANCES
            for rank, (right, up) in enumerate(_DIRECTIONS)
            for box in [_beside(spot, right, up, distance)]
        ]
        placed.append(min(candidates)[1])
    return placed


def _beside(spot: Spot, right: float, up: float, distance: float) -> Box:
    reach = spot.radius + distance
    x = spot.x + right * reach + (right > 0 or -(right < 0)) * spot.width / 2
    y = spot.y + up * reach + (up > 0 or -(up < 0)) * spot.height / 2
    return Box(x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2)
