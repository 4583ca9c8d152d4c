"""The commands under ``corridor ledger``: each asks for one look or one step, and prints it."""

from pathlib import Path
from typing import Annotated

import typer

from corridor.cli.options import BY, JSON

app = typer.Typer(
    help=(
        "Look at the claims of a scenario, and decide about them.\n\n"
        "Every change is a step that is kept in the ledger's history and can be undone. An ID may "
        "hold * for any characters; it then stands for all such proposals."
    ),
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FOLDER = Annotated[
    Path,
    typer.Option("--in", help="The scenario folder. Default: this folder.", show_default=False),
]
IDS = Annotated[list[str], typer.Argument(metavar="ID...", help="Claims or proposed rows.")]
SEEN = Annotated[
    int | None,
    typer.Option(
        help=(
            "Version of the history that the decision rests on: nothing is done if one of the "
            "claims was changed after it."
        )
    ),
]


@app.callback(invoke_without_command=True)
def _list_by_default(context: typer.Context, scenario: FOLDER = Path()) -> None:
    if context.invoked_subcommand is None:
        list_(scenario)


@app.command("list")
def list_(
    scenario: FOLDER = Path(),
    status: Annotated[
        str | None, typer.Option(help="Only those: proposed, accepted or rejected.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only claims of this kind.")] = None,
    place: Annotated[str | None, typer.Option(help="Only those about this place.")] = None,
    document: Annotated[str | None, typer.Option(help="Only those of this document.")] = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Show each in its sentence, the quote marked.")
    ] = False,
    as_json: JSON = False,
) -> None:
    """List claims, and rows that are proposed for the timeline and the counts.

    For instance:  corridor ledger list --in my-crisis --status proposed --sentences
    """
    from corridor.cli.ledger import Wanted, print_list

    wanted = Wanted(status=status, kind=kind, place=place, document=document)
    print_list(scenario, wanted, sentences=sentences, as_json=as_json)


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim or proposed row.")],
    scenario: FOLDER = Path(),
    as_json: JSON = False,
) -> None:
    """Show where a claim comes from, its rivals, what was decided, and which numbers use it."""
    from corridor.cli.ledger import print_trace

    print_trace(scenario, id, as_json=as_json)


@app.command()
def rivals(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="A claim with its rivals, or several side by side. Default: all that have rivals.",
        ),
    ] = None,
    scenario: FOLDER = Path(),
    as_json: JSON = False,
) -> None:
    """Show rival claims side by side, and explain the range that is made of them."""
    from corridor.cli.ledger import print_rivals

    print_rivals(scenario, ids or [], as_json=as_json)


@app.command()
def accept(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Claims or proposed rows.")
    ] = None,
    over: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Accept the proposed claims, or those of ID..., surer than this."
        ),
    ] = None,
    scenario: FOLDER = Path(),
    by: BY = "",
    seen: SEEN = None,
) -> None:
    """Accept claims; proposed rows are added to timeline.csv or counts.csv.

    For instance:  corridor ledger accept un-arrivals 'gov-*' --by "Duty desk"

    An accepted claim changes no number by itself: see 'corridor ledger use'.
    """
    from corridor.cli.ledger import tell_step
    from corridor.review import decide

    if over is not None:
        tell_step(decide.accept_over(scenario, over, ids or ("*",), by=by))
        return
    if not ids:
        raise typer.BadParameter("expected ids, or --over", param_hint="ID")
    tell_step(decide.accept(scenario, ids, by=by, seen=seen))


@app.command()
def reject(
    ids: IDS,
    because: Annotated[
        str, typer.Option(help="The reason, which is needed; kept with the claim.")
    ] = "",
    scenario: FOLDER = Path(),
    by: BY = "",
    seen: SEEN = None,
) -> None:
    """Reject claims and proposed rows; they stay in the ledger with the reason.

    For instance:  corridor ledger reject tv-5000 --because "counts the day before twice"
    """
    from corridor.cli.ledger import tell_step
    from corridor.review.decide import reject

    if not because.strip():
        raise typer.BadParameter(
            'expected the reason, such as --because "counts the day before twice"',
            param_hint="--because",
        )
    tell_step(reject(scenario, ids, because, by=by, seen=seen))


