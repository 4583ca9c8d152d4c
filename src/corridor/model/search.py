"""A binary heap in two arrays, for shortest-way searches: hours, and what they lead to."""

from corridor.compiled import compiled
from corridor.units import Counts, Floats


@compiled
def heap_push(hours: Floats, item: Counts, size: int, new_hours: float, new_item: int) -> int:
    """Add an entry to a heap of ``size`` entries; gives the new size.

    Entries are in order of hours, and of item where hours are equal, so that a search never depends
    on the order in which entries came.
    """
    child = size
    while child > 0:
        parent = (child - 1) // 2
        if hours[parent] < new_hours or (hours[parent] == new_hours and item[parent] <= new_item):
            break
        hours[child], item[child] = hours[parent], item[parent]
        child = parent
    hours[child], item[child] = new_hours, new_item
    return size + 1


@compiled
def heap_pop(hours: Floats, item: Counts, size: int) -> int:
    """Take the first entry off a heap of ``size`` entries; gives the new size.

    The caller has read the entry at 0 before.
    """
    size -= 1
    last_hours, last_item = hours[size], item[size]
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            hours[other] < hours[child]
            or (hours[other] == hours[child] and item[other] < item[child])
        ):
            child = other
        if last_hours < hours[child] or (last_hours == hours[child] and last_item <= item[child]):
            break
        hours[parent], item[parent] = hours[child], item[child]
        parent = child
    hours[parent], item[parent] = last_hours, last_item
    return size
