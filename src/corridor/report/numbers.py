"""The uncertain numbers: their labels, and what is believed of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corridor.observe import counting_defaults
from corridor.parameters import DefaultPrior, ParameterName, PlainNumber, Unlimited
from corridor.parameters.distributions import Distribution
from corridor.scenario import Event, Link, Place, Scenario, Use

#: Units that want a word.
_UNITS = {
    "1/day": "per day",
    "log hazard ratio": "log hazard ratio: 0.69 doubles the rate of leaving, −0.69 halves it",
}


@dataclass(frozen=True)
class Prior:
    """An uncertain number: its name or address, and what is believed of it in words.

    ``certainty`` is empty where nothing says how the number is known.
    """

    name: str
    label: str
    value: str
    unit: str
    certainty: str
    reason: str
    source: str


def number_label(scenario: Scenario, name: str) -> str:
    """A label for a parameter's name, or for the address of a number written in place.

    ``leaving_rate`` is "Leaving rate"; ``links.forks-to-old-bridge.hours``, where the places are
    called so, "The Forks to Old Bridge: hours".
    """
    file, _, rest = name.partition(".")
    if not rest:
        return _sentence(_words(name))
    if file == "counting":
        return f"Counting: {_words(rest)}"
    id, _, entry = rest.partition(".")
    names = {place.id: place.name for place in scenario.places}
    if file == "onward":
        kind, _, target = entry.partition(".")
        what = f"share to {names.get(target, target)}" if target else _words(kind)
        return f"Onward from {names.get(id, id)}: {what}"
    ends = {link.id: (link.start, link.end) for link in scenario.links}
    if file == "links" and id in ends:
        start, end = ends[id]
        return f"{names.get(start, start)} to {names.get(end, end)}: {_words(entry)}"
    if file == "places" and id in names:
        return f"{names[id]}: {_words(entry)}"
    return _sentence(": ".join(_words(part) for part in rest.split(".")))


def priors(scenario: Scenario) -> tuple[Prior, ...]:
    """Every parameter, and every uncertain number written in place, with what is believed of it."""
    named = [
        Prior(
            name=parameter.name,
            label=number_label(scenario, parameter.name),
            value=_in_words(scenario.distribution(ParameterName(name=parameter.name))),
            unit=_unit(parameter.unit),
            certainty=parameter.certainty,
            reason=parameter.reason,
            source=parameter.source,
        )
        for parameter in scenario.parameters
    ]
    in_place = [
        _prior_in_place(scenario, use)
        for use in scenario.uses()
        if not isinstance(use.number, ParameterName | PlainNumber | Unlimited)
    ]
    counting = counting_defaults(scenario) if scenario.counts else {}
    of_counting = [_default_prior(scenario, *one) for one in counting.items()]
    return (*named, *in_place, *of_counting)


def _default_prior(scenario: Scenario, name: str, prior: DefaultPrior) -> Prior:
    """What is believed of counting where the scenario says nothing of it."""
    return Prior(
        name=name,
        label=number_label(scenario, name),
        value=prior.value.distribution().describe(),
        unit=_unit(prior.unit),
        certainty="assumed" if prior.trust == "assumed" else "derived",
        reason=prior.reason,
        source=prior.source,
    )


def _prior_in_place(scenario: Scenario, use: Use) -> Prior:
    tables: Mapping[str, Sequence[Place | Link | Event]] = {
        "places.csv": scenario.places,
        "links.csv": scenario.links,
        "timeline.csv": scenario.timeline,
    }
    rows = tables.get(use.spot.file)
    row = rows[int(use.spot.path[0])] if rows else None
    return Prior(
        name=use.address,
        label=number_label(scenario, use.address),
        value=_in_words(scenario.distribution(use.number)),
        unit=_unit(use.unit),
        certainty=row.certainty if row else "",
        reason=row.note if row else f"Written in {use.spot.file} without a reason of its own.",
        source=row.source if row else "",
    )


def _in_words(distribution: Distribution) -> str:
    """A distribution in words, with a true minus."""
    return re.sub(r"-(?=[0-9.])", "\N{MINUS SIGN}", distribution.describe())


def _unit(unit: str) -> str:
    return _UNITS.get(unit, unit)


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
