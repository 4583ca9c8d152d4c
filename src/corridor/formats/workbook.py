"""A run as a workbook of spreadsheets (XLSX): summary, arrivals, present, needs, sources, about."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corridor.forecast import TABLE_LEVELS, TOTAL, counts_to_come, summarise
from corridor.formats.finished import SOURCE_COLUMNS, Finished, about, source_cells
from corridor.formats.needs_table import needs_cells, needs_columns
from corridor.formats.quantities import ALL, daily_quantity
from corridor.formats.spreadsheet import Cell
from corridor.needs import Needs

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LEVELS = tuple(f"q{level:g}" for level in TABLE_LEVELS)
_BY_PLACE = ("place", "place_name", "date", "variable", "unit", *_LEVELS)
_TO_COME = ("place", "place_name", "last_count", "held", "time", "people", *_LEVELS)

#: A cell of a workbook holds no longer text.
_LONGEST = 32_767

#: Texts stay texts: no formulas, no links, no numbers made of digits in a name.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def write_workbook(run: Finished, needs: Needs, path: Path) -> None:
    """Write a workbook; every text is written as text, whatever it begins with."""
    # Imported only now: nothing else needs it.
    from xlsxwriter import Workbook

    with Workbook(path, _OPTIONS) as book:
        book.set_properties({"title": run.forecast.scenario.title, "author": "Corridor"})
        _sheet(book, "summary", ("what", *_LEVELS), _summary(run))
        _sheet(book, "arrivals", _BY_PLACE, _by_place(run, ("arrivals", "arrived")))
        _sheet(book, "present", _BY_PLACE, _by_place(run, ("present",)))
        to_come = tuple(_to_come(run))
        if to_come:
            _sheet(book, "counts to come", _TO_COME, to_come)
        _sheet(book, "needs", needs_columns(needs), needs_cells(needs))
        _sheet(book, "sources", SOURCE_COLUMNS, source_cells(run))
        _sheet(book, "about", ("name", "text"), about(run))


def _sheet(
    book: "Workbook", name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.add_worksheet(name)
    bold, whole = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    for j, column in enumerate(columns):
        sheet.write_string(0, j, column, bold)
    last = 0
    for i, row in enumerate(rows, start=1):
        last = i
        for j, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(i, j, cell[:_LONGEST])
            elif cell is not None:
                sheet.write_number(i, j, cell, whole if abs(cell) >= 100 else None)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 16)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _summary(run: Finished) -> Iterator[tuple[Cell, ...]]:
    forecast = run.forecast
    summary = summarise(forecast)
    zone = forecast.scenario.zone
    if run.what_if:
        yield run.what_if.label, *[None] * 5
    yield f"{forecast.scenario.title}: sensitivity {forecast.scenario.sensitivity}", *[None] * 5
    yield f"as of {forecast.as_of.astimezone(zone).isoformat()}", *[None] * 5
    yield "people who would leave if they could", *summary.leaving
    for crossing in summary.crossings:
        times = [time.isoformat() if time else "after the end" for time in crossing.times]
        yield f"time when {crossing.share:.0%} of those who leave have crossed", *times
    for day in summary.days:
        yield f"arrived by the end of {day.date}", *day.total


def _by_place(run: Finished, names: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    titles = {place.id: place.name for place in run.forecast.scenario.places} | {ALL: "all places"}
    for name in names:
        quantity = daily_quantity(run.forecast, name, TABLE_LEVELS)
        for k, place in enumerate(quantity.places):
            for j, day in enumerate(quantity.days):
                levels = (round(level) for level in quantity.values[:, j, k].tolist())
                yield place, titles[place], day.isoformat(), name, quantity.unit, *levels


def _to_come(run: Finished) -> Iterator[tuple[Cell, ...]]:
    zone = run.forecast.scenario.zone
    for row in counts_to_come(run.forecast):
        place = ALL if row.place == TOTAL else row.place
        held = row.held.astimezone(zone).isoformat() if row.held else ""
        for number, time in enumerate(row.times):
            head = (place, row.name, row.last, held, time.isoformat())
            yield *head, "as they will be counted", *row.people[number]
            yield *head, "present in the model", *row.present[number]
