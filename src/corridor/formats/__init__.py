"""Other people's formats: tables of figures and events, read into the words of a scenario."""

from corridor.formats.cells import cells
from corridor.formats.findings import Skipped
from corridor.formats.foreign import ForeignTable
from corridor.formats.read import detect, read_foreign_table
from corridor.formats.sources import Source

__all__ = ["ForeignTable", "Skipped", "Source", "cells", "detect", "read_foreign_table"]
