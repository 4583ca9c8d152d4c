"""The table of how a given total is split over reception places."""

import json
from collections.abc import Sequence

import numpy as np
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.backtest import GivenTotal, given_total_difference
from corridor.cases import find_scenario
from corridor.cli.stop import cleaning_up
from corridor.simulate import Threads

_SHARES = (0.05, 0.95)


def run_given_total(
    names: Sequence[str],
    *,
    members: int,
    seed: int,
    threads: int | None,
    with_capacities: bool,
    as_json: bool,
) -> None:
    """Split the given totals of some scenarios and print how wrong the splits are."""
    scenarios = [find_scenario(name) for name in names]
    with cleaning_up():
        found = {
            scenario.name: given_total_difference(
                scenario,
                members=members,
                seed=seed,
                with_capacities=with_capacities,
                executor=Threads(threads),
            )
            for scenario in scenarios
        }
    if as_json:
        typer.echo(json.dumps(_document(found, with_capacities=with_capacities), indent=2))
        return
    console = Console()
    console.print(_table(found))
    console.out(
        "How wrong the split over reception places is when the total of each day is given: the\n"
        "averaged relative difference, from 0 to 2; a person in a wrong place counts twice.\n"
        + (
            "Capacities of places were used: they may be later knowledge."
            if with_capacities
            else "Capacities of places were not used."
        )
    )


def _table(found: dict[str, GivenTotal]) -> Table:
    table = Table("scenario", box=SIMPLE_HEAD)
    for column in ("places", "days", "difference", "members alone, 90 %"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, result in found.items():
        low, high = np.quantile(result.of_members, _SHARES)
        table.add_row(
            name,
            f"{len(result.places)}",
            f"{len(result.by_day)}",
            f"{result.average:.3f}",
            f"{low:.2f} to {high:.2f}",
        )
    if len(found) > 1:
        table.add_row("mean", "", "", f"{_mean(found):.3f}", "")
    return table


def _document(found: dict[str, GivenTotal], *, with_capacities: bool) -> dict[str, object]:
    return {
        "with_capacities": with_capacities,
        "mean": _mean(found),
        "scenarios": {
            name: {
                "average": result.average,
                "of_members": dict(
                    zip(
                        map(str, _SHARES),
                        np.quantile(result.of_members, _SHARES).tolist(),
                        strict=True,
                    )
                ),
                "places": result.places,
                "by_day": result.by_day.tolist(),
            }
            for name, result in found.items()
        },
    }


def _mean(found: dict[str, GivenTotal]) -> float:
    return float(np.mean([result.average for result in found.values()]))
