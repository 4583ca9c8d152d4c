"""Write down every random draw that the kernel makes, with its address.

``NUMBA_DISABLE_JIT=1 python -m benchmarks.record_draws FOLDER MEMBERS STEPS FILE`` runs the kernel
as plain Python, with recorders in place of the functions that draw. Without compilation each module
holds the functions it draws with under their own names, and they can be replaced there; bench_draws
runs this in a process of its own. ``FOLDER`` is a world's folder, or ``reference``.
"""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.lattice import plan_of, reference_plan
from corridor.rng import binomial, hypergeometric, normal
from corridor.simulate.run import run_chunk

BINOMIAL, HYPERGEOMETRIC, NORMAL = range(3)

_MODULES = ("kernel", *(f"steps.{name}" for name in (
    "home", "road", "choice", "cut", "lifts", "limits", "reception"
)))  # fmt: skip

Row = tuple[int | float, ...]


def record(folder: str, members: int, steps: int) -> tuple[list[Row], int]:
    """Rows (kind, three counts, chance, address) of all draws, and how many people crossed."""
    rows: list[Row] = []

    def noted(kind: int, draw: Callable[..., float]) -> Callable[..., float]:
        def note(*given: float) -> float:
            rows.append((kind, *_spread(kind, given)))
            return draw(*given)

        return note

    _replace("binomial", noted(BINOMIAL, binomial))
    _replace("hypergeometric", noted(HYPERGEOMETRIC, hypergeometric))
    _replace("normal", noted(NORMAL, normal))
    if folder == "reference":
        plan = reference_plan(members=members, steps=steps)
    else:
        plan = plan_of(Path(folder), members=members, steps=steps)
    crossed = run_chunk(plan, range(members)).arrays["crossed"]
    return rows, int(crossed.sum())


def _spread(kind: int, given: tuple[float, ...]) -> tuple[float, ...]:
    """Three counts, a chance and the address, with zeros for what this kind of draw lacks."""
    if kind == BINOMIAL:
        count, chance, *address = given
        return (count, 0, 0, chance, *address)
    if kind == HYPERGEOMETRIC:
        return (*given[:3], 0.0, *given[3:])
    return (0, 0, 0, 0.0, *given)


def _replace(name: str, recorder: Callable[..., float]) -> None:
    for module in _MODULES:
        found = importlib.import_module(f"corridor.simulate.{module}")
        if hasattr(found, name):
            setattr(found, name, recorder)


if __name__ == "__main__":
    _folder, _members, _steps, _file = sys.argv[1:]
    _rows, _crossed = record(_folder, int(_members), int(_steps))
    np.savez(_file, rows=np.array(_rows, dtype=float).reshape(-1, 11), crossed=_crossed)
