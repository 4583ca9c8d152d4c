"""What was read from one file, and many files read side by side."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import parent_process
from os import _exit, cpu_count
from pathlib import Path
from signal import SIG_DFL, SIG_IGN, SIGINT, SIGTERM, signal
from threading import Thread
from typing import TypeAlias

from corridor.errors import InputError, Problem
from corridor.evidence import Claim
from corridor.evidence.documents import Sentence
from corridor.review.rows import ProposedRow

#: With fewer files the start of processes takes longer than reading.
_FEW = 8


@dataclass(frozen=True)
class Reading:
    """What was read from one file."""

    file: Path
    """The file as it was given."""
    name: str
    """The name of the document, as it stands in the claims."""
    text: str | None
    """The text that offsets point into; None for a table."""
    claims: tuple[Claim, ...] = ()
    """Figures, as proposed claims."""
    rows: tuple[ProposedRow, ...] = ()
    """Rows proposed for the timeline and the counts."""
    notes: tuple[str, ...] = ()
    """What is to be said of it, such as rows of a table that were not used."""
    problems: tuple[Problem, ...] = ()
    """Rows of a table that cannot be read; the others are proposed."""
    sentences: tuple[Sentence, ...] = ()
    published: str = ""
    publisher: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A file from which nothing could be read."""

    file: Path
    message: str
    problems: tuple[Problem, ...]


Reader: TypeAlias = Callable[[Path], Reading]
Result: TypeAlias = Reading | Unreadable


def read_files(
    files: Sequence[Path],
    reader: Reader,
    *,
    progress: Callable[[int], None] = lambda _: None,
    processes: int | None = None,
) -> tuple[Result, ...]:
    """What each file holds, in the order of the files.

    Many files are read in several processes, so ``reader`` has to be picklable. ``progress`` is
    told how many files are done. A file that cannot be read does not keep the others from it.
    """
    count = min(processes or cpu_count() or 1, len(files))
    if count < 2 or len(files) < _FEW:
        return tuple(_told(_read(reader, file), at, progress) for at, file in enumerate(files))
    found = dict(_read_beside(files, reader, count, progress))
    # A process that died took with it what the others had begun.
    missing = [at for at in range(len(files)) if at not in found]
    again = _read_one_by_one([files[at] for at in missing], reader) if missing else ()
    for at, result in zip(missing, again, strict=True):
        found[at] = result
        progress(len(found))
    return tuple(found[at] for at in range(len(files)))


def _told(result: Result, at: int, progress: Callable[[int], None]) -> Result:
    progress(at + 1)
    return result


def _read(reader: Reader, file: Path) -> Result:
    try:
        return reader(file)
    except InputError as error:
        return Unreadable(file, str(error), error.problems)


def _read_beside(
    files: Sequence[Path], reader: Reader, count: int, progress: Callable[[int], None]
) -> Iterator[tuple[int, Result]]:
    with _pool(count) as pool:
        waiting: dict[Future[Result], int] = {
            pool.submit(_read, reader, file): at for at, file in enumerate(files)
        }
        done = 0
        while waiting:
            finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                at = waiting.pop(future)
                try:
                    yield at, future.result()
                except BrokenProcessPool:
                    continue
                done += 1
                progress(done)


def _read_one_by_one(files: Sequence[Path], reader: Reader) -> Iterator[Result]:
    """Each file in a process that reads nothing else meanwhile; one that dies is begun anew."""
    rest = iter(files)
    is_over = False
    while not is_over:
        is_over = True
        with _pool(1) as pool:
            for file in rest:
                try:
                    yield pool.submit(_read, reader, file).result()
                except BrokenProcessPool:
                    is_over = False
                    yield _deadly(file)
                    break


def _deadly(file: Path) -> Unreadable:
    found, wanted = "a file that ends the process which reads it", "a file that can be read"
    problem = Problem(file.name, 0, 0, "", found, wanted)
    return Unreadable(file, f"{file.name} cannot be read:\n  {problem}", (problem,))


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    # Not forked: the command has threads by then.
    pool = ProcessPoolExecutor(count, get_context("spawn"), _stay_quiet)
    try:
        yield pool
    finally:
        # Without this an interrupt would wait until all files are read.
        pool.shutdown(cancel_futures=True)


def _stay_quiet() -> None:
    # Ctrl-C reaches every process of a terminal; the command answers it for all.
    signal(SIGINT, SIG_IGN)
    signal(SIGTERM, SIG_DFL)
    Thread(target=_end_with_the_command, daemon=True).start()


def _end_with_the_command() -> None:
    """End when the command has ended, in whatever way: nothing else would tell a worker."""
    command = parent_process()
    if command is not None:
        wait_for([command.sentinel])
        _exit(0)
