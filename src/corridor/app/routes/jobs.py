"""Jobs: forecasts and backtests to make, how far they are, and how to stop them."""

from typing import Annotated

from fastapi import APIRouter, Path, Request

from corridor.app.context import Here, ScenarioId
from corridor.app.errors import CHANGES, answers
from corridor.app.security import who
from corridor.app.shapes.jobs import BacktestWanted, ForecastWanted, JobList, JobShape
from corridor.backtest import read_horizons, read_origins
from corridor.errors import OptionError
from corridor.forecast import read_as_of

router = APIRouter(tags=["jobs"])

JobId = Annotated[str, Path(max_length=64, description="Id of a job.")]


@router.get("/jobs", responses=answers())
def list_jobs(here: Here) -> JobList:
    """All jobs, the newest first."""
    return JobList(jobs=here.jobs.list())


@router.get("/jobs/{job}", responses=answers())
def read_job(job: JobId, here: Here) -> JobShape:
    """How far a job is."""
    return here.jobs.get(job)


@router.delete("/jobs/{job}", status_code=202, responses=answers(403))
def cancel_job(job: JobId, here: Here) -> JobShape:
    """Stop a job; one that has ended stays as it is."""
    return here.jobs.cancel(job)


@router.post("/jobs/{job}/again", status_code=202, responses=answers(403))
def job_again(job: JobId, here: Here) -> JobShape:
    """Begin a job again that failed, was cancelled or cut off."""
    return here.jobs.again(job)


@router.post("/scenarios/{scenario}/forecasts", status_code=202, responses=answers(*CHANGES))
def make_forecast(
    scenario: ScenarioId, body: ForecastWanted, request: Request, here: Here
) -> JobShape:
    """Forecast a scenario, as a job; its result is a run."""
    loaded = here.home.load(scenario)
    if body.as_of is not None:
        read_as_of(body.as_of, loaded)
    _check_members(here, body.members)
    asked = {"scenario": scenario, **body.model_dump()}
    title = f"Forecast of {loaded.title}"
    return here.jobs.add("forecast", title, asked, by=who(request), total=body.members)


@router.post("/scenarios/{scenario}/backtests", status_code=202, responses=answers(*CHANGES))
def make_backtest(
    scenario: ScenarioId, body: BacktestWanted, request: Request, here: Here
) -> JobShape:
    """Forecast at past origins and score, as a job; its result is a backtest."""
    loaded = here.home.load(scenario)
    _check_members(here, body.members)
    origins = read_origins(body.origins, loaded, read_horizons(body.horizons))
    asked = {"scenario": scenario, **body.model_dump()}
    title = f"Backtest of {loaded.title}"
    return here.jobs.add("backtest", title, asked, by=who(request), total=len(origins))


def _check_members(here: Here, members: int) -> None:
    if members > here.settings.most_members:
        raise OptionError(
            f"members: found {members:,}, expected at most {here.settings.most_members:,}; "
            "the command line has no such limit"
        )
