"""Forecasts as they are answered."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from corridor.app.shapes.common import Quantiles, quantiles_shape, rounded
from corridor.app.shapes.runs import (
    CountMark,
    CrossingShape,
    ForecastShape,
    KeyFigureShape,
    LinkNow,
    MovedFigure,
    MovedShape,
    OutcomeRowShape,
    OutcomeShape,
    PlaceNow,
    RoadStates,
    RunShape,
    SeriesShape,
    SituationShape,
    StateShape,
    ToComeShape,
)
from corridor.backtest import Outcome, make_outcome
from corridor.forecast import (
    SERIES_LEVELS,
    TABLE_LEVELS,
    TOTAL,
    CountToCome,
    Forecast,
    PlaceSeries,
    counts_of_total,
    counts_to_come,
    is_arrival_total,
    local_ends,
    make_series,
    quantiles,
)
from corridor.report.content import answer, verdict
from corridor.report.flows import FLOW_NOTE
from corridor.report.roads import RoadChange
from corridor.report.sentences import (
    TO_COME,
    crossing_name,
    disagreement,
    few_agree,
    left_out_counts,
)
from corridor.report.situation import BAND, LinkPeople, PlacePeople, make_situation
from corridor.report.view import View, make_view
from corridor.report.words import moment
from corridor.scenario import Count, Scenario
from corridor.units import Floats

_Row: TypeAlias = tuple[float | None, ...]


def run_shape(run: str, forecast: Forecast) -> RunShape:
    """What a forecast says in a few numbers and sentences."""
    view = make_view(forecast)
    scenario = forecast.scenario
    ends = local_ends(forecast)
    return RunShape(
        id=run,
        scenario=scenario.name,
        title=scenario.title,
        as_of=forecast.as_of.astimezone(scenario.zone),
        created=None,
        members=forecast.ensemble.members,
        seed=forecast.seed,
        sensitivity=scenario.sensitivity,
        start=ends[0],
        end=ends[-1],
        ok=True,
        summary=answer(view),
        key_figures=tuple(key_figures(view)),
        notes=_notes(forecast, view),
        zone=scenario.zone.key,
    )


def _notes(forecast: Forecast, view: View) -> tuple[str, ...]:
    """What a reader of the numbers has to know besides."""
    told = (
        few_agree(forecast),
        disagreement(forecast, view.known, moment),
        left_out_counts(forecast),
    )
    return tuple(note for note in told if note)


def key_figures(view: View) -> Iterator[KeyFigureShape]:
    """The numbers that people look for first."""
    end = view.summary.end
    total = tuple(float(value) for value in view.summary.days[-1].total)
    yield KeyFigureShape(
        id="arrived_at_end",
        label=f"Arrived by {moment(end)}",
        unit="people",
        people=total,
        source="arrivals",
    )
    for crossing in view.summary.crossings:
        yield KeyFigureShape(
            id=f"crossed_{crossing.share:g}",
            label=crossing_name(crossing, view.chart.as_of),
            unit="time",
            times=crossing.times,
            source="arrivals",
        )
    chart = view.chart
    for id, label, values in (
        ("next_days", f"Arrivals in the next {view.next_days} days", view.next_people),
        (
            "longest_queue",
            "Longest queue on the road from now on, the peak of each run",
            chart.longest_queue,
        ),
        ("held_now", "Held in the area now, no way out", chart.held_now),
    ):
        people = tuple(float(round(value)) for value in values.tolist())
        yield KeyFigureShape(id=id, label=label, unit="people", people=people, source="arrivals")


def situation_shape(run: str, forecast: Forecast) -> SituationShape:
    """Where people are at each step."""
    made = make_situation(forecast)
    return SituationShape(
        run=run,
        title=forecast.scenario.title,
        as_of=forecast.as_of.astimezone(forecast.scenario.zone),
        zone=forecast.scenario.zone.key,
        now=made.now,
        times=made.times,
        places=tuple(map(_place, made.places)),
        links=tuple(map(_link, made.links)),
        states=tuple(
            RoadStates(target=target, changes=tuple(map(_state, changes)))
            for target, changes in made.states.items()
        ),
        totals={name: quantiles_shape(BAND, values, 0) for name, values in made.totals.items()},
        flow_note=FLOW_NOTE,
    )


def _place(one: PlacePeople) -> PlaceNow:
    low, median, high = _band(one.people)
    return PlaceNow(
        id=one.place.id,
        name=one.place.name,
        kind=one.place.kind,
        lat=one.place.lat,
        lon=one.place.lon,
        room=one.room,
        what=one.what,
        low=low,
        median=median,
        high=high,
    )


def _band(values: Floats) -> tuple[_Row, _Row, _Row]:
    """The rows of :data:`BAND`: the lower bound, the median and the upper bound."""
    low, median, high = (rounded(row, 0) for row in values.tolist())
    return low, median, high


def _link(one: LinkPeople) -> LinkNow:
    queue = (None, None, None) if one.queue is None else _band(one.queue)
    flow = _band(one.flow)
    return LinkNow(
        id=one.link.id,
        start=one.link.start,
        end=one.link.end,
        km=one.link.km,
        hours=one.hours,
        capacity=one.capacity,
        twin=one.twin,
        queue_low=queue[0],
        queue=queue[1],
        queue_high=queue[2],
        flow_low=flow[0],
        flow=flow[1],
        flow_high=flow[2],
    )


def _state(change: RoadChange) -> StateShape:
    event = change.event
    return StateShape(
        time=change.time,
        state=change.state,
        event=event.id if event else None,
        why=event.note if event else "",
        source=event.source if event else "",
    )


def forecast_shape(run: str, forecast: Forecast) -> ForecastShape:
    """The series of all places."""
    made = make_series(forecast)
    scenario = forecast.scenario
    counts = (*scenario.counts, *forecast.later_counts)
    return ForecastShape(
        run=run,
        title=scenario.title,
        as_of=forecast.as_of.astimezone(scenario.zone),
        zone=scenario.zone.key,
        times=made.times,
        step_hours=rounded(made.step_hours.tolist(), 4),
        days=made.days,
        series=tuple(_series(forecast, one, counts) for one in made.places),
        to_come=tuple(_to_come(row, scenario.zone) for row in counts_to_come(forecast)),
        to_come_note=TO_COME,
        notes=_notes(forecast, make_view(forecast)),
    )


def _to_come(row: CountToCome, zone: ZoneInfo) -> ToComeShape:
    return ToComeShape(
        place=row.place,
        name=row.name,
        last=row.last,
        held=None if row.held is None else row.held.astimezone(zone),
        times=row.times,
        people=row.people,
        present=row.present,
    )


def _series(forecast: Forecast, one: PlaceSeries, counts: Sequence[Count]) -> SeriesShape:
    scenario = forecast.scenario
    own = counts_of_total(scenario, counts) if one.place == TOTAL else _at(one.place, counts)
    return SeriesShape(
        place=one.place,
        name=place_names(scenario).get(one.place, one.place),
        room=one.room.median if one.room else None,
        hourly=quantiles_shape(SERIES_LEVELS, one.hourly),
        cumulative=quantiles_shape(SERIES_LEVELS, one.cumulative, 0),
        daily=quantiles_shape(SERIES_LEVELS, one.daily, 0),
        present=None if one.present is None else quantiles_shape(SERIES_LEVELS, one.present, 0),
        chance_over_room=rounded(one.room.chance.tolist(), 4) if one.room else None,
        crossings=tuple(CrossingShape(share=x.share, times=x.times) for x in one.crossings),
        counts=tuple(count_mark(count, forecast) for count in own),
    )


def place_names(scenario: Scenario) -> dict[str, str]:
    """Names of places by id, and of all together."""
    return {place.id: place.name for place in scenario.places} | {TOTAL: "All places"}


def _at(place: str, counts: Iterable[Count]) -> list[Count]:
    own = [count for count in counts if count.place == place and is_arrival_total(count)]
    return sorted(own, key=lambda count: (count.held.end, count.published))


def count_mark(count: Count, forecast: Forecast) -> CountMark:
    """A count beside a forecast."""
    zone = forecast.scenario.zone
    return CountMark(
        id=count.id,
        time=count.held.end.astimezone(zone),
        value=count.value,
        known=count.published <= forecast.as_of,
        published=count.published.astimezone(zone),
        said_by=count.said_by,
        published_by=count.published_by,
        url=count.url,
    )


def outcome_shape(run: str, forecast: Forecast) -> OutcomeShape:
    """How a forecast did against the counts that came after it."""
    made = make_outcome(forecast)
    as_of = forecast.as_of.astimezone(forecast.scenario.zone)
    if made is None:
        return OutcomeShape(run=run, as_of=as_of)
    return OutcomeShape(
        run=run,
        as_of=as_of,
        rows=tuple(_outcome_rows(made, forecast)),
        coverage={f"{one.level:g}": one.share for one in made.coverage},
        crps=made.model_crps,
        baseline_crps=made.baseline_crps,
        left_out=made.left_out,
        verdict=verdict(made),
    )


def _outcome_rows(made: Outcome, forecast: Forecast) -> Iterator[OutcomeRowShape]:
    for row in made.rows:
        yield OutcomeRowShape(
            count=count_mark(row.count, forecast),
            place=row.count.place,
            median=row.median,
            middle=row.middle,
            wide=row.wide,
            share_below=row.share_below,
            baseline=row.baseline,
        )


def moved_shape(run: str, now: Forecast, since: str, before: Forecast) -> MovedShape:
    """How a forecast moved since an earlier one of the same scenario."""
    old = {figure.id: figure for figure in key_figures(make_view(before))}
    ids = {count.id for count in before.scenario.counts}
    ends = local_ends(now)
    last = min(ends[-1], local_ends(before)[-1])
    times = [end for end in ends if before.as_of < end <= last] or ends[-1:]
    zone = now.scenario.zone
    return MovedShape(
        run=run,
        since=since,
        as_of=now.as_of.astimezone(zone),
        since_as_of=before.as_of.astimezone(zone),
        new_counts=tuple(
            count_mark(count, now) for count in now.scenario.counts if count.id not in ids
        ),
        figures=tuple(
            _moved(figure, old[figure.id])
            for figure in key_figures(make_view(now))
            if figure.id in old
        ),
        times=tuple(times),
        before=_crossed_at(before, times, zone),
        after=_crossed_at(now, times, zone),
    )


def _moved(after: KeyFigureShape, before: KeyFigureShape) -> MovedFigure:
    return MovedFigure(
        id=after.id,
        label=after.label,
        unit=after.unit,
        before=before.people or before.times or (),
        after=after.people or after.times or (),
    )


def _crossed_at(forecast: Forecast, times: Sequence[datetime], zone: ZoneInfo) -> Quantiles:
    """People who have crossed at the ends of steps; the last step that ends by a time counts."""
    ends = [end.astimezone(zone).timestamp() for end in local_ends(forecast)]
    wanted = [time.timestamp() for time in times]
    steps = [max(sum(end <= time for end in ends) - 1, 0) for time in wanted]
    crossed = forecast.ensemble["crossed"][:, steps]
    return quantiles_shape(TABLE_LEVELS, quantiles(crossed, TABLE_LEVELS), 0)
