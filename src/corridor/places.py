"""Distances on the globe."""

from math import asin, cos, radians, sin, sqrt

from corridor.units import Kilometres

#: Mean radius of the earth (IUGG), in kilometres.
EARTH_RADIUS_KM = 6371.0088


def great_circle_km(lat_1: float, lon_1: float, lat_2: float, lon_2: float) -> Kilometres:
    """Shortest way over the globe between two points in degrees (haversine formula)."""
    half_lat = radians(lat_2 - lat_1) / 2
    half_lon = radians(lon_2 - lon_1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_1)) * cos(radians(lat_2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(chord, 1.0)))
