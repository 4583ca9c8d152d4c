"""Simple forecasts that the model has to beat, shown beside it also when they win."""

from corridor.baseline.constant_rate import constant_rate

__all__ = ["constant_rate"]
