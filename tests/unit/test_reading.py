"""Many files read side by side, whatever becomes of one of them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor.errors import InputError, Problem
from corridor.review.reading import Reading, Unreadable, read_files


def plain_reader(file: Path) -> Reading:
    """The text of a file; one that is called bad is refused, and one called deadly kills."""
    if "bad" in file.name:
        problem = Problem(file.name, 1, 0, "", "nothing", "something")
        raise InputError("it cannot be read:", [problem])
    if "deadly" in file.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return Reading(file, file.name, f"text of {file.name}")


@pytest.mark.parametrize("number", [3, 20])
def test_files_come_back_in_their_order_and_a_bad_one_does_not_stop_the_others(
    number: int,
) -> None:
    files = [Path(f"{'bad' if at == 1 else 'file'}-{at}") for at in range(number)]
    told: list[int] = []

    results = read_files(files, plain_reader, progress=told.append, processes=2)

    assert [result.file for result in results] == files
    assert [at for at, one in enumerate(results) if isinstance(one, Unreadable)] == [1]
    assert told == list(range(1, number + 1))


def test_a_file_that_kills_its_process_is_named_and_the_others_are_read() -> None:
    files = [Path(f"{'deadly' if at == 4 else 'file'}-{at}") for at in range(12)]

    results = read_files(files, plain_reader, processes=2)

    assert [at for at, one in enumerate(results) if isinstance(one, Unreadable)] == [4]
    dead = results[4]
    assert isinstance(dead, Unreadable)
    assert "a file that ends the process which reads it" in dead.message


def slow_reader(file: Path) -> Reading:
    """Takes for ever; leaves the number of its process."""
    Path(f"{file}.pid").write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
    return plain_reader(file)


def test_processes_end_with_the_command_that_began_them(tmp_path: Path) -> None:
    files = [str(tmp_path / f"file-{at}") for at in range(9)]
    program = (
        "import sys; from pathlib import Path\n"
        "from corridor.review.reading import read_files\n"
        "from tests.unit.test_reading import slow_reader\n"
        "read_files([Path(name) for name in sys.argv[1:]], slow_reader, processes=2)"
    )
    root = str(Path(__file__).parents[2])
    command = subprocess.Popen([sys.executable, "-c", program, *files], cwd=root)
    pids = _until(lambda: [int(path.read_text() or 0) for path in tmp_path.glob("*.pid")], 2)

    command.kill()
    command.wait()

    _until(lambda: [pid for pid in pids if not _is_running(pid)], 2)


def _until(look: Callable[[], list[int]], number: int) -> list[int]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = look()
        if len(found) >= number and all(found):
            return found
        time.sleep(0.05)
    pytest.fail("waited for a minute")


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2]
    except FileNotFoundError:
        return False
    return state != "Z"
