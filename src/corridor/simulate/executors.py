"""Where chunks of members are run: in threads of this process, or on a Dask cluster."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from corridor.errors import InputError

#: Called with the number of members just finished.
Progress = Callable[[int], None]

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Executor(Protocol):
    """Runs one function on many items, several at a time."""

    @property
    def workers(self) -> int:
        """How many items run at the same time, at least 1."""
        ...

    def run(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        *,
        take: Callable[[Result], None],
        done: Callable[[Item], None],
    ) -> None:
        """Call ``work(shared, item)`` for every item, in any order.

        Each result goes to ``take`` as soon as it is there, from any thread and from several at
        once; then the thread that called ``run`` calls ``done(item)``. No result is kept. After
        the first error, which is raised, no further item is begun.
        """
        ...


@dataclass(frozen=True)
class Threads:
    """Threads of this process: the function has to release Python's lock to gain from them.

    Attributes
    ----------
    count : int or None
        How many; None for one to each core.
    """

    count: int | None = None

    @property
    def workers(self) -> int:
        """How many threads there are."""
        return self.count or os.cpu_count() or 1

    def run(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        *,
        take: Callable[[Result], None],
        done: Callable[[Item], None],
    ) -> None:
        """As :meth:`Executor.run`; ``take`` is called in the thread that did the work."""

        def run_one(item: Item) -> None:
            take(work(shared, item))

        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            under_way = {pool.submit(run_one, item): item for item in items}
            try:
                for future in as_completed(under_way):
                    future.result()
                    done(under_way[future])
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


@contextmanager
def open_executor(cluster: str | None = None, *, threads: int | None = None) -> Iterator[Executor]:
    """An executor for the time of a ``with`` block.

    Parameters
    ----------
    cluster : str, optional
        ``"local"`` starts a Dask cluster of worker processes on this machine; an address such as
        ``"tcp://host:8786"`` connects to the scheduler of one that runs. Both need
        ``pip install 'corridor[cluster]'``. Default: threads of this process.
    threads : int, optional
        How many threads, or worker processes of a local cluster; default: one for each core.

    Raises
    ------
    InputError
        If the address is none, ``threads`` is given with an address, or Dask is not installed.
    RunError
        If no scheduler answers at the address.
    """
    if cluster is None:
        yield Threads(threads)
        return
    if cluster != "local" and "://" not in cluster:
        raise InputError(
            f"cluster: found {cluster!r}, expected 'local' or an address such as tcp://host:8786"
        )
    if cluster != "local" and threads is not None:
        raise InputError("threads: a cluster that runs already has its own; leave it out")
    try:
        from corridor.simulate.cluster import connect, start_local
    except ModuleNotFoundError as error:
        raise InputError(
            f"a cluster needs the package {error.name}: pip install 'corridor[cluster]'"
        ) from error
    with start_local(Threads(threads).workers) if cluster == "local" else connect(cluster) as made:
        yield made


def chunk_members(members: int, *, workers: int) -> list[range]:
    """Ranges of members, several to a worker so that none waits long for another."""
    size = max(1, min(50, -(-members // (4 * workers))))
    return split_members(members, size)


def split_members(members: int, size: int) -> list[range]:
    """Ranges of ``size`` members, the last of as many as are left."""
    return [range(first, min(first + size, members)) for first in range(0, members, size)]
