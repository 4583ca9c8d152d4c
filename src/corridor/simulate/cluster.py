"""Members on a Dask cluster: worker processes on this machine, or many machines.

Dask does the distribution: it hands out work, moves results, and does again what a lost worker had.
Nothing else in Corridor knows of it.
"""

import asyncio
import logging
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import Future as Taken
from contextlib import contextmanager
from itertools import islice
from threading import Semaphore

import dask
from distributed import (
    Client,
    Future,
    KilledWorker,
    LocalCluster,
    Worker,
    WorkerPlugin,
    as_completed,
)
from distributed.client import ClosedClientError
from distributed.comm.core import connect as open_connection

from corridor.errors import InputError, RunError
from corridor.simulate.executors import Item, Result, Shared
from corridor.simulate.identity import engine_identity
from corridor.simulate.packing import Packed, pack, unpack

#: Seconds to wait for a scheduler to answer.
_PATIENCE = 5

#: Items handed out for each one that can run: workers do not wait, and few results are kept there.
_AHEAD = 2

#: What is shared is sent as part of a task, which Dask takes for a slip when it is large.
_QUIET = {"distributed.admin.large-graph-warning-threshold": "1TB"}

#: Those that Dask gives a level of their own; all others inherit.
_LOGGERS = ("distributed", "distributed.client", "tornado")


class Cluster:
    """An executor over the workers of a Dask cluster.

    Parameters
    ----------
    client : distributed.Client
        Connected to the cluster's scheduler.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def workers(self) -> int:
        """How many threads the workers have that are there now; 1 as long as there is none."""
        with _faults_told():
            threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def run(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        *,
        take: Callable[[Result], None],
        done: Callable[[Item], None],
    ) -> None:
        """As :meth:`Executor.run`; ``take`` is called here, by as many threads as there are cores.

        What a lost worker had is done again by others. Only an item at which worker after worker
        dies ends the run.

        Raises
        ------
        RunError
            If workers die each time or have other versions, or the scheduler is gone.
        """
        left = iter(items)
        under_way: dict[Future[Packed[Result]], Item] = {}
        ready = as_completed(loop=self._client.loop)
        there = self._send(shared)
        threads = os.cpu_count() or 1
        room = Semaphore(threads)

        def hand_out() -> None:
            for item in islice(left, max(0, _AHEAD * self.workers - len(under_way))):
                future = self._client.submit(
                    _run_item, work, there, item, engine_identity(), pure=False
                )
                under_way[future] = item
                ready.add(future)

        def fetch(future: Future[Packed[Result]], item: Item) -> Item:
            try:
                with _faults_told():
                    packed = future.result()
                take(unpack(packed))
                return item
            finally:
                room.release()

        with ThreadPoolExecutor(threads) as pool:
            fetched: set[Taken[Item]] = set()
            try:
                hand_out()
                for future in ready:
                    item = under_way.pop(future)
                    hand_out()
                    # Results wait at the workers until there is room for them here.
                    room.acquire()
                    fetched.add(pool.submit(fetch, future, item))
                    for taken in [taken for taken in fetched if taken.done()]:
                        fetched.remove(taken)
                        done(taken.result())
                for taken in fetched:
                    done(taken.result())
            finally:
                self._client.cancel([there, *under_way])

    def _send(self, shared: Shared) -> Future[Shared]:
        """Bring to the cluster, once, what all items share; workers fetch it from each other.

        It is sent as a task's argument and not scattered: what is scattered is gone with the last
        worker that has it, but the result of a task is made again.
        """
        with dask.config.set(_QUIET):
            return self._client.submit(pickle.loads, pickle.dumps(shared), pure=False)


@contextmanager
def start_local(workers: int) -> Iterator[Cluster]:
    """A cluster of so many worker processes on this machine, for the time of a ``with`` block."""
    with (
        _quiet_logs(),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, set_as_default=False, direct_to_workers=True) as client,
    ):
        client.register_plugin(_LeaveStopToParent())
        yield Cluster(client)


class _LeaveStopToParent(WorkerPlugin):
    """Ctrl-C reaches every process of a terminal; the one that started the workers answers it."""

    def setup(self, worker: Worker) -> None:  # noqa: ARG002  # Dask calls it so
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def connect(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address``, for the time of a ``with`` block.

    Raises
    ------
    InputError
        If that is no address of a scheduler.
    RunError
        If nothing answers there.
    """
    with _quiet_logs():
        # A client that found nobody leaves threads behind that can hang: ask before making one.
        try:
            _reach(address)
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except ValueError as error:
            raise InputError(f"cluster: {address}: {error}") from error
        except OSError as error:
            raise RunError(f"no Dask scheduler answers at {address}: {error}") from error
        with client:
            yield Cluster(client)


def _reach(address: str) -> None:
    async def open_and_close() -> None:
        there = await open_connection(address, timeout=_PATIENCE)
        await there.close()

    # In a thread of its own: a notebook's thread has a loop that runs already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(open_and_close())).result()


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """Keep Dask's own log of this process from the terminal: what matters comes as an error."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _run_item(
    work: Callable[[Shared, Item], Result],
    shared: Shared,
    item: Item,
    wanted: tuple[tuple[str, str], ...],
) -> Packed[Result]:
    """What a worker does with one item, if it would do it as the process that sent it."""
    for (name, version), (_, here) in zip(wanted, engine_identity(), strict=True):
        if here != version:
            raise RunError(f"a worker of the cluster has {name} {here}, expected {version}")
    return pack(work(shared, item))


@contextmanager
def _faults_told() -> Iterator[None]:
    """Turn what Dask raises into an error that says what to do."""
    try:
        yield
    except KilledWorker as error:
        raise RunError(
            "workers of the cluster died one after the other at the same members; the usual cause "
            f"is too little memory for a worker: {error}"
        ) from error
    except (CancelledError, ClosedClientError, OSError) as error:
        raise RunError(f"the cluster was lost: {error}") from error
    except (ImportError, AttributeError, RuntimeError) as error:
        raise RunError(
            "the cluster cannot run this; its scheduler and workers need the same version of "
            f"corridor[cluster] as this process: {error}"
        ) from error
