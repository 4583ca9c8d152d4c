"""Write docs/verification.md and its charts from backtests.

    python scripts/make_verification.py runs/conflicts runs/reference-case

Each argument is a folder that ``corridor backtest`` wrote; each becomes a part of the page.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from corridor.backtest import INTERVALS, MODEL, Block, Row, means, pit_values, summarise_rows
from corridor.errors import CorridorError
from corridor.report.backtest import draw_backtest
from corridor.report.skill import headline
from corridor.report.words import period, plural, signed
from corridor.score import uniformity
from corridor.store import BacktestManifest, read_backtest
from corridor.table import replace_text

DOCS = Path(__file__).parents[1] / "docs"

#: Coverage of the 80 % interval outside of this is told as a failure.
COVERAGE_WANTED = (0.7, 0.9)

#: A truth on a line between counts further apart than this is told as a quirk.
LONG_GAP_DAYS = 31

_INTRODUCTION = """\
# Verification

How good the forecasts are, beside simple ones. This page is made by one command from the backtests
that it names and is not edited by hand: `python scripts/make_verification.py BACKTEST...`.

At every origin the model and the [baselines](explanation/baselines.md) are given what was published
by then and nothing later. Each is scored against what was counted later, by the same functions
([scores](reference/scores.md)). Skill is 1 − CRPS / CRPS of the baseline: above 0 the model is
better. The best baseline of a scenario and horizon is the one that is hardest to beat. Counts are
the ones published last for their time, also where they were revised after the origin.
"""


def write_page(folders: Sequence[Path], docs: Path) -> None:
    """Write the page and its charts into the documentation's folder."""
    parts = [_INTRODUCTION]
    for number, folder in enumerate(folders, start=1):
        manifest, rows = read_backtest(folder)
        blocks = summarise_rows(rows)
        charts = draw_backtest(rows, blocks)
        for name, chart in charts.items():
            replace_text(docs / "images" / _file(number, name), chart)
        parts += _part(manifest, rows, blocks, {name: _file(number, name) for name in charts})
    replace_text(docs / "verification.md", "\n".join(parts))


def _file(number: int, chart: str) -> str:
    return f"verification-{number}-{chart}.svg"


def _part(
    manifest: BacktestManifest,
    rows: Sequence[Row],
    blocks: Sequence[Block],
    charts: dict[str, str],
) -> Iterator[str]:
    titles = [scenario.title for scenario in manifest.scenarios]
    yield f"## {titles[0] if len(titles) == 1 else f'{len(titles)} scenarios'}\n"
    yield _made_from(manifest)
    if len(manifest.scenarios) > 1:
        yield "### Means over the scenarios\n"
        yield _means(blocks)
    if charts:
        yield f"![Skill against the best baseline by horizon](images/{charts['skill']})\n"
    for scenario in manifest.scenarios:
        own = [block for block in blocks if block.scenario == scenario.name]
        yield f"### {scenario.title}\n"
        yield _scores(own)
        yield _skills(own)
    yield "### Calibration\n"
    yield "\n".join(_calibration(rows, blocks)) + "\n"
    if charts:
        yield f"![Share of counts below each quantile](images/{charts['calibration']})\n"
        yield f"![Parts of the weighted interval score](images/{charts['wis']})\n"
    yield "### Known failures\n"
    yield _list(_failures(blocks), "None by the marks that this page looks for.")
    yield "### Data quirks\n"
    yield _list(_quirks(manifest, rows), "None that this page looks for.")


def _made_from(manifest: BacktestManifest) -> str:
    horizons = ", ".join(period(timedelta(hours=hours)) for hours in manifest.horizons_hours)
    origins = [
        f"{scenario.name}: {plural(len(scenario.origins), 'origin')} from "
        f"{scenario.origins[0]:%Y-%m-%d %H:%M} to {scenario.origins[-1]:%Y-%m-%d %H:%M}"
        for scenario in manifest.scenarios
        if scenario.origins
    ]
    return (
        f"Made {manifest.created:%Y-%m-%d} with Corridor {manifest.versions['corridor']}; "
        f"{manifest.members:,} members, seed {manifest.seed}; horizons {horizons}.\n\n"
        + _list(origins, "")
    )


def _means(blocks: Iterable[Block]) -> str:
    head = ["part", "horizon", "scenarios", "skill", "skill of logs", *map(_per_cent, INTERVALS)]
    body = [
        [
            mean.part,
            period(mean.horizon),
            str(mean.scenarios),
            signed(mean.skill),
            signed(mean.skill_log),
            *map(_per_cent, mean.coverage),
        ]
        for mean in means(blocks)
    ]
    return _table(head, body) + "\nSkill against the best baseline; coverage of three intervals.\n"


