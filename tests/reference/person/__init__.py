"""The model's rules, one person at a time: slow, plain, and written apart from the engine.

Every person is an object that is somewhere, and whatever happens is drawn for each of them. The
rules are those of ``docs/explanation/model.md``; names and order follow that page.
"""

from tests.reference.person.case import Case
from tests.reference.person.read import read_case
from tests.reference.person.run import PARTS, Series, run, simulate

__all__ = ["PARTS", "Case", "Series", "read_case", "run", "simulate"]
