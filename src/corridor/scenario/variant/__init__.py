"""Variants: a scenario with named changes, to ask what would be different.

A variant shares every draw with its scenario that the change does not touch: draws are made by
address, and whatever a change adds has an address of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from corridor.errors import InputError, Problem, near_match
from corridor.scenario.schema import Scenario
from corridor.scenario.variant.changes import FORMS, read_change
from corridor.scenario.variant.world import ChangeError, World

__all__ = ["FORMS", "Variant", "find_variants", "make_variant"]


@dataclass(frozen=True)
class Variant:
    """A named change of a scenario.

    Attributes
    ----------
    name : str
        As readers know it: its name in the scenario, or its text.
    changes : tuple of str
        Texts of the changes, in the order in which they are made.
    """

    name: str
    changes: tuple[str, ...]


def find_variants(scenario: Scenario, wanted: Iterable[str] | None) -> tuple[Variant, ...]:
    """Variants by their names in the scenario or their texts; without any, all of the scenario.

    Several changes in a text are joined by ``;``.

    Raises
    ------
    InputError
        If none is wanted and the scenario has none, or for the same one twice.
    """
    texts = tuple(scenario.variants if wanted is None else wanted)
    if not texts:
        raise InputError(
            f"{scenario.name} has no variants of its own: give one, such as "
            "--variant 'capacity ID x2', or write some under 'variants' in scenario.yaml"
        )
    twice = sorted({text for text in texts if texts.count(text) > 1})
    if twice:
        raise InputError(f"each variant once (found {twice[0]!r} twice)")
    return tuple(_variant(scenario, text) for text in texts)


def _variant(scenario: Scenario, text: str) -> Variant:
    if text in scenario.variants:
        return Variant(text, scenario.variants[text])
    changes = tuple(change.strip() for change in text.split(";") if change.strip())
    if len(changes) == 1 and len(text.split()) == 1 and text not in FORMS:
        expected = f"a variant of {scenario.name}{near_match(text, scenario.variants)}, or a change"
        problem = Problem(
            "variant", 0, 0, "", repr(text), f"{expected}: {'; '.join(FORMS.values())}"
        )
        raise InputError("there is no such variant:", [problem])
    if not changes:
        raise InputError("a variant of at least one change (found none)")
    return Variant(text.strip(), changes)


def make_variant(scenario: Scenario, variant: Variant) -> Scenario:
    """A scenario, cut to what was known at some time, with the changes of a variant.

    Raises
    ------
    InputError
        If a change cannot be read or made, with what would be right.
    """
    for text in variant.changes:
        try:
            scenario = read_change(text, _world(scenario)).applied(scenario)
        except ChangeError as fault:
            problem = Problem("variant", 0, 0, text, fault.found, fault.expected)
            raise InputError(f"the variant {variant.name!r} cannot be made:", [problem]) from None
    return scenario


def _world(scenario: Scenario) -> World:
    return World(
        zone=scenario.zone,
        places={place.id: place for place in scenario.places},
        links={link.id: link for link in scenario.links},
        drivers=frozenset(scenario.leaving.drivers),
        parameters={parameter.name: parameter for parameter in scenario.parameters},
        claims=frozenset(claim.id for claim in scenario.ledger.claims),
    )