def _scores(blocks: Iterable[Block]) -> str:
    head = ["what", "horizon", "n", "CRPS", "WIS", "spread", "under", "over"]
    head += [*map(_per_cent, INTERVALS), "split", "Brier"]
    body = []
    for block in blocks:
        model = block.model
        scores = (model.crps, model.wis, model.spread, model.underprediction, model.overprediction)
        body.append(
            [
                f"{block.variable}, {block.part}",
                period(block.horizon),
                str(model.rows),
                *(f"{score:,.0f}" for score in scores),
                *map(_per_cent, model.coverage),
                "–" if model.split is None else f"{model.split:.2f}",
                "–" if model.brier is None else f"{model.brier:.3f}",
            ]
        )
    note = (
        "CRPS and WIS with its parts in people; coverage of three intervals; split: averaged "
        "relative difference of the medians, scaled to the total counted."
    )
    return f"{_table(head, body)}\n{note}\n"


def _skills(blocks: Sequence[Block]) -> str:
    names = list(dict.fromkeys(r.score.forecaster for block in blocks for r in block.rivals))
    head = ["skill against", *(f"{block.part}, {period(block.horizon)}" for block in blocks)]
    body = [[name, *(_skill(name, block) for block in blocks)] for name in names]
    return _table(head, body)


def _skill(name: str, block: Block) -> str:
    for rival in block.rivals:
        if rival.score.forecaster == name:
            return f"**{signed(rival.skill)}**" if rival is block.best else signed(rival.skill)
    return "–"


def _calibration(rows: Sequence[Row], blocks: Sequence[Block]) -> Iterator[str]:
    shown = {(block.scenario, block.variable, block.part) for block in headline(blocks)}
    whole = {(row.scenario, row.variable) for row in rows if row.place == "total"}
    for horizon in sorted({row.horizon for row in rows}):
        own = [
            row
            for row in rows
            if row.horizon == horizon
            and row.forecaster == MODEL
            and (
                row.scenario,
                row.variable,
                "places"
                if row.place != "total" and (row.scenario, row.variable) in whole
                else "total",
            )
            in shown
        ]
        values = pit_values(own)
        if len(values) > 1:
            yield (
                f"- {period(horizon)}: {len(values)} counts; mean rank {values.mean():.2f} "
                f"(0.5 is unbiased); p = {uniformity(values).p_value:.2g} that the ranks are "
                "uniform, if the counts were independent, which they are not"
            )


def _failures(blocks: Iterable[Block]) -> Iterator[str]:
    for block in headline(list(blocks)):
        what = f"{block.scenario}, {block.variable}, {period(block.horizon)}"
        if block.best is not None and block.best.skill < 0:
            name = block.best.score.forecaster
            yield f"{what}: worse than the baseline “{name}” (skill {signed(block.best.skill)})"
        low, high = COVERAGE_WANTED
        share = block.model.coverage[INTERVALS.index(0.8)]
        if not low <= share <= high:
            yield f"{what}: the 80 % interval held {_per_cent(share)} of {block.model.rows} counts"


def _quirks(manifest: BacktestManifest, rows: Sequence[Row]) -> Iterator[str]:
    for scenario in manifest.scenarios:
        if scenario.counts_left_out:
            yield (
                f"{scenario.name}: {scenario.counts_left_out} of {scenario.counts} counts are left "
                "out: other units, measures or places than a forecast can stand beside"
            )
        if scenario.counts_revised:
            yield f"{scenario.name}: {scenario.counts_revised} counts were revised later"
        gaps = [
            row.gap
            for row in rows
            if (row.scenario, row.forecaster) == (scenario.name, MODEL) and row.place != "total"
        ]
        long = sum(gap > LONG_GAP_DAYS for gap in gaps)
        if long:
            yield (
                f"{scenario.name}: {long} of {len(gaps)} truths lie on a line between counts more "
                f"than {LONG_GAP_DAYS} days apart, at most {np.max(gaps):.0f}"
            )


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _list(lines: Iterable[str], otherwise: str) -> str:
    listed = "".join(f"- {line}\n" for line in lines)
    return listed or f"{otherwise}\n"


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page from the folders that are named."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        write_page([Path(argument) for argument in arguments], DOCS)
    except CorridorError as error:
        print(f"make_verification: {error}", file=sys.stderr)
        return error.exit_code
    print(f"Wrote {DOCS / 'verification.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
