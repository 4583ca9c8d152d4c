"""Counts of people in each camp of a Flee folder, and what later corrections made of them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from corridor.errors import near_match
from corridor.formats.flee.lines import Line, Report, data_lines, read_lines


class Observation(NamedTuple):
    """People on a day; ``known`` is the day on which the figure took this value."""

    day: date
    people: int
    known: date
    file: str
    line: int


@dataclass(frozen=True)
class Series:
    """The counts of one camp: as they were first, and as each correction made them."""

    camp: str
    counted: tuple[Observation, ...]
    revised: tuple[Observation, ...] = ()


def read_series(
    source: Path, inputs: Path, camps: Sequence[str], report: Report
) -> tuple[tuple[Series, ...], Series | None]:
    """The series of each camp, and that of the total if the folder has one."""
    layout = source / "data_layout.csv"
    if not layout.exists():
        report.notice("data_layout.csv", 0, "no such file: there are no counts")
        return (), None
    series: dict[str, Series] = {}
    used = {layout.name}
    for row in read_lines(layout, report):
        name, files = row.cells[0], [file for file in row.cells[1:] if file]
        used |= set(files)
        if name.startswith("#"):
            continue
        if name not in camps and name != "total":
            text = f"{name!r} is the name of no camp{near_match(name, camps)}: left out"
            report.notice(layout.name, row.number, text)
        else:
            series[name] = Series(name, _counted(source, files, row, report))
    for name in sorted(set(camps) - set(series)):
        report.notice(layout.name, 0, f"the camp {name!r} has no counts")
    for path in sorted(source.iterdir()):
        if path.is_file() and path.name not in used:
            report.notice(path.name, 0, "a file that is not used: data_layout.csv does not name it")
    total = series.pop("total", None)
    return tuple(_corrected(series, inputs, report)), total


def _counted(
    source: Path, files: Sequence[str], row: Line, report: Report
) -> tuple[Observation, ...]:
    """The counts of one file, or the sums of several: each at its last value on every day."""
    parts = [_file(source / file, row, report) for file in files]
    if len(parts) == 1:
        return parts[0]
    days = sorted({seen.day for part in parts for seen in part})
    summed = []
    for day in days:
        held = [_last(part, day) for part in parts]
        here = next(seen for seen in held if seen is not None and seen.day == day)
        people = sum(seen.people for seen in held if seen is not None)
        summed.append(here._replace(people=people))
    return tuple(summed)


def _last(part: Sequence[Observation], day: date) -> Observation | None:
    index = bisect_right([seen.day for seen in part], day)
    return part[index - 1] if index else None


def _file(path: Path, named: Line, report: Report) -> tuple[Observation, ...]:
    if not path.exists():
        text = f"there is no file {path.name!r}: {named.cells[0]} has no counts from it"
        report.notice("data_layout.csv", named.number, text)
        return ()
    found: dict[date, Observation] = {}
    for index, row in enumerate(read_lines(path, report)):
        is_header = index == 0 and row.cells[0].casefold() in ("", "date", "datetime")
        if is_header or row.cells[0].startswith("#") or not row.cell(1):
            continue
        seen = _observation(row, path.name, report)
        if seen is None:
            continue
        if seen.day in found:
            report.notice(path.name, row.number, f"{seen.day} comes twice: the later row holds")
        found[seen.day] = seen
    if list(found) != sorted(found):
        report.notice(path.name, 0, "days are not in order: put in order")
    return tuple(found[day] for day in sorted(found))


def _observation(row: Line, file: str, report: Report) -> Observation | None:
    try:
        day = date.fromisoformat(row.cells[0][:10])
        people = float(row.cell(1))
    except ValueError:
        people = -1.0
    if not 0 <= people < 1e12:
        text = f"{row.cells[0]!r}, {row.cell(1)!r} are no day and number of people: left out"
        report.notice(file, row.number, text)
        return None
    if not people.is_integer():
        report.notice(file, row.number, f"{row.cell(1)} people: rounded")
    return Observation(day, round(people), day, file, row.number)


def _corrected(series: dict[str, Series], inputs: Path, report: Report) -> list[Series]:
    path = inputs / "registration_corrections.csv"
    rows = data_lines(path, report, header="camp")[1] if path.exists() else []
    corrections: dict[str, list[date]] = {}
    for row in rows:
        try:
            day = date.fromisoformat(row.cell(1))
        except ValueError:
            report.notice(path.name, row.number, f"{row.cell(1)!r} is no day: left out")
            continue
        wrong = _cannot_correct(series, row.cells[0], day)
        if wrong:
            report.notice(path.name, row.number, f"{wrong}: left out")
        else:
            corrections.setdefault(row.cells[0], []).append(day)
    return [_revise(held, sorted(corrections.get(camp, ()))) for camp, held in series.items()]


def _cannot_correct(series: dict[str, Series], camp: str, day: date) -> str:
    if camp not in series:
        return f"{camp!r} is no camp with counts{near_match(camp, series)}"
    seen = [seen for seen in series[camp].counted if seen.day <= day]
    if not seen or seen[-1].day != day:
        return f"{camp} has no count on {day}"
    if len(seen) == 1 or seen[-2].people < 1:
        return f"{camp} has nobody before {day}"
    return ""


def _revise(series: Series, days: Sequence[date]) -> Series:
    """What each correction made of the counts before it: all are scaled to meet the new one.

    A correction is the day on which a registration of everybody replaced an estimate, so the
    earlier counts took their new values on that day and not before.
    """
    held = [float(seen.people) for seen in series.counted]
    revised = []
    for day in days:
        index = next(i for i, seen in enumerate(series.counted) if seen.day == day)
        if held[index - 1] <= 0:
            continue
        ratio = held[index] / held[index - 1]
        for i in range(index):
            held[i] *= ratio
            revised.append(series.counted[i]._replace(people=round(held[i]), known=day))
    return Series(series.camp, series.counted, tuple(revised))
