"""Other people's formats: tables of figures and events, read into the words of a scenario."""

from corridor.formats.foreign import ForeignTable, Skipped, Source
from corridor.formats.read import detect, read_foreign_table

__all__ = ["ForeignTable", "Skipped", "Source", "detect", "read_foreign_table"]
