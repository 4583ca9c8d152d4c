"""Why rivals give the range that they give."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from corridor.errors import LedgerError
from corridor.evidence import Claim, Ledger, pool
from corridor.evidence.rivals import (
    LEVELS,
    all_rivals,
    explain_pool,
    pool_in_words,
    rivals_of,
    side_by_side,
)


def claim(id: str, grade: str, **fields: object) -> Claim:
    plain: dict[str, object] = {
        "id": id,
        "kind": "population",
        "unit": "people",
        "place": "goris",
        "held": "2023",
        "published": "2023-09-25",
        "said_by": f"source of {id}",
        "published_by": "Y",
        "url": "https://example.org",
        "grade": grade,
        "status": "accepted",
        "certainty": "stated",
    }
    return Claim.model_validate(plain | fields, context=ZoneInfo("Asia/Yerevan"))


REGISTER = claim("register", "B", value=120000)
ESTIMATE = claim("estimate", "E", low=40000, high=60000)
HEARSAY = claim("hearsay", "E", value=150000, status="proposed")
RUMOUR = claim("rumour", "E", value=9, status="rejected", note="a rumour")


def test_the_range_that_is_explained_is_the_one_that_the_pool_gives() -> None:
    explained = explain_pool([REGISTER, ESTIMATE])

    levels = np.array(LEVELS)
    assert explained.quantiles == tuple(pool([REGISTER, ESTIMATE]).quantile(levels))
    assert sum(part.weight for part in explained.parts) == pytest.approx(1)
    assert [part.weight for part in explained.parts] == pytest.approx([8 / 9, 1 / 9])


def test_a_weight_that_is_lifted_is_told_with_what_the_grade_alone_gives() -> None:
    best = claim("count", "A", value=100000)
    explained = explain_pool([best, claim("other", "A", value=101000), HEARSAY])

    words = " ".join(pool_in_words(explained))
    assert explained.parts[2].is_lifted
    assert "weight 6 %, the least that keeps its figure in sight (grade E alone: 5 %)" in words


def test_a_spread_is_told_to_come_from_the_grade_or_from_the_stated_range() -> None:
    wide = claim("wide", "A", low=1000, high=100000)

    register, *_ = explain_pool([REGISTER]).parts
    assert register.is_as_wide_as_its_grade
    assert "a spread by grade B" in pool_in_words(explain_pool([REGISTER]))[1]
    assert "10,000 people" in pool_in_words(explain_pool([wide]))[0]
    assert (
        "from 1,000 to 100,000, a spread by the range it states"
        in (pool_in_words(explain_pool([wide]))[1])
    )


def test_rivals_are_told_with_and_without_the_proposed_ones_and_never_with_rejected_ones() -> None:
    ledger = Ledger((REGISTER, ESTIMATE, HEARSAY, RUMOUR))

    group = rivals_of(ledger, "estimate")

    assert [one.id for one in group.claims] == ["estimate", "hearsay", "register", "rumour"]
    assert group.accepted is not None
    assert group.with_proposed is not None
    assert [part.claim.id for part in group.accepted.parts] == ["estimate", "register"]
    assert len(group.with_proposed.parts) == 3
    assert all_rivals(ledger) == (group,)


def test_rivals_that_are_all_rejected_are_not_listed() -> None:
    other = claim("other", "E", value=12, status="rejected", note="a rumour")

    assert all_rivals(Ledger((RUMOUR, other))) == ()


def test_a_claim_without_rivals_stands_alone() -> None:
    group = rivals_of(Ledger((REGISTER,)), "register")

    assert group.claims == (REGISTER,)
    assert group.with_proposed is None


def test_claims_of_different_kinds_are_shown_with_the_reason_why_they_give_no_range() -> None:
    ledger = Ledger((REGISTER, claim("hours", "B", value=3, unit="hours", kind="duration")))

    group = side_by_side(ledger, ["register", "hours"])

    assert group.accepted is None
    assert "claims of one kind" in group.fault


def test_one_statement_that_is_counted_twice_is_pointed_out() -> None:
    copy = claim("copy", "C", value=120000, said_by="SOURCE of register")

    explained = explain_pool([REGISTER, copy, ESTIMATE])

    assert explained.copies == (("register", "copy"),)
    assert "it counts twice here" in pool_in_words(explained)[-1]


def test_an_unknown_claim_is_named() -> None:
    with pytest.raises(LedgerError, match="did you mean 'register'"):
        rivals_of(Ledger((REGISTER,)), "registr")


def test_a_part_is_no_rival_of_its_whole() -> None:
    whole, part = claim("whole", "B", value=4400), claim("part", "B", value=900, rule="part-of")

    assert Ledger((whole, part)).rivals() == ()
