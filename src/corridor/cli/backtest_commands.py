"""The options of the backtest command; what it does is in :mod:`corridor.cli.backtest`."""

from typing import Annotated

import typer

from corridor.cli.options import JSON, OUT, SEED


def backtest(
    scenario: Annotated[
        list[str], typer.Argument(help="Built-in cases or scenario folders, one or more.")
    ],
    origins: Annotated[
        str,
        typer.Option(
            help=(
                "When forecasts are made: how often (30d, 12h), how often from a time on "
                "(2023-09-24T22:00/12h), how many (12), or times separated by commas. Times "
                "without an offset are in the scenario's time zone."
            )
        ),
    ] = "30d",
    horizons: Annotated[
        str, typer.Option(help="How far ahead: days, or such as 12h or P30D, separated by commas.")
    ] = "7,30,90",
    members: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Runs of the model at each origin.")
    ] = 200,
    seed: SEED = 1,
    threads: Annotated[
        int | None,
        typer.Option(min=1, max=1024, help="Origins at a time. Default: one for each core."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Run the origins on a Dask cluster, as 'corridor forecast'.")
    ] = None,
    out: OUT = None,
    as_json: JSON = False,
    given_total: Annotated[
        bool,
        typer.Option(
            "--given-total",
            help=(
                "Instead, give the model the total of each day and score its split over places. "
                "Of the other options only members, seed, threads and json count."
            ),
        ),
    ] = False,
    with_capacities: Annotated[
        bool,
        typer.Option(
            "--with-capacities",
            help="With --given-total: use the places' room and size, which may be later knowledge.",
        ),
    ] = False,
) -> None:
    """Forecast at past origins with what was known then, and score beside simple baselines.

    For instance:  corridor backtest nagorno-karabakh-2023 --origins 12h --horizons 12h,1,2,3,7

    or:  corridor backtest my-crisis another --origins 30d --horizons 7,30,90

    or:  corridor backtest my-crisis another --given-total

    What was stopped goes on where it was when the same command is given again.
    """
    if given_total:
        from corridor.cli.given_total import run_given_total

        run_given_total(
            scenario,
            members=members,
            seed=seed,
            threads=threads,
            with_capacities=with_capacities,
            as_json=as_json,
        )
        return
    from corridor.cli.backtest import BacktestOptions, run_backtest_command

    options = BacktestOptions(
        origins=origins,
        horizons=horizons,
        members=members,
        seed=seed,
        threads=threads,
        cluster=cluster,
        out=out,
        as_json=as_json,
    )
    run_backtest_command(scenario, options)
