"""Commands for tests: each in a process of its own, without the seconds that loading takes.

The process is a fork of one that has loaded everything already (:mod:`tests.warm`). What is tested
of loading itself, of signals and of other ways to start is tested with :func:`corridor_anew`.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warm import Order

ROOT = Path(__file__).parents[1]

MAIN = "from corridor.cli import main; main()"

Done = subprocess.CompletedProcess[str]


def corridor(
    *words: str | Path, folder: Path, environment: Mapping[str, str] | None = None
) -> Done:
    """A command that was run in ``folder``: how it ended and what it printed."""
    with TemporaryDirectory() as printed:
        out, errors = Path(printed, "out"), Path(printed, "errors")
        order = Order(
            words=[str(word) for word in words],
            folder=str(folder),
            environment=dict(os.environ if environment is None else environment),
            out=str(out),
            errors=str(errors),
        )
        status = _ask(json.dumps(order))
        texts = [path.read_bytes().decode() for path in (out, errors)]
    return Done(order["words"], status, *texts)


def corridor_anew(*words: str | Path, folder: Path, before: str = "") -> Done:
    """As :func:`corridor`, in a new process of Python, which runs the code ``before`` first."""
    command = [sys.executable, "-c", before + MAIN, *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _ask(order: str) -> int:
    warm = _warm()
    assert warm.stdin is not None
    assert warm.stdout is not None
    try:
        print(order, file=warm.stdin, flush=True)
        return int(warm.stdout.readline())
    except BaseException:
        # Its next answer would be taken for one to the next question.
        _stop()
        raise


@cache
def _warm() -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from tests.warm import serve; serve()"]
    pipe = subprocess.PIPE
    atexit.register(_stop)
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, process_group=0)


def _stop() -> None:
    atexit.unregister(_stop)
    with _warm() as warm:
        # With the command that it may be waiting for.
        os.killpg(warm.pid, signal.SIGKILL)
    _warm.cache_clear()
