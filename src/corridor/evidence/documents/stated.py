"""When a page says in its text that it was published, and by whom.

Only words about the page itself count: labelled dates, dates that stand alone above the report, and
datelines. The moment at which it was saved, printed or looked up is no publication.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from corridor.evidence.documents.dates import MONTHS, is_only_date, is_range, read_date

_LABEL = re.compile(
    r"(?:^|[|•·;,.(]\s{0,3}|\s[–—-]\s)(?:article |page |story )?"
    r"(?:(?P<published>(?:first |originally |date )?(?:published|posted)(?: date)?"
    r"|publication date|date(?: of (?:publication|release|issue))?(?=\s?:)|issued|release date"
    r"|released)"
    r"|(?P<updated>(?:last |latest )?(?:updated?|modified|modification|revised|edited)"
    r"(?: date)?))\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"[Bb]y(?: [A-Z][\w.'’-]*,?| and| for| in){{1,8}}?(?= \W| \d| (?i:{MONTHS})\b)"
)
_SEPARATOR = re.compile(r"\s[|•·–—-]\s|[()]")
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’-]*(?:,? (?!(?i:{MONTHS})\b)[A-Z][\w.'’-]*){{0,5}})"
    rf"(?:[,.]? (?P<day>(?i:(?:{MONTHS})\.? \d\d?|\d\d? (?:{MONTHS})\.?)(?!\d)))?"
    r"(?:,? (?P<year>(?:19|20)\d\d))?"
    r"[.,]? ?(?:\((?P<agency>[A-Z][^()]{1,40})\)|/(?P<slashed>[A-Z][^/]{1,30})/)?\.?"
    r"(?P<dash> ?[-–—]{1,2} )?"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,3}(?:\(c\)|©)?\W{0,3}(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?,?"
    r"\s?(?:by |The )?(?P<name>[^\W\d][^.|•·\n]{1,50}?)"
    r"(?:,? (?:Ltd|Inc|LLC)\b.*)?(?:[.,]? ?all rights.*)?\.?\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:source|publisher|published by)\s?: ?(?P<name>[^:|]{2,60})", re.IGNORECASE)
_LONGEST_LINE = 160


@dataclass(frozen=True)
class Stated:
    """What a page says of itself; None or empty where it does not."""

    published: datetime | None = None
    updated: datetime | None = None
    publisher: str = ""


def stated_in_lines(
    above: Sequence[str], report: Sequence[str], all_lines: Sequence[str], zone: ZoneInfo, year: str
) -> Stated:
    """What the lines of a page state.

    Parameters
    ----------
    above : sequence of str
        The lines above the report's first paragraph: there a date needs no label.
    report : sequence of str
        The first paragraphs of the report, which may start with a dateline.
    all_lines : sequence of str
        All lines of the page.
    zone : ZoneInfo
        Zone of dates without a time.
    year : str
        The year of a dateline that states none, or nothing where it is unknown.
    """
    published, updated = _labelled(all_lines, zone)
    dateline = next(filter(None, map(_dateline, report)), None)
    if not published:
        published = _lone_date(above, zone) or (dateline and _dateline_day(dateline, zone, year))
    return Stated(published or None, updated, _publisher(all_lines, dateline))


def _labelled(lines: Sequence[str], zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """The first date of publication and the last of a change."""
    published: list[datetime] = []
    updated: list[datetime] = []
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        if len(line) > _LONGEST_LINE:
            continue
        labels = list(_LABEL.finditer(line))
        ends = [label.start() for label in labels[1:]]
        for label, end in zip(labels, [*ends, len(line)], strict=False):
            words = line[label.end() : end]
            alone = not words.strip(" :") and is_only_date(after)
            moment = read_date(after if alone else words, zone)
            if moment:
                (published if label["published"] else updated).append(moment)
    return min(published, default=None), max(updated, default=None)


def _lone_date(lines: Sequence[str], zone: ZoneInfo) -> datetime | None:
    """The date that stands alone in a line above the report, the nearest one to it."""
    for line in reversed(lines):
        if len(line) <= _LONGEST_LINE and not is_range(line):
            byline = _BYLINE.match(line)
            for part in _SEPARATOR.split(line[byline.end() :] if byline else line):
                if part and is_only_date(part) and (moment := read_date(part, zone)):
                    return moment
    return None


def _dateline(paragraph: str) -> re.Match[str] | None:
    found = _DATELINE.match(paragraph)
    if not found:
        return None
    agency = found["agency"] or found["slashed"]
    shouted = len(found["place"]) > 1 and found["place"].split(",")[0].isupper()
    is_dateline = (agency and (found["dash"] or found["slashed"])) or (
        shouted and found["day"] and (found["dash"] or agency)
    )
    return found if is_dateline else None


def _dateline_day(found: re.Match[str], zone: ZoneInfo, year: str) -> datetime | None:
    year = found["year"] or year
    return read_date(f"{found['day']} {year}", zone) if found["day"] and year else None


def _publisher(lines: Sequence[str], dateline: re.Match[str] | None) -> str:
    for pattern in (_SOURCE, _COPYRIGHT):
        for line in lines:
            named = pattern.fullmatch(line) if len(line) <= _LONGEST_LINE else None
            if named:
                return " ".join(named["name"].split()).strip(" ,-")
    return (dateline["agency"] or dateline["slashed"] or "") if dateline else ""
