"""Where chunks of members run."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident

import pytest

from corridor.errors import InputError
from corridor.simulate import Executor, Threads, open_executor
from corridor.simulate.executors import chunk_members


def _run(
    executor: Executor, items: Sequence[range], *, fails_at: int | None = None
) -> tuple[list[int], list[range]]:
    """What was taken, and which items were told of."""
    taken: list[int] = []
    done: list[range] = []

    def work(shared: int, item: range) -> int:
        if item.start == fails_at:
            raise ValueError("chunk fails")
        return shared + item.start

    executor.run(work, 1000, items, take=taken.append, done=done.append)
    return taken, done


@pytest.mark.parametrize(("members", "workers"), [(1, 1), (1, 8), (1000, 2), (1001, 3)])
def test_chunks_hold_every_member_once(members: int, workers: int) -> None:
    chunks = chunk_members(members, workers=workers)

    assert [member for chunk in chunks for member in chunk] == list(range(members))


def test_every_result_is_taken_and_every_item_told_of() -> None:
    chunks = chunk_members(1000, workers=2)

    taken, done = _run(Threads(2), chunks)

    assert sorted(taken) == [1000 + chunk.start for chunk in chunks]
    assert sorted(done, key=lambda chunk: chunk.start) == chunks


def test_it_is_told_of_items_in_the_thread_that_waits() -> None:
    told: set[int] = set()

    Threads(2).run(
        lambda _, item: item,
        None,
        chunk_members(100, workers=2),
        take=lambda _: None,
        done=lambda _: told.add(get_ident()),
    )

    assert told == {get_ident()}


def test_an_error_in_one_chunk_is_raised() -> None:
    with pytest.raises(ValueError, match="chunk fails"):
        _run(Threads(2), chunk_members(100, workers=2), fails_at=13)


def test_threads_of_this_process_are_the_default() -> None:
    with open_executor(threads=3) as executor:
        assert executor.workers == 3


def test_a_word_that_is_no_address_is_named_with_what_would_be() -> None:
    with (
        pytest.raises(InputError, match=r"found 'lokal', expected 'local' or an address"),
        open_executor("lokal"),
    ):
        pass


@pytest.mark.parametrize("address", ["foo://here:1", "tcp://here"])
def test_an_address_that_no_scheduler_can_have_is_refused(address: str) -> None:
    with pytest.raises(InputError, match=address), open_executor(address):
        pass


def test_a_cluster_that_runs_already_brings_its_own_threads() -> None:
    with (
        pytest.raises(InputError, match="leave it out"),
        open_executor("tcp://here:8786", threads=2),
    ):
        pass


def test_an_address_is_tried_where_a_loop_runs_already() -> None:
    async def as_in_a_notebook() -> None:
        with pytest.raises(InputError, match="foo"), open_executor("foo://here:1"):
            pass

    # In a thread of its own: a browser of other tests may have a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(as_in_a_notebook())).result()
