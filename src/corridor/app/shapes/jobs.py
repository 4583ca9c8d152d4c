"""Jobs as they are answered."""

from typing import Literal, TypeAlias

from pydantic import AwareDatetime, Field, JsonValue

from corridor.app.shapes.common import ErrorBody, Given, Shape

JobKind: TypeAlias = Literal["forecast", "what-if", "what-if-export", "backtest"]
JobState: TypeAlias = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]


class JobShape(Shape):
    """A job: what was asked for, and how far it is."""

    id: str
    kind: JobKind
    title: str
    state: JobState
    done: int = 0
    """Members or origins that are finished."""
    total: int = 0
    """Of how many."""
    message: str = ""
    created: AwareDatetime
    started: AwareDatetime | None = None
    ended: AwareDatetime | None = None
    by: str = ""
    request: dict[str, JsonValue]
    result: dict[str, str] | None = None
    """What came of it: the id of a run, what_if or backtest; of an export the format too."""
    error: ErrorBody | None = None


class JobList(Shape):
    """All jobs."""

    jobs: tuple[JobShape, ...]


class ForecastWanted(Given):
    """A forecast to make."""

    as_of: str | None = Field(None, max_length=64, examples=["2023-09-24T22:00+04:00"])
    """A time; default: the scenario's own."""
    members: int = Field(1000, ge=1, le=1_000_000)
    seed: int = Field(1, ge=0, lt=2**53)


class BacktestWanted(Given):
    """A backtest to make."""

    origins: str = Field("30d", max_length=400)
    """As in ``corridor backtest --origins``."""
    horizons: str = Field("7,30,90", max_length=400)
    """As in ``corridor backtest --horizons``."""
    members: int = Field(200, ge=1, le=100_000)
    seed: int = Field(1, ge=0, lt=2**53)
