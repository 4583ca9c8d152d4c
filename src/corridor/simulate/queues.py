"""First-in-first-out queues of counts of people: lists of cohorts in one pool of nodes.

A cohort is a number of people of one kind (see :func:`kind_of`) who joined a queue in the same
step. Nodes are taken from and given back to a free list, so that nothing is allocated while members
run; who runs out of nodes sets a flag, and the member is run again with more.
"""

import numpy as np

from corridor.compiled import compiled
from corridor.units import Counts

# Columns of the table of nodes.
NEXT, KIND, COUNT, STEP, LINK = 0, 1, 2, 3, 4
NODE_COLUMNS = 5

# Columns of the table of queues.
HEAD, TAIL, PEOPLE = 0, 1, 2
QUEUE_COLUMNS = 3

# Entries of the pool's own state: the first free node, and whether nodes ran out.
FREE, RAN_OUT = 0, 1

#: Marks the end of a list.
NONE = -1


@compiled
def empty_queues(nodes: Counts, queues: Counts, pool: Counts) -> None:
    """Empty all queues and put every node on the free list."""
    for node in range(len(nodes)):
        nodes[node, NEXT] = node + 1
    nodes[len(nodes) - 1, NEXT] = NONE
    queues[:, HEAD] = NONE
    queues[:, TAIL] = NONE
    queues[:, PEOPLE] = 0
    pool[FREE] = 0
    pool[RAN_OUT] = 0


@compiled
def push(
    nodes: Counts,
    queues: Counts,
    pool: Counts,
    queue: int,
    kind: int,
    count: int,
    step: int,
    link: int,
) -> None:
    """Add ``count`` people to the end of a queue, to its last cohort where that is alike."""
    if count == 0:
        return
    tail = queues[queue, TAIL]
    queues[queue, PEOPLE] += count
    if (
        tail != NONE
        and nodes[tail, KIND] == kind
        and nodes[tail, STEP] == step
        and nodes[tail, LINK] == link
    ):
        nodes[tail, COUNT] += count
        return
    node = pool[FREE]
    if node == NONE:
        pool[RAN_OUT] = 1
        return
    pool[FREE] = nodes[node, NEXT]
    nodes[node, NEXT] = NONE
    nodes[node, KIND] = kind
    nodes[node, COUNT] = count
    nodes[node, STEP] = step
    nodes[node, LINK] = link
    if tail == NONE:
        queues[queue, HEAD] = node
    else:
        nodes[tail, NEXT] = node
    queues[queue, TAIL] = node


@compiled
def drop_head(nodes: Counts, queues: Counts, pool: Counts, queue: int) -> None:
    """Take the first cohort off a queue."""
    node = queues[queue, HEAD]
    queues[queue, PEOPLE] -= nodes[node, COUNT]
    queues[queue, HEAD] = nodes[node, NEXT]
    if queues[queue, HEAD] == NONE:
        queues[queue, TAIL] = NONE
    nodes[node, NEXT] = pool[FREE]
    pool[FREE] = node


@compiled
def drop_empty(nodes: Counts, queues: Counts, pool: Counts, queue: int) -> None:
    """Take all cohorts without people off a queue; the others keep their order."""
    before = NONE
    node = queues[queue, HEAD]
    while node != NONE:
        following = nodes[node, NEXT]
        if nodes[node, COUNT] == 0:
            if before == NONE:
                queues[queue, HEAD] = following
            else:
                nodes[before, NEXT] = following
            nodes[node, NEXT] = pool[FREE]
            pool[FREE] = node
        else:
            before = node
        node = following
    queues[queue, TAIL] = before


@compiled
def move_all(
    nodes: Counts, queues: Counts, pool: Counts, source: int, target: int, step: int
) -> None:
    """Move everybody from one queue to the end of another, as people who join it in ``step``."""
    while queues[source, HEAD] != NONE:
        node = queues[source, HEAD]
        kind, count = nodes[node, KIND], nodes[node, COUNT]
        drop_head(nodes, queues, pool, source)
        push(nodes, queues, pool, target, kind, count, step, NONE)


def new_pool(nodes: int, queues: int) -> tuple[Counts, Counts, Counts]:
    """Tables for ``nodes`` cohorts in ``queues`` queues: nodes, queues, and the pool's state."""
    return (
        np.zeros((nodes, NODE_COLUMNS), np.int64),
        np.zeros((queues, QUEUE_COLUMNS), np.int64),
        np.zeros(2, np.int64),
    )
