"""How the engine's functions are compiled.

They work on arrays that are made outside, and neither make nor keep any. So they are compiled
without the counting of references to arrays, which took two fifths of the engine's time: numba
counts with atomic steps at every function's start and end. A function that does make arrays needs
:func:`numba.njit` itself.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., object])


def compiled(function: _Function) -> _Function:
    """A function compiled on its first call, cached on disk, and run without Python's lock."""
    # The option is numba's own and is not in its type hints.
    return cast(_Function, njit(cache=True, nogil=True, _nrt=False)(function))  # type: ignore[call-overload]
