"""The lists of words in ``words.csv``: elements and names of HTML, and English words."""

import csv
from functools import cache
from importlib.resources import files


def word_list(name: str) -> frozenset[str]:
    """The words of one list."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = files("corridor.evidence.documents") / "words.csv"
    rows = csv.DictReader(table.read_text("utf-8").splitlines())
    return {row["list"]: frozenset(row["words"].split()) for row in rows}
