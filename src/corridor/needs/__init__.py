"""What people who have come need: water, food, shelter, sanitation, staff, by cited standards.

>>> import corridor
>>> from corridor.needs import make_needs
>>> needs = make_needs(corridor.make_forecast("nagorno-karabakh-2023", members=20))
>>> needs.values.shape == (len(needs.standards), 5, len(needs.days), len(needs.places))
True
"""

from corridor.needs.amounts import amounts, need_quantiles
from corridor.needs.household import ASSUMED_SIZE, HouseholdSize, household_size
from corridor.needs.people import DailyPeople, daily_people
from corridor.needs.standards import (
    CHECKED,
    COLUMNS,
    COUNTED,
    Counted,
    Standard,
    default_standards,
    default_table,
    read_standards,
)
from corridor.needs.table import ALL_PLACES, NeedRow, Needs, make_needs

__all__ = [
    "ALL_PLACES",
    "ASSUMED_SIZE",
    "CHECKED",
    "COLUMNS",
    "COUNTED",
    "Counted",
    "DailyPeople",
    "HouseholdSize",
    "NeedRow",
    "Needs",
    "Standard",
    "amounts",
    "daily_people",
    "default_standards",
    "default_table",
    "household_size",
    "make_needs",
    "need_quantiles",
    "read_standards",
]
