"""Unit names for annotations, and the few conversions that are allowed."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Hours: TypeAlias = float
Days: TypeAlias = float
PerDay: TypeAlias = float
VehiclesPerHour: TypeAlias = float
PeoplePerVehicle: TypeAlias = float
Kilometres: TypeAlias = float

Floats: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = npt.NDArray[np.int64]
Stored: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]

HOURS_PER_DAY = 24.0
MINUTES_PER_HOUR = 60.0


def people_per_step(
    vehicles_per_hour: Floats, people_per_vehicle: Floats, *, step_hours: Hours
) -> Floats:
    """People who can pass a bottleneck in one step: vehicles/hour x people/vehicle x hours."""
    return vehicles_per_hour * people_per_vehicle * step_hours
