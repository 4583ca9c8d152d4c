"""Charts of a backtest: skill by horizon, calibration, and what the score is made of."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from corridor.report.figures.canvas import (
    BASE,
    COUNT,
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
from corridor.report.skill import Calibration, Parts, SkillLine
from corridor.report.style import template
from corridor.report.words import period

_LAYOUT = Layout("file", width=760, text=13.5, is_narrow=False)

#: A skill below this is drawn at the edge: what is twice as bad need not be told from worse.
_LOWEST_SKILL = -1.0

_MARKERS = "osD^vPX*<>"


def draw_skill(lines: Sequence[SkillLine]) -> str:
    """Skill against the best baseline by horizon: a line for each scenario, and their mean."""
    caption = Caption("skill", "Skill against the best baseline, by horizon", _told(lines))
    with style(_LAYOUT, caption.name):
        figure, axes = _frame(400, right=230)
        horizons = sorted({horizon for line in lines for horizon in line.skill})
        for number, line in enumerate(lines):
            _draw_line(axes, line, horizons, number)
        axes.axhline(0, color=INK, linewidth=1.2)
        _name_horizons(axes, horizons)
        axes.set_ylim(_LOWEST_SKILL - 0.05, 1)
        axes.grid(axis="y", color=GRID, linewidth=1)
        axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False)
        _title(axes, "skill (CRPS), down to −1; 0 is as good as the best baseline")
        return stand_alone(to_svg(figure, _LAYOUT, caption))


def draw_calibration(found: Sequence[Calibration]) -> str:
    """How often counts lay below each quantile, by horizon: on the diagonal if as claimed."""
    caption = Caption(
        "calibration",
        "How often counts lay below each quantile of the forecasts",
        "A line for each horizon; on the diagonal a forecast is right as often as it claims.",
    )
    with style(_LAYOUT, caption.name):
        figure, axes = _frame(460, right=230)
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1.2, dashes=(3, 3))
        for number, one in enumerate(found):
            opacity = 0.35 + 0.65 * (number + 1) / len(found)
            axes.plot(
                one.levels,
                one.below,
                color=MODEL,
                alpha=opacity,
                linewidth=2,
                marker=_MARKERS[number % len(_MARKERS)],
                markersize=5,
                label=f"{period(one.horizon)}, {one.rows} counts",
            )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.grid(color=GRID, linewidth=1)
        axes.set_xlabel("quantile of the forecast")
        axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False)
        _title(axes, "share of counts below it")
        return stand_alone(to_svg(figure, _LAYOUT, caption))


def draw_parts(found: Sequence[Parts]) -> str:
    """The parts of the weighted interval score beside those of the best baseline, which is 1."""
    caption = Caption(
        "wis",
        "What the weighted interval score is made of",
        "For each horizon the model (left) and the best baseline (right, 1 in all): price of wide "
        "intervals, of counts above them and of counts below them; means over scenarios.",
    )
    with style(_LAYOUT, caption.name):
        figure, axes = _frame(400, right=230)
        at = np.arange(len(found), dtype=float)
        for offset, bars in ((-0.2, [one.model for one in found]), (0.2, [b.best for b in found])):
            _stack(axes, at + offset, np.array(bars).T, is_named=offset < 0)
        _name_horizons(axes, [one.horizon for one in found])
        axes.axhline(1, color=INK, linewidth=1.2)
        axes.grid(axis="y", color=GRID, linewidth=1)
        axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False)
        _title(axes, "model (left) and best baseline (right); the baseline is 1")
        return stand_alone(to_svg(figure, _LAYOUT, caption))


def stand_alone(svg: str) -> str:
    """An SVG element of a page as a file of its own, with the page's colours."""
    colours = template("colours.css").rstrip("\n")
    paper = '<rect width="100%" height="100%" fill="var(--card)"/>'
    start = svg.index(">") + 1
    opened = svg[: start - 1] + ' xmlns="http://www.w3.org/2000/svg">'
    font = "text { font-family: system-ui, sans-serif; }"
    return f"{opened}<style>{colours}\n{font}</style>{paper}{svg[start:]}\n"


def _told(lines: Sequence[SkillLine]) -> str:
    told = [
        f"{line.name}: "
        + ", ".join(f"{period(horizon)} {value:+.2f}" for horizon, value in line.skill.items())
        for line in lines
    ]
    return "; ".join(told) + "."


def _frame(height: int, *, right: int) -> tuple[Figure, Axes]:
    figure = new_figure(_LAYOUT, height)
    return figure, add_axes(figure, (52, 46, _LAYOUT.width - 52 - right, height - 46 - 56))


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", color=SOFT, fontsize=_LAYOUT.text, pad=14)


def _draw_line(axes: Axes, line: SkillLine, horizons: Sequence[timedelta], number: int) -> None:
    at = [horizons.index(horizon) for horizon in line.skill]
    values = np.clip(list(line.skill.values()), _LOWEST_SKILL, 1)
    axes.plot(
        at,
        values,
        color=MODEL if line.is_mean else BASE,
        linewidth=3 if line.is_mean else 1.4,
        marker=None if line.is_mean else _MARKERS[number % len(_MARKERS)],
        markersize=6,
        markerfacecolor=COUNT,
        markeredgewidth=0,
        label=line.name,
        zorder=3 if line.is_mean else 2,
    )


def _name_horizons(axes: Axes, horizons: Sequence[timedelta]) -> None:
    axes.set_xticks(range(len(horizons)), [period(horizon) for horizon in horizons])
    axes.set_xlim(-0.5, len(horizons) - 0.5)
    axes.set_xlabel("horizon")


def _stack(axes: Axes, at: np.ndarray, parts: np.ndarray, *, is_named: bool) -> None:
    names = ("wide intervals", "counts above them", "counts below them")
    bottom = np.zeros(len(at))
    for part, name, colour in zip(parts, names, (MODEL, COUNT, BASE), strict=True):
        label = name if is_named else None
        axes.bar(at, part, 0.34, bottom=bottom, color=colour, label=label, linewidth=0)
        bottom = bottom + part
