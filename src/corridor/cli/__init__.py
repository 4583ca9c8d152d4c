"""The command line: each command is a few lines that call the public functions."""

import sys

# Not taken from typing, which is slow to load: Ctrl-C has to be answered soon.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors go to standard error without a traceback."""
    # Until the answers to signals are loaded, Ctrl-C ends the process by itself; it only may not
    # print a traceback.
    sys.excepthook = _print_unless_stopped
    from corridor.cli.stop import leave_at_once

    leave_at_once()
    from corridor.cli.commands import run

    run()


def _print_unless_stopped(
    kind: type[BaseException], error: BaseException, trace: "TracebackType | None"
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
