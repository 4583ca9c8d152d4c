"""The table of reliability grades, ``grades.csv``: what each means, its weight and its spread."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PositiveFloat, ValidationError

from corridor.errors import LedgerError
from corridor.evidence.claim import Grade
from corridor.table import read_table, row_problems


class GradeRule(BaseModel):
    """What a grade means for a claim of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grade: Grade
    """A (best) to E."""
    meaning: str
    """Which claims have this grade."""
    weight: PositiveFloat
    """Weight among rivals, relative to grade A."""
    log_sd: PositiveFloat
    """Standard deviation of the natural logarithm of the figure."""
    source: str
    """Where weight and spread are from."""


@cache
def grade_rules() -> tuple[GradeRule, ...]:
    """The grades from best to worst."""
    path = Path(__file__).with_name("grades.csv")
    rows, problems = read_table(path, tuple(GradeRule.model_fields))
    rules = []
    for row in rows:
        try:
            rules.append(GradeRule.model_validate(row.filled()))
        except ValidationError as error:
            problems += row_problems(error, path.name, row)
    if problems:
        raise LedgerError("the table of grades has faults:", problems)
    return tuple(sorted(rules, key=lambda rule: rule.grade))


def grade_rule(grade: Grade) -> GradeRule:
    """The rule of one grade."""
    return next(rule for rule in grade_rules() if rule.grade == grade)
