"""Laws of the engine that hold in every world."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import everybody, run
from tests.worlds import Row, write_world

FLOWS = st.one_of(st.just("unlimited"), st.integers(0, 5000).map(str), st.just("0.3"))
HOURS = st.floats(0.05, 30).map(lambda hours: f"{hours:.3f}")
LINKS = ("north-junction", "south-junction", "junction-gate", "gate-entry", "entry-east")


@st.composite
def events(draw: st.DrawFn) -> Row:
    action = draw(st.sampled_from(["close", "open", "escort"]))
    target = draw(st.sampled_from(LINKS if action == "escort" else (*LINKS, "gate")))
    return {
        "time": f"2030-03-0{draw(st.integers(1, 4))}T{draw(st.integers(0, 23)):02}:30+03:00",
        "published": "2030-03-01T06:00+03:00",
        "action": action,
        "target": target,
        "value": str(draw(st.integers(0, 500))) if action == "escort" else "",
        "delay_hours": draw(st.sampled_from(["", "{uniform: [0, 40]}"])),
        "certainty": "assumed",
    }


@st.composite
def worlds(draw: st.DrawFn) -> Mapping[str, Mapping[str, Row | str | None]]:
    happens = draw(st.lists(events(), max_size=6))
    shares = draw(
        st.sampled_from(["{east-town: 0.6, west-town: {uniform: [0, 1]}}", "{east-town: 0.2}"])
    )
    back = draw(st.sampled_from(["", ", {from: east-town, stay_hours: 0, shares: {entry: 0.5}}"]))
    stay = draw(st.sampled_from(["0", "0.5", "30"]))
    return {
        "settings": {
            "step_minutes": draw(st.sampled_from(["15", "60", "360", "1440"])),
            "leaving": f"{{base_rate_per_day: {draw(st.sampled_from(['0', '0.5', '900']))},"
            f" share_willing: {draw(st.sampled_from(['0', '0.5', '1']))}}}",
            "onward": f"[{{from: entry, stay_hours: {stay}, shares: {shares}}}{back}]",
        },
        "places": {
            "north": {"people": str(draw(st.integers(0, 2_000_000)))},
            "gate": {"vehicles_per_hour": draw(FLOWS)},
        },
        "links": {
            **{link: {"vehicles_per_hour": draw(FLOWS)} for link in LINKS},
            "east-entry": {
                "from": "east-town",
                "to": "entry",
                "km": "48",
                "hours": draw(st.sampled_from(["0.6", "1", "7"])),
                "vehicles_per_hour": "unlimited",
                "certainty": "assumed",
            },
        },
        "timeline": {
            "threat-begins": None,
            **{f"event-{i}": event for i, event in enumerate(happens)},
        },
    }


def _run(world: Mapping[str, Mapping[str, Row | str | None]], **options: int) -> xr.Dataset:
    with TemporaryDirectory() as folder:
        return run(write_world(Path(folder), **world), **options)  # type: ignore[arg-type]


def _same(one: xr.Dataset, other: xr.Dataset) -> None:
    for name in one.data_vars:
        np.testing.assert_array_equal(one[name].to_numpy(), other[name].to_numpy())


@settings(max_examples=60)
@given(worlds())
def test_nobody_is_lost_made_up_or_counted_twice(
    world: Mapping[str, Mapping[str, Row | str | None]],
) -> None:
    arrays = _run(world)

    people = everybody(arrays).to_numpy()
    assert (people == people[:, :1]).all()
    for name in arrays.data_vars:
        if name != "parameter_draws":
            assert (arrays[name] >= 0).all()


@settings(max_examples=25)
@given(worlds())
def test_crossing_never_goes_back_and_only_the_willing_cross(
    world: Mapping[str, Mapping[str, Row | str | None]],
) -> None:
    arrays = _run(world)

    crossed = arrays["crossed"].to_numpy()
    assert (np.diff(crossed, axis=1) >= 0).all()
    assert (crossed.max(axis=1) <= arrays["willing"].to_numpy()).all()


@settings(max_examples=10)
@given(worlds(), st.integers(2, 7))
def test_the_number_of_threads_changes_nothing(
    world: Mapping[str, Mapping[str, Row | str | None]], threads: int
) -> None:
    _same(_run(world, members=9, threads=1), _run(world, members=9, threads=threads))


@settings(max_examples=10)
@given(worlds())
def test_a_larger_ensemble_keeps_the_members_of_a_smaller_one(
    world: Mapping[str, Mapping[str, Row | str | None]],
) -> None:
    large = _run(world, members=7)

    _same(_run(world, members=3), large.isel(member=slice(3)))


@pytest.mark.parametrize("flow", ["60", "unlimited"])
def test_more_room_at_the_gate_never_lets_fewer_cross(tmp_path: Path, flow: str) -> None:
    narrow = run(write_world(tmp_path / "narrow", places={"gate": {"vehicles_per_hour": "30"}}))
    wide = run(write_world(tmp_path / "wide", places={"gate": {"vehicles_per_hour": flow}}))

    assert (wide["crossed"] >= narrow["crossed"]).all()


def test_a_new_link_that_nobody_takes_leaves_every_draw_as_it_was(tmp_path: Path) -> None:
    detour = {
        "from": "south",
        "to": "gate",
        "km": "400",
        "hours": "40",
        "vehicles_per_hour": "unlimited",
        "certainty": "assumed",
    }
    base = run(write_world(tmp_path / "base"))
    more = run(write_world(tmp_path / "more", links={"a-detour": detour}))

    _same(base, more)
