"""Labels beside points, put where they cover least."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, gcd, hypot
from typing import NamedTuple

import numpy as np

from corridor.units import Flags, Floats


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
    *((0.4, 0.95), (0.4, -0.95), (-0.4, 0.95), (-0.4, -0.95)),
)
_DISTANCES = (4.0, 10.0, 18.0, 28.0, 40.0, 54.0, 70.0)

#: Between a point and its label a line is drawn where they are farther apart than this.
LEADER_FROM = 10.0

#: So many labels are weighed against each other; where there are more, a few after a few.
_GROUP, _FEW = 24, 6

#: Labels are moved, as the others now lie, up to so many times; begun from so many orders.
_ROUNDS, _SEARCHES = 6, 60

#: A line to a label is looked at in so many places.
_PIECES = 6

#: Costs per square unit covered, and for distance. A label over another cannot be read; over a
#: point it hides it; over a road it can be read in its halo.
_OVER_LABEL, _OVER_POINT, _OUTSIDE, _OVER_ROAD, _FAR = 30.0, 60.0, 40.0, 0.8, 6.0

#: Within so many units of another point a label could be taken for that point's.
_NEAR, _NEAR_POINT = 6.0, 5.0

#: A line to a label is thin, so what it crosses counts for more, and it is better to have none.
_LINE_TIMES, _LINE, _CROSSING = 3.0, 40.0, 300.0


def place_labels(
    spots: Sequence[Spot],
    frame: Box,
    *,
    points: Iterable[Box] = (),
    roads: Iterable[Box] = (),
    taken: Iterable[Box] = (),
) -> list[Box]:
    """A box for each label, in the order given.

    Boxes, and the lines that lead to them, avoid each other, ``taken`` (where something else is
    written or drawn), the spots and other ``points``, the frame's edge and ``roads`` (boxes along
    lines); then they stay near their point.
    """
    own = [_around(spot) for spot in spots]
    fixed = _Fixed(frame, _table([*own, *points]), _table(list(roads)), _table(list(taken)))
    placed: list[Box] = []
    size, searches = (_GROUP, _SEARCHES) if len(spots) <= _GROUP else (_FEW, _FEW)
    for first in range(0, len(spots), size):
        group = spots[first : first + size]
        boxes = _place_group([_choices(spot, fixed) for spot in group], searches=searches)
        lines = [_line(spot, box) for spot, box in zip(group, boxes, strict=True)]
        fixed = fixed._replace(taken=np.concatenate([fixed.taken, _table(boxes), *lines]))
        placed += boxes
    return placed


def leader(spot: Spot, box: Box) -> tuple[float, float] | None:
    """Where the line from a point meets its label, or None where they are near enough."""
    x = min(max(spot.x, box.left), box.right)
    y = min(max(spot.y, box.bottom), box.top)
    return (x, y) if hypot(x - spot.x, y - spot.y) > spot.radius + LEADER_FROM else None


def along(start: tuple[float, float], end: tuple[float, float], *, half: float = 3.0) -> list[Box]:
    """Small boxes along a line, their sides twice ``half``."""
    pieces = max(ceil(hypot(end[0] - start[0], end[1] - start[1]) / (2 * half)), 1)
    middles = [(np.array(start) * (pieces - i) + np.array(end) * i) / pieces for i in range(pieces)]
    return [Box(x - half, y - half, x + half, y + half) for x, y in middles]


class _Fixed(NamedTuple):
    """What does not move while labels are placed."""

    frame: Box
    points: Floats
    roads: Floats
    taken: Floats


class _Choices(NamedTuple):
    """Where one label may lie, with the line to it, and what each place costs by itself."""

    boxes: Floats  # (choice, 4)
    lines: Floats  # (choice, piece, 4)
    cost: Floats  # (choice,)
    start: Floats  # (2,) where all lines begin
    ends: Floats  # (choice, 2) where each ends; NaN where there is none


def _choices(spot: Spot, fixed: _Fixed) -> _Choices:
    boxes = [
        _beside(spot, right, up, distance) for distance in _DISTANCES for right, up in _DIRECTIONS
    ]
    tried, lines = _table(boxes), np.array([_line(spot, box) for box in boxes])
    around = _table([_around(spot)])
    fixed = _near(fixed, tried)
    pieces = lines.reshape(-1, 4)
    # The line begins in its own point, which it may cover.
    hidden = _shared(pieces, fixed.points) - _shared(pieces, around)
    doubtful = _shared(tried, _wider(fixed.points)) - _shared(tried, _wider(around))
    on_line = (
        _OVER_LABEL * _shared(pieces, fixed.taken)
        + _OVER_POINT * hidden
        + _OVER_ROAD * _shared(pieces, fixed.roads)
    ).reshape(len(boxes), -1)
    cost = (
        _OVER_LABEL * _shared(tried, fixed.taken)
        + _OVER_POINT * _shared(tried, fixed.points)
        + _NEAR_POINT * doubtful
        + _OUTSIDE * (spot.width * spot.height - _shared(tried, _table([fixed.frame])))
        + _OVER_ROAD * _shared(tried, fixed.roads)
        + _LINE_TIMES * on_line.sum(axis=1)
        + _LINE * lines.any(axis=(1, 2))
        + _FAR * np.repeat(_DISTANCES, len(_DIRECTIONS))
        + np.tile(np.arange(len(_DIRECTIONS)), len(_DISTANCES))
    )
    ends = [leader(spot, box) or (np.nan, np.nan) for box in boxes]
    return _Choices(tried, lines, cost, np.array([spot.x, spot.y]), np.array(ends))


def _place_group(choices: Sequence[_Choices], *, searches: int) -> list[Box]:
    """The boxes that cost least together, as far as moving one label at a time can find.

    Who is placed first has the free choice, so labels are placed in many orders.
    """
    count = len(choices)
    together = {
        (i, k): _between(choices[i], choices[k])
        for i in range(count)
        for k in range(i + 1, count)
        if _can_meet(choices[i], choices[k])
    }
    together |= {(k, i): cost.T for (i, k), cost in together.items()}
    strides = [stride for stride in range(1, count + 1) if gcd(stride, count) == 1]
    found = [
        _search(choices, together, [(first + stride * i) % count for i in range(count)])
        for stride in strides[: max(searches // count, 1)]
        for first in range(count)
    ]
    _, best = min(found, key=lambda tried: tried[0])
    return [Box(*choice.boxes[k].tolist()) for choice, k in zip(choices, best, strict=True)]


def _search(
    choices: Sequence[_Choices], together: Mapping[tuple[int, int], Floats], order: Sequence[int]
) -> tuple[float, list[int]]:
    """The cost and the choice of each label, placed in ``order`` and then moved in turn."""
    chosen: dict[int, int] = {}

    def cost(i: int) -> Floats:
        total = choices[i].cost
        for k, j in chosen.items():
            if (i, k) in together:
                total = total + together[i, k][:, j]
        return total

    for _ in range(_ROUNDS):
        before = dict(chosen)
        for i in order:
            chosen[i] = int(cost(i).argmin())
        if chosen == before:
            break
    alone = sum(choices[i].cost[j] for i, j in chosen.items())
    total = alone + sum(float(cost(i)[j]) - choices[i].cost[j] for i, j in chosen.items()) / 2
    return total, [chosen[i] for i in range(len(choices))]


def _near(fixed: _Fixed, boxes: Floats) -> _Fixed:
    """What lies near any of the boxes; the rest costs nothing."""
    low, high = boxes[:, :2].min(axis=0) - _NEAR, boxes[:, 2:].max(axis=0) + _NEAR

    def close(others: Floats) -> Floats:
        is_close = ((others[:, :2] < high) & (others[:, 2:] > low)).all(axis=1)
        found: Floats = others[is_close]
        return found

    return _Fixed(fixed.frame, close(fixed.points), close(fixed.roads), close(fixed.taken))


def _can_meet(one: _Choices, other: _Choices) -> bool:
    """Whether any choice of one label is near any of the other; lines lie between both."""
    low = np.maximum(one.boxes[:, :2].min(axis=0), other.boxes[:, :2].min(axis=0)) - 2
    high = np.minimum(one.boxes[:, 2:].max(axis=0), other.boxes[:, 2:].max(axis=0)) + 2
    return bool((low < high).all())


def _between(one: _Choices, other: _Choices) -> Floats:
    """What each choice of one label costs beside each of another, shape (choice, choice)."""
    padded = other.boxes + np.array([-2.0, -1.0, 2.0, 1.0])
    here, there = one.lines.reshape(-1, 4), other.lines.reshape(-1, 4)
    size = (len(one.boxes), len(other.boxes))
    crossed = _each(here, padded).reshape(size[0], -1, size[1]).sum(axis=1)
    crossed += _each(one.boxes, there).reshape(*size, -1).sum(axis=2)
    cost: Floats = _OVER_LABEL * (_each(one.boxes, padded) + _LINE_TIMES * crossed)
    return cost + _CROSSING * _lines_cross(one, other)


def _lines_cross(one: _Choices, other: _Choices) -> Flags:
    """Whether the lines to two labels cross, shape (choice, choice)."""
    a, b, c, d = one.start, one.ends[:, np.newaxis], other.start, other.ends[np.newaxis]
    # Where there is no line there is no end, and nothing that is compared with NaN is true.
    crosses: Flags = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return crosses


def _turn(start: Floats, end: Floats, point: Floats) -> Floats:
    """On which side of a line points lie: above 0 on the left."""
    along_x, along_y = end[..., 0] - start[..., 0], end[..., 1] - start[..., 1]
    turn: Floats = along_x * (point[..., 1] - start[..., 1]) - along_y * (
        point[..., 0] - start[..., 0]
    )
    return turn


def _line(spot: Spot, box: Box) -> Floats:
    """Boxes along the line to a label, shape (piece, 4); without area where there is no line."""
    end = leader(spot, box)
    if end is None:
        return np.zeros((_PIECES, 4))
    way = np.linspace((spot.x, spot.y), end, _PIECES)
    return np.hstack([way - 1.5, way + 1.5])


def _around(spot: Spot) -> Box:
    x, y, r, _, _ = spot
    return Box(x - r, y - r, x + r, y + r)


def _wider(points: Floats) -> Floats:
    wider: Floats = points + np.array([-_NEAR, -_NEAR, _NEAR, _NEAR])
    return wider


def _table(boxes: Sequence[Box]) -> Floats:
    """Boxes as rows, shape (box, 4)."""
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _shared(boxes: Floats, others: Floats) -> Floats:
    """Area that each box shares with all others together, shape (box,)."""
    area: Floats = _each(boxes, others).sum(axis=1)
    return area


def _each(boxes: Floats, others: Floats) -> Floats:
    """Area that each box shares with each other one, shape (box, other)."""
    (left, bottom, right, top), (x0, y0, x1, y1) = boxes.T[:, :, np.newaxis], others.T
    wide = np.minimum(right, x1) - np.maximum(left, x0)
    high = np.minimum(top, y1) - np.maximum(bottom, y0)
    area: Floats = np.maximum(wide, 0.0) * np.maximum(high, 0.0)
    return area


def _beside(spot: Spot, right: float, up: float, distance: float) -> Box:
    reach = spot.radius + distance
    x = spot.x + right * reach + (right > 0 or -(right < 0)) * spot.width / 2
    y = spot.y + up * reach + (up > 0 or -(up < 0)) * spot.height / 2
    return Box(x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2)
