"""The command that forecasts at rolling origins and scores, and its tables."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.backtest import (
    INTERVALS,
    Block,
    Mean,
    Setup,
    means,
    read_horizons,
    read_origins,
    summarise_rows,
)
from corridor.cases import find_scenario
from corridor.cli.progress import progress_bar
from corridor.cli.stop import cleaning_up
from corridor.report.backtest import FIGURES, HUB, Backtest, make_backtest, summary
from corridor.report.words import NBSP, period, signed
from corridor.simulate import open_executor
from corridor.store import SCORES, check_new_run, read_backtest


@dataclass(frozen=True)
class BacktestOptions:
    """What the backtest command was asked for."""

    origins: str
    horizons: str
    members: int
    seed: int
    threads: int | None
    cluster: str | None
    out: Path | None
    as_json: bool


def run_backtest_command(names: Sequence[str], options: BacktestOptions) -> None:
    """Run a backtest, write its folder and print its tables."""
    scenarios = [find_scenario(name) for name in names]
    horizons = read_horizons(options.horizons)
    origins = [read_origins(options.origins, scenario, horizons) for scenario in scenarios]
    setup = Setup(horizons, members=options.members, seed=options.seed)
    check_new_run(options.out)
    doing = "forecasting at each origin"
    with (
        cleaning_up(),
        open_executor(options.cluster, threads=options.threads) as executor,
        progress_bar(doing, sum(map(len, origins))) as bar,
    ):
        made = make_backtest(
            scenarios,
            origins,
            setup,
            options.out,
            executor=executor,
            progress=bar.telling(doing),
        )
    _show(made, as_json=options.as_json)


def show_backtest(folder: Path, *, as_json: bool) -> None:
    """Print a finished backtest again."""
    _, rows = read_backtest(folder)
    _show(Backtest(rows, summarise_rows(rows), folder), as_json=as_json)


def _show(made: Backtest, *, as_json: bool) -> None:
    if as_json:
        document = {**summary(made.blocks), "backtest": str(made.folder)}
        typer.echo(json.dumps(document, indent=2))
        return
    console = Console()
    for scenario, variable in dict.fromkeys((b.scenario, b.variable) for b in made.blocks):
        own = [b for b in made.blocks if (b.scenario, b.variable) == (scenario, variable)]
        console.print(_score_table(f"{scenario}, {variable}: the model", own))
        for part in dict.fromkeys(block.part for block in own):
            console.print(_skill_table(part, [block for block in own if block.part == part]))
    if len({block.scenario for block in made.blocks}) > 1:
        console.print(_means_table(means(made.blocks)))
    console.out(
        "CRPS and WIS are in people; lower is better. Skill is 1 - CRPS / CRPS of the\n"
        "baseline: above 0 the model is better. The best baseline is the hardest to beat.\n"
    )
    console.print(
        f"Folder   {made.folder}\nScores   {made.folder / SCORES}\n"
        f"Charts   {made.folder / FIGURES}\nHub      {made.folder / HUB}",
        soft_wrap=True,
        highlight=False,
    )


def _score_table(title: str, blocks: Iterable[Block]) -> Table:
    table = _table(title, "what", "ahead", "n", "CRPS", "WIS", "spread", "under", "over")
    for level in INTERVALS:
        table.add_column(_per_cent(level), justify="right", no_wrap=True)
    for block in blocks:
        model = block.model
        scores = (model.crps, model.wis, model.spread, model.underprediction, model.overprediction)
        table.add_row(
            block.part,
            _ahead(block.horizon),
            f"{model.rows}",
            *(f"{score:,.0f}" for score in scores),
            *map(_share, model.coverage),
        )
    table.caption = (
        "n: numbers scored. Spread, under and over are the parts of the WIS. Last: per cent of the "
        "counts within the intervals."
    )
    table.caption_justify = "left"
    return table


def _skill_table(part: str, blocks: Sequence[Block]) -> Table:
    """A row for each baseline and a column for each horizon; the best baseline is marked."""
    table = _table(f"Skill against each baseline, {part}; * the hardest to beat", "baseline")
    for block in blocks:
        table.add_column(_ahead(block.horizon), justify="right", no_wrap=True)
    for name in dict.fromkeys(r.score.forecaster for block in blocks for r in block.rivals):
        table.add_row(name, *(_skill(name, block) for block in blocks))
    return table


def _skill(name: str, block: Block) -> str:
    for rival in block.rivals:
        if rival.score.forecaster == name:
            return signed(rival.skill) + ("*" if rival is block.best else " ")
    return "– "


def _means_table(found: Iterable[Mean]) -> Table:
    table = _table("Means over scenarios, the model against the best baseline of each", "what")
    for title in ("ahead", "scenarios", "skill", "skill of log"):
        table.add_column(title, justify="right", no_wrap=True)
    for level in INTERVALS:
        table.add_column(_per_cent(level), justify="right", no_wrap=True)
    for mean in found:
        table.add_row(
            mean.part,
            _ahead(mean.horizon),
            str(mean.scenarios),
            signed(mean.skill),
            signed(mean.skill_log),
            *map(_share, mean.coverage),
        )
    return table


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _ahead(horizon: timedelta) -> str:
    return period(horizon).replace(NBSP, " ")


def _per_cent(level: float) -> str:
    return f"{level:.0%}".replace("%", " %")


def _share(share: float) -> str:
    return f"{100 * share:.0f}"
