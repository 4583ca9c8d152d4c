"""Check that a wheel holds every file of the package, its data files included.

Usage: python3 scripts/wheel_contents.py WHEEL [SOURCE]

``SOURCE`` is the folder that holds the package, ``src`` by default.
"""

import sys
from pathlib import Path
from zipfile import ZipFile


def missing_files(wheel: Path, source: Path) -> list[str]:
    """Files of the package in ``source`` that the wheel lacks, sorted."""
    with ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    expected = {
        path.relative_to(source).as_posix()
        for path in (source / "corridor").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return sorted(expected - packed)


def main(arguments: list[str]) -> int:
    """Print what is missing; 1 if anything is, 2 on wrong usage."""
    if len(arguments) not in {1, 2}:
        print(__doc__, file=sys.stderr)
        return 2
    source = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).parents[1] / "src"
    missing = missing_files(Path(arguments[0]), source)
    for name in missing:
        print(f"not in the wheel: {name}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
