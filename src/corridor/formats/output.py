"""Files for others: written under a temporary name, and put in place when they are whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from corridor.errors import OptionError, RunError


@contextmanager
def new_output(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A place to write a file or a folder to, which takes the name ``path`` when the block ends.

    After an error nothing is left behind, and what stood there stands there still.

    Raises
    ------
    OptionError
        If ``path`` exists already and ``force`` is not given, or nothing can be made there.
    RunError
        If it cannot be written to the end.
    """
    check_output(path, force=force)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        room = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"{path} cannot be made: {reason}") from error
    try:
        draft = room / path.name
        yield draft
        if draft.is_dir() and path.exists():
            path.rename(room / "before")
        draft.replace(path)
    except OSError as error:
        raise RunError(f"{path} could not be written: {error}") from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def check_output(path: Path, *, force: bool = False) -> None:
    """See that nothing would be overwritten that is not meant to be, before time is spent.

    Raises
    ------
    OptionError
        If ``path`` exists already and ``force`` is not given, or is a folder that was not exported.
    """
    try:
        is_there = path.exists() or path.is_symlink()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"{path} cannot be made: {reason}") from error
    if is_there and not force:
        raise OptionError(f"{path} exists already; choose another name (--out) or give --force")
