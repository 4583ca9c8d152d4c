"""The history of a ledger: a file to which each step adds one line, and nothing takes one away.

A line ends only when the files that it tells of are in place. So whoever finds a last line without
its end knows that the step was interrupted, and finishes it; the lines hold all that is needed.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from pydantic import ValidationError

from corridor.errors import LedgerError, Problem, RunError
from corridor.review.entry import HISTORY_FILE, NEW_HISTORY, Entry, digest, text_at
from corridor.table import replace_text

#: So many seconds another process may take for a step before we give up.
PATIENCE = 10.0


def read_history(folder: Path) -> tuple[Entry, ...]:
    """The finished steps of the ledger in a scenario folder; none where there is no history.

    Raises
    ------
    LedgerError
        For a history that was changed otherwise than by adding steps, with the line.
    """
    data = _bytes(folder / HISTORY_FILE) or b""
    return _entries(data[: data.rfind(b"\n") + 1])


def read_text(path: Path) -> str | None:
    """The text of a file, byte order mark and line ends as they are; None for no file.

    Raises
    ------
    LedgerError
        When it cannot be read, or is not UTF-8.
    """
    data = _bytes(path)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        found = f"byte 0x{fault.object[fault.start]:02X}"
        problem = Problem(path.name, line, 0, "", found, "text in UTF-8")
        raise LedgerError("a file cannot be read:", [problem]) from None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        found = str(fault.strerror).lower()
        problem = Problem(path.name, 0, 0, "", found, "a file that can be read")
        raise LedgerError("a file cannot be read:", [problem]) from fault


def _entries(data: bytes) -> tuple[Entry, ...]:
    entries = []
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            entry = Entry.model_validate_json(line)
        except ValidationError as error:
            fault = error.errors()[0]
            field = ".".join(str(step) for step in fault["loc"])
            raise _broken(number, field, fault["msg"]) from None
        if entry.version != number:
            raise _broken(number, "version", str(entry.version), str(number))
        entries.append(entry)
    return tuple(entries)


def _broken(
    line: int, field: str, found: str, wanted: str = "a step as it was written"
) -> LedgerError:
    wanted += f" ({NEW_HISTORY})"
    problem = Problem(HISTORY_FILE, line, 0, field, found, wanted)
    return LedgerError("the history was changed by other means:", [problem])


@dataclass(frozen=True)
class History:
    """A history that no other process can add to while this one has it open."""

    folder: Path
    file: BinaryIO
    entries: tuple[Entry, ...]

    def add(self, entries: Sequence[Entry], texts: Mapping[str, str | None]) -> None:
        """Add steps, and put in place the files that they tell of: all of it, or nothing.

        Raises
        ------
        OSError
            When something cannot be written.
        """
        size = self.file.seek(0, os.SEEK_END)
        old = {name: read_text(self.folder / name) for name in texts}
        written = [entry.model_dump_json(exclude_defaults=True) for entry in entries]
        try:
            self._append("\n".join(written).encode())
            _put_all(self.folder, texts)
        except OSError:
            _put_all(self.folder, old)
            self.file.truncate(size)
            raise
        self._append(b"\n")

    def _append(self, data: bytes) -> None:
        self.file.write(data)
        self.file.flush()
        os.fsync(self.file.fileno())


def _put_all(folder: Path, texts: Mapping[str, str | None]) -> None:
    for name, text in texts.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            replace_text(folder / name, text)


@contextmanager
def open_history(folder: Path, *, patience: float = PATIENCE) -> Iterator[History]:
    """The history of a scenario folder, open to add to; an interrupted step is finished first.

    Where another process has it open, ``patience`` is how many seconds to wait.

    Raises
    ------
    LedgerError
        For a history that was changed otherwise than by adding steps.
    RunError
        When another process keeps it, or the folder cannot be written.
    """
    path = folder / HISTORY_FILE
    try:
        with _locked(path, patience) as file:
            try:
                yield History(folder, file, _finished(folder, file))
            finally:
                if not path.stat().st_size:
                    path.unlink()
    except OSError as fault:
        raise RunError(f"{fault.filename or path} cannot be written: {fault.strerror}") from fault


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[BinaryIO]:
    end = monotonic() + patience
    while True:
        with path.open("a+b") as file:
            while not _lock(file):
                if monotonic() > end:
                    raise RunError(
                        f"{path}: another process has kept the ledger for {patience:g} s"
                    )
                sleep(0.02)
            # Whoever had the file before may have removed it.
            if _is_there(path, file):
                yield file
                return


def _lock(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(path: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _finished(folder: Path, file: BinaryIO) -> tuple[Entry, ...]:
    """The steps in the file; an interrupted one is finished or, where half written, dropped."""
    file.seek(0)
    data = file.read()
    whole = data.rfind(b"\n") + 1
    if whole == len(data):
        return _entries(data)
    try:
        Entry.model_validate_json(data[whole:])
    except ValidationError:
        # Nothing was put in place before all of the line was written.
        file.truncate(whole)
        return _entries(data[:whole])
    entries = _entries(data)
    missing = {
        change.name: text_at(entries, change.name)
        for change in entries[-1].files
        if digest(read_text(folder / change.name)) == change.before
    }
    _put_all(folder, missing)
    file.write(b"\n")
    file.flush()
    return entries
