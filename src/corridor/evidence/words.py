"""A claim's figure in words, as it stands in lists."""

from collections.abc import Mapping

from corridor.evidence.claim import Claim, Qualifier

_QUALIFIERS: Mapping[Qualifier, str] = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
}


def figure_in_words(claim: Claim) -> str:
    """The figure with what bounds it and its unit, such as ``at least 400 people``.

    A range that was stated beside a figure follows it in brackets.
    """
    numbers = [number(end) for end in (claim.low, claim.high) if end is not None]
    stated = " to ".join(dict.fromkeys(numbers))
    if claim.value is not None:
        stated = number(claim.value) + (f" ({stated})" if numbers else "")
    return f"{_QUALIFIERS.get(claim.qualifier, '')}{stated}{_unit(claim)}"


def number(value: float) -> str:
    """A number with its thousands apart, and without digits that it does not have."""
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.10g}"


def _unit(claim: Claim) -> str:
    if claim.unit == "percent":
        return " %"
    if claim.unit == "other":
        return f" {claim.noun}" if claim.noun else ""
    return f" {claim.unit}"
