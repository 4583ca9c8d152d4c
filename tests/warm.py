"""A process in which everything is loaded, and which runs each command in a fork of itself.

A fork becomes the command that a user would start: with its folder, environment, words and files
for what it prints; then it runs, and ends, as any process of Python does.
"""

import atexit
import json
import os
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, TypedDict

#: Not loaded by a command before it is asked for, and slow to load.
_NOT_LOADED = ("corridor.app", "corridor.simulate.cluster")

#: How the command ended that this process is.
_status: list[int] = []


class Order(TypedDict):
    """A command to run."""

    words: list[str]
    folder: str
    environment: dict[str, str]
    out: str
    errors: str


def serve() -> None:
    """Run the commands that stand in standard input, one a line; print how each ended."""
    atexit.register(_leave)
    _load()
    orders, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w")
    for line in orders:
        command = os.fork()
        if command == 0:
            _become(json.loads(line))
            _run()
        _, status = os.waitpid(command, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _run() -> NoReturn:
    """The command, up to its end; only the second that Python takes to clear up is left out."""
    from corridor.cli import main

    _status.append(1)
    try:
        main()
    except SystemExit as end:
        _status.append(end.code if isinstance(end.code, int) else int(end.code is not None))
        raise
    _status.append(0)
    sys.exit()


def _leave() -> None:
    # The first that was registered is called last, when all else has been done.
    if _status:
        os._exit(_status[-1])


def _load() -> None:
    import corridor
    from corridor.report.draw import load

    for module in pkgutil.walk_packages(corridor.__path__, "corridor."):
        if not module.name.startswith(_NOT_LOADED):
            import_module(module.name)
    load()
    load_engine()


def load_engine() -> None:
    """Load the engine's machine code, or compile it where none was kept."""
    from tests import engine, worlds

    with TemporaryDirectory() as folder:
        engine.run(worlds.write_world(Path(folder)), members=1, threads=1)


def _become(order: Order) -> None:
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for descriptor, path, how in (
        (0, os.devnull, os.O_RDONLY),
        (1, order["out"], flags),
        (2, order["errors"], flags),
    ):
        opened = os.open(path, how)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    sys.argv = ["corridor", *order["words"]]
