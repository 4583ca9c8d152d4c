"""A finished run as exports take it: the forecast, its manifest, and what is said of both."""

from collections.abc import Iterator, Sized
from pathlib import Path
from typing import NamedTuple

from corridor.errors import OptionError, near_or_all
from corridor.forecast import Forecast, VariantRun
from corridor.formats.spreadsheet import Cell
from corridor.scenario.variant import Variant
from corridor.store import Manifest, open_comparison, open_run, read_manifest


class WhatIf(NamedTuple):
    """What makes a run a what-if: the change, and the forecast beside which it was run."""

    variant: Variant
    base: Forecast

    @property
    def label(self) -> str:
        """That it is a what-if, and of what, in one line."""
        changes = "; ".join(self.variant.changes)
        name = "" if self.variant.name == changes else f"{self.variant.name}: "
        return f"WHAT-IF, no forecast of what is expected: {name}{changes}"


class Finished(NamedTuple):
    """A run that stands in a folder; ``what_if`` says of which change, where it is one."""

    forecast: Forecast
    manifest: Manifest
    what_if: WhatIf | None = None


def open_finished(folder: Path) -> Finished:
    """The run in a folder; errors as :func:`corridor.store.open_run`."""
    return Finished(open_run(folder), read_manifest(folder))


def open_what_if(folder: Path, name: str | None) -> Finished:
    """A variant in the folder of a comparison, by its name; without one, the only one.

    Raises
    ------
    OptionError
        When the comparison has no such variant, or several and none was named.
    NotFoundError, RunError
        As :func:`corridor.store.open_comparison`.
    """
    made, manifest = open_comparison(folder)
    names = [run.variant.name for run in made.variants]
    if name is None and len(names) > 1:
        raise OptionError(
            f"--variant: found nothing, expected one of {', '.join(map(repr, names))}"
        )
    chosen = names[0] if name is None else name
    if chosen not in names:
        raise OptionError(
            f"--variant: found {chosen!r}, expected a variant{near_or_all(chosen, names)}"
        )
    return what_if_of(made.base, manifest.base, made.variants[names.index(chosen)])


def what_if_of(base: Forecast, manifest: Manifest, run: VariantRun) -> Finished:
    """A variant that was run beside a base, which has this manifest."""
    return Finished(run.forecast, manifest, WhatIf(run.variant, base))


def in_short(run: Finished) -> str:
    """What a number of the run rests on, in one line for a cell or an attribute."""
    manifest = run.manifest
    said = f"{run.what_if.label}. " if run.what_if else ""
    return (
        f"{said}Corridor {manifest.versions.get('corridor', '')}, scenario {manifest.scenario}, "
        f"{manifest.members} members, seed {manifest.seed}; "
        f"{_number(manifest.claims_used, 'claim')}, {_number(manifest.counts_known, 'count')} and "
        f"{_number(manifest.events_used, 'event')} published by the as-of time"
    )


def _number(things: Sized, word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def about(run: Finished) -> Iterator[tuple[str, str]]:
    """What a reader has to know of the run: names and texts."""
    scenario, manifest = run.forecast.scenario, run.manifest
    if run.what_if:
        yield "what_if", run.what_if.label
    yield "title", scenario.title
    yield "scenario", scenario.name
    yield "sensitivity", scenario.sensitivity
    yield "as_of", run.forecast.as_of.isoformat()
    yield "start", manifest.start.astimezone(scenario.zone).isoformat()
    yield "end", manifest.end.astimezone(scenario.zone).isoformat()
    yield "created", manifest.created.astimezone(scenario.zone).isoformat()
    yield "time_zone", scenario.zone.key
    yield "members", str(manifest.members)
    yield "seed", str(manifest.seed)
    yield "rests_on", in_short(run)
    yield (
        "levels",
        "q0.05 is the value below which 5 % of the members lie; each member is one run of the "
        "model with its own draw of the uncertain numbers",
    )
    for name, version in manifest.versions.items():
        yield f"version_{name}", version
    for name, digest in manifest.inputs.items():
        yield f"sha256_{name}", digest


SOURCE_COLUMNS = (
    *("what", "id", "place", "value", "unit", "held", "published", "said_by", "published_by"),
    *("status", "source"),
)


def source_cells(run: Finished) -> Iterator[tuple[Cell, ...]]:
    """Every claim and count that was known by the as-of time, every event and parameter."""
    scenario = run.forecast.scenario
    for claim in scenario.ledger.claims:
        yield (
            *("claim", claim.id, claim.place, _figure(claim.value, claim.low, claim.high)),
            *(claim.unit, claim.held.text, claim.published.isoformat(), claim.said_by),
            *(claim.published_by, claim.status, claim.url),
        )
    for count in scenario.counts:
        yield (
            *("count", count.id, count.place, count.value, count.unit, count.held.text),
            *(count.published.isoformat(), count.said_by, count.published_by, "known", count.url),
        )
    for event in scenario.timeline:
        yield (
            *("event", event.id, event.target, event.action, "", event.time.isoformat()),
            *(event.published.isoformat(), "", "", event.certainty, event.source),
        )
    for parameter in scenario.parameters:
        words = scenario.distribution(parameter.number).describe()
        yield (
            *("parameter", parameter.name, "", words, parameter.unit, "", "", "", ""),
            *(parameter.certainty, parameter.source),
        )
    for place in scenario.places:
        yield ("place", place.id, place.id, "", "", "", "", "", "", place.certainty, place.source)
    for link in scenario.links:
        ends = f"{link.start} to {link.end}"
        yield ("link", link.id, ends, "", "", "", "", "", "", link.certainty, link.source)


def _figure(value: float | None, low: float | None, high: float | None) -> Cell:
    if value is not None:
        return value
    return " to ".join(f"{end:g}" for end in (low, high) if end is not None)
