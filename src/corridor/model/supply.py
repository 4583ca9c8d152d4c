"""Supply: what people use, what arrives, and how long it lasts."""

import math

from corridor.compiled import compiled
from corridor.units import Days

KG_PER_TONNE = 1000.0


@compiled
def stock_after(stock: float, people: int, ration: float, delivery: float, days: Days) -> float:
    """Tonnes in stock after some days: use first, not below 0, then what is delivered.

    ``stock`` in tonnes, ``ration`` in kg/person/day, ``delivery`` in tonnes/day.
    """
    return max(0.0, stock - people * ration / KG_PER_TONNE * days) + delivery * days


@compiled
def days_of_supply(stock: float, people: int, ration: float) -> Days:
    """Days that a stock of tonnes lasts without deliveries; infinite if nobody uses it."""
    use = people * ration / KG_PER_TONNE
    return stock / use if use > 0.0 else math.inf
