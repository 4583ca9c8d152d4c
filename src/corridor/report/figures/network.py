"""The places and roads of a scenario, drawn from its own coordinates."""

from collections.abc import Collection, Mapping, Sequence
from math import cos, log10, nan, radians, sqrt
from typing import NamedTuple, TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from corridor.report.chart import Chart, MapPlace, RoadState
from corridor.report.figures.canvas import (
    BASE,
    GRID,
    INK,
    MODEL,
    SOFT,
    Caption,
    Layout,
    add_axes,
    new_figure,
    style,
    to_svg,
)
from corridor.report.figures.labels import Box, Spot, along, leader, place_labels
from corridor.report.figures.legend import ROW, draw_circle, draw_legend, legend_rows
from corridor.report.words import date, people

#: Kilometres in a degree of latitude: a fortieth part of the Earth's 40,000 km round, over 9.
_KM_PER_DEGREE = 111.2

_DASHES: Mapping[RoadState, tuple[float, ...]] = {"closed": (0.8, 2.2), "escort": (5, 2.5)}


#: So many places of a panel have their name beside them at most.
_MOST_NAMED = 40

#: With more places than this the roads of a panel lie so close that no label can keep off them.
_MANY_PLACES = 200

#: Radius of a place without a name.
_DOT = 2.5

_Line: TypeAlias = tuple[tuple[float, float], tuple[float, float]]

#: Where the scale stands in a panel.
_SCALE_BOX = Box(0, 0, 150, 34)


class _Point(NamedTuple):
    place: MapPlace
    x: float
    y: float
    people: float


class _Panel(NamedTuple):
    """One map: its axes, its box in units, its scale in units per km, and its lower left corner."""

    axes: Axes
    box: Box
    scale: float
    west: float
    south: float

    def at(self, point: _Point) -> tuple[float, float]:
        """A point's place in units from the panel's lower left corner."""
        return (point.x - self.west) * self.scale, (point.y - self.south) * self.scale


def draw_network(chart: Chart, layout: Layout) -> str:
    """One map, or an overview and a detail where the area of origin is small beside the whole."""
    points = _points(chart)
    core = [point for point in points if point.place.near_origins]
    detail = _extent(core) < 0.5 * _extent(points)
    signs = legend_rows(chart, layout)
    with style(layout, "network"):
        height, boxes = _boxes(layout, two=detail)
        foot = 10 + round(len(signs) * ROW)
        figure = new_figure(layout, height + foot)
        if detail:
            rest = [point for point in points if not point.place.near_origins]
            word = "detail below" if layout.is_narrow else "detail"
            panel = _make_panel(figure, boxes[0], points, layout)
            taken = _frame(panel, core, word, layout)
            _fill_panel(panel, layout, chart, points, named=rest, taken=taken)
            inner = _make_panel(figure, boxes[1], core, layout)
            _fill_panel(inner, layout, chart, core, named=core)
            _title(panel, "Where people are received")
            _title(inner, "From the origins to the first reception place")
        else:
            panel = _make_panel(figure, boxes[0], points, layout)
            _fill_panel(panel, layout, chart, points, named=points)
        below = _blank(figure, (1.0, height + 6.0, layout.width - 2.0, len(signs) * ROW))
        draw_legend(below, signs, layout)
        return to_svg(figure, layout, _caption(points))


def _caption(points: Sequence[_Point]) -> Caption:
    received = sorted(
        (point for point in points if point.place.kind == "reception"),
        key=lambda point: -point.people,
    )
    most = ", ".join(f"{p.place.name} {people(p.people)}" for p in received[:3])
    return Caption(
        "network",
        "Map of places and roads",
        f"Schematic map of {len(points)} places. Most people at the end, by median: {most}.",
    )


def _points(chart: Chart) -> list[_Point]:
    places = chart.places
    shrink = cos(radians(sum(place.lat for place in places) / len(places)))
    return [
        _Point(
            place,
            place.lon * shrink * _KM_PER_DEGREE,
            place.lat * _KM_PER_DEGREE,
            place.people,
        )
        for place in places
    ]


def _extent(points: Sequence[_Point]) -> float:
    """The longer side of the box around points, in km."""
    x, y = [point.x for point in points], [point.y for point in points]
    return max(max(x) - min(x), max(y) - min(y))


def _boxes(layout: Layout, *, two: bool) -> tuple[int, list[tuple[float, float, float, float]]]:
    """Height of the figure and the boxes of its panels: left, top, width, height."""
    if layout.is_narrow:
        high = 330
        boxes = [(1.0, 30.0 + i * (high + 44.0), layout.width - 2.0, float(high)) for i in (0, 1)]
        return (2 * high + 80 if two else high + 36), boxes
    high, gap = 400, 24
    if not two:
        return high + 36, [(1.0, 30.0, layout.width - 2.0, float(high))]
    half = (layout.width - gap - 2) / 2
    return high + 36, [(1.0 + i * (half + gap), 30.0, half, float(high)) for i in (0, 1)]


