"""Laws of scenarios: for every as-of time, and for every folder however it is damaged."""

import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from corridor.errors import AsOfError, ScenarioError
from corridor.parameters import Distribution, Fixed, ParameterName, parse_number
from corridor.parameters.yaml_text import read_yaml
from corridor.scenario import Scenario, load_scenario
from tests.worlds import write_world

FILES = ["scenario.yaml", "places.csv", "links.csv", "timeline.csv", "counts.csv", "ledger.csv"]

times = st.datetimes(datetime(2029, 1, 1), datetime(2030, 6, 1), timezones=st.just(UTC))


@cache
def world() -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        return load_scenario(write_world(Path(folder)))


@cache
def good_files() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write_world(Path(folder))
        return {file: (Path(folder) / file).read_bytes() for file in FILES}


def known_at(time: datetime) -> Scenario | None:
    try:
        return world().as_of(time)
    except AsOfError:
        return None


@given(times)
@example(world().counts[0].published)
@example(world().counts[0].published - timedelta(microseconds=1))
def test_a_cut_never_keeps_anything_published_later(time: datetime) -> None:
    known = known_at(time)

    if known is not None:
        assert all(event.published <= time for event in known.timeline)
        assert all(count.published <= time for count in known.counts)
        assert all(claim.published <= time for claim in known.ledger.claims)
        assert all(
            parameter.published is None or parameter.published <= time
            for parameter in known.parameters
        )


@given(times)
def test_every_number_of_a_cut_scenario_has_a_distribution(time: datetime) -> None:
    known = known_at(time)

    if known is not None:
        for use in known.uses():
            assert known.distribution(use.number).describe()


@given(times, times)
def test_a_later_cut_knows_all_counts_and_claims_of_an_earlier_one(
    one: datetime, other: datetime
) -> None:
    early, late = known_at(min(one, other)), known_at(max(one, other))

    if early is not None and late is not None:
        assert set(early.counts) <= set(late.counts)
        assert {claim.id for claim in early.ledger.claims} <= {
            claim.id for claim in late.ledger.claims
        }


@given(times)
def test_no_event_of_a_cut_scenario_is_replaced_by_another_of_it(time: datetime) -> None:
    known = known_at(time)

    if known is not None:
        ids = {event.id for event in known.timeline}
        assert not ids & {event.replaces for event in known.timeline}


def loads_or_says_why(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for file, content in files.items():
            (Path(name) / file).write_bytes(content)
        try:
            load_scenario(name)
        except ScenarioError as error:
            assert error.problems  # noqa: PT017
            assert all(problem.expected for problem in error.problems)  # noqa: PT017


_PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [
            *[b",", b"\n", b'"', b"{", b"}", b"[", b"]", b":", b": ", b"#", b"&a ", b"*a", b"!x "],
            *[b"-", b"0", b"1e400", b".inf", b".nan", b"nan", b"-1", b"99999999999999999999"],
            *[b"null", b"true", b"{from: [north-census]}", b"{uniform: [0, 1]}", b"unlimited"],
            *[b"2030-02-30", b"0001-01-01", b"9999-12-31", b"\xff", b"\0", b"\xef\xbb\xbf", b"\r"],
            *[b"1e-300", b"{beta: {interval: [1e-12, 2e-12]}}", b"{lognormal: {median: 1e13,"],
        ]
    ),
)


@st.composite
def damaged_folders(draw: st.DrawFn) -> dict[str, bytes]:
    files = dict(good_files())
    for _ in range(draw(st.integers(1, 4))):
        file = draw(st.sampled_from(FILES))
        content = files[file]
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + draw(st.integers(0, 40)), len(content))))
        files[file] = content[:start] + draw(_PIECES) + content[end:]
    if draw(st.booleans()):
        del files[draw(st.sampled_from(sorted(files)))]
    return files


@given(damaged_folders())
def test_a_damaged_folder_raises_nothing_but_a_scenario_error(files: dict[str, bytes]) -> None:
    loads_or_says_why(files)


@st.composite
def changed_cells(draw: st.DrawFn) -> dict[str, bytes]:
    """The good folder with some cells of a table exchanged for odd ones."""
    files = dict(good_files())
    file = draw(st.sampled_from([file for file in FILES if file.endswith(".csv")]))
    rows = [line.split(b",") for line in files[file].split(b"\n")]
    for _ in range(draw(st.integers(1, 3))):
        row = draw(st.sampled_from(rows))
        row[draw(st.integers(0, len(row) - 1))] = draw(_PIECES)
    files[file] = b"\n".join(b",".join(row) for row in rows)
    return files


@given(changed_cells())
def test_odd_cells_raise_nothing_but_a_scenario_error(files: dict[str, bytes]) -> None:
    loads_or_says_why(files)


yaml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["interval", "median", "level", "mean", "sd", "sigma", "a", "b", "x"]),
            inner,
            max_size=4,
        )
        | st.dictionaries(
            st.sampled_from(["normal", "lognormal", "beta", "uniform", "triangular", "from"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=8,
)
numbers = st.floats(allow_nan=True, allow_infinity=True)
pairs = st.lists(numbers, min_size=2, max_size=3)
near_numbers = st.one_of(
    st.builds(lambda pair: {"uniform": pair}, pairs),
    st.builds(lambda three: {"triangular": three}, pairs),
    st.builds(
        lambda family, pair, level: {family: {"interval": pair, "level": level}},
        st.sampled_from(["normal", "lognormal", "beta"]),
        pairs,
        st.floats(0, 1),
    ),
    st.builds(
        lambda pair, level: {"beta": {"interval": sorted(pair), "level": level}},
        st.lists(st.floats(0, 1), min_size=2, max_size=2),
        st.floats(0.5, 0.99),
    ),
    st.builds(lambda a, b: {"beta": {"a": a, "b": b}}, numbers, numbers),
    st.builds(lambda m, s: {"lognormal": {"median": m, "sigma": s}}, numbers, numbers),
)


class NoLedger:
    def pool(self, ids: tuple[str, ...], /) -> Distribution:
        return Fixed(len(ids))


@given(yaml_values | near_numbers)
def test_any_data_is_a_number_with_finite_draws_or_a_value_error(value: object) -> None:
    try:
        number = parse_number(value)
    except ValueError:
        return
    if not isinstance(number, ParameterName):
        draws = number.distribution(NoLedger()).quantile(np.linspace(1e-9, 1 - 1e-9, 11))
        assert np.isfinite(draws).all()
        assert (np.diff(draws) >= 0).all()


@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.text("{}[]:,-&*!|>'\"%@`#? \n\tax1", max_size=60)
)
def test_any_text_is_yaml_or_has_a_fault_with_a_position(text: str) -> None:
    document, faults = read_yaml(text)

    assert document is not None or faults
    assert all(fault.mark.line >= 1 and fault.mark.column >= 1 for fault in faults)
