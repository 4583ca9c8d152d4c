"""Large runs as a user makes them: on a cluster whose workers die, stopped, in little memory."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from logging import CRITICAL
from pathlib import Path

import pytest
from distributed import LocalCluster

from corridor.forecast import make_forecast, prepare_forecast
from corridor.report.run import make_run
from corridor.simulate import open_executor
from corridor.store import read_manifest
from tests.commands import MAIN, corridor_anew
from tests.large_worlds import write_large_world
from tests.worlds import write_world

#: Of the large world, a little more than is kept in memory.
LARGE_MEMBERS = 1750


def _hashes(run: Path) -> dict[str, str]:
    return dict(read_manifest(run).arrays)


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two worker processes of one thread each, watched and restarted by Dask."""
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        silence_logs=CRITICAL,
    ) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("killed", [1, 2])
def test_workers_killed_in_mid_run_lose_nothing(
    tmp_path: Path, cluster: LocalCluster, killed: int
) -> None:
    world = write_large_world(tmp_path / "world", places=24, days=400)
    here = make_forecast(world, members=300).ensemble
    told: list[int] = []
    dead: list[int] = []

    def tell(finished: int) -> None:
        told.append(finished)
        if sum(told) and not dead:  # the first chunk has come, and each worker has two more
            dead.extend(nanny.pid for nanny in list(cluster.workers.values())[:killed])
            for pid in dead:
                os.kill(pid, signal.SIGKILL)

    with open_executor(cluster.scheduler_address) as executor:
        there = make_forecast(world, members=300, executor=executor, progress=tell).ensemble

    assert len(dead) == killed
    assert sum(told) == 300
    for name in here.values:
        assert there[name].tobytes() == here[name].tobytes(), name


@pytest.mark.slow
def test_the_command_gives_the_same_arrays_on_a_local_cluster(tmp_path: Path) -> None:
    world = write_world(tmp_path / "world")
    words = ("forecast", str(world), "--members", "90")
    here = corridor_anew(*words, "--out", "here", folder=tmp_path)

    there = corridor_anew(
        *words, "--out", "there", "--cluster", "local", "--threads", "2", folder=tmp_path
    )

    assert here.returncode == there.returncode == 0, there.stderr
    assert "Traceback" not in there.stderr
    assert _hashes(tmp_path / "there") == _hashes(tmp_path / "here")


@pytest.mark.slow
def test_members_from_a_cluster_go_to_disk_and_give_the_same_arrays(
    tmp_path: Path, cluster: LocalCluster
) -> None:
    prepared = prepare_forecast(write_world(tmp_path / "world"), members=600)
    here = make_run(prepared, tmp_path / "here").folder

    with open_executor(cluster.scheduler_address) as executor:
        there = make_run(prepared, tmp_path / "there", executor=executor, in_memory_bytes=0).folder

    assert _hashes(there) == _hashes(here)


@pytest.mark.parametrize("package", ["dask", "distributed"])
def test_a_cluster_without_dask_is_refused_with_what_to_install(
    tmp_path: Path, package: str
) -> None:
    without = f"import sys; sys.modules[{package!r}] = None; "
    world = write_world(tmp_path / "world")

    done = corridor_anew(
        "forecast", str(world), "--cluster", "local", folder=tmp_path, before=without
    )

    assert done.returncode == 1
    assert f"needs the package {package}: pip install 'corridor[cluster]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["world"]


def test_without_dask_threads_serve(tmp_path: Path) -> None:
    without = "import sys; sys.modules['dask'] = sys.modules['distributed'] = None; "
    world = write_world(tmp_path / "world")

    done = corridor_anew("forecast", str(world), "--members", "5", folder=tmp_path, before=without)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("address", "code", "message"),
    [
        pytest.param("tcp://127.0.0.1:1", 3, "no Dask scheduler answers at", id="nobody there"),
        pytest.param("somewhere", 1, "expected 'local' or an address", id="no address"),
    ],
)
def test_an_address_without_a_cluster_is_said_without_a_traceback(
    tmp_path: Path, address: str, code: int, message: str
) -> None:
    world = write_world(tmp_path / "world")

    done = corridor_anew("forecast", str(world), "--cluster", address, folder=tmp_path)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["world"]


@pytest.mark.slow
def test_a_large_forecast_that_is_stopped_goes_on_when_the_command_is_given_again(
    tmp_path: Path,
) -> None:
    world = write_large_world(tmp_path / "world")
    words = ["forecast", str(world), "--members", str(LARGE_MEMBERS)]
    first = subprocess.Popen(
        [sys.executable, "-c", MAIN, *words], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    while not list(tmp_path.glob("runs/.partial-*/done/*")):
        assert first.poll() is None, "the run ended before it could be stopped"
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    _, said = first.communicate()
    assert first.returncode == 130, said
    assert f"of {LARGE_MEMBERS:,} members are finished and kept in runs/.partial-" in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("runs/[!.]*"))

    again = corridor_anew(*words, "--json", folder=tmp_path)

    assert again.returncode == 0, again.stderr
    (run,) = (tmp_path / "runs").iterdir()
    assert json.loads(again.stdout)["members"] == LARGE_MEMBERS
    prepared = prepare_forecast(world, members=LARGE_MEMBERS)
    whole = make_run(prepared, tmp_path / "whole", in_memory_bytes=2**33).folder
    assert _hashes(run) == _hashes(whole)


@pytest.mark.slow
def test_an_ensemble_on_disk_needs_far_less_memory_than_its_size(tmp_path: Path) -> None:
    world = write_large_world(tmp_path / "world")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from corridor.forecast import prepare_forecast\n"
        "from corridor.report.run import make_run\n"
        "from corridor.simulate import Threads\n"
        f"prepared = prepare_forecast(sys.argv[1], members={LARGE_MEMBERS})\n"
        "make_run(prepared, sys.argv[2], executor=Threads(2))\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(prepared.ensemble_bytes, status.partition('VmHWM:')[2].split()[0])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(world), str(tmp_path / "run")],
        capture_output=True,
        text=True,
        check=True,
    )

    # Not ru_maxrss: of a new process that begins with the peak of the process that started it.
    size_bytes, peak_kib = map(int, done.stdout.split())
    assert size_bytes > 1.05 * 2**30
    # Python, numba and matplotlib take 0.3 GiB of it.
    assert peak_kib < 0.75 * 2**20
