"""Ctrl-C, and being told to end: an exit code of 128 plus the signal's number, never a traceback.

Most of the time a command has nothing to clean up and ends at once. An exception would not do:
while packages are loaded, some of them turn it into an error of their own.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType

_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]

#: A second press of Ctrl-C so soon after the first does not break off the cleaning up.
_SECONDS = 1.0


def leave_at_once() -> None:
    """From now on a signal ends the process at once, with nothing cleaned up."""
    _answer(_leave)


@contextmanager
def cleaning_up() -> Iterator[None]:
    """A block that a signal breaks off by an exception, so that what it began is cleaned up."""
    stopped: list[tuple[int, float]] = []

    def stop(number: int, _: FrameType | None) -> None:
        is_again = bool(stopped) and monotonic() - stopped[-1][1] < _SECONDS
        stopped.append((number, monotonic()))
        if not is_again:
            raise KeyboardInterrupt

    _answer(stop)
    try:
        yield
    except BaseException as error:
        # Whatever the interrupt has become on its way, it was the interrupt.
        if stopped:
            _say(getattr(error, "__notes__", ()))
            raise SystemExit(128 + stopped[0][0]) from None
        raise
    finally:
        leave_at_once()


def _say(notes: Sequence[str]) -> None:
    """Tell what was kept of the work; a note on the error says it."""
    lines = ["corridor: stopped", *notes] if notes else ["corridor: stopped; nothing was written"]
    with suppress(OSError):
        print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201


def _leave(number: int, _: FrameType | None) -> None:
    # Not printed: the signal may have come while something else is.
    with suppress(OSError):
        os.write(2, b"corridor: stopped\n")
    os._exit(128 + number)


def _answer(handler: Callable[[int, FrameType | None], None]) -> None:
    for number in _SIGNALS:
        # A signal that the process was started to ignore, as by nohup, stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)
