"""The brief: one page in plain language, as HTML and as PDF."""

from collections.abc import Sequence

from corridor.forecast import VariantRun
from corridor.formats.finished import Finished
from corridor.needs import Needs
from corridor.report.brief.content import Brief, make_brief
from corridor.report.brief.page import render_brief
from corridor.report.brief.pdf import brief_pdf
from corridor.report.draw import draw_figures
from corridor.report.view import make_view

__all__ = ["Brief", "brief_pdf", "make_brief", "render_brief", "write_texts"]


def write_texts(
    run: Finished, needs: Needs, what_ifs: Sequence[VariantRun] = ()
) -> tuple[str, bytes]:
    """The brief of a run as HTML and as PDF; ``what_ifs`` are variants run with the same draws."""
    view = make_view(run.forecast)
    brief = make_brief(run, view, needs, what_ifs)
    return render_brief(brief, draw_figures(view.chart)["total"]), brief_pdf(brief)
