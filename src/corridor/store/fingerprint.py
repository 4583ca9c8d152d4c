"""A fingerprint of a forecast that has not run: what would give the same bytes has the same one."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC
from hashlib import sha256
from pathlib import Path

import numpy as np

from corridor.forecast import Prepared
from corridor.simulate.identity import engine_identity
from corridor.store.manifest import versions
from corridor.store.run_folder import input_files


def fingerprint(prepared: Prepared) -> str:
    """Sixteen hexadecimal digits for the plan, the input files, the versions and the engine."""
    parts = (
        prepared.plan,
        prepared.as_of.astimezone(UTC).isoformat(),
        versions(),
        engine_identity(),
        *(_hash(path) for path in input_files(prepared.scenario)),
    )
    digest = sha256()
    for word in _words(parts):
        digest.update(word)
    return digest.hexdigest()[:16]


def _hash(path: Path) -> tuple[str, str]:
    return path.name, sha256(path.read_bytes()).hexdigest()


def _words(value: object) -> Iterator[bytes]:
    """The bytes of a value, its parts in order, each marked with its type so that none run on."""
    yield f"{type(value).__name__}(".encode()
    if isinstance(value, np.ndarray):
        yield f"{value.dtype.str}{value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _words(name)
            yield from _words(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _words(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))
    else:
        yield repr(value).encode()
    yield b")"
