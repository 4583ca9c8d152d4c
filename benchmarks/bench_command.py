"""The default command as a user runs it: start-up, engine, files and report."""

import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture


def _forecast(folder: Path) -> None:
    command = [sys.executable, "-c", "from corridor.cli import main; main()", "forecast"]
    subprocess.run([*command, "nagorno-karabakh-2023"], cwd=folder, check=True, capture_output=True)


def test_second_run_of_the_default_command(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    _forecast(tmp_path)
    benchmark.pedantic(_forecast, args=(tmp_path,), rounds=3)  # type: ignore[no-untyped-call]

    assert len(list((tmp_path / "runs").iterdir())) >= 2
