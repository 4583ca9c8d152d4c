"""Names on the map: where they are put."""

from corridor.report.figures.labels import Box, Spot, along, leader, place_labels

FRAME = Box(0, 0, 400, 300)


def _shared(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(wide, 0.0) * max(high, 0.0)


def test_a_name_alone_stands_beside_its_point() -> None:
    spot = Spot(100, 150, 4, 80, 20)

    (box,) = place_labels([spot], FRAME)

    assert box == Box(108, 140, 188, 160)
    assert leader(spot, box) is None


def test_names_of_points_close_together_cover_neither_each_other_nor_a_point() -> None:
    spots = [Spot(200 + 8 * i, 150 + 5 * (i % 3), 4, 80, 20) for i in range(8)]

    boxes = place_labels(spots, FRAME)

    points = [Box(x - r, y - r, x + r, y + r) for x, y, r, _, _ in spots]
    for i, box in enumerate(boxes):
        assert sum(_shared(box, other) for other in boxes[:i]) == 0
        assert sum(_shared(box, point) for point in points) == 0
        assert _shared(box, FRAME) == 80 * 20


def test_a_name_keeps_off_what_is_drawn_already() -> None:
    taken = Box(105, 130, 250, 170)

    (box,) = place_labels([Spot(100, 150, 4, 80, 20)], FRAME, taken=[taken])

    assert _shared(box, taken) == 0


def test_a_name_keeps_off_a_road_where_it_can() -> None:
    road = along((100, 150), (300, 150))

    (box,) = place_labels([Spot(100, 150, 4, 80, 20)], FRAME, roads=road)

    assert sum(_shared(box, piece) for piece in road) == 0


def test_more_names_than_are_weighed_together_all_get_a_place() -> None:
    spots = [Spot(20 + 40 * (i % 9), 20 + 50 * (i // 9), 3, 30, 12) for i in range(50)]

    boxes = place_labels(spots, FRAME)

    assert len(boxes) == 50
    assert sum(_shared(one, other) for i, one in enumerate(boxes) for other in boxes[:i]) == 0
