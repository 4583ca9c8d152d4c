"""The rule for variants: each of their changes can be read and made."""

from collections.abc import Iterator

from corridor.errors import Problem
from corridor.scenario.draft import Draft
from corridor.scenario.uses import LINKS_FILE, PLACES_FILE, YAML_FILE, Spot
from corridor.scenario.variant.changes import read_change
from corridor.scenario.variant.world import ChangeError, World


def fault_of_variant(draft: Draft) -> Iterator[Problem]:
    """A change is one of those that there are, of things that are in the scenario."""
    settings = draft.settings
    if settings is None or not draft.is_whole(PLACES_FILE, LINKS_FILE, YAML_FILE):
        return
    for name, texts in settings.variants.items():
        world = World(
            zone=settings.zone,
            places=draft.place,
            links={link.id: link for link in draft.links},
            drivers=frozenset(settings.leaving.drivers),
            parameters=draft.parameter,
            claims=frozenset(claim.id for claim in draft.ledger.claims) if draft.ledger else None,
        )
        for index, text in enumerate(texts):
            try:
                world = read_change(text, world).extended(world)
            except ChangeError as fault:
                spot = Spot(YAML_FILE, ("variants", name, index))
                yield draft.problem(spot, fault.found, fault.expected)
                break
