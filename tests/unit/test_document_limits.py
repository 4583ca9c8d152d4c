"""Hostile files end in a clear error, within bounded time and memory."""

import os
import subprocess
import sys
from pathlib import Path

import corridor
from tests.pdf_files import pdf_bomb

#: A process that reads files under limits on memory and on time of the processor, and prints how
#: each ends.
READER = """
import resource, sys
from pathlib import Path
from zoneinfo import ZoneInfo
bytes, seconds = 1 << 30, 60
resource.setrlimit(resource.RLIMIT_AS, (bytes, bytes))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
from corridor.errors import DocumentError
from corridor.evidence.documents import read_document
for name in sys.argv[1:]:
    try:
        read_document(Path(name), zone=ZoneInfo("UTC"))
    except DocumentError as refused:
        print(refused.problems[0].found)
    else:
        print("read")
"""


def outcomes(*paths: Path) -> list[str]:
    sources = Path(corridor.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", READER, *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(sources)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not done.stderr
    return done.stdout.splitlines()


def test_a_line_of_a_gigabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)

    assert outcomes(path) == ["1,024 MiB"]


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf_bomb(2048))

    assert path.stat().st_size < 4 << 20
    (found,) = outcomes(path)
    assert found.startswith("a PDF that needs more than")


def test_text_made_to_take_long_is_read_or_refused(tmp_path: Path) -> None:
    hostile = [
        ("deep.html", "<div>", 100_000, "more than 1,000 elements within each other"),
        ("cells.html", "<td>a", 30_000, "read"),
        ("flat.html", "<b>", 600_000, "more than 1,000 elements within each other"),
        ("breaks.html", "<br>", 600_000, "more than 500,000 tags"),
        ("open.html", "<a href='", 200_000, "no words"),
        ("comment.html", "<!--", 200_000, "no words"),
        ("sections.html", "<![", 200_000, "no words"),
        ("references.html", "&x", 20_000, "read"),
        ("long.txt", "word ", 1_000_000, "5,000,000 characters of text"),
        ("lines.txt", "a\n", 500_000, "500,000 lines"),
        ("quotes.txt", "“a. ", 25_000, "read"),
        ("letters.txt", "a", 500_000, "read"),
        ("dates.txt", "1 jan 2020 ", 20_000, "read"),
        ("links.md", "[a](", 50_000, "read"),
        ("bullets.md", "- ", 200_000, "no words"),
        ("comments.txt", "<!--a-->", 10_000, "read"),
        ("noise.txt", "\0\1\2\3", 1_000_000, "a binary file"),
    ]
    paths = [tmp_path / name for name, *_ in hostile]
    for path, (name, unit, times, _) in zip(paths, hostile, strict=True):
        path.write_text(("<html>" if name.endswith("html") else "") + unit * times, "utf-8")

    found = outcomes(*paths)

    expected = {name: outcome for name, _, _, outcome in hostile}
    assert dict(zip(expected, found, strict=True)) == expected


def test_libraries_that_read_files_are_loaded_only_for_reading() -> None:
    loaded = (
        "import sys, corridor, corridor.cli, corridor.evidence.documents;"
        "print({'trafilatura', 'sentencex', 'pypdfium2', 'markdown_it'}"
        " & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"
