"""The fan of total arrivals, drawn into a PDF as lines and areas."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from corridor.report.chart import Chart
from corridor.report.words import people
from corridor.units import Floats

if TYPE_CHECKING:
    from fpdf import FPDF

_MODEL, _COUNT, _BASE = (11, 106, 162), (180, 71, 11), (111, 119, 130)
_INK, _SOFT, _GRID = (28, 36, 48), (75, 85, 99), (223, 226, 230)

#: Room for the numbers at the left, for the as-of time above and the dates below, in millimetres.
_LEFT, _TOP, _FOOT = 16.0, 5.0, 5.0

#: Steps of the vertical axis: these times a power of ten, about so many of them.
_STEPS, _LINES = (1, 2, 2.5, 5, 10), 4

#: Points along an outline: more cannot be seen.
_POINTS = 200

#: So many dates fit below.
_DATES = 8


def draw_fan(pdf: "FPDF", chart: Chart, *, height: float, size: float) -> float:
    """Draw the chart at the current height over the whole width; gives where it ends."""
    frame = _Frame(pdf, chart, height)
    pdf.set_font("brief", "", 0.85 * size)
    frame.grid()
    frame.dates()
    frame.bands()
    frame.beside()
    frame.now()
    pdf.set_draw_color(*_INK)
    pdf.set_line_width(0.2)
    pdf.set_xy(pdf.l_margin, frame.foot + _FOOT)
    pdf.set_text_color(*_SOFT)
    pdf.multi_cell(
        pdf.epw,
        0.85 * size * 25.4 / 72 * 1.27,
        f"Total arrivals, people. {legend(chart)}",
        align="L",
        new_x="LMARGIN",
        new_y="NEXT",
    )
    return float(pdf.get_y())


def legend(chart: Chart) -> str:
    """What the signs of the chart mean: those that are drawn, and no other."""
    told = ["Line: median; dark band: 50 % of the runs, light band: 90 %."]
    if chart.known or chart.later:
        hollow = ", hollow where known only later" if chart.later else ""
        told.append(f"Points: reported counts{hollow}.")
    if chart.baseline is not None:
        told.append("Dashed: the simplest forecast.")
    return " ".join(told)


class _Frame:
    """The axes: hours since the chart's origin across, people upwards."""

    def __init__(self, pdf: "FPDF", chart: Chart, height: float) -> None:
        self.pdf, self.chart = pdf, chart
        self.left, self.right = pdf.l_margin + _LEFT, pdf.l_margin + pdf.epw
        self.top = pdf.get_y() + _TOP
        self.foot = pdf.get_y() + height - _FOOT
        self.most = max(10.0, 1.04 * float(chart.crossed[-1, -1]))

    def x(self, hour: float) -> float:
        return self.left + hour / float(self.chart.hours[-1]) * (self.right - self.left)

    def y(self, number: float) -> float:
        return self.foot - min(number, self.most) / self.most * (self.foot - self.top)

    def grid(self) -> None:
        pdf = self.pdf
        pdf.set_draw_color(*_GRID)
        pdf.set_text_color(*_SOFT)
        pdf.set_line_width(0.2)
        for number in _round_numbers(self.most):
            pdf.line(self.left, self.y(number), self.right, self.y(number))
            pdf.set_xy(self.left - _LEFT, self.y(number) - 1.5)
            pdf.cell(_LEFT - 1.5, 3, people(number), align="R")

    def dates(self) -> None:
        for day in _midnights(self.chart):
            at = self.x(self.chart.hour(day))
            self.pdf.set_xy(at - 8, self.foot + 0.6)
            self.pdf.cell(16, 3, f"{day.day} {day:%b}", align="C")

    def bands(self) -> None:
        hours, levels = _thinned(self.chart.hours, self.chart.crossed)
        pdf = self.pdf
        pdf.set_fill_color(*_MODEL)
        for low, opacity in ((0, 0.2), (1, 0.36)):
            outline = [
                *zip(hours, levels[low], strict=True),
                *zip(hours[::-1], levels[-1 - low][::-1], strict=True),
            ]
            with pdf.local_context(fill_opacity=opacity):
                pdf.polygon([(self.x(h), self.y(n)) for h, n in outline], style="F")
        self._line(hours, levels[2], _MODEL, 0.6)

    def beside(self) -> None:
        """The simplest forecast and the counts."""
        chart, pdf = self.chart, self.pdf
        if chart.baseline is not None:
            ahead = chart.hours >= chart.now
            pdf.set_dash_pattern(dash=1.4, gap=1.0)
            self._line(*_thinned(chart.hours[ahead], chart.baseline[ahead]), _BASE, 0.5)
            pdf.set_dash_pattern()
        pdf.set_draw_color(*_COUNT)
        pdf.set_line_width(0.35)
        for marks, fill in ((chart.later, (255, 255, 255)), (chart.known, _COUNT)):
            pdf.set_fill_color(*fill)
            for mark in marks:
                if 0 <= mark.hour <= chart.hours[-1]:
                    pdf.circle(self.x(mark.hour), self.y(mark.people), 0.9, style="DF")

    def now(self) -> None:
        pdf, at = self.pdf, self.x(self.chart.now)
        pdf.set_draw_color(*_INK)
        pdf.set_line_width(0.3)
        pdf.line(at, self.top, at, self.foot)
        pdf.set_text_color(*_INK)
        pdf.set_xy(at - 0.5, self.top - 4)
        pdf.cell(60, 3, self.chart.now_label)

    def _line(
        self, hours: Floats, numbers: Floats, colour: tuple[int, int, int], width: float
    ) -> None:
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        points = [(self.x(h), self.y(n)) for h, n in zip(hours, numbers, strict=True)]
        self.pdf.polyline(points)


def _thinned(hours: Floats, numbers: Floats) -> tuple[Floats, Floats]:
    """Every so many points, and always the last one."""
    kept = np.unique(np.linspace(0, len(hours) - 1, min(_POINTS, len(hours))).astype(np.int64))
    return hours[kept], numbers[..., kept]


def _round_numbers(most: float) -> Sequence[float]:
    power = 10.0 ** np.floor(np.log10(most / _LINES))
    step = next(power * one for one in _STEPS if most / (power * one) <= _LINES + 1)
    return [step * i for i in range(int(most / step) + 1)]


def _midnights(chart: Chart) -> Sequence[datetime]:
    first, last = chart.times[0], chart.times[-1]
    days = [first.date() + timedelta(days=i) for i in range((last.date() - first.date()).days + 1)]
    found = [datetime(day.year, day.month, day.day, tzinfo=first.tzinfo) for day in days]
    shown = [midnight for midnight in found if chart.hour(midnight) >= 0]
    every = -(-len(shown) // _DATES)
    return shown[every // 2 :: every]
