"""Rules for times that have to come in some order."""

from collections.abc import Iterator
from datetime import timedelta

from corridor.errors import Problem
from corridor.scenario.draft import Draft
from corridor.scenario.uses import COUNTS_FILE, TIMELINE_FILE, YAML_FILE, Spot

#: Longer runs are slips of the pen.
LONGEST_PAST = timedelta(days=3 * 366)


def as_of_not_after_start(draft: Draft) -> Iterator[Problem]:
    """The default as-of time is after the start: a forecast needs time to have passed."""
    settings = draft.settings
    if settings is not None and settings.default_as_of <= settings.start:
        found = settings.default_as_of.isoformat()
        expected = f"a time after the start, {settings.start.isoformat()}"
        yield draft.problem(Spot(YAML_FILE, ("as_of",)), found, expected)


def as_of_long_after_start(draft: Draft) -> Iterator[Problem]:
    """The default as-of time is not years after the start."""
    settings = draft.settings
    if settings is not None and settings.default_as_of - settings.start > LONGEST_PAST:
        found = settings.default_as_of.isoformat()
        expected = f"a time at most {LONGEST_PAST.days} days after the start"
        yield draft.problem(Spot(YAML_FILE, ("as_of",)), found, expected)


def count_published_before_it_held(draft: Draft) -> Iterator[Problem]:
    """No count is published before the time it speaks of."""
    for index, count in enumerate(draft.counts):
        if count.published < count.held.end:
            spot = Spot(COUNTS_FILE, (index, "published"))
            expected = f"the time at which it held, {count.held.end.isoformat()}, or later"
            yield draft.problem(spot, count.published.isoformat(), expected)


def fault_of_since(draft: Draft) -> Iterator[Problem]:
    """Only a count of a period has a beginning, before its end."""
    for index, count in enumerate(draft.counts):
        spot = Spot(COUNTS_FILE, (index, "since"))
        if count.since is not None and count.measure != "period":
            expected = f"an empty cell for the measure {count.measure}"
            yield draft.problem(spot, count.since.isoformat(), expected)
        elif count.since is not None and count.since >= count.held.end:
            expected = f"a time before that at which it held, {count.held.end.isoformat()}"
            yield draft.problem(spot, count.since.isoformat(), expected)


def replaced_before_published(draft: Draft) -> Iterator[Problem]:
    """An event is not published before the one that it replaces."""
    published = {event.id: event.published for event in draft.timeline}
    for index, event in enumerate(draft.timeline):
        earlier = published.get(event.replaces) if event.replaces else None
        if earlier is not None and event.published < earlier:
            spot = Spot(TIMELINE_FILE, (index, "published"))
            expected = f"the time at which {event.replaces!r} was published or later"
            yield draft.problem(spot, event.published.isoformat(), expected)
