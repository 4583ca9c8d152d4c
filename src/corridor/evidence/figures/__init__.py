"""Figures that a report holds, found by rules and proposed as claims."""

from corridor.evidence.figures.events import NamedLink, ProposedEvent, propose_events
from corridor.evidence.figures.gazetteer import Gazetteer, NamedPlace, gazetteer_of
from corridor.evidence.figures.propose import propose_claims

__all__ = [
    "Gazetteer",
    "NamedLink",
    "NamedPlace",
    "ProposedEvent",
    "gazetteer_of",
    "propose_claims",
    "propose_events",
]