@app.command()
def edit(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim or proposed row.")],
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=TEXT...", help="What to put into its fields.")
    ],
    scenario: FOLDER = Path(),
    by: BY = "",
    seen: SEEN = None,
) -> None:
    """Correct fields of a claim or proposed row, by the names of the columns.

    For instance:  corridor ledger edit un-arrivals place=goris held=2023-09-25T18:00+04:00
    """
    from corridor.cli.ledger import fields_of, tell_step
    from corridor.review.decide import edit

    tell_step(edit(scenario, id, fields_of(fields), by=by, seen=seen))


@app.command()
def use(
    ids: IDS,
    number: Annotated[
        str,
        typer.Option(
            "--for",
            help=(
                "Where the number stands: places.ID.people, links.ID.hours, people_total, or the "
                "name of a parameter."
            ),
        ),
    ],
    scenario: FOLDER = Path(),
    by: BY = "",
    seen: SEEN = None,
) -> None:
    """Put accepted claims where the scenario has a number: from: [ids].

    For instance:  corridor ledger use census mayor --for people_total

    The rest of the file stays as it is. A number that names a parameter leads to the parameter.
    """
    from corridor.cli.ledger import use_claims

    use_claims(scenario, ids, number, by=by, seen=seen)


@app.command()
def count(
    id: Annotated[str, typer.Argument(metavar="ID", help="An accepted claim.")],
    place: Annotated[
        str | None, typer.Option(help="Where it was counted, if the claim names no known place.")
    ] = None,
    measure: Annotated[
        str | None,
        typer.Option(help="cumulative, period or stock, if the claim does not say."),
    ] = None,
    scenario: FOLDER = Path(),
    by: BY = "",
    seen: SEEN = None,
) -> None:
    """Make an accepted claim a row of counts.csv, to compare with the forecast.

    For instance:  corridor ledger count gov-arrivals --place kornidzor --measure cumulative
    """
    from corridor.cli.ledger import measure_of, tell_step, warn
    from corridor.review.count import add_count, doubts_of_count
    from corridor.review.desk import open_desk

    entry = add_count(scenario, id, place=place, measure=measure_of(measure), by=by, seen=seen)
    tell_step(entry)
    for doubt in doubts_of_count(open_desk(scenario).ledger.get(id)):
        warn(f"{id} is a count of certainty 'uncertain' now; {doubt}")


@app.command()
def undo(
    version: Annotated[
        int | None,
        typer.Argument(metavar="[VERSION]", help="A step of the history. Default: the last."),
    ] = None,
    steps: Annotated[int, typer.Option(min=1, help="Undo so many steps, one after another.")] = 1,
    scenario: FOLDER = Path(),
    by: BY = "",
) -> None:
    """Undo the last step that is in effect, or the one with this version.

    What was changed by hand stays, and so do later steps. Undo a hand edit by its version.
    """
    from corridor.cli.ledger import tell_step
    from corridor.review.undo import undo

    if version is not None and steps != 1:
        raise typer.BadParameter("expected a version or --steps, not both", param_hint="--steps")
    for _ in range(steps):
        tell_step(undo(scenario, version, by=by))


@app.command()
def redo(scenario: FOLDER = Path(), by: BY = "") -> None:
    """Make the step again that was undone last."""
    from corridor.cli.ledger import tell_step
    from corridor.review.undo import redo

    tell_step(redo(scenario, by=by))


@app.command()
def history(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only the steps about this one.")
    ] = None,
    scenario: FOLDER = Path(),
    as_json: JSON = False,
) -> None:
    """List the steps: what was done, when, by whom, and by hand in between."""
    from corridor.cli.ledger import print_history

    print_history(scenario, id, as_json=as_json)
