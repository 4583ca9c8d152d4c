"""What is known of an ensemble before any member has run: its axes, and the members' draws."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from corridor.simulate.ensemble import Ensemble, Labels
from corridor.simulate.network import labels_of

if TYPE_CHECKING:
    from corridor.simulate.plan import Plan


def make_frame(plan: "Plan") -> Ensemble:
    """The ensemble of ``plan`` with all labels, and of the arrays only ``parameter_draws``."""
    uncertain = {
        name: drawn
        for name, drawn in plan.parameters.items()
        if np.isfinite(drawn).all() and np.ptp(drawn) > 0
    }
    draws = np.column_stack([np.zeros((plan.members, 0)), *uncertain.values()])
    return Ensemble(
        values={"parameter_draws": draws},
        labels={
            "member": np.arange(plan.members),
            "parameter": labels_of(uncertain),
            **run_labels(plan),
        },
        time_zone=plan.clock.zone.key,
        start=plan.clock.start_utc(),
    )


def run_labels(plan: "Plan") -> Mapping[str, Labels]:
    """Labels of the axes that a member's run fills, by axis."""
    names = plan.names
    return {
        "time": plan.clock.ends_utc(),
        "origin": labels_of(names.origins),
        "bottleneck": labels_of([*names.stops, *names.limited]),
        "reception": labels_of(names.receptions),
        "group": labels_of(plan.groups),
        "supply": labels_of(names.supplies),
    }
