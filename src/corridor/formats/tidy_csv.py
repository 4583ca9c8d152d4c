"""A run as one tidy table: a row for each quantity, place, day and quantile level."""

from collections.abc import Iterator

from corridor.forecast import HUB_LEVELS, TOTAL, counts_to_come
from corridor.formats.finished import Finished, in_short
from corridor.formats.quantities import ALL, Quantity, daily_quantities
from corridor.formats.spreadsheet import Cell, csv_text

COLUMNS = (
    *("scenario", "as_of", "sensitivity", "place", "place_name", "date", "time", "variable"),
    *("meaning", "unit", "level", "value", "source"),
)


def tidy_csv(run: Finished) -> str:
    """The table as CSV, at the 23 hub levels; people are whole."""
    return csv_text(COLUMNS, _rows(run))


def _rows(run: Finished) -> Iterator[tuple[Cell, ...]]:
    scenario = run.forecast.scenario
    head = (scenario.name, run.forecast.as_of.isoformat(), scenario.sensitivity)
    names = {place.id: place.name for place in scenario.places} | {ALL: "all places"}
    source = in_short(run)
    for quantity in daily_quantities(run.forecast):
        for place, date, time, level, value in _values(quantity):
            yield (
                *(*head, place, names.get(place, place), date, time, quantity.name),
                *(quantity.meaning, quantity.unit, level, value, source),
            )
    for row in counts_to_come(run.forecast, HUB_LEVELS):
        place, name = (ALL, names[ALL]) if row.place == TOTAL else (row.place, row.name)
        for at, people in zip(row.times, row.people, strict=True):
            for level, value in zip(HUB_LEVELS, people, strict=True):
                yield (
                    *(*head, place, name, f"{at:%Y-%m-%d}", at.isoformat(), "count_to_come"),
                    *("people present as they will be counted", "people", level, value, source),
                )


def _values(quantity: Quantity) -> Iterator[tuple[str, str, str, float, int]]:
    for k, place in enumerate(quantity.places):
        for j, day in enumerate(quantity.days):
            for i, level in enumerate(quantity.levels):
                end = quantity.ends[j].isoformat()
                yield place, day.isoformat(), end, level, round(float(quantity.values[i, j, k]))
