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
