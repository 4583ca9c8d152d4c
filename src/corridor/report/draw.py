"""The figures of a report, drawn here or in a process that only draws."""

from collections.abc import Mapping
from importlib import import_module

from corridor.report.chart import Chart

_FIGURES = "corridor.report.figures"


def load() -> None:
    """Load what draws: matplotlib takes about a second."""
    import_module(_FIGURES)


def draw_figures(chart: Chart) -> Mapping[str, str]:
    """Every figure by name as SVG, each in all layouts; text in them is escaped."""
    # Imported only now, so that a process that has them drawn elsewhere never loads matplotlib.
    from corridor.report.figures import FIGURES, LAYOUTS

    return {
        name: "".join(draw(chart, layout) for layout in LAYOUTS) for name, draw in FIGURES.items()
    }
