"""What the documentation shows is run, page by page, each in an empty folder of its own.

Blocks run from top to bottom, so that one may use what an earlier one made. In a ``console`` block
the lines that begin with ``$ corridor`` are run; each must end with status 0, or with the number
that a line ``<!-- exit: 1 -->`` before the block gives. Where output is shown, every line of it
must occur in the real output; ``...`` stands for what is left out. A block with ``>>>`` is a
doctest.
"""

import doctest
import os
import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import ROOT, corridor

PROMPT = "$ corridor "
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile(
    r"(?:^<!-- exit: (?P<status>\d+) -->\n+)?^```(?P<language>[^\n]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A fenced block of a page: its first line's number, expected exit status and text."""

    line: int
    status: int
    text: str

    def has_doctest(self) -> bool:
        return ">>> " in self.text

    def has_command(self) -> bool:
        return PROMPT in self.text


class Command(NamedTuple):
    """A command of a console block with the output lines shown under it."""

    text: str
    shown: tuple[str, ...]


def blocks(markdown: str) -> list[Block]:
    found = []
    for fence in FENCE.finditer(markdown):
        block = Block(
            line=markdown.count("\n", 0, fence.start("text")) + 1,
            status=int(fence["status"] or 0),
            text=fence["text"],
        )
        runs = fence["language"] == "console" and block.has_command()
        if runs or block.has_doctest():
            found.append(block)
    return found


def commands(block: Block) -> list[Command]:
    found: list[Command] = []
    for line in block.text.splitlines():
        if line.startswith(PROMPT):
            found.append(Command(line.removeprefix("$ "), ()))
        elif line.startswith("$ "):
            raise ValueError(f"only corridor commands can be run here, not {line!r}")
        elif found and line.strip():
            found[-1] = found[-1]._replace(shown=(*found[-1].shown, line))
    return found


def missing_lines(shown: tuple[str, ...], output: str) -> list[str]:
    """Lines that a page shows and the real output lacks; runs of spaces count as one."""
    real = " ".join(output.split())
    parts = [part for line in shown for part in line.split("...")]
    return [part for part in parts if " ".join(part.split()) not in real]


def run_console(block: Block, where: str, folder: Path) -> None:
    # A fixed width, so that tables break the same everywhere.
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    for command in commands(block):
        words = shlex.split(command.text, comments=True)[1:]
        done = corridor(*words, folder=folder, environment=environment)
        output = done.stdout + done.stderr
        assert done.returncode == block.status, f"{where}: {command.text}\n{output}"
        missing = missing_lines(command.shown, output)
        assert not missing, f"{where}: {command.text}\nnot printed: {missing}\n{output}"


def run_doctest(block: Block, where: str, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, names, where, where, block.line - 1)
    test.globs = names
    check_doctest(test)


def check_doctest(test: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    report: list[str] = []
    runner.run(test, out=report.append, clear_globs=False)
    assert not runner.failures, "".join(report)


def pages_with_examples() -> list[str]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        page.relative_to(ROOT).as_posix()
        for page in pages
        if blocks(page.read_text(encoding="utf-8"))
    ]


def modules_with_examples() -> list[str]:
    source = ROOT / "src"
    paths = [
        path.relative_to(source).with_suffix("")
        for path in sorted((source / "corridor").rglob("*.py"))
        if ">>> " in path.read_text(encoding="utf-8")
    ]
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


@pytest.mark.parametrize("page_name", pages_with_examples())
def test_examples_on_the_page_run_as_shown(
    page_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    for block in blocks((ROOT / page_name).read_text(encoding="utf-8")):
        where = f"{page_name}:{block.line}"
        if block.has_doctest():
            run_doctest(block, where, names)
        else:
            run_console(block, where, tmp_path)


@pytest.mark.parametrize("module_name", modules_with_examples())
def test_examples_in_docstrings_run_as_shown(
    module_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    for test in doctest.DocTestFinder().find(import_module(module_name)):
        check_doctest(test)


def test_an_example_that_prints_something_else_is_found() -> None:
    block = Block(line=1, status=0, text=">>> 1 + 1\n3\n")

    with pytest.raises(AssertionError, match="Expected"):
        run_doctest(block, "page.md:1", {})


def test_shown_lines_must_occur_in_the_output() -> None:
    assert missing_lines(("Goris  12 ... people", "..."), "x Goris 12 and 7 people") == []
    assert missing_lines(("Goris 13",), "Goris 12") == ["Goris 13"]


def test_a_block_may_state_the_exit_status_it_expects() -> None:
    page = "Text.\n\n<!-- exit: 1 -->\n```console\n$ corridor check nowhere\n```\n"

    assert blocks(page) == [Block(line=5, status=1, text="$ corridor check nowhere\n")]
