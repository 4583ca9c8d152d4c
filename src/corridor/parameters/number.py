"""Numbers as analysts write them: a plain number, a distribution, claims, or a parameter's name.

Each form is a frozen model. All but :class:`ParameterName` give a distribution; a name is resolved
by the scenario that holds the parameter. In YAML the forms are mappings with one key, such as
``{lognormal: {interval: [100, 600]}}``; a CSV cell holds the same as inline YAML.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Protocol, Self, TypeAlias

import numpy as np
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    field_validator,
    model_validator,
)

from corridor.errors import LedgerError, near_match
from corridor.parameters.distributions import (
    INTERVAL_LEVEL,
    Beta,
    Distribution,
    Fixed,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
)
from corridor.parameters.yaml_text import plain_number, read_yaml

#: No number beyond this is meant: it is a hundred times the people who ever lived.
LARGEST = 1e13

#: Draws at these levels must be finite for a distribution to be accepted.
_EXTREME_LEVELS = np.array([1e-12, 0.5, 1 - 1e-12])

NAME_PATTERN = r"[a-z][a-z0-9_]{0,63}"
CLAIM_PATTERN = r"[a-z0-9-]+"

#: The word for a flow that nothing limits; no parameter can have this name.
UNLIMITED = "unlimited"

Real: TypeAlias = Annotated[float, Field(strict=True, ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Level: TypeAlias = Annotated[float, Field(strict=True, ge=0.5, le=0.999)]


def _two(value: object) -> object:
    return _items(value, 2, "a list of two numbers, such as [100, 600]")


def _three(value: object) -> object:
    return _items(value, 3, "a list of three numbers, such as [2, 3, 6]")


def _ids(value: object) -> object:
    return _items(value, None, "a list of claim ids, such as [first-id, second-id]")


def _items(value: object, count: int | None, wanted: str) -> object:
    if not isinstance(value, list | tuple) or count not in (None, len(value)):
        raise ValueError(wanted)
    return value


Pair: TypeAlias = Annotated[tuple[Real, Real], BeforeValidator(_two)]
Triple: TypeAlias = Annotated[tuple[Real, Real, Real], BeforeValidator(_three)]
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


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class _Shape(_Form):
    """A distribution in the analyst's words."""

    def build(self) -> Distribution:
        raise NotImplementedError

    @model_validator(mode="before")
    @classmethod
    def _has_known_keys(cls, value: object) -> object:
        if isinstance(value, cls):
            return value
        known = tuple(cls.model_fields)
        if not isinstance(value, dict):
            raise ValueError(f"a mapping with some of the keys {', '.join(known)}")
        for key in value:
            if key not in known:
                offer = near_match(str(key), known)
                raise ValueError(f"only the keys {', '.join(known)}{offer} (got {key!r})")
        return value

    @model_validator(mode="after")
    def _has_finite_draws(self) -> Self:
        with np.errstate(all="ignore"):
            draws = self.build().quantile(_EXTREME_LEVELS)
        if not np.isfinite(draws).all():
            raise ValueError("numbers from which draws stay finite")
        return self


class NormalShape(_Shape):
    """``interval`` (with ``median`` and ``level`` if need be), or ``mean`` and ``sd``."""

    interval: Pair | None = None
    median: Real | None = None
    level: Level | None = None
    mean: Real | None = None
    sd: Real | None = None

    def build(self) -> Distribution:
        """The normal distribution that is meant."""
        if self.mean is not None and self.sd is not None and not _filled(self, "interval"):
            return Normal(self.mean, self.sd, self.sd)
        if self.interval is None or self.mean is not None or self.sd is not None:
            raise ValueError("either interval (with median and level if need be) or mean and sd")
        return Normal.from_interval(
            *self.interval, median=self.median, level=self.level or INTERVAL_LEVEL
        )


class LogNormalShape(_Shape):
    """``interval`` (with ``median`` and ``level`` if need be), or ``median`` and ``sigma``."""

    interval: Pair | None = None
    median: Real | None = None
    level: Level | None = None
    sigma: Real | None = None

    def build(self) -> Distribution:
        """The lognormal distribution that is meant."""
        if self.interval is not None and self.sigma is None:
            return LogNormal.from_interval(
                *self.interval, median=self.median, level=self.level or INTERVAL_LEVEL
            )
        by_sigma = self.interval is None and self.level is None
        if by_sigma and self.median is not None and self.sigma is not None:
            return LogNormal(self.median, self.sigma, self.sigma)
        raise ValueError("either interval (with median and level if need be) or median and sigma")


class BetaShape(_Shape):
    """``interval`` (with ``level`` if need be), or ``a`` and ``b``."""

    interval: Pair | None = None
    level: Level | None = None
    a: Real | None = None
    b: Real | None = None

    def build(self) -> Distribution:
        """The beta distribution that is meant."""
        if self.a is not None and self.b is not None and not _filled(self, "interval"):
            return Beta(self.a, self.b)
        if self.interval is None or self.a is not None or self.b is not None:
            raise ValueError("either interval (with level if need be) or a and b")
        return Beta.from_interval(*self.interval, level=self.level or INTERVAL_LEVEL)


def _filled(shape: NormalShape | BetaShape, *also: str) -> bool:
    """Whether a shape has an entry that goes only with the ``also`` form."""
    return any(getattr(shape, name, None) is not None for name in (*also, "median", "level"))


class PlainNumber(_Form):
    """A number taken as known."""

    value: Real

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The number itself."""
        return Fixed(float(self.value))


class NormalNumber(_Form):
    """``{normal: {interval: [lo, hi]}}`` or ``{normal: {mean: m, sd: s}}``."""

    normal: NormalShape

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The normal distribution that is meant."""
        return self.normal.build()


class LogNormalNumber(_Form):
    """``{lognormal: {interval: [lo, hi]}}`` or ``{lognormal: {median: m, sigma: s}}``."""

    lognormal: LogNormalShape

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The lognormal distribution that is meant."""
        return self.lognormal.build()


class BetaNumber(_Form):
    """``{beta: {interval: [lo, hi]}}`` or ``{beta: {a: 2, b: 5}}``."""

    beta: BetaShape

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """The beta distribution that is meant."""
        return self.beta.build()


class UniformNumber(_Form):
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


class TriangularNumber(_Form):
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


class FromClaims(_Form):
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


class ParameterName(_Form):
    """The name of a parameter; wherever it is used, it has the same value within a member."""

    name: Annotated[str, Field(pattern=f"^{NAME_PATTERN}$")]


class Unlimited(_Form):
    """``unlimited``: nothing holds the flow back here."""

    def distribution(self, claims: Claims = NO_CLAIMS) -> Distribution:  # noqa: ARG002
        """Infinity."""
        return Fixed(float("inf"))


_FORMS: Mapping[str, type[_Form]] = {
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
    if isinstance(value, _Form):
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
        raise ValueError(f"{_WANTED}, or the name of a parameter")
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
