"""The names that ``import corridor`` promises."""

import corridor

PUBLIC = {
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
}


def test_the_public_names_are_these_and_no_others() -> None:
    assert set(corridor.__all__) == PUBLIC


def test_every_public_name_leads_to_something() -> None:
    missing = [name for name in PUBLIC if not hasattr(corridor, name)]

    assert not missing


def test_the_public_names_are_all_that_dir_shows() -> None:
    assert sorted(dir(corridor)) == sorted(corridor.__all__)
