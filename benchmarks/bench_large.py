"""An ensemble on disk: time and peak memory of a run from members to report.

The default size runs in seconds. The size that the memory is promised for, 10,000 members of 60
places over 1,000 daily steps, takes a minute or two::

    CORRIDOR_LARGE_MEMBERS=10000 pytest benchmarks/bench_large.py -n 0 --benchmark-enable
"""

import os
import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from tests.large_worlds import write_large_world

MEMBERS = int(os.environ.get("CORRIDOR_LARGE_MEMBERS", "200"))

#: For the full size; a smaller run must stay below it all the more.
PEAK_GIB = 4.0

_RUN = """
import sys
from pathlib import Path
from corridor.forecast import prepare_forecast
from corridor.report.run import make_run

if __name__ == "__main__":
    world, run, members = sys.argv[1:]
    prepared = prepare_forecast(world, members=int(members))
    make_run(prepared, run, in_memory_bytes=0)
    status = Path("/proc/self/status").read_text()
    print(prepared.ensemble_bytes / 2**30, int(status.partition("VmHWM:")[2].split()[0]) / 2**20)
"""


def test_60_places_1000_days_on_disk(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    world = write_large_world(tmp_path / "world", places=60, days=1000)
    command = [sys.executable, "-c", _RUN, str(world), str(tmp_path / "run"), str(MEMBERS)]

    done: subprocess.CompletedProcess[str] = benchmark.pedantic(  # type: ignore[no-untyped-call]
        subprocess.run, (command,), {"check": True, "capture_output": True, "text": True}, rounds=1
    )

    size, peak = map(float, done.stdout.split())
    benchmark.extra_info.update(members=MEMBERS, ensemble_gib=size, peak_gib=peak)
    assert peak < PEAK_GIB
