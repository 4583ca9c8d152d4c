"""A run as GeoJSON (RFC 7946): places and links with values, in WGS 84."""

import json
from itertools import chain

from corridor.formats.finished import Finished, in_short
from corridor.formats.geography import Feature, link_features, place_features


def geojson_text(run: Finished) -> str:
    """One collection; a feature's ``layer`` is ``place`` or ``link``."""
    layers = chain(
        (_feature(feature, "place") for feature in place_features(run)),
        (_feature(feature, "link") for feature in link_features(run)),
    )
    scenario = run.forecast.scenario
    document = {
        "type": "FeatureCollection",
        "title": scenario.title,
        "sensitivity": scenario.sensitivity,
        "as_of": run.forecast.as_of.isoformat(),
        "source": in_short(run),
        "features": list(layers),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _feature(feature: Feature, layer: str) -> dict[str, object]:
    points = [list(point) for point in feature.points]
    geometry: dict[str, object] = (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {"type": "LineString", "coordinates": points}
    )
    return {
        "type": "Feature",
        # Places and links share no ids.
        "id": feature.id,
        "geometry": geometry,
        "properties": {"layer": layer, **feature.values},
    }
