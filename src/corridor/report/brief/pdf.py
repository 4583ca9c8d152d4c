"""The brief as a PDF of one page, made with fpdf2 alone: nothing of the system is needed.

Its letters are DejaVu Sans, which matplotlib brings; text can be searched and copied.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from corridor.errors import RunError
from corridor.report.brief.content import Brief, Line
from corridor.report.brief.fan import draw_fan
from corridor.report.words import NBSP

if TYPE_CHECKING:
    from fpdf import FPDF

#: Sizes of the text in points that are tried until everything fits on the page; smaller than the
#: last nobody can read.
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)

_MARGIN, _GAP = 12.0, 6.0
_INK, _SOFT, _WARN = (28, 36, 48), (75, 85, 99), (138, 90, 0)
_GRID, _WARN_PAPER = (223, 226, 230), (253, 243, 220)

#: Height of a line of text, in its size; a point is so many millimetres.
_LEADING, _POINT = 1.27, 25.4 / 72

#: Writes one of several columns of this width.
_Part: TypeAlias = Callable[[float], None]

#: Of the chart, in millimetres.
_CHART = 48.0


def brief_pdf(brief: Brief) -> bytes:
    """The brief as one page of A4.

    Raises
    ------
    RunError
        If its texts are so long that they do not fit at any size that can be read.
    """
    for size in _SIZES:
        sheet = _Sheet(size)
        try:
            sheet.write(brief)
            if sheet.is_one_page:
                return bytes(sheet.pdf.output())
        finally:
            sheet.close()
    raise RunError("the brief does not fit on one page: shorten the scenario's title or names")


class _Sheet:
    """A page being filled from top to bottom at one size of text."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.pdf = _new_pdf()
        self.width = self.pdf.epw

    @property
    def is_one_page(self) -> bool:
        return self.pdf.page_no() == 1 and self.pdf.get_y() <= self.pdf.h - _MARGIN

    def close(self) -> None:
        """Close the files of the letters, which fpdf2 keeps open."""
        from fpdf.fonts import TTFFont

        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def write(self, brief: Brief) -> None:
        pdf = self.pdf
        kind = "What-if beside the forecast" if brief.what_if else "Forecast"
        title = f"{'What if: ' if brief.what_if else ''}{brief.title}"
        pdf.set_title(f"{title}: brief as of {brief.as_of}".replace(NBSP, " "))
        self._label(brief)
        self._text(title, self.width, scale=1.7, style="B")
        for sentence in brief.what_if:
            self._text(sentence, self.width, style="B", colour=_WARN)
        self._text(
            f"{kind} as of {brief.as_of}. Produced {brief.produced}. Times are local.",
            self.width,
            colour=_SOFT,
        )
        self._heading(f"{'If so: what' if brief.what_if else 'What'}, and when", self.width)
        for number, sentence in enumerate(brief.what):
            self._text(sentence, self.width, scale=1.15 if number == 0 else 1.0)
        pdf.set_y(draw_fan(pdf, brief.chart, height=_CHART, size=self.size))
        self._columns(
            lambda width: self._table(
                "Where",
                f"People present at {brief.end}",
                brief.places,
                brief.places_note,
                width,
            ),
            lambda width: self._table(
                "What they will need",
                "All places, on the day when most is needed",
                brief.needs,
                brief.needs_note,
                width,
            ),
        )
        self._columns(
            lambda width: self._list("How sure", brief.how_sure, width),
            lambda width: self._list("What would change it", brief.changes, width, sign="• "),
        )
        self._heading("About this forecast", self.width)
        for sentence in (*brief.card, f"Sources. {brief.sources}"):
            self._text(sentence, self.width, scale=0.92, colour=_SOFT)

    def _label(self, brief: Brief) -> None:
        pdf = self.pdf
        is_public = brief.sensitivity == "public"
        pdf.set_draw_color(*(_INK if is_public else _WARN))
        pdf.set_fill_color(*((255, 255, 255) if is_public else _WARN_PAPER))
        pdf.set_text_color(*(_INK if is_public else _WARN))
        pdf.set_font("brief", "B", self.size)
        text = f"{brief.sensitivity.upper()}: {brief.sensitivity_words}"
        height = 1.7 * self.size * _POINT
        width = pdf.get_string_width(text) + 4
        pdf.cell(width, height, text, border=1, fill=True, align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1)

    def _heading(self, text: str, width: float) -> None:
        pdf = self.pdf
        pdf.ln(1.2)
        pdf.set_draw_color(*_INK)
        pdf.line(pdf.get_x(), pdf.get_y(), pdf.get_x() + width, pdf.get_y())
        pdf.ln(0.6)
        self._text(text, width, scale=1.15, style="B")

    def _text(
        self,
        text: str,
        width: float,
        *,
        scale: float = 1.0,
        style: str = "",
        colour: tuple[int, int, int] = _INK,
    ) -> None:
        pdf, left = self.pdf, self.pdf.l_margin
        pdf.set_font("brief", style, self.size * scale)
        pdf.set_text_color(*colour)
        height = self.size * scale * _POINT * _LEADING
        pdf.multi_cell(width, height, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_x(left)

    def _list(self, heading: str, texts: Sequence[str], width: float, *, sign: str = "") -> None:
        self._heading(heading, width)
        for text in texts:
            self._text(f"{sign}{text}", width)
            self.pdf.ln(0.4)

    def _table(
        self, heading: str, caption: str, lines: Sequence[Line], note: str, width: float
    ) -> None:
        self._heading(heading, width)
        self._text(f"{caption}: median, 90{NBSP}% interval", width, scale=0.92, colour=_SOFT)
        for line in lines:
            self._row(line, width)
        if note:
            self._text(note, width, scale=0.92, colour=_SOFT)

    def _row(self, line: Line, width: float) -> None:
        pdf = self.pdf
        top, left = pdf.get_y(), pdf.l_margin
        first, second, third = 0.41 * width, 0.2 * width, 0.39 * width
        self._text(line.name, first - 1)
        foot = pdf.get_y()
        height = self.size * _POINT * _LEADING
        pdf.set_xy(left + first, top)
        pdf.set_font("brief", "B", self.size)
        pdf.cell(second, height, line.value, align="R")
        pdf.set_font("brief", "", self.size)
        pdf.cell(third, height, line.interval, align="R")
        pdf.set_draw_color(*_GRID)
        pdf.line(left, foot, left + width, foot)
        pdf.set_xy(left, foot + 0.3)

    def _columns(self, *parts: _Part) -> None:
        """Parts side by side; the page goes on below the longest."""
        pdf = self.pdf
        top, margin = pdf.get_y(), pdf.l_margin
        width = (self.width - _GAP * (len(parts) - 1)) / len(parts)
        foots = []
        for number, part in enumerate(parts):
            pdf.set_left_margin(margin + number * (width + _GAP))
            pdf.set_xy(pdf.l_margin, top)
            part(width)
            foots.append(pdf.get_y())
        pdf.set_left_margin(margin)
        pdf.set_xy(margin, max(foots))


def _new_pdf() -> "FPDF":
    # Imported only now: both take a while to load, and only a brief needs them.
    import matplotlib as mpl
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    pdf.add_font("brief", "", fonts / "DejaVuSans.ttf")
    pdf.add_font("brief", "B", fonts / "DejaVuSans-Bold.ttf")
    pdf.set_margin(_MARGIN)
    # A page that is too long is seen by where it ends, and is not broken.
    pdf.set_auto_page_break(auto=False)
    pdf.c_margin = 0
    pdf.set_creator("Corridor")
    pdf.set_lang("en")
    pdf.add_page()
    return pdf
