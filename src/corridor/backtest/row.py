"""One forecast of one number beside what was counted: the rows of a backtest's table."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np

from corridor.errors import RunError
from corridor.levels import HUB_LEVELS
from corridor.observe import Variable
from corridor.units import Days

#: The forecaster that is no baseline.
MODEL = "corridor"

_HOUR = timedelta(hours=1)

#: Significant digits that are kept of a number: more than any count has.
_DIGITS = 9

_KEYS = ("scenario", "origin", "variable", "place", "horizon_hours", "forecaster")
_SCORES = ("observed", "gap_days", "crps", "crps_log", "pit", "room", "chance", "energy")
COLUMNS = (*_KEYS, *_SCORES, *(f"q{level:g}" for level in HUB_LEVELS))


class Row(NamedTuple):
    """A forecast by the model or a baseline, and how it was scored.

    Attributes
    ----------
    scenario : str
        Name of the scenario.
    origin : datetime
        When it was made, with what was known by then.
    variable : str
        What is forecast, by the name of the ensemble's array; flows since the start of the run.
    place : str
        Id of the place, or :data:`corridor.backtest.TOTAL`.
    horizon : timedelta
        How far ahead.
    forecaster : str
        :data:`MODEL` or the name of a baseline.
    observed : float
        People counted, or on the line between two counts.
    gap : float
        Days between these two; 0 for a count at that very time. For a total the longest.
    crps, crps_log, pit : float
        See :mod:`corridor.score`.
    room : float
        People for whom the place has room, as known at the origin; nan where nothing limits it.
    chance : float
        Forecast chance of more people than that; nan likewise.
    energy : float
        Energy score of all places together, in the row of the model's total; nan elsewhere.
    quantiles : tuple of float
        At the hub levels, in people.
    """

    scenario: str
    origin: datetime
    variable: Variable
    place: str
    horizon: timedelta
    forecaster: str
    observed: float
    gap: Days
    crps: float
    crps_log: float
    pit: float
    room: float
    chance: float
    energy: float
    quantiles: tuple[float, ...]

    @property
    def end(self) -> datetime:
        """The time that is forecast."""
        return self.origin + self.horizon


def rows_to_csv(rows: Iterable[Row]) -> str:
    """The rows as CSV: times in UTC, an empty cell where there is no number."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        judged = (row.crps, row.crps_log, row.pit, row.room, row.chance, row.energy)
        numbers = (row.observed, row.gap, *judged, *row.quantiles)
        writer.writerow(
            [
                row.scenario,
                row.origin.astimezone(UTC).isoformat(),
                row.variable,
                row.place,
                _text(row.horizon / _HOUR),
                row.forecaster,
                *map(_text, numbers),
            ]
        )
    return text.getvalue()


def rows_from_csv(text: str) -> tuple[Row, ...]:
    """The rows that :func:`rows_to_csv` wrote.

    Raises
    ------
    RunError
        If it did not write this text.
    """
    table = csv.reader(io.StringIO(text))
    if next(table, None) != list(COLUMNS):
        raise RunError("the scores of a backtest have other columns than this version writes")
    try:
        return tuple(_row(cells) for cells in table)
    except (ValueError, IndexError) as error:
        raise RunError(f"the scores of a backtest cannot be read: {error}") from error


def _row(cells: list[str]) -> Row:
    scenario, origin, variable, place, hours, forecaster, *numbers = cells
    observed, gap, crps, crps_log, pit, room, chance, energy, *quantiles = map(_number, numbers)
    if len(quantiles) != len(HUB_LEVELS):
        raise ValueError(f"a row of {len(cells)} cells")
    return Row(
        scenario=scenario,
        origin=datetime.fromisoformat(origin),
        variable=variable,  # type: ignore[arg-type]  # from our own file
        place=place,
        horizon=float(hours) * _HOUR,
        forecaster=forecaster,
        observed=observed,
        gap=gap,
        crps=crps,
        crps_log=crps_log,
        pit=pit,
        room=room,
        chance=chance,
        energy=energy,
        quantiles=tuple(quantiles),
    )


def _text(number: float) -> str:
    return "" if np.isnan(number) else f"{number:.{_DIGITS}g}"


def _number(text: str) -> float:
    return float(text) if text else np.nan
