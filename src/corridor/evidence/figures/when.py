"""A time as a report words it, and what it means for a claim."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

#: "at": that time; "to_now": a stretch that ends at publication ("so far"); "ahead": later.
Reach: TypeAlias = Literal["at", "to_now", "ahead"]


@dataclass(frozen=True)
class When:
    """Words of time: the tokens that hold them, and what they mean."""

    first: int
    last: int
    day: date | None
    """The day, or the last day of the period; None where only a clock time is given."""
    precision: Literal["day", "month", "year"] = "day"
    clock: time | None = None
    zone: ZoneInfo | None = None
    reach: Reach = "at"
    is_new: bool = False
    """Whether it is a stated short period, so that what is counted in it is new."""
    marker: str = ""
    """The word before it: "as of", "by", "since", "until"."""

    def held(self, published: datetime, zone: ZoneInfo) -> str:
        """As text for the claim; never later than the day of publication."""
        today = published.astimezone(zone).date()
        if self.reach != "at" or (self.day and self.day > today):
            return today.isoformat()
        day = self.day or today
        if self.clock is not None:
            instant = datetime.combine(day, self.clock).replace(tzinfo=self.zone or zone)
            local = min(instant.astimezone(zone), published.astimezone(zone))
            return local.isoformat(timespec="minutes")
        if self.precision == "month":
            return f"{day:%Y-%m}"
        return f"{day:%Y}" if self.precision == "year" else day.isoformat()
