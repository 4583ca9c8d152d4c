"""Members run in chunks and sent between machines: the bytes are the same."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from corridor.simulate import Chunk, Values
from corridor.simulate.packing import pack, unpack
from corridor.simulate.plan import Plan, make_plan
from corridor.simulate.run import run_chunk
from tests.engine import known
from tests.property.test_engine_properties import worlds
from tests.worlds import Row, write_world

MEMBERS = 11


def _plan(world: Mapping[str, Mapping[str, Row | str | None]]) -> Plan:
    with TemporaryDirectory() as folder:
        scenario = known(write_world(Path(folder), **world))  # type: ignore[arg-type]
    end = scenario.start + timedelta(days=3)
    return make_plan(scenario, end=end, members=MEMBERS, seed=1)


@settings(max_examples=15)
@given(worlds(), st.sets(st.integers(1, MEMBERS - 1)))
def test_members_run_in_any_chunks_give_the_same_bytes(
    world: Mapping[str, Mapping[str, Row | str | None]], cuts: set[int]
) -> None:
    plan = _plan(world)
    whole = run_chunk(plan, range(MEMBERS))

    chunks = [run_chunk(plan, range(*ends)) for ends in pairwise([0, *sorted(cuts), MEMBERS])]

    for name, rows in whole.arrays.items():
        joined = np.concatenate([chunk.arrays[name] for chunk in chunks])
        assert joined.tobytes() == rows.tobytes(), name


@given(
    st.lists(
        arrays(
            st.sampled_from([np.int8, np.int32, np.int64, np.float32, np.float64]),
            array_shapes(max_dims=3, max_side=9) | st.just((3, 0)),
        ),
        max_size=4,
    )
)
def test_a_chunk_that_was_packed_is_unpacked_to_the_same_bytes(values: list[Values]) -> None:
    chunk = Chunk(range(3, 9), {f"array-{i}": value for i, value in enumerate(values)})

    again = unpack(pack(chunk))

    assert again.members == chunk.members
    for name, value in chunk.arrays.items():
        assert again.arrays[name].dtype == value.dtype
        assert again.arrays[name].shape == value.shape
        assert again.arrays[name].tobytes() == value.tobytes()
