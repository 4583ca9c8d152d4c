"""One step in a scenario folder: made on what is there now, checked, recorded, put in place."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from corridor.errors import ConflictError, LedgerError, Problem
from corridor.evidence.pool import LEDGER_FILE
from corridor.review.desk import Desk, check_folder, desk_of, scenario_files
from corridor.review.documents import forget, keep
from corridor.review.entry import (
    Action,
    Entry,
    FileChange,
    KeptDocument,
    digest,
    file_change,
    last_change,
    now,
    tracked,
)
from corridor.review.history import History, open_history
from corridor.scenario.check import check
from corridor.scenario.load import read_draft
from corridor.scenario.to_do import lacking


@dataclass(frozen=True)
class Step:
    """What is to be done: the entry that it becomes, and the new texts of the files it changes."""

    action: Action
    ids: tuple[str, ...]
    texts: Mapping[str, str | None]
    how: str = ""
    why: str = ""
    undoes: int | None = None
    documents: tuple[KeptDocument, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    """Texts of documents to keep, by their file."""


def revise(
    folder: Path | str,
    make: Callable[[Desk], Step],
    *,
    by: str = "",
    seen: int | None = None,
) -> Entry:
    """Do one step in a scenario folder; gives its entry in the history.

    ``make`` sees what is in the folder and says what is to be done; no other process changes the
    ledger meanwhile. Changes made by hand since the last step are recorded first. ``by`` is who
    does it. ``seen`` is the version that the decision rests on: where one of the step's claims was
    changed after it, nothing is done.

    Raises
    ------
    ConflictError
        When a claim was changed after ``seen``.
    InputError
        When the scenario or ledger would get problems that it did not have; whatever ``make``
        raises.
    RunError
        When another process keeps the ledger, or something cannot be written.
    """
    folder = Path(folder)
    check_folder(folder)
    with open_history(folder) as history:
        desk = desk_of(folder, history.entries)
        step = make(desk)
        _check_seen(desk, step, seen)
        check_result(desk, step)
        return _record(history, desk, step, by)


def check_nothing_newer(desk: Desk, seen: int | None) -> None:
    """See that no step was made after the version ``seen``; None asks for nothing.

    Raises
    ------
    ConflictError
        When one was, naming the last.
    """
    if seen is not None and desk.entries and desk.entries[-1].version > seen:
        _refuse([_newer(desk.entries[-1], ", ".join(desk.entries[-1].ids[:5]), seen)])


def _check_seen(desk: Desk, step: Step, seen: int | None) -> None:
    if seen is None:
        return
    problems = []
    for id in step.ids:
        last = last_change(desk.entries, id)
        if last is not None and last.version > seen:
            problems.append(_newer(last, id, seen))
    if problems:
        _refuse(problems)


def _newer(last: Entry, field: str, seen: int) -> Problem:
    who = f" by {last.by}" if last.by else ""
    found = f"version {last.version}: {last.action}{who} at {last.time.isoformat()}"
    wanted = f"nothing newer than version {seen}, which the change was made for"
    return Problem(LEDGER_FILE, 0, 0, field, found, wanted)


def _refuse(problems: list[Problem]) -> NoReturn:
    raise ConflictError("somebody else was faster; look again, then decide:", problems)


def check_result(desk: Desk, step: Step) -> None:
    """See that a step gives the scenario no problem that it does not have already.

    As long as something is lacking before it can be forecast, other things may be lacking too.

    Raises
    ------
    LedgerError
        With each problem that it would have.
    """
    with TemporaryDirectory() as name:
        trial = Path(name)
        for path in scenario_files(desk.folder):
            shutil.copyfile(path, trial / path.name)
        for file, text in step.texts.items():
            (trial / file).unlink(missing_ok=True)
            if text is not None:
                (trial / file).write_bytes(text.encode())
        draft, problems = read_draft(trial)
        problems = [*problems, *check(draft)]
    known = {_without_line(problem) for problem in desk.problems}
    if lacking(desk.draft):
        known |= {_without_line(problem) for problem in lacking(draft)}
    new = [problem for problem in problems if _without_line(problem) not in known]
    if new:
        count = f"{len(new)} problem{'s' if len(new) > 1 else ''}"
        raise LedgerError(f"nothing was changed, for the scenario would have {count}:", new)


def _without_line(problem: Problem) -> tuple[str, str, str, str]:
    return problem.file, problem.field, problem.found, problem.expected


def _record(history: History, desk: Desk, step: Step, by: str) -> Entry:
    old = {name: desk.text(name) for name in dict.fromkeys([LEDGER_FILE, *step.texts])}
    _check_untouched(desk, old)
    entries = [*desk.entries[len(history.entries) :]]
    version = len(desk.entries)
    for name, text in old.items():
        if name not in tracked(desk.entries) and text is not None:
            version += 1
            change = file_change(name, None, text)
            entries.append(Entry(version=version, time=now(), action="begin", files=(change,)))
    entries.append(
        Entry(
            version=version + 1,
            time=now(),
            action=step.action,
            ids=step.ids,
            by=by,
            how=step.how,
            why=step.why,
            undoes=step.undoes,
            files=tuple(_changes(old, step.texts)),
            documents=step.documents,
        )
    )
    keep(desk.folder, step.kept)
    try:
        history.add(entries, step.texts)
    except OSError:
        forget(desk.folder, step.kept)
        raise
    return entries[-1]


def _check_untouched(desk: Desk, texts: Mapping[str, str | None]) -> None:
    """See that no file was changed by hand while the step was made."""
    problems = [
        Problem(name, 0, 0, "", "another text than a moment ago", "a file that nobody is saving")
        for name, text in texts.items()
        if digest(text) != desk.hashes.get(name)
    ]
    if problems:
        raise ConflictError("a file was changed meanwhile; do it again:", problems)


def _changes(
    old: Mapping[str, str | None], texts: Mapping[str, str | None]
) -> Iterator[FileChange]:
    for name, text in texts.items():
        if text != old[name]:
            yield file_change(name, old[name], text)
