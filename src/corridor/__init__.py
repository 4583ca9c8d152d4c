"""Forecast forced displacement: from first reports to arrivals by hour, with uncertainty.

>>> import corridor
>>> forecast = corridor.make_forecast("nagorno-karabakh-2023", members=100)
>>> forecast.arrays["crossed"].dims
('member', 'time')
"""

from importlib import import_module

# Not taken from typing, which is slow to load: a command has to answer Ctrl-C soon.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from corridor.cases import case_names, find_scenario
    from corridor.errors import CorridorError, InputError
    from corridor.evidence import Claim, Ledger, load_ledger
    from corridor.forecast import (
        Forecast,
        compare,
        make_forecast,
        prepare_forecast,
        quantiles,
        summarise,
    )
    from corridor.report.run import make_run, write_run
    from corridor.scenario import Scenario, load_scenario
    from corridor.simulate import open_executor
    from corridor.store import open_run

    __version__: str

__all__ = [
    "Claim",
    "CorridorError",
    "Forecast",
    "InputError",
    "Ledger",
    "Scenario",
    "__version__",
    "case_names",
    "compare",
    "find_scenario",
    "load_ledger",
    "load_scenario",
    "make_forecast",
    "make_run",
    "open_executor",
    "open_run",
    "prepare_forecast",
    "quantiles",
    "summarise",
    "write_run",
]

# Loaded on first use, so that a command that needs little starts fast.
_MODULES = {
    "corridor.cases": ("case_names", "find_scenario"),
    "corridor.errors": ("CorridorError", "InputError"),
    "corridor.evidence": ("Claim", "Ledger", "load_ledger"),
    "corridor.forecast": (
        "Forecast",
        "compare",
        "make_forecast",
        "prepare_forecast",
        "quantiles",
        "summarise",
    ),
    "corridor.report.run": ("make_run", "write_run"),
    "corridor.scenario": ("Scenario", "load_scenario"),
    "corridor.simulate": ("open_executor",),
    "corridor.store": ("open_run",),
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("corridor")
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'corridor' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
