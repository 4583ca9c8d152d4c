"""Results made small for the way between machines.

Counts of people change little from step to step: packed they take a fifth to a twentieth of the
space, and packing is faster than any network.
"""

import pickle
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numcodecs import Blosc

Result = TypeVar("Result")

_CODEC = Blosc("lz4", clevel=1, shuffle=Blosc.SHUFFLE)


class Packed(NamedTuple, Generic[Result]):
    """A result, pickled: what it is, and apart from that the packed memory of its arrays."""

    head: bytes
    arrays: list[bytes]


def pack(result: Result) -> Packed[Result]:
    """Make a result small."""
    arrays: list[bytes] = []
    head = pickle.dumps(
        result, protocol=5, buffer_callback=lambda buffer: arrays.append(_pack_memory(buffer.raw()))
    )
    return Packed(head, arrays)


def unpack(packed: Packed[Result]) -> Result:
    """The result; its arrays are read-only."""
    buffers = map(_unpack_memory, packed.arrays)
    result: Result = pickle.loads(packed.head, buffers=buffers)  # noqa: S301  # from our own workers
    return result


def _pack_memory(memory: memoryview) -> bytes:
    if memory.nbytes == 0:
        return b""
    # Bytes of one weight are packed together, so the codec has to know how wide a number is.
    wide = np.frombuffer(memory, np.int32 if memory.nbytes % 4 == 0 else np.uint8)
    packed: bytes = _CODEC.encode(wide)
    return packed


def _unpack_memory(packed: bytes) -> bytes:
    # The codec can pack nothing at all, but not unpack it.
    memory: bytes = _CODEC.decode(packed) if packed else b""
    return memory
