"""The options of the commands that forecast; what they do is in the modules of their names."""

from pathlib import Path
from typing import Annotated

import typer

from corridor.cli.options import BY, JSON, MEMBERS, NO_UPDATE, OUT, SCENARIO, SEED, THREADS


def forecast(
    scenario: SCENARIO,
    members: MEMBERS = 1000,
    seed: SEED = 1,
    as_of: Annotated[
        str | None,
        typer.Option(
            help=(
                "Forecast with what was known at this time, for instance 2023-09-24T22:00+04:00; "
                "without an offset: in the scenario's time zone; a bare date is the end of that "
                "day. Default: the scenario's own."
            )
        ),
    ] = None,
    out: OUT = None,
    as_json: JSON = False,
    threads: THREADS = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            help=(
                "Run the members on a Dask cluster: 'local' starts worker processes here, an "
                "address such as tcp://host:8786 connects to a scheduler. Changes only the time."
            )
        ),
    ] = None,
    no_update: NO_UPDATE = False,
) -> None:
    """Forecast arrivals by hour and day, and write a run folder with the report.

    For instance:  corridor forecast nagorno-karabakh-2023

    or:  corridor forecast my-crisis --as-of 2026-03-01T18:00 --members 5000 --out runs/first
    """
    from corridor.cli.artist import artist_beside

    with artist_beside() as artist:
        from corridor.cli.forecast import Options, run_forecast

        options = Options(
            members=members,
            seed=seed,
            as_of=as_of,
            out=out,
            as_json=as_json,
            threads=threads,
            cluster=cluster,
            update=not no_update,
        )
        run_forecast(scenario, options, artist)


def update(
    scenario: Annotated[
        Path, typer.Argument(help="A scenario folder; counts are added to its counts.csv.")
    ],
    counts: Annotated[Path, typer.Option(help="New counts: a table with columns of counts.csv.")],
    as_of: Annotated[
        str | None,
        typer.Option(help="As for 'corridor forecast'. Default: when the last of them was public."),
    ] = None,
    members: MEMBERS = 1000,
    seed: SEED = 1,
    out: OUT = None,
    by: BY = "",
    as_json: JSON = False,
    threads: THREADS = None,
) -> None:
    """Add new counts to a scenario, forecast with them, and show how the forecast moved.

    For instance:  corridor update my-crisis --counts today.csv

    All counts of the table are added, or, if one of them is wrong, none; 'corridor ledger undo'
    takes them back. Columns place, held, value and said_by are needed; all of counts.csv may be
    there.
    """
    from corridor.cli.artist import artist_beside

    with artist_beside() as artist:
        from corridor.cli.update import UpdateOptions, run_update

        options = UpdateOptions(
            counts=counts,
            as_of=as_of,
            members=members,
            seed=seed,
            out=out,
            by=by,
            as_json=as_json,
            threads=threads,
        )
        run_update(scenario, options, artist)


def compare(
    scenario: SCENARIO,
    variant: Annotated[
        list[str] | None,
        typer.Option(
            help=(
                "One variant: its changes, joined by ';', or its name in the scenario. Give the "
                "option once for each. Default: all variants of the scenario."
            )
        ),
    ] = None,
    members: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Runs of the base, and of each variant.")
    ] = 1000,
    seed: SEED = 1,
    as_of: Annotated[
        str | None, typer.Option(help="As for 'corridor forecast'. Default: the scenario's own.")
    ] = None,
    out: OUT = None,
    as_json: JSON = False,
    threads: THREADS = None,
    no_update: NO_UPDATE = False,
) -> None:
    """Ask what a change would do: the scenario beside variants of it, with the same draws.

    For instance, what two days with the bridge shut would do, and what a wider one:

    \b
      corridor compare nagorno-karabakh-2023 \\
        --variant "close hakari-bridge 2023-09-26..2023-09-27" \\
        --variant "capacity hakari-bridge x2"

    Changes (a date as FROM is its beginning, as TO its end; without TO it lasts to the end):

    \b
      close ID FROM..TO     a link or checkpoint is shut; open ID FROM..TO
      capacity ID x2        twice as many vehicles an hour
      capacity ID 300       so many; both may end with FROM..TO
      hours ID 06:00-22:00  opening hours; hours ID always: none
      buses FROM TO SEATS every HOURS h \\[travel HOURS h] \\[FROM..TO]
      assure LEVEL \\[@ORIGIN] FROM..TO
                            level of the driver "assurance"
      link FROM TO km KM hours HOURS \\[vehicles N]
                            a new road, in one direction
      reception ID at LAT,LON from PLACE km KM hours HOURS \\[room N]
                            a new reception place; from a reception place come
                            those for whom that one has no room
      without DRIVER        a driver of leaving has no effect
      set PARAMETER VALUE   another number for a parameter

    Several in one:  --variant "close a-b 2030-05-03..2030-05-04; set share_willing 1"
    """  # noqa: D301 - \b keeps the lines of a paragraph
    from corridor.cli.artist import artist_beside

    with artist_beside() as artist:
        from corridor.cli.compare import CompareOptions, run_compare

        options = CompareOptions(
            members=members,
            seed=seed,
            as_of=as_of,
            out=out,
            as_json=as_json,
            variants=variant,
            threads=threads,
            update=not no_update,
        )
        run_compare(scenario, options, artist)
