"""Where chunks of members are run: in threads of this process."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

#: Called after each finished chunk with the number of members it held.
Progress = Callable[[int], None]


def chunk_members(members: int, *, threads: int) -> list[range]:
    """Ranges of members, several to a thread so that no thread waits long for another."""
    size = max(1, min(50, -(-members // (4 * threads))))
    return [range(first, min(first + size, members)) for first in range(0, members, size)]


def run_in_threads(
    work: Callable[[range], None],
    chunks: Sequence[range],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Run ``work`` on every chunk, ``threads`` at a time (default: one for each core).

    The first error of any chunk is raised, after the chunks under way have ended.
    """
    with ThreadPoolExecutor(max_workers=threads or os.cpu_count()) as pool:
        under_way = {pool.submit(work, chunk): chunk for chunk in chunks}
        try:
            for done in as_completed(under_way):
                done.result()
                if progress is not None:
                    progress(len(under_way[done]))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
