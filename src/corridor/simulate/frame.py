"""What is known of an ensemble before any member has run: its axes, and the members' draws."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from corridor.simulate.ensemble import Ensemble, Labels

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
            "parameter": _names(uncertain),
            **run_labels(plan),
        },
        time_zone=plan.clock.zone.key,
        step_hours=plan.clock.step_hours,
    )


def run_labels(plan: "Plan") -> Mapping[str, Labels]:
    """Labels of the axes that a member's run fills, by axis."""
    return {
        "time": plan.clock.ends_utc(),
        "origin": _names(plan.origin_ids),
        "bottleneck": _names(plan.bottleneck_ids),
        "reception": _names(plan.reception_ids),
    }


def _names(names: Iterable[str]) -> Labels:
    return np.array(list(names), dtype=np.str_)
