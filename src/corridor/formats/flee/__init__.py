"""Flee instance folders, read as scenarios with counts."""

from corridor.formats.flee.folder import FleeFolder, read_flee_folder
from corridor.formats.flee.lines import Notice
from corridor.formats.flee.write import import_flee

__all__ = ["FleeFolder", "Notice", "import_flee", "read_flee_folder"]
