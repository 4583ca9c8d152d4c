"""Figures of tables set in plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corridor.evidence.claim import Kind, Measured
from corridor.evidence.figures.amounts import Amount
from corridor.evidence.figures.columns import Cell
from corridor.evidence.figures.context import UNKNOWN_PLACE, Context, Proposal
from corridor.evidence.figures.figure import Figure
from corridor.evidence.figures.gazetteer import Gazetteer
from corridor.evidence.figures.manner import (
    FLOWS,
    STOCKS,
)
from corridor.evidence.figures.nouns import Counted, unit_of


def proposals_of_row(
    cells: Sequence[Cell], context: Context, gazetteer: Gazetteer
) -> Iterator[Proposal]:
    """The figures of one row of a table."""
    for cell in cells:
        place = gazetteer.near(cell.row) or cell.row if cell.row else context.main_place
        kind = cell.reading.kind
        if kind == "other" and cell.noun.group in ("person", "household") and context.last:
            kind = context.last.reading.kind
        amount = Amount(0, 1, 0, cell.value, cell.value, "exact", "digits")
        figure = Figure(amount, Counted(1, 1, cell.noun))
        reading = replace(cell.reading, kind=_of_table(kind, cell))
        when = cell.when or context.as_of
        held = when.held(context.published, context.zone) if when else ""
        yield Proposal(
            figure=figure,
            reading=reading,
            unit=unit_of(cell.noun),
            low=cell.value,
            high=cell.value,
            start=cell.start,
            end=cell.end,
            noun="",
            place=place or UNKNOWN_PLACE,
            place_is_stated=True,
            held=held or context.today.isoformat(),
            said_by=context.publisher,
            via="",
            speech="",
            measure=_measure_of_table(reading.kind),
            counting="",
            hedge="stated",
            confidence=round(cell.reading.surety, 2),
        )


def _of_table(kind: Kind, cell: Cell) -> Kind:
    """Tables by place of people whose heading says no more hold those who are there."""
    if kind in ("arrived", "other") and cell.reading.surety < 0.6 and cell.noun.group != "site":
        return "displaced"
    return kind


def _measure_of_table(kind: Kind) -> Measured:
    return "flow" if kind in FLOWS else "stock" if kind in STOCKS or kind == "displaced" else ""
