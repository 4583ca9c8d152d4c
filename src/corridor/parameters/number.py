"""Numbers as analysts write them: a plain number, a distribution, claims, or a parameter's name.

Each form is a frozen model. All but :class:`ParameterName` give a distribution; a name is resolved
by the scenario that holds the parameter. In YAML the forms are mappings with one key, such as
``{lognormal: {interval: [100, 600]}}``; a CSV cell holds the same as inline YAML.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Protocol, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, TypeAdapter, field_validator

from corridor.errors import LedgerError, near_match
from corridor.parameters.distributions import Distribution, Fixed, Triangular, Uniform
from corridor.parameters.shapes import (
    LARGEST,
    BetaShape,
    Form,
    LogNormalShape,
    NormalShape,
    Pair,
    Real,
    Triple,
    items,
)
from corridor.parameters.yaml_text import plain_number, read_yaml
from corridor.table import separators_hint

NAME_PATTERN = r"[a-z][a-z0-9_]{0,63}"
CLAIM_PATTERN = r"[a-z0-9-]+"

#: The word for a flow that nothing limits; no parameter can have this name.
UNLIMITED = "unlimited"


def _ids(value: object) -> object:
    return items(value, None, "a list of claim ids, such as [first-id, second-id]")


ClaimId: TypeAlias = Annotated[str, Field(pattern=f"^{CLAIM_PATTERN}$")]


class Claims(Protocol):
    """What a number expression needs of a ledger."""

    def pool(self, ids: tuple[str, ...], /) -> Distribution:
        """One distribution from these claims."""
        ...


class NoClaims:
    """Stands where there is no ledger."""

    def pool(self, ids: tuple[str, ...], /) -> Distribution:
        """Never returns.

        Raises
        ------
        LedgerError
            Always.
        """
        raise LedgerError(f"there is no ledger to take these claims from: {', '.join(ids)}")


NO_CLAIMS = NoClaims()


class PlainNumber(Form):
    """A number taken as known."""

    value: Real

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The number itself."""
        return Fixed(float(self.value))


class NormalNumber(Form):
    """``{normal: {interval: [lo, hi]}}`` or ``{normal: {mean: m, sd: s}}``."""

    normal: NormalShape

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The normal distribution that is meant."""
        return self.normal.build()


class LogNormalNumber(Form):
    """``{lognormal: {interval: [lo, hi]}}`` or ``{lognormal: {median: m, sigma: s}}``."""

    lognormal: LogNormalShape

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The lognormal distribution that is meant."""
        return self.lognormal.build()


class BetaNumber(Form):
    """``{beta: {interval: [lo, hi]}}`` or ``{beta: {a: 2, b: 5}}``."""

    beta: BetaShape

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The beta distribution that is meant."""
        return self.beta.build()


class UniformNumber(Form):
    """``{uniform: [lo, hi]}``."""

    uniform: Pair

    @field_validator("uniform")
    @classmethod
    def _ends_are_in_order(cls, ends: Pair) -> Pair:
        Uniform(*ends)
        return ends

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The uniform distribution that is meant."""
        return Uniform(*self.uniform)


