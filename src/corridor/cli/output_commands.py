"""The options of the commands that turn a run into something to use: needs and exports."""

from pathlib import Path
from typing import Annotated

import typer

from corridor.cli.options import JSON

RUN = Annotated[Path | None, typer.Argument(help="A run folder. Default: the newest under ./runs.")]
FORCE = Annotated[bool, typer.Option("--force", help="Replace what stands there.")]
STANDARDS = Annotated[
    Path | None, typer.Option(help="Your own table of standards, CSV. Default: the package's.")
]
PEOPLE_PER_HOUSEHOLD = Annotated[
    float | None,
    typer.Option(help="Local mean size of a household. Default: the scenario's, else 5."),
]
COLD = Annotated[
    bool, typer.Option("--cold", help="Take the standards' amounts for a cold climate.")
]


def needs(
    run: RUN = None,
    standards: STANDARDS = None,
    people_per_household: PEOPLE_PER_HOUSEHOLD = None,
    cold: COLD = False,
    place: Annotated[
        str | None, typer.Option(help="Id of one reception place. Default: all together.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write every need, place and day to this CSV file.")
    ] = None,
    write_standards: Annotated[
        Path | None,
        typer.Option(help="Only write the package's table of standards to this file, to edit."),
    ] = None,
    force: FORCE = False,
    as_json: JSON = False,
) -> None:
    """Tell what people will need by place and day: water, food, shelter, toilets, staff, items.

    For instance:  corridor needs runs/first --people-per-household 3.9 --cold

    or:  corridor needs --write-standards mine.csv, then  corridor needs --standards mine.csv
    """
    if write_standards is not None:
        from corridor.cli.needs import write_standards_table

        write_standards_table(write_standards, force=force)
        return
    from corridor.cli.needs import NeedsOptions, run_needs

    options = NeedsOptions(
        standards=standards,
        people_per_household=people_per_household,
        cold=cold,
        place=place,
        out=out,
        force=force,
        as_json=as_json,
    )
    run_needs(run, options)


def export(
    run: RUN = None,
    to: Annotated[
        str,
        typer.Option(
            help="csv, xlsx, hubverse, geojson, gpkg, netcdf or brief (HTML and PDF).",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            help=(
                "File to write, a folder for hubverse; of a brief the name without ending. "
                "Default: beside the run folder, by its name."
            )
        ),
    ] = None,
    standards: STANDARDS = None,
    people_per_household: PEOPLE_PER_HOUSEHOLD = None,
    cold: COLD = False,
    variant: Annotated[
        str | None,
        typer.Option(help="Of a comparison: the variant to write; needless where it has one."),
    ] = None,
    force: FORCE = False,
) -> None:
    """Write a finished run in a form that other programs and people read.

    For instance:  corridor export runs/first --to xlsx

    or:  corridor export runs/first --to brief --out first-brief

    A what-if of corridor compare:  corridor export runs/what-if --to brief
    """
    from corridor.cli.export import ExportOptions, run_export

    options = ExportOptions(
        to=to,
        out=out,
        force=force,
        standards=standards,
        people_per_household=people_per_household,
        cold=cold,
        variant=variant,
    )
    run_export(run, options)
