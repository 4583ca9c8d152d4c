"""Forecasts as a folder of the hubverse, the format in which forecast hubs exchange them.

::

    SCENARIO/
      model-output/MODEL/ORIGIN_DATE-MODEL.csv
      target-data/oracle-output.csv
      target-data/time-series.csv

Columns are as its documentation has them ("Model output", "Target data"). Its dates are whole days:
horizons that are no whole days are left out, and of several origins on a day the last is taken.
A single forecast has no target data: nothing of it has been scored.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.backtest import MODEL, Row, Variable
from corridor.forecast import Forecast, members_at, quantiles
from corridor.levels import HUB_LEVELS
from corridor.table import replace_text

_TASK = ("origin_date", "target", "horizon", "location", "target_end_date")
OUTPUT_COLUMNS = (*_TASK, "output_type", "output_type_id", "value")
ORACLE_COLUMNS = ("target", "location", "target_end_date", "oracle_value")
SERIES_COLUMNS = ("target_end_date", "target", "location", "observation")

_DAY = timedelta(days=1)

Cells = tuple[object, ...]


def write_hub(rows: Iterable[Row], zones: Mapping[str, ZoneInfo], folder: Path) -> None:
    """Write the forecasts of a backtest, and what was observed, for each scenario.

    Parameters
    ----------
    rows : iterable of Row
    zones : mapping
        By scenario the zone whose days its dates are.
    folder : Path
        In which each scenario has a folder.
    """
    by_scenario: dict[str, list[Row]] = {}
    for row in rows:
        if row.horizon % _DAY == timedelta(0):
            by_scenario.setdefault(row.scenario, []).append(row)
    for name, own in by_scenario.items():
        last = _last_of_each_day(own, zones[name])
        _write_output(last, zones[name], folder / name / "model-output")
        _write_targets(last, zones[name], folder / name / "target-data")


#: What is given of a single forecast, as in a backtest: people since the start, and people present.
_TARGETS: tuple[Variable, ...] = ("arrivals", "present")


def write_hub_forecast(forecast: Forecast, folder: Path) -> None:
    """Write one forecast: every reception place, by whole days after the as-of time."""
    zone, origin = forecast.scenario.zone, forecast.as_of
    days = range(1, forecast.scenario.horizon_days + 1)
    times = [origin.astimezone(UTC) + n * _DAY for n in days]
    made, model = origin.astimezone(zone).date(), model_id(MODEL)
    rows: list[Cells] = []
    for target in _TARGETS:
        for place in map(str, forecast.ensemble.labels["reception"]):
            levels = quantiles(members_at(forecast, target, place, times), HUB_LEVELS)
            for n, time in zip(days, times, strict=True):
                task = (made, target, n, place, time.astimezone(zone).date())
                rows += [
                    (*task, "quantile", f"{level:g}", f"{value:.9g}")
                    for level, value in zip(HUB_LEVELS, levels[:, n - 1], strict=True)
                ]
    target_folder = folder / forecast.scenario.name / "model-output" / model
    target_folder.mkdir(parents=True)
    _write(target_folder / f"{made}-{model}.csv", OUTPUT_COLUMNS, rows)


def model_id(forecaster: str) -> str:
    """Team and model in the hub's form, such as ``baseline-last_value``."""
    if forecaster == MODEL:
        return "corridor-ensemble"
    return f"baseline-{forecaster}".replace(" ", "_")


def _last_of_each_day(rows: Sequence[Row], zone: ZoneInfo) -> list[Row]:
    last: dict[date, datetime] = {}
    for row in rows:
        day = _day(row, zone)
        last[day] = max(last.get(day, row.origin), row.origin)
    return [row for row in rows if last[_day(row, zone)] == row.origin]


def _day(row: Row, zone: ZoneInfo) -> date:
    return row.origin.astimezone(zone).date()


def _write_output(rows: Sequence[Row], zone: ZoneInfo, folder: Path) -> None:
    files: dict[tuple[str, date], list[Row]] = {}
    for row in rows:
        files.setdefault((model_id(row.forecaster), _day(row, zone)), []).append(row)
    for (model, day), own in files.items():
        (folder / model).mkdir(parents=True, exist_ok=True)
        cells = (cells for row in own for cells in _quantiles(row, zone))
        _write(folder / model / f"{day}-{model}.csv", OUTPUT_COLUMNS, cells)


def _quantiles(row: Row, zone: ZoneInfo) -> Iterator[Cells]:
    end = row.end.astimezone(zone).date()
    task = (_day(row, zone), row.variable, row.horizon // _DAY, row.place, end)
    for level, value in zip(HUB_LEVELS, row.quantiles, strict=True):
        yield (*task, "quantile", f"{level:g}", f"{value:.9g}")


def _write_targets(rows: Sequence[Row], zone: ZoneInfo, folder: Path) -> None:
    seen = {
        (row.variable, row.place, row.end.astimezone(zone).date()): f"{row.observed:.9g}"
        for row in rows
    }
    folder.mkdir(parents=True, exist_ok=True)
    oracle = ((*key, value) for key, value in sorted(seen.items()))
    series = ((end, target, place, value) for (target, place, end), value in sorted(seen.items()))
    _write(folder / "oracle-output.csv", ORACLE_COLUMNS, oracle)
    _write(folder / "time-series.csv", SERIES_COLUMNS, series)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    replace_text(path, text.getvalue())
