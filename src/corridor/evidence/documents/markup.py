"""When and by whom a page was published, by its mark-up: meta elements, JSON-LD, time elements."""

import json
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from corridor.evidence.documents.dates import read_date
from corridor.evidence.documents.page import Page
from corridor.evidence.documents.stated import Stated
from corridor.evidence.documents.words import word_list

_PUBLISHED = word_list("publication names")
_UPDATED = word_list("change names")
_PUBLISHERS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)
_REPORT_TYPES = ("Article", "Posting", "Report", "WebPage")
_DEEPEST = 20


def stated_in_markup(page: Page, zone: ZoneInfo) -> Stated:
    """What the mark-up of a page states: the earliest publication, the latest change.

    Where two places state different days of publication, the page is certainly public on the later
    one only, so that one counts as a change.
    """
    reports = list(_reports(page))
    published = [
        *_dates(page, _PUBLISHED, zone),
        *_linked_dates(reports, "datePublished", zone),
        *_time_elements(page, zone, updated=False),
    ]
    updated = [
        *_dates(page, _UPDATED, zone),
        *_linked_dates(reports, "dateModified", zone),
        *_time_elements(page, zone, updated=True),
        *published,
    ]
    return Stated(
        min(published, default=None), max(updated, default=None), _publisher(page, reports)
    )


def meta(page: Page, *names: str) -> str:
    """The content of the first ``meta`` element that has one of these names, by order of names."""
    for name in names:
        for named, content in page.metas:
            if named == name:
                return " ".join(content.split())
    return ""


def _dates(page: Page, names: frozenset[str], zone: ZoneInfo) -> Iterator[datetime]:
    for name, content in page.metas:
        if name in names and (moment := read_date(content, zone)):
            yield moment


def _time_elements(page: Page, zone: ZoneInfo, *, updated: bool) -> Iterator[datetime]:
    for described, stated in page.times:
        says_published = "publish" in described or "posted" in described
        says_updated = not says_published and ("updated" in described or "modif" in described)
        wanted = says_updated if updated else says_published
        if wanted and (moment := read_date(stated, zone)):
            yield moment


def _reports(page: Page) -> Iterator[dict[str, object]]:
    for data in page.linked_data:
        try:
            parsed: object = json.loads(data)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(parsed, 0) if _is_report(node))


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(value, list) and depth < _DEEPEST:
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)


def _is_report(node: dict[str, object]) -> bool:
    return any(kind in str(node.get("@type")) for kind in _REPORT_TYPES)


def _linked_dates(reports: list[dict[str, object]], key: str, zone: ZoneInfo) -> Iterator[datetime]:
    for report in reports:
        stated = report.get(key)
        if isinstance(stated, str) and (moment := read_date(stated, zone)):
            yield moment


def _publisher(page: Page, reports: list[dict[str, object]]) -> str:
    named = meta(page, *_PUBLISHERS)
    if named:
        return named
    for report in reports:
        publisher = report.get("publisher")
        one = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    return ""
