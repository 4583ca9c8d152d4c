"""Needs as a table: one row for each need, place and day, quantiles side by side."""

from collections.abc import Iterator

from corridor.formats.spreadsheet import Cell, csv_text
from corridor.needs import CHECKED, COUNTED, Needs

_KEYS = (
    "scenario",
    "as_of",
    "sensitivity",
    "place",
    "place_name",
    "date",
    "sector",
    "need",
    "name",
    "unit",
)
_MORE = ("counted_by", "per", "people_per_household", "household_size", "cold_climate")
_SOURCES = ("source", "checked")


def needs_columns(needs: Needs) -> tuple[str, ...]:
    """The columns of the table."""
    return (*_KEYS, *(f"q{level:g}" for level in needs.levels), *_MORE, *_SOURCES)


def needs_cells(needs: Needs) -> Iterator[tuple[Cell, ...]]:
    """The rows of the table."""
    as_of = needs.as_of.isoformat()
    for row in needs.rows():
        standard = row.standard
        yield (
            *(
                needs.scenario,
                as_of,
                needs.sensitivity,
                row.place,
                needs.name_of(row.place),
                row.day.isoformat(),
            ),
            *(standard.sector, standard.id, standard.name, standard.unit),
            *(round(value, 6) for value in row.values),
            *(COUNTED[standard.counted], standard.of, round(needs.household.median, 6)),
            *(needs.household.origin, "yes" if needs.is_cold else "no"),
            *(standard.source, CHECKED[standard.checked]),
        )


def needs_csv(needs: Needs) -> str:
    """The table as CSV."""
    return csv_text(needs_columns(needs), needs_cells(needs))
