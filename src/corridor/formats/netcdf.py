"""A run as netCDF with the words of the CF conventions: every member, for other programs."""

from pathlib import Path

import numpy as np

from corridor.formats.finished import Finished, about
from corridor.simulate import VARIABLES

_FLOWS = frozenset({"arrivals", "registered"})

#: A count of people has no unit in the conventions; what is counted stands in the long name.
_UNITS = {"people": "1", "each in its own unit": "1"}

#: Names of the axes' labels; a label and its axis share no name, since text is no coordinate there.
_PLACES = ("origin", "bottleneck", "reception")


def write_netcdf(run: Finished, path: Path) -> None:
    """Write the ensemble with its axes, units and where its places lie."""
    forecast = run.forecast
    data = forecast.ensemble.dataset()
    data = data.assign_coords(_positions(run))
    data["member"].attrs = {"standard_name": "realization", "long_name": "member", "units": "1"}
    data["time"].attrs = {"standard_name": "time", "long_name": "end of the step"}
    for name, kind in VARIABLES.items():
        unit = _UNITS.get(kind.unit, kind.unit)
        data[name].attrs = {"units": unit, "long_name": f"{kind.unit}: {kind.meaning}"}
        if "time" in kind.axes:
            data[name].attrs["cell_methods"] = "time: sum" if name in _FLOWS else "time: point"
        data[name].encoding = {"zlib": True, "complevel": 1}
    data["time"].encoding = {"units": "seconds since 1970-01-01 00:00:00", "dtype": "int64"}
    data.attrs = {
        "Conventions": "CF-1.11",
        "title": forecast.scenario.title,
        "source": "Corridor, a model of forced displacement",
        "history": f"{run.manifest.created.isoformat()} made as of {forecast.as_of.isoformat()}",
        **dict(about(run)),
    }
    data.to_netcdf(path, engine="h5netcdf")


def _positions(run: Finished) -> dict[str, tuple[str, np.ndarray, dict[str, str]]]:
    """Latitude and longitude of places, by axis; ends of links have none."""
    where = {place.id: (place.lat, place.lon) for place in run.forecast.scenario.places}
    nowhere = (np.nan, np.nan)
    found = {}
    for axis in _PLACES:
        ids = run.forecast.ensemble.labels[axis]
        both = np.array([where.get(str(id), nowhere) for id in ids]).reshape(len(ids), 2)
        for column, (name, unit) in enumerate(
            (("latitude", "degrees_north"), ("longitude", "degrees_east"))
        ):
            attrs = {"standard_name": name, "units": unit}
            found[f"{axis}_{name}"] = (axis, both[:, column], attrs)
    return found
