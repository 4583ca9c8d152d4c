"""The figures of a comparison as plain data, drawn here or in a process that only draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corridor.report.chart import Chart
from corridor.units import Floats


@dataclass(frozen=True)
class VariantChart:
    """Arrivals in total in the base and a variant, and their difference by member.

    Each holds the 5, 50 and 95 % points over the members, shape (3, time), in people; times are
    those of the base's chart.
    """

    number: int
    base: Floats
    variant: Floats
    difference: Floats


def draw_variants(chart: Chart, variants: Sequence[VariantChart]) -> Mapping[str, str]:
    """Two figures for each variant, by name, as SVG in all layouts; text in them is escaped."""
    # Imported only now, so that a process that has them drawn elsewhere never loads matplotlib.
    from corridor.report.figures import LAYOUTS
    from corridor.report.figures.comparison import draw_difference, draw_totals

    figures = {}
    for one in variants:
        for name, draw in (("total", draw_totals), ("difference", draw_difference)):
            figures[f"{name}-{one.number}"] = "".join(
                draw(chart, one, layout) for layout in LAYOUTS
            )
    return figures
