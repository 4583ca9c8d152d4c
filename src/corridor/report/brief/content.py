"""What stands in a brief: sentences and small tables, the same for the page and the PDF."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from corridor.forecast import VariantRun
from corridor.formats.finished import Finished
from corridor.needs import ALL_PLACES, Needs, Standard
from corridor.report.brief.changes import changes, what_if_said
from corridor.report.chart import Chart
from corridor.report.content import answer, where_people_are
from corridor.report.sentences import disagreement, left_out_counts
from corridor.report.view import View
from corridor.report.words import (
    NBSP,
    between,
    dated,
    moment,
    people,
    plural,
    short,
    short_between,
    zone_name,
)

#: Places, needs and sources that fit on a page; a line says how many there are besides.
_PLACES, _SOURCES = 6, 5

#: The needs that a brief shows, of those in the table of standards; else the first of each sector.
_NEEDS = ("water", "food", "covered_space", "toilets_first", "nurses", "registration_desks")

#: Longer texts are cut, so that a page stays one page; the report has them whole.
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST = 160, 50, 400

#: Who may see it, in words; the names are those of the scenario.
_SENSITIVITY = {
    "public": "may be passed on to anybody",
    "restricted": "for the organisations of the response; ask before you pass it on",
    "confidential": "for those it was given to; do not pass it on",
    "strict": "for named persons only; do not copy it",
}


@dataclass(frozen=True)
class Line:
    """A row of a small table: a name, the median and the 90 % interval, in words."""

    name: str
    value: str
    interval: str


@dataclass(frozen=True)
class Brief:
    """A brief, ready to be set; all texts are plain.

    ``places`` are people present at the end; ``needs`` those of all places together, each on the
    first day of which the median is highest.
    """

    title: str
    as_of: str
    produced: str
    sensitivity: str
    sensitivity_words: str
    what: tuple[str, ...]
    places: tuple[Line, ...]
    places_note: str
    end: str
    needs: tuple[Line, ...]
    needs_note: str
    how_sure: tuple[str, ...]
    changes: tuple[str, ...]
    card: tuple[str, ...]
    sources: str
    chart: Chart
    what_if: tuple[str, ...] = ()
    """Of a what-if: that it is one, of what, and what it changes; nothing of a forecast."""


def make_brief(
    run: Finished, view: View, needs: Needs, what_ifs: Sequence[VariantRun] = ()
) -> Brief:
    """The brief of a finished run."""
    forecast, scenario = run.forecast, run.forecast.scenario
    as_of = forecast.as_of.astimezone(scenario.zone)
    end = view.chart.times[-1]
    places = where_people_are(forecast)
    return Brief(
        title=_cut(scenario.title, _LONGEST_TITLE),
        as_of=_zoned(as_of),
        produced=_zoned(run.manifest.created.astimezone(scenario.zone)),
        sensitivity=scenario.sensitivity,
        sensitivity_words=_SENSITIVITY[scenario.sensitivity],
        what=answer(view),
        places=tuple(
            Line(
                _cut(place.name, _LONGEST_NAME),
                people(place.median),
                between(place.low, place.high),
            )
            for place in places[:_PLACES]
        ),
        places_note=_more(len(places) - _PLACES, "place"),
        end=moment(end),
        needs=tuple(_needs(needs)),
        needs_note=_needs_note(needs),
        how_sure=tuple(_cut(text) for text in _how_sure(run, view)),
        changes=tuple(
            _cut(text) for text in changes(forecast, end, what_ifs, is_what_if=bool(run.what_if))
        ),
        card=tuple(_card(run)),
        sources=_sources(run),
        chart=view.chart,
        what_if=tuple(_cut(text, 2 * _LONGEST) for text in what_if_said(run)),
    )


def _cut(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _zoned(time: datetime) -> str:
    return f"{dated(time)} ({zone_name(time)})"


def _more(number: int, word: str) -> str:
    return f"and {plural(number, f'more {word}')}" if number > 0 else ""


def _needs(needs: Needs) -> Iterator[Line]:
    ids = [standard.id for standard in needs.standards]
    shown = [ids.index(id) for id in _NEEDS if id in ids] or list(range(min(len(ids), 6)))
    k, middle = needs.places.index(ALL_PLACES), len(needs.levels) // 2
    for i in shown:
        j = int(needs.values[i, middle, :, k].argmax())
        values = needs.values[i, :, j, k]
        low, high = float(values[0]), float(values[-1])
        yield Line(
            f"{_name(needs.standards[i])}, {needs.days[j].day}{NBSP}{needs.days[j]:%b}",
            short(float(values[middle])),
            short_between(low, high),
        )


def _name(standard: Standard) -> str:
    """What is needed, with its unit where it does not come in whole things."""
    unit = "" if standard.whole else f", {standard.unit.replace('m2', 'm²')}"
    mark = " (not checked)" if standard.checked == "unchecked" else ""
    return f"{_cut(standard.name, _LONGEST_NAME)}{unit}{mark}"


def _needs_note(needs: Needs) -> str:
    size = f"{needs.household.median:.3g}"
    origin = {"given": "as given", "scenario": "of the scenario", "assumed": "assumed"}
    cold = "a cold climate" if needs.is_cold else "no cold climate"
    return (
        f"By Sphere and UNHCR standards, for {cold} and households of {size} people "
        f"({origin[needs.household.origin]}); all needs, places and days: corridor needs."
    )


def _how_sure(run: Finished, view: View) -> Iterator[str]:
    forecast, chart = run.forecast, view.chart
    low, *_, high = view.summary.days[-1].total
    yield (
        f"Nine in ten of {run.manifest.members:,} runs lie in a 90{NBSP}% interval. For all who "
        f"will have arrived by {moment(chart.times[-1])} it is {between(low, high)}. It shows how "
        "unsure the numbers are that the model was given, and not what the model leaves out."
    )
    if chart.baseline is not None:
        yield (
            "The simplest forecast beside it, that people go on coming as fast as in the last day "
            f"of counts, gives {people(float(chart.baseline[-1]))} by then."
        )
    else:
        yield (
            "No simple forecast stands beside it: fewer than two counts of all who arrived were "
            "known."
        )
    for warning in (disagreement(forecast, view.known, moment), left_out_counts(forecast)):
        if warning:
            yield warning


def _card(run: Finished) -> Iterator[str]:
    scenario, manifest = run.forecast.scenario, run.manifest
    assumed = sum(parameter.certainty == "assumed" for parameter in scenario.parameters)
    yield (
        "Model: counts of people who leave, travel, queue, arrive and move on over the places and "
        f"roads of the scenario; {manifest.members:,} runs, each with its own draw of the "
        "uncertain numbers. It knows no person and no household."
    )
    yield (
        "For planning reception and supply. Not for stopping, targeting or turning back people, "
        "and not alone: ask those who are there."
    )
    yield (
        f"It rests on {plural(len(manifest.claims_used), 'claim')}, "
        f"{plural(len(manifest.counts_known), 'count')} and "
        f"{plural(len(manifest.events_used), 'event')} published by the as-of time, and on "
        f"{plural(len(scenario.parameters), 'named number')}, {assumed} of them assumed. What is "
        "not in the scenario is not in the forecast."
    )
    yield (
        f"Corridor {manifest.versions.get('corridor', '')}, scenario {manifest.scenario}, seed "
        f"{manifest.seed}. How forecasts of past crises did beside simple ones is told in "
        "Corridor's documentation."
    )


def _sources(run: Finished) -> str:
    scenario = run.forecast.scenario
    said = Counter(claim.said_by for claim in scenario.ledger.claims if claim.status == "accepted")
    said.update(count.said_by for count in scenario.counts)
    if not said:
        return "No claim or count was known by the as-of time; see the scenario's own sources."
    named = ", ".join(
        f"{_cut(who, _LONGEST_NAME)} ({number})" for who, number in said.most_common(_SOURCES)
    )
    rest = len(said) - _SOURCES
    others = f" and {plural(rest, 'other')}" if rest > 0 else ""
    return f"Said by {named}{others}. Each figure with its publisher and date is in the report."
