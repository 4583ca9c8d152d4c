"""Commands that are stopped, or whose output nobody takes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import MAIN

CASE = "nagorno-karabakh-2023"
COMMAND = f"print('ready', flush=True); {MAIN}"

#: What the process says once it has something to lose, and then waits.
WAITING = """
import time
from pathlib import Path
from corridor.cli.stop import cleaning_up, leave_at_once
from corridor.store import draft_folder

leave_at_once()
with cleaning_up(), draft_folder(Path("run")) as draft:
    (draft / "half").write_text("half")
    print("ready", flush=True)
    {wait}
"""


_DEFAULT_SIGNALS = """
import signal
for number in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
"""


def _start(code: str, *words: str, folder: Path) -> subprocess.Popen[str]:
    """A process that has said that it is ready."""
    # Whoever starts the tests may have signals ignored, as a shell does for what runs behind it.
    started = subprocess.Popen(
        [sys.executable, "-c", _DEFAULT_SIGNALS + code, *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


@pytest.mark.parametrize("seconds", [0.05, 0.2, 1.0, 4.0])
def test_ctrl_c_ends_a_forecast_quietly_at_any_time(tmp_path: Path, seconds: float) -> None:
    forecast = _start(COMMAND, "forecast", CASE, "--members", "4000", folder=tmp_path)
    time.sleep(seconds)
    forecast.send_signal(signal.SIGINT)
    _, errors = forecast.communicate(timeout=120)

    # In its first moments Python dies of the signal by itself, which a shell calls 130 as well.
    assert forecast.returncode in (130, -signal.SIGINT)
    assert errors in ("", "corridor: stopped\n", "corridor: stopped; nothing was written\n")
    assert [path for path in tmp_path.rglob("*") if path.name != "runs"] == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(
    "wait",
    [
        pytest.param("time.sleep(60)", id="as it is"),
        pytest.param(
            "try: time.sleep(60)\n    except KeyboardInterrupt: raise ValueError from None",
            id="turned into another error",
        ),
    ],
)
def test_a_run_that_is_stopped_while_it_is_written_leaves_nothing(
    tmp_path: Path, name: str, wait: str
) -> None:
    number = getattr(signal, name)
    writing = _start(WAITING.format(wait=wait), folder=tmp_path)
    writing.send_signal(number)
    _, errors = writing.communicate(timeout=60)

    assert writing.returncode == 128 + number
    assert errors == "corridor: stopped; nothing was written\n"
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    code = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    writing = _start(code + WAITING.format(wait="time.sleep(1)"), folder=tmp_path)
    writing.send_signal(signal.SIGHUP)
    _, errors = writing.communicate(timeout=60)

    assert (writing.returncode, errors) == (0, "")
    assert (tmp_path / "run" / "half").exists()


def test_who_draws_ends_with_a_command_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "from corridor.cli.artist import artist_beside\n"
        "with artist_beside() as artist:\n"
        "    print('ready', flush=True); print(artist.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = _start(code, folder=tmp_path)
    assert command.stdout is not None
    artist = int(command.stdout.readline())
    os.kill(artist, 0)

    command.kill()
    # The output ends when the last process that holds it has ended.
    command.communicate(timeout=30)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [("list",), ("--help",), ("--version",)])
def test_output_that_cannot_be_written_is_said_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *words],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 3
    assert done.stderr == "corridor: the output could not be written: No space left on device\n"


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    listing = _start(COMMAND, "list", folder=tmp_path)
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.close()

    assert listing.stderr.read() == ""
    assert listing.wait(timeout=60) in (0, 1)
    listing.stderr.close()
