"""What the signs on the map mean, in rows below it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from corridor.report.chart import Chart
from corridor.report.figures.canvas import BASE, GRID, INK, MODEL, PAPER, SOFT, Layout
from corridor.report.words import moment

#: Height of a row and width of a sign, in units of the drawing.
ROW, _SIGN = 21.0, 34.0


class Entry(NamedTuple):
    """One sign and its words; ``draw`` gets the axes and the sign's left end and height."""

    words: str
    draw: Callable[[Axes, float, float], None]


def legend_rows(chart: Chart, layout: Layout) -> list[list[Entry]]:
    """The signs that occur on the map, in rows that fit the layout."""
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for entry in _entries(chart):
        width = _width(entry, layout)
        if rows[-1] and used + width > layout.width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += width
    return rows


def draw_legend(axes: Axes, rows: Sequence[Sequence[Entry]], layout: Layout) -> None:
    """Draw the rows into axes whose unit is that of the drawing, from the top."""
    top = axes.get_ylim()[1]
    for i, row in enumerate(rows):
        x, y = 2.0, top - (i + 0.5) * ROW
        for entry in row:
            entry.draw(axes, x, y)
            axes.text(x + _SIGN, y, entry.words, va="center", fontsize=_size(layout), color=SOFT)
            x += _width(entry, layout)


def _size(layout: Layout) -> float:
    return layout.text - 1.5


def _width(entry: Entry, layout: Layout) -> float:
    return _SIGN + len(entry.words) * _size(layout) * 0.56 + 16


def _entries(chart: Chart) -> list[Entry]:
    kinds = {place.kind for place in chart.places}
    states = {road.state for road in chart.roads}
    found = [
        Entry(f"people in the area now ({moment(chart.as_of)})", _circle(BASE)),
        Entry(f"people received, there at the end ({moment(chart.times[-1])})", _circle(MODEL)),
        Entry("waypoint", _dot),
        Entry("checkpoint", _diamond),
        Entry("open road", _road(SOFT, 1.6, ())),
        Entry("under escort", _road(INK, 2.4, (5, 2.5))),
        Entry("closed", _closed),
        Entry("road that passes only so many vehicles", _band),
    ]
    occurs = [
        "origin" in kinds,
        "reception" in kinds,
        "waypoint" in kinds,
        "checkpoint" in kinds,
        "open" in states,
        "escort" in states,
        "closed" in states,
        any(road.is_limited for road in chart.roads),
    ]
    return [entry for entry, shown in zip(found, occurs, strict=True) if shown]


def _circle(colour: str) -> Callable[[Axes, float, float], None]:
    def draw(axes: Axes, x: float, y: float) -> None:
        draw_circle(axes, (x + _SIGN / 2 - 4, y), 6.5, colour)

    return draw


def draw_circle(axes: Axes, at: tuple[float, float], radius: float, colour: str) -> None:
    """A circle of people: the paper, a tint over it, and an edge."""
    axes.plot(*at, "o", color=PAPER, markersize=2 * radius, zorder=4)
    axes.plot(
        *(*at, "o"), color=colour, alpha=0.45, markersize=2 * radius, markeredgewidth=0, zorder=5
    )
    axes.plot(
        *(*at, "o"),
        markersize=2 * radius,
        markerfacecolor="none",
        markeredgecolor=colour,
        markeredgewidth=1.4,
        zorder=6,
    )


def _dot(axes: Axes, x: float, y: float) -> None:
    axes.plot(x + _SIGN / 2 - 4, y, "o", color=INK, markersize=5, markeredgewidth=1.4)


def _diamond(axes: Axes, x: float, y: float) -> None:
    axes.plot(x + _SIGN / 2 - 4, y, "D", color=INK, markersize=9, markeredgewidth=1.4)


def _road(
    colour: str, width: float, dashes: tuple[float, ...]
) -> Callable[[Axes, float, float], None]:
    def draw(axes: Axes, x: float, y: float) -> None:
        (line,) = axes.plot((x, x + _SIGN - 8), (y, y), color=colour, linewidth=width)
        if dashes:
            line.set_dashes(dashes)

    return draw


def _closed(axes: Axes, x: float, y: float) -> None:
    _road(INK, 2.4, (0.8, 2.2))(axes, x, y)
    axes.plot(x + _SIGN / 2 - 4, y, "x", color=INK, markersize=9, markeredgewidth=2.2, zorder=3)


def _band(axes: Axes, x: float, y: float) -> None:
    ends = ((x + 4, x + _SIGN - 12), (y, y))
    axes.plot(*ends, color=GRID, linewidth=9, solid_capstyle="round", zorder=1)
    axes.plot((x, x + _SIGN - 8), (y, y), color=SOFT, linewidth=1.6, zorder=2)
