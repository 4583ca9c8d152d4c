"""Sentences that the report and the terminal share; each says a time in its own way."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from corridor.assimilate import Update
from corridor.backtest import OutcomeRow
from corridor.forecast import Crossing, Forecast, counts_of_total
from corridor.report.learned import moved_in_words, moved_numbers
from corridor.report.words import NBSP, between, people, per_cent, plural
from corridor.scenario import Count
from corridor.scenario.parts import Measure

#: How a time is written.
Moment: TypeAlias = Callable[[datetime], str]

_SHARES = {0.5: "Half", 0.9: "Nine in ten"}

_MEASURES: dict[Measure, str] = {
    "cumulative": "totals at single places or of another kind",
    "period": "people in a period",
    "stock": "people present at a place",
}

#: What the table of counts to come holds.
TO_COME = (
    "People present as they will be counted: the known counts of each place carried on, with the "
    "risk that a register is found too high. These are counts, which may differ from the people "
    "who are there in the model."
)

_PAST = "had crossed"


def who_crosses(crossing: Crossing) -> str:
    """Whose time of crossing is given: ``Half of those who leave``."""
    return f"{_SHARES.get(crossing.share, per_cent(crossing.share))} of those who leave"


def crossing_name(crossing: Crossing, as_of: datetime) -> str:
    """What the median time is the time of; what is past at the as-of time is told as past."""
    if _middle(crossing) is None:
        return f"{who_crosses(crossing)} will have crossed"
    return f"{who_crosses(crossing)} {_tense(crossing, as_of)} by"


def crossing_time(crossing: Crossing, end: datetime, moment: Moment) -> str:
    """The median time; what lies beyond the end of the forecast has none."""
    return _time(_middle(crossing), end, moment)


def crossing_interval(crossing: Crossing, end: datetime, moment: Moment) -> str:
    """The 90 % interval of the time, without its name."""
    low, *_, high = crossing.times
    if low is None:
        return f"all after {moment(end)}"
    return f"{moment(low)} to {_time(high, end, moment)}"


def crossing_sentence(crossing: Crossing, *, as_of: datetime, end: datetime, moment: Moment) -> str:
    """When a share of those who leave cross, by the median, with its 90 % interval."""
    interval = f"(90{NBSP}%: {crossing_interval(crossing, end, moment)})"
    middle = _middle(crossing)
    if middle is None:
        return (
            f"{who_crosses(crossing)} will have crossed only after the forecast ends, "
            f"{moment(end)} {interval}."
        )
    told = f"{crossing_name(crossing, as_of)} {moment(middle)} {interval}."
    return f"In the model {_lower(told)}" if _tense(crossing, as_of) == _PAST else told


def disagreement(forecast: Forecast, known: Sequence[OutcomeRow], moment: Moment) -> str | None:
    """What to know where the model does not agree with known counts, or None."""
    if forecast.update is not None and forecast.update.used:
        told = (
            _unexplained(forecast, forecast.update.unexplained, moment),
            _unlikely(forecast, forecast.update.unlikely, moment),
        )
        return " ".join(filter(None, told)) or None
    outside = [row for row in known if row.is_outside]
    if not outside:
        return None
    last = outside[-1]
    side = "below" if last.count.value < last.wide[0] else "above"
    first = (
        f"{len(outside)} of the {plural(len(known), 'count')} known by the as-of time lie outside "
        f"the model's 90{NBSP}% interval. The last of them: "
        if len(outside) > 1
        else "The model does not agree with what was counted: "
    )
    return (
        f"{first}{_counted(forecast, last.count, moment)}, {side} the interval of "
        f"{between(*last.wide)} for that time (median {people(last.median)}). The model did not "
        "learn from counts, so what follows starts from its own figure and not from the one "
        "counted."
    )


def _unlikely(forecast: Forecast, ids: Sequence[str], moment: Moment) -> str | None:
    if not ids:
        return None
    last = _count(forecast, ids[-1])
    first = (
        f"The model did not expect {len(ids)} of the counts. The last of them: "
        if len(ids) > 1
        else "The model did not expect a count: "
    )
    moved = moved_numbers(forecast)
    most = f", most of all {moved_in_words(moved[0])}" if moved else ""
    return (
        f"{first}{_counted(forecast, last, moment)}. It can explain it only by what was thought "
        f"unlikely{most}. Look whether the count is right, whether an event is missing in "
        "timeline.csv, and whether such numbers can be true."
    )


def _count(forecast: Forecast, id: str) -> Count:
    return next(count for count in forecast.scenario.counts if count.id == id)


def _unexplained(forecast: Forecast, ids: Sequence[str], moment: Moment) -> str | None:
    if not ids:
        return None
    last = _count(forecast, ids[-1])
    first = (
        f"The model cannot explain {len(ids)} of the counts, even after it learned from them. The "
        "last of them: "
        if len(ids) > 1
        else "The model cannot explain a count, even after it learned from it: "
    )
    return (
        f"{first}{_counted(forecast, last, moment)}. What follows starts between the model's "
        "figure and the one counted. Look for an event that is missing in timeline.csv, for a "
        "number whose range is too narrow for what happened, or for a slip in the count."
    )


def _counted(forecast: Forecast, count: Count, moment: Moment) -> str:
    """What a count said: ``2,400 people had arrived at Entry by ... (who said it)``."""
    names = {place.id: place.name for place in forecast.scenario.places}
    held = moment(count.held.end.astimezone(forecast.scenario.zone))
    done = {"registered": "were registered", "sheltered": "were sheltered"}
    verb = "were present" if count.measure == "stock" else done.get(count.kind, "had arrived")
    when = f"in the time to {held}" if count.measure == "period" else f"by {held}"
    place = names[count.place]
    return f"{count.value:,} {count.unit} {verb} at {place} {when} ({count.said_by})"


def what_was_learned(forecast: Forecast) -> str:
    """How the members learned from the known counts, in a sentence or two."""
    update, known = forecast.update, len(forecast.scenario.counts)
    if known == 0:
        return "No count had been published by the as-of time."
    counts = f"{plural(known, 'count')} published by the as-of time"
    if update is None:
        return f"The model did not learn from the {counts}: it was told not to."
    if not update.used:
        return f"The model could not learn from the {counts}: {_reasons(update)}."
    told = (
        f"The model learned from {len(update.used)} of the {counts}: its members descend from "
        f"{update.pool:,} runs up to the last count, as good as {people(update.effective)} runs "
        "that agree with the counts."
    )
    if update.left_out:
        told += f" Not used: {_reasons(update)}."
    if update.is_coarse:
        told += " So few agree that the intervals are coarse."
    return told


def few_agree(forecast: Forecast) -> str | None:
    """A sentence where so few runs agree with the counts that the intervals are coarse."""
    update = forecast.update
    if update is None or not update.used or not update.is_coarse:
        return None
    return (
        f"These numbers are as good as {people(update.effective)} runs that agree with the counts: "
        "so few that the intervals are coarse. More runs make them finer."
    )


def _reasons(update: Update) -> str:
    """Why counts were left out, each reason once, with how many it holds for."""
    reasons = Counter(reason for _, reason in update.left_out)
    return "; ".join(f"{plural(number, 'count')}: {reason}" for reason, number in reasons.items())


def left_out_counts(forecast: Forecast) -> str | None:
    """What to know where counts were known and none can stand beside the total, or None."""
    counts = forecast.scenario.counts
    if not counts or counts_of_total(forecast.scenario, counts):
        return None
    measures = " and ".join(sorted({_MEASURES[count.measure] for count in counts}))
    return (
        f"{plural(len(counts), 'count')} known by the as-of time "
        f"({measures}) {'is' if len(counts) == 1 else 'are'} not shown: only a total of the people "
        "who arrived at the one place through which everybody comes can stand beside the total of "
        "the forecast."
    )


def _tense(crossing: Crossing, as_of: datetime) -> str:
    middle = _middle(crossing)
    is_past = middle is not None and middle.astimezone(UTC) <= as_of.astimezone(UTC)
    return _PAST if is_past else "will have crossed"


def _middle(crossing: Crossing) -> datetime | None:
    return crossing.times[len(crossing.times) // 2]


def _time(time: datetime | None, end: datetime, moment: Moment) -> str:
    return f"after {moment(end)}" if time is None else moment(time)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
