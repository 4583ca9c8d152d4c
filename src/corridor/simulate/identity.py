"""What has to be the same for the same bits: packages that compute, and the engine's own code."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("corridor", "numpy", "numba", "scipy")

#: The engine's code, for copies of Corridor that share a version.
_ENGINE = ("compiled.py", "rng.py", "model/**/*.py", "simulate/**/*.py")


@cache
def engine_identity() -> tuple[tuple[str, str], ...]:
    """Names and versions of the packages that compute, and a hash of the engine's code."""
    package = Path(__file__).parents[1]
    digest = sha256()
    for pattern in _ENGINE:
        for path in sorted(package.glob(pattern)):
            digest.update(sha256(path.read_bytes()).digest())
    versions = ((name, version(name)) for name in _PACKAGES)
    return (*versions, ("code of the engine", digest.hexdigest()[:16]))
