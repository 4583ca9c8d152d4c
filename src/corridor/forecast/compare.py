"""A scenario beside its variants, run with common random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corridor.cases import find_scenario
from corridor.forecast.run import (
    Forecast,
    Prepared,
    known_scenario,
    make_threads,
    prepare_beside,
    prepare_forecast,
    run_forecast,
)
from corridor.scenario import Scenario
from corridor.scenario.variant import Variant, find_variants, make_variant
from corridor.simulate import Progress


@dataclass(frozen=True)
class VariantRun:
    """A variant with its forecast."""

    variant: Variant
    forecast: Forecast


@dataclass(frozen=True)
class Comparison:
    """A forecast of a scenario, the base, and those of its variants.

    All have the same as-of time, members and seed: member *m* of a variant has the draws of member
    *m* of the base wherever the change leaves a draw in place.
    """

    base: Forecast
    variants: tuple[VariantRun, ...]


def compare(  # noqa: PLR0913 - what make_forecast takes, and the variants
    scenario: Scenario | str | Path,
    variants: Sequence[str] | None = None,
    *,
    base: Forecast | None = None,
    prepared: Prepared | None = None,
    as_of: datetime | None = None,
    members: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
    update: bool = True,
) -> Comparison:
    """Forecast a scenario and variants of it with the same random numbers.

    What the base learns from counts, its variants take over.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, the name of a built-in case, or a scenario folder.
    variants : sequence of str, optional
        Each one variant: the name of one of the scenario's own, or its changes, joined by ``;``.
        Default: all of the scenario's own.
    base : Forecast, optional
        The base where it has been made already, by this version of the package; its scenario,
        as-of time, members and seed are then those of all, whatever else is given.
    prepared : Prepared, optional
        What :func:`prepare_base` gave for that base; for one of which several things are asked.
    as_of, members, seed, threads, progress, update
        As in :func:`make_forecast`, for the base and each variant.

    Raises
    ------
    InputError
        If there is no such scenario or variant, or a change cannot be made.
    AsOfError
        As :func:`make_forecast` does.
    """
    if base is not None:
        whole, known = base.scenario, base.scenario
        members, seed = base.ensemble.members, base.seed
    else:
        whole = scenario if isinstance(scenario, Scenario) else find_scenario(scenario)
        known = known_scenario(whole, as_of)
    chosen = find_variants(whole, variants)
    # All changes are made before anything runs, so that a slip in the last one costs no time.
    changed = [make_variant(known, variant) for variant in chosen]

    executor = make_threads(threads)
    if base is None:
        prepared = prepare_forecast(
            known,
            as_of=known.default_as_of,
            members=members,
            seed=seed,
            executor=executor,
            update=update,
        )
    elif prepared is None:
        prepared = prepare_base(base, threads=threads)
    beside = [prepare_beside(prepared, one) for one in changed]

    def run(one: Prepared) -> Forecast:
        return run_forecast(one, executor=executor, progress=progress)

    return Comparison(
        base=run(prepared) if base is None else base,
        variants=tuple(
            VariantRun(variant, run(one)) for variant, one in zip(chosen, beside, strict=True)
        ),
    )


def prepare_base(base: Forecast, *, threads: int | None = None) -> Prepared:
    """What variants of a forecast that was made take over from it.

    What it learned from counts is learned anew: a run keeps no more of it than its members.
    """
    return prepare_forecast(
        base.scenario,
        as_of=base.scenario.default_as_of,
        members=base.ensemble.members,
        seed=base.seed,
        executor=make_threads(threads),
        update=base.update is not None,
    )
