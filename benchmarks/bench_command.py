"""The default command as a user runs it, in a process of its own: start-up, engine, files, report."""

import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture


def _forecast(folder: Path) -> None:
    command = [sys.executable, "-c", "from corridor.cli import main; main()", "forecast"]
    subprocess.run(  # noqa: S603 - the command under test is our own
        [*command, "nagorno-karabakh-2023"], cwd=folder, check=True, capture_output=True
    )


def test_second_run_of_the_default_command(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    _forecast(tmp_path)
    benchmark.pedantic(_forecast, args=(tmp_path,), rounds=3)

    assert len(list((tmp_path / "runs").iterdir())) >= 2
