"""A process beside the command: it loads what draws figures while the command computes.

Loading matplotlib and drawing take a third of a forecast's time, and Python does one thing at a
time in a process. The process is forked before anything large is loaded and before there are
threads.
"""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread


@contextmanager
def artist_beside() -> Iterator[Executor | None]:
    """A pool of one process for figures; None where the system cannot fork."""
    if "fork" not in get_all_start_methods():
        yield None
        return
    with ProcessPoolExecutor(1, get_context("fork"), _stay_quiet) as pool:
        pool.submit(_load)
        yield pool


def _stay_quiet() -> None:
    # Ctrl-C reaches every process of a terminal; the command answers it for both.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_the_command, daemon=True).start()


def _end_with_the_command() -> None:
    """End when the command has ended, in whatever way: nothing else would tell a worker."""
    command = parent_process()
    if command is not None:
        wait([command.sentinel])
        os._exit(0)


def _load() -> None:
    from corridor.report.draw import load

    load()