class TriangularNumber(Form):
    """``{triangular: [lo, mode, hi]}``."""

    triangular: Triple

    @field_validator("triangular")
    @classmethod
    def _corners_are_in_order(cls, corners: Triple) -> Triple:
        Triangular(*corners)
        return corners

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The triangular distribution that is meant."""
        return Triangular(*self.triangular)


class FromClaims(Form):
    """``{from: [claim ids]}``: what these claims of the ledger say together."""

    claims: Annotated[tuple[ClaimId, ...], BeforeValidator(_ids)] = Field(alias="from")

    @field_validator("claims")
    @classmethod
    def _each_claim_comes_once(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if not ids:
            raise ValueError("at least one claim id")
        if len(set(ids)) < len(ids):
            raise ValueError("each claim id once")
        return ids

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:
        """The linear pool of the claims.

        Raises
        ------
        LedgerError
            When the ledger cannot pool them.
        """
        return claims.pool(self.claims)


class ParameterName(Form):
    """The name of a parameter; wherever it is used, it has the same value within a member."""

    name: Annotated[str, Field(pattern=f"^{NAME_PATTERN}$")]


class Unlimited(Form):
    """``unlimited``: nothing holds the flow back here."""

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """Infinity."""
        return Fixed(float("inf"))


_FORMS: Mapping[str, type[Form]] = {
    "normal": NormalNumber,
    "lognormal": LogNormalNumber,
    "beta": BetaNumber,
    "uniform": UniformNumber,
    "triangular": TriangularNumber,
    "from": FromClaims,
}
_WANTED = f"a number, or a mapping with one of the keys {', '.join(_FORMS)}"


def _read_expression(value: object) -> object:
    """What pydantic needs to know the form: an instance, or a mapping with one known key."""
    if isinstance(value, str):
        value = _read_text(value)
    if isinstance(value, bool):
        raise ValueError(_WANTED)
    if isinstance(value, int | float):
        if not -LARGEST <= value <= LARGEST:
            raise ValueError(f"a finite number of at most {LARGEST:g}")
        return PlainNumber(value=float(value))
    if isinstance(value, dict):
        if len(value) != 1 or next(iter(value)) not in _FORMS:
            known = near_match(str(next(iter(value))), _FORMS) if len(value) == 1 else ""
            raise ValueError(_WANTED + known)
        return value
    if isinstance(value, Form):
        return value
    raise ValueError(_WANTED)


def _read_text(text: str) -> object:
    """The data in a CSV cell: inline YAML or a number; other text is given back as it is."""
    text = text.strip()
    if text.startswith("{"):
        document, faults = read_yaml(text)
        if document is None or faults:
            raise ValueError(f"{_WANTED}, written as inline YAML ({faults[0].found})")
        return document.data
    number = plain_number(text)
    return text if number is None else number


def _read_number(value: object) -> object:
    if isinstance(value, str):
        value = _read_text(value)
        if isinstance(value, str):
            return _read_name(value)
    return _read_expression(value)


def _read_flow(value: object) -> object:
    if isinstance(value, str) and value.strip() == UNLIMITED:
        return Unlimited()
    return _read_number(value)


def _read_name(text: str) -> ParameterName:
    if text == UNLIMITED or not re.fullmatch(NAME_PATTERN, text):
        raise ValueError(f"{_WANTED}, or the name of a parameter{separators_hint(text)}")
    return ParameterName(name=text)


def _form(value: object) -> str:
    """The tag of a form; in angle brackets, so that it can be left out of an error's place."""
    if isinstance(value, dict):
        return f"<{_FORMS[next(iter(value))].__name__}>"
    return f"<{type(value).__name__}>"


_Plain = Annotated[PlainNumber, Tag("<PlainNumber>")]
_Normal = Annotated[NormalNumber, Tag("<NormalNumber>")]
_LogNormal = Annotated[LogNormalNumber, Tag("<LogNormalNumber>")]
_Beta = Annotated[BetaNumber, Tag("<BetaNumber>")]
_Uniform = Annotated[UniformNumber, Tag("<UniformNumber>")]
_Triangular = Annotated[TriangularNumber, Tag("<TriangularNumber>")]
_From = Annotated[FromClaims, Tag("<FromClaims>")]
_Name = Annotated[ParameterName, Tag("<ParameterName>")]
_Unlimited = Annotated[Unlimited, Tag("<Unlimited>")]

#: A number that stands for itself.
Expression: TypeAlias = Annotated[
    _Plain | _Normal | _LogNormal | _Beta | _Uniform | _Triangular | _From,
    Discriminator(_form),
    BeforeValidator(_read_expression),
]

#: A number, or the name of a parameter.
Number: TypeAlias = Annotated[
    _Plain | _Normal | _LogNormal | _Beta | _Uniform | _Triangular | _From | _Name,
    Discriminator(_form),
    BeforeValidator(_read_number),
]

#: As :data:`Number`, or ``unlimited``.
Flow: TypeAlias = Annotated[
    _Plain | _Normal | _LogNormal | _Beta | _Uniform | _Triangular | _From | _Name | _Unlimited,
    Discriminator(_form),
    BeforeValidator(_read_flow),
]

_NUMBER: TypeAdapter[Number] = TypeAdapter(Number)


def parse_number(value: object) -> Number:
    """The number in a value read from YAML, or in the text of a CSV cell.

    >>> parse_number("{uniform: [2, 6]}").distribution().describe()
    'uniform 2 to 6'

    Raises
    ------
    ValueError
        With a message that says what would be right.
    """
    return _NUMBER.validate_python(value)
