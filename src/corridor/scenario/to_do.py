"""What a scenario lacks before it can be forecast, in the order in which it is best filled in."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corridor.errors import Problem
from corridor.scenario.check.entries import no_place_of_a_needed_kind
from corridor.scenario.check.network import onward_target_out_of_reach, origin_without_a_way_out
from corridor.scenario.draft import Draft

_RULES: tuple[Callable[[Draft], Iterable[Problem]], ...] = (
    no_place_of_a_needed_kind,
    origin_without_a_way_out,
    onward_target_out_of_reach,
)


class ToDo(NamedTuple):
    """A step on the way to a first forecast."""

    name: str
    """Short name: ``times``, ``origins``, ``receptions``, ``roads`` or ``faults``."""
    words: str
    """What is to be done."""
    is_done: bool


def lacking(draft: Draft) -> tuple[Problem, ...]:
    """Problems of what is not there yet, rather than of what is there."""
    return tuple(problem for rule in _RULES for problem in rule(draft))


def to_do(draft: Draft, problems: Sequence[Problem]) -> tuple[ToDo, ...]:
    """The steps to a first forecast, those done among them; none where nothing is lacking."""
    lacks = lacking(draft)
    if not lacks:
        return ()
    kinds = {place.kind for place in draft.places}
    has_ends = {"origin", "reception"} <= kinds
    faults = sum(problem not in lacks for problem in problems)
    return (
        ToDo(
            "times",
            "Say when it starts, as of when the forecast is, and in which time zone.",
            draft.settings is not None,
        ),
        ToDo(
            "origins",
            "Add each place that people leave (kind: origin), with the people at home there.",
            "origin" in kinds,
        ),
        ToDo(
            "receptions",
            "Add each place where they may arrive (kind: reception), and towns and checkpoints "
            "on the way.",
            "reception" in kinds,
        ),
        ToDo(
            "roads",
            "Add the roads, each in the direction in which people go, until every origin has a "
            "way to a place that receives.",
            has_ends and not any(True for _ in origin_without_a_way_out(draft)),
        ),
        *([ToDo("faults", f"Mend what is wrong in {faults} entries.", False)] if faults else []),
    )