def _fill_panel(
    panel: _Panel,
    layout: Layout,
    chart: Chart,
    points: Sequence[_Point],
    *,
    named: Sequence[_Point],
    taken: Sequence[Box] = (),
) -> None:
    """Draw roads, places and the names of some of them; ``taken`` is already drawn on."""
    _draw_links(panel, chart, points)
    named = _largest(named, 24 if layout.is_narrow else _MOST_NAMED)
    shown = {point.place.id for point in named}
    largest = max((point.people for point in points), default=1.0)
    greatest = 15.0 if layout.is_narrow else 20.0
    radii = {
        point.place.id: _radius(point, largest, greatest, named=point.place.id in shown)
        for point in points
    }
    _draw_places(panel, points, radii)
    spots = _spots(panel, chart, points, shown, radii, layout)
    _draw_labels(panel, spots, _along_links(panel, chart, points), taken, layout)
    _draw_scale(panel, layout)


def _largest(points: Sequence[_Point], most: int) -> Sequence[_Point]:
    """Those to be named: all, or where they are too many to be read the ones with most people."""
    if len(points) <= most:
        return points
    return sorted(points, key=lambda point: -point.people)[:most]


def _make_panel(
    figure: Figure,
    box: tuple[float, float, float, float],
    points: Sequence[_Point],
    layout: Layout,
) -> _Panel:
    _, _, wide, high = box
    margin = 44 if layout.is_narrow else 56
    x, y = [point.x for point in points], [point.y for point in points]
    scale = min(
        (wide - 2 * margin) / max(max(x) - min(x), 1.0),
        (high - 2 * margin) / max(max(y) - min(y), 1.0),
    )
    west = (min(x) + max(x)) / 2 - wide / 2 / scale
    south = (min(y) + max(y)) / 2 - high / 2 / scale
    axes = _blank(figure, box)
    for spine in axes.spines.values():
        spine.set_visible(True)
    return _Panel(axes, Box(0, 0, wide, high), scale, west, south)


