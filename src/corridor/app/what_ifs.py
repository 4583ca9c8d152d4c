"""Answered what-ifs, kept as files: small, since only what is shown of a variant is kept."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from corridor.app.home import Home
from corridor.app.shapes.common import Quantiles, quantiles_shape
from corridor.app.shapes.what_ifs import (
    DayShape,
    MeasureShape,
    PlaceDifference,
    WhatIfChanges,
    WhatIfHead,
    WhatIfShape,
)
from corridor.errors import NotFoundError
from corridor.forecast import (
    TOTAL,
    Comparison,
    DayDifference,
    Forecast,
    Measure,
    differences,
    first_shown,
    local_ends,
    quantiles,
)
from corridor.simulate import Values
from corridor.table import replace_text

_BAND = (0.05, 0.5, 0.95)

_ID = re.compile(r"j-[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")

#: What nobody wanted to keep goes after so long.
_DAYS = timedelta(days=14)


class WhatIfs:
    """The answered what-ifs of a served folder."""

    def __init__(self, home: Home) -> None:
        self._folder = home.kept / "what-ifs"

    def put(self, made: WhatIfShape) -> None:
        """Keep an answer."""
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_text(self._path(made.id), made.model_dump_json() + "\n")

    def get(self, id: str) -> WhatIfShape:
        """An answer.

        Raises
        ------
        NotFoundError
            When there is none with this id.
        """
        if not _ID.fullmatch(id):
            raise NotFoundError(f"there is no what-if {id!r}")
        try:
            return WhatIfShape.model_validate_json(self._path(id).read_bytes())
        except (OSError, ValidationError):
            raise NotFoundError(f"there is no what-if {id!r}") from None

    def list(self, run: str | None = None) -> tuple[WhatIfHead, ...]:
        """All answers, or those beside one run, the newest first."""
        found = []
        for path in sorted(self._folder.glob("j-*.json"), reverse=True):
            try:
                one = self.get(path.stem)
            except NotFoundError:
                continue
            if not one.kept and datetime.now(UTC) - one.created > _DAYS:
                path.unlink(missing_ok=True)
            elif run in (None, one.run):
                fields = {name: getattr(one, name) for name in WhatIfHead.model_fields}
                found.append(WhatIfHead.model_validate(fields))
        return tuple(found)

    def change(self, id: str, changes: WhatIfChanges) -> WhatIfShape:
        """Give an answer another name, or keep it."""
        one = self.get(id)
        wanted = changes.model_dump(exclude_none=True)
        made = one.model_copy(update=wanted)
        self.put(made)
        return made

    def remove(self, id: str) -> None:
        """Remove an answer."""
        self.get(id)
        self._path(id).unlink(missing_ok=True)

    def _path(self, id: str) -> Path:
        return self._folder / f"{id}.json"


def answer(made: Comparison, *, id: str, run: str, request: Mapping[str, object]) -> WhatIfShape:
    """What is shown of a comparison with one variant."""
    base, variant = made.base, made.variants[0]
    scenario = base.scenario
    change = differences(base, variant.forecast)
    first = first_shown(base)
    names = {place.id: place.name for place in scenario.places}
    others = {place.id: place.name for place in variant.forecast.scenario.places}
    receptions = [str(id) for id in variant.forecast.ensemble.labels["reception"]]
    return WhatIfShape(
        id=id,
        run=run,
        scenario=scenario.name,
        name=str(request.get("name") or "") or variant.variant.name,
        changes=variant.variant.changes,
        created=datetime.now(UTC).replace(microsecond=0),
        by=str(request.get("by") or ""),
        kept=False,
        title=scenario.title,
        as_of=base.as_of.astimezone(scenario.zone),
        zone=scenario.zone.key,
        members=base.ensemble.members,
        seed=base.seed,
        sensitivity=scenario.sensitivity,
        times=tuple(local_ends(base)[first:]),
        measures=tuple(map(_measure, change.measures)),
        days=tuple(map(_day, change.days)),
        series=(
            _series(
                TOTAL,
                "All places",
                base.ensemble["crossed"][:, first:],
                variant.forecast.ensemble["crossed"][:, first:],
            ),
            *(
                _series(
                    place,
                    names.get(place) or others[place],
                    _arrived(base, place, first),
                    _arrived(variant.forecast, place, first),
                )
                for place in receptions
            ),
        ),
    )


def _measure(measure: Measure) -> MeasureShape:
    return MeasureShape(
        name=measure.name,
        unit=measure.unit,
        base=measure.base,
        variant=measure.variant,
        difference=measure.difference,
        better_if=measure.better_if,
        share_better=measure.share_better,
        share_worse=measure.share_worse,
        left_out=measure.left_out,
    )


def _day(day: DayDifference) -> DayShape:
    return DayShape(date=day.date, base=day.base, variant=day.variant, difference=day.difference)


def _arrived(forecast: Forecast, place: str, first: int) -> Values:
    """Arrivals so far at a place from a step on, shape (member, time); 0 where it is not there."""
    ensemble = forecast.ensemble
    if place not in ensemble.labels["reception"]:
        return np.zeros_like(ensemble["crossed"][:, first:])
    arrivals = ensemble.at("arrivals", place)
    shown = np.ascontiguousarray(arrivals[:, first:], dtype=np.int32)
    shown[:, 0] += arrivals[:, :first].sum(axis=1, dtype=np.int32)
    return np.cumsum(shown, axis=1, dtype=np.int32)


def _series(place: str, name: str, base: Values, variant: Values) -> PlaceDifference:
    def told(values: Values) -> Quantiles:
        return quantiles_shape(_BAND, quantiles(values, _BAND), 0)

    return PlaceDifference(
        place=place,
        name=name,
        base=told(base),
        variant=told(variant),
        difference=told(variant - base),
    )
