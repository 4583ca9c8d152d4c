"""Uncertain numbers: distributions as analysts state them, and a table of cited default priors."""

from corridor.parameters.defaults import DefaultPrior, default_priors
from corridor.parameters.distributions import (
    Beta,
    Clipped,
    Distribution,
    Fixed,
    LogNormal,
    Mixture,
    Normal,
    Triangular,
    Uniform,
)
from corridor.parameters.number import (
    Claims,
    Expression,
    Flow,
    FromClaims,
    Number,
    ParameterName,
    PlainNumber,
    Unlimited,
    parse_number,
)

__all__ = [
    "Beta",
    "Claims",
    "Clipped",
    "DefaultPrior",
    "Distribution",
    "Expression",
    "Fixed",
    "Flow",
    "FromClaims",
    "LogNormal",
    "Mixture",
    "Normal",
    "Number",
    "ParameterName",
    "PlainNumber",
    "Triangular",
    "Uniform",
    "Unlimited",
    "default_priors",
    "parse_number",
]
