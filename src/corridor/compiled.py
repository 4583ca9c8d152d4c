"""How the engine's functions are compiled.

They work on arrays that are made outside, and neither make nor keep any. So they are compiled
without the counting of references to arrays, which took two fifths of the engine's time: numba
counts with atomic steps at every function's start and end. A function that does make arrays needs
:func:`numba.njit` itself.
"""

from numba import njit

compiled = njit(cache=True, _nrt=False)
