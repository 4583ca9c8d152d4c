"""The phases of a step, in their order: events, home, road, reception, count.

Each phase is one compiled function that is called once in a step, with a named tuple of just the
arrays that it works on: handing over all arrays of a run at every call took longer than the work.
The rules are in docs/explanation/model.md.
"""