def _blank(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes in units of the drawing, without scales."""
    axes = add_axes(figure, box)
    axes.set_xlim(0, box[2])
    axes.set_ylim(0, box[3])
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def _radius(point: _Point, largest: float, greatest: float, *, named: bool) -> float:
    if point.place.kind in ("origin", "reception") and named:
        return max(greatest * sqrt(point.people / max(largest, 1.0)), 3.0)
    return 4.5 if point.place.kind == "checkpoint" and named else _DOT


def _draw_links(panel: _Panel, chart: Chart, points: Sequence[_Point]) -> None:
    spots = {point.place.id: panel.at(point) for point in points}
    lines: dict[RoadState, list[_Line]] = {}
    limited: list[_Line] = []
    for road in chart.roads:
        if road.start in spots and road.end in spots:
            line = (spots[road.start], spots[road.end])
            lines.setdefault(road.state, []).append(line)
            if road.is_limited:
                limited.append(line)
    panel.axes.plot(*_as_one(limited), color=GRID, linewidth=9, solid_capstyle="round", zorder=1)
    for state, these in lines.items():
        color, width = (SOFT, 1.6) if state == "open" else (INK, 2.4)
        (drawn,) = panel.axes.plot(*_as_one(these), color=color, linewidth=width, zorder=2)
        if state != "open":
            drawn.set_dashes(_DASHES[state])
    for (x0, y0), (x1, y1) in lines.get("closed", ()):
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        panel.axes.plot(*middle, "x", color=INK, markersize=9, markeredgewidth=2.2, zorder=3)


def _as_one(lines: Sequence[_Line]) -> tuple[list[float], list[float]]:
    """Lines as one with gaps: of 40,000 each by itself takes a minute and 20 MB."""
    x = [value for (x0, _), (x1, _) in lines for value in (x0, x1, nan)]
    y = [value for (_, y0), (_, y1) in lines for value in (y0, y1, nan)]
    return x, y


def _draw_places(panel: _Panel, points: Sequence[_Point], radii: Mapping[str, float]) -> None:
    marked: dict[tuple[str, str, float], list[tuple[float, float]]] = {}
    for point in points:
        radius = radii[point.place.id]
        colour = {"origin": BASE, "reception": MODEL}.get(point.place.kind, INK)
        marker = "D" if point.place.kind == "checkpoint" else "o"
        if radius > _DOT and marker == "o":
            draw_circle(panel.axes, panel.at(point), radius, colour)
        else:
            marked.setdefault((marker, colour, radius), []).append(panel.at(point))
    for (marker, colour, radius), spots in marked.items():
        panel.axes.plot(
            *zip(*spots, strict=True),
            marker,
            markersize=2 * radius,
            markerfacecolor=colour,
            markeredgecolor=colour,
            markeredgewidth=1.4,
            zorder=6,
        )


class _Named(NamedTuple):
    """A spot and the lines of its label; lines are empty where a point has no label here."""

    id: str
    spot: Spot
    text: tuple[str, ...]


def _spots(
    panel: _Panel,
    chart: Chart,
    points: Sequence[_Point],
    shown: Collection[str],
    radii: Mapping[str, float],
    layout: Layout,
) -> list[_Named]:
    """Every point, the largest first, with the size of its label."""
    size = layout.text - 1.5
    found = []
    for point in sorted(points, key=lambda point: -radii[point.place.id]):
        text = _label(point, chart) if point.place.id in shown else ()
        # The first line is bold.
        wide = max(
            (len(line) * size * (0.57 if i else 0.63) for i, line in enumerate(text)), default=0
        )
        spot = Spot(*panel.at(point), radii[point.place.id], wide, len(text) * size * 1.22)
        found.append(_Named(point.place.id, spot, text))
    return found


def _draw_labels(
    panel: _Panel,
    points: Sequence[_Named],
    roads: Sequence[Box],
    taken: Sequence[Box],
    layout: Layout,
) -> None:
    named = [point for point in points if point.text]
    rest = [Box(x - r, y - r, x + r, y + r) for _, (x, y, r, _, _), text in points if not text]
    frame = Box(6, 6, panel.box.right - 6, panel.box.top - 6)
    boxes = place_labels(
        [point.spot for point in named],
        frame,
        points=rest,
        roads=roads,
        taken=[_SCALE_BOX, *taken],
    )
    for point, box in zip(named, boxes, strict=True):
        _draw_label(panel.axes, point, box, layout.text - 1.5)


def _along_links(panel: _Panel, chart: Chart, points: Sequence[_Point]) -> list[Box]:
    """Small boxes along the roads, which labels keep off where they can: not where all is road."""
    if len(points) > _MANY_PLACES:
        return []
    spots = {point.place.id: panel.at(point) for point in points}
    return [
        box
        for road in chart.roads
        if road.start in spots and road.end in spots
        for box in along(spots[road.start], spots[road.end])
    ]


def _label(point: _Point, chart: Chart) -> tuple[str, ...]:
    name = point.place.name.split(" (")[0]
    if point.place.kind == "checkpoint":
        return (name, "checkpoint")
    if point.place.kind == "waypoint":
        return (name,)
    when = "now" if point.place.kind == "origin" else f"on {date(chart.times[-1])}"
    return (name, f"{people(point.people)} {when}")


def _draw_label(axes: Axes, point: _Named, box: Box, size: float) -> None:
    id, spot, text = point
    end = leader(spot, box)
    if end is not None:
        axes.plot((spot.x, end[0]), (spot.y, end[1]), color=SOFT, linewidth=0.8, zorder=3)
    align = "left" if box.left >= spot.x else "right" if box.right <= spot.x else "center"
    x = {"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[align]
    high = (box.top - box.bottom) / len(text)
    for i, line in enumerate(text):
        axes.text(
            *(x, box.top - high * (i + 0.82), line),
            ha=align,
            va="baseline",
            fontsize=size,
            fontweight="bold" if i == 0 else "normal",
            color=INK if i == 0 else SOFT,
            zorder=8,
            # The page's style draws a halo behind the text of such groups.
            gid=f"label-{id}-{i}",
        )


def _draw_scale(panel: _Panel, layout: Layout) -> None:
    """A bar of a round length, about a fifth of the panel."""
    wanted = panel.box.right / 5 / panel.scale
    power = 10.0 ** int(log10(max(wanted, 1.0)))
    km = max(step * power for step in (1, 2, 5) if step * power <= max(wanted, 1.0))
    end = 14 + km * panel.scale
    panel.axes.plot((14, end), (14, 14), color=INK, linewidth=2.4, solid_capstyle="butt")
    panel.axes.text(end + 6, 14, f"{km:,.0f} km", va="center", fontsize=layout.text - 2, color=SOFT)


def _frame(panel: _Panel, core: Sequence[_Point], label: str, layout: Layout) -> list[Box]:
    """Draw the outline of the detail and its name; gives where they stand."""
    corners = [panel.at(point) for point in core]
    left, right = min(x for x, _ in corners) - 12, max(x for x, _ in corners) + 12
    bottom, top = min(y for _, y in corners) - 12, max(y for _, y in corners) + 12
    panel.axes.add_patch(
        Rectangle(
            (left, bottom), right - left, top - bottom, fill=False, edgecolor=SOFT, linewidth=1.2
        )
    )
    panel.axes.text(right, top + 5, label, ha="right", va="bottom", color=SOFT)
    sides = [
        *along((left, bottom), (right, bottom), half=2),
        *along((left, top), (right, top), half=2),
        *along((left, bottom), (left, top), half=2),
        *along((right, bottom), (right, top), half=2),
    ]
    wide = len(label) * layout.text * 0.57
    return [Box(right - wide, top + 4, right, top + 6 + layout.text), *sides]


def _title(panel: _Panel, text: str) -> None:
    panel.axes.text(0, panel.box.top + 9, text, fontweight="bold", va="bottom")
