"""The bar that shows how far a long command has come; on standard error, where somebody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

#: What is said before the first member has run.
PREPARING = "preparing (the first run compiles the engine)"


class Bar:
    """One bar, with what is done just now."""

    def __init__(self, progress: Progress, what: str, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=total)

    def say(self, what: str) -> None:
        """Say what is done from now on."""
        self._progress.update(self._task, description=what)

    def telling(self, what: str, then: str = "") -> Callable[[int], None]:
        """A function to call with how many were just finished.

        ``what`` is said while it counts, ``then`` once all are done.
        """

        def tell(finished: int) -> None:
            self._progress.update(self._task, advance=finished, description=what)
            if then and self._progress.finished:
                self.say(then)

        return tell


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Bar]:
    """A bar that is gone at the end."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        # Where nobody looks it would leave an empty line.
        disable=not console.is_terminal,
    ) as progress:
        yield Bar(progress, what, total)
