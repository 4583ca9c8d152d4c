"""Laws of the ledger that hold for every set of claims."""

import tempfile
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corridor.errors import LedgerError
from corridor.evidence.claim import COLUMNS, Claim
from corridor.evidence.ledger import Ledger, load_ledger, write_ledger
from corridor.evidence.pool import pool, pool_weights
from corridor.table import read_table, scan_table

ZONE = ZoneInfo("Asia/Beirut")
HEADER = ",".join(COLUMNS).encode() + b"\n"

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(
    datetime(1900, 1, 2), datetime(2100, 1, 1), timezones=st.one_of(offsets, st.just(UTC))
)
held_texts = st.one_of(
    instants.map(lambda instant: instant.isoformat()),
    st.dates().map(lambda day: day.isoformat()),
    st.integers(1900, 2100).map(str),
    st.sampled_from(["2022-12", "2020-02"]),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
given_texts = texts.filter(lambda text: bool(text.strip()))


@st.composite
def figures(draw: st.DrawFn, *, largest: float = 1e9) -> dict[str, float | None]:
    """A value, a range, or both, all above 0."""
    amounts = st.floats(1e-3, largest)
    low, value, high = sorted(draw(st.tuples(amounts, amounts, amounts)))
    return draw(
        st.sampled_from(
            [
                {"value": value},
                {"low": low, "high": high},
                {"value": value, "low": low, "high": high},
            ]
        )
    )


def claim(**fields: object) -> Claim:
    plain: dict[str, object] = {
        "id": "a",
        "kind": "population",
        "unit": "people",
        "place": "goris",
        "held": "2015",
        "published": "2023-09-25",
        "said_by": "X",
        "published_by": "Y",
        "url": "https://example.org",
        "grade": "A",
        "status": "accepted",
        "certainty": "stated",
    }
    return Claim.model_validate(plain | fields, context=ZONE)


def figure_claims(*, unit: str = "people", largest: float = 1e9) -> st.SearchStrategy[Claim]:
    """Accepted claims that differ in grade and figures."""
    return st.builds(
        lambda grade, figure: claim(unit=unit, grade=grade, **figure),
        st.sampled_from("ABCDE"),
        figures(largest=largest),
    )


def ledgers_of(claims: st.SearchStrategy[Claim]) -> st.SearchStrategy[Ledger]:
    """Ledgers of up to six such claims."""
    return st.lists(claims, max_size=6).map(
        lambda found: Ledger(
            tuple(each.model_copy(update={"id": f"c-{at}"}) for at, each in enumerate(found))
        )
    )


dated_ledgers = ledgers_of(
    st.builds(
        lambda published, held, place: claim(published=published, held=held, place=place, value=1),
        instants,
        held_texts,
        st.sampled_from(["goris", "sisian"]),
    )
)
wordy_ledgers = ledgers_of(
    st.builds(
        lambda words, free, figure, published, held, read: claim(
            **dict(zip(("place", "said_by", "published_by"), words, strict=True)),
            **dict(zip(("document", "quote", "note"), free, strict=True)),
            **figure,
            published=published,
            held=held,
            **read,
        ),
        st.tuples(given_texts, given_texts, given_texts),
        st.tuples(texts, texts, texts),
        figures(),
        instants,
        held_texts,
        st.fixed_dictionaries(
            {},
            optional={
                "noun": texts,
                "hedge": st.sampled_from(["", "claimed"]),
                "confidence": st.floats(0, 1),
            },
        ),
    )
)


def loaded(content: bytes) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        path.write_bytes(content)
        return load_ledger(path, ZONE)


def written(ledger: Ledger) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        write_ledger(ledger, path)
        return path.read_bytes()


@given(dated_ledgers, instants)
def test_as_of_never_returns_a_claim_published_later(ledger: Ledger, time: datetime) -> None:
    assert all(claim.published <= time for claim in ledger.as_of(time).claims)


@given(dated_ledgers, instants)
def test_as_of_drops_nothing_that_was_published(ledger: Ledger, time: datetime) -> None:
    dropped = set(ledger.claims) - set(ledger.as_of(time).claims)

    assert all(claim.published > time for claim in dropped)


@given(dated_ledgers, instants, instants)
def test_more_is_known_later_and_cutting_twice_is_cutting_at_the_earlier(
    ledger: Ledger, one: datetime, other: datetime
) -> None:
    earlier, later = sorted([one, other])

    assert set(ledger.as_of(earlier).claims) <= set(ledger.as_of(later).claims)
    assert ledger.as_of(later).as_of(earlier) == ledger.as_of(earlier)
    assert ledger.as_of(earlier).as_of(later) == ledger.as_of(earlier)


@given(dated_ledgers)
def test_no_claim_is_in_two_groups_of_rivals(ledger: Ledger) -> None:
    ids = [claim.id for group in ledger.rivals() for claim in group]

    assert len(ids) == len(set(ids))


@given(st.lists(figure_claims(), min_size=1, max_size=40))
def test_every_rival_is_within_the_central_95_percent_of_the_pool(found: list[Claim]) -> None:
    low, high = pool(found).quantile(np.array([0.025, 0.975]))

    assert all(low <= claim.centre <= high for claim in found)


@given(st.lists(figure_claims(unit="percent", largest=100), min_size=1, max_size=8))
def test_rivals_about_a_share_are_within_the_pool_and_the_whole(found: list[Claim]) -> None:
    low, high, most = pool(found).quantile(np.array([0.025, 0.975, 0.999]))

    assert all(low <= claim.centre <= high for claim in found)
    assert most <= 100


@given(st.lists(figure_claims(), min_size=1, max_size=40))
def test_weights_add_up_to_one_and_the_outer_claims_have_theirs(found: list[Claim]) -> None:
    weights = pool_weights(found)
    by_figure = sorted(zip((claim.centre for claim in found), weights, strict=True))

    assert sum(weights) == pytest.approx(1)
    assert min(weights) > 0
    lowest, highest = by_figure[0][0], by_figure[-1][0]
    for end in (lowest, highest):
        assert max(w for centre, w in by_figure if centre == end) >= 0.06 - 1e-12


@given(st.lists(figure_claims(), min_size=2, max_size=8))
def test_a_better_grade_never_weighs_less_among_up_to_eight(found: list[Claim]) -> None:
    weights = sorted(zip((claim.grade for claim in found), pool_weights(found), strict=True))

    for (grade, weight), (worse, less) in pairwise(weights):
        assert grade == worse or weight >= less - 1e-12


@given(wordy_ledgers)
def test_a_ledger_reads_back_as_it_was_written(ledger: Ledger) -> None:
    assert loaded(written(ledger)) == ledger


@given(wordy_ledgers, wordy_ledgers)
def test_claims_added_to_a_ledger_leave_the_others_as_they_were(one: Ledger, more: Ledger) -> None:
    read = loaded(written(one))
    added = [each.model_copy(update={"id": f"new-{each.id}"}) for each in more.claims]
    both = Ledger((*read.claims, *added), read.layout)

    assert loaded(written(both)) == both


@given(wordy_ledgers, st.sampled_from([b"\n", b"\r\n"]), st.booleans(), st.booleans())
def test_an_untouched_ledger_is_written_byte_for_byte(
    ledger: Ledger, line_end: bytes, marked: bool, ended: bool
) -> None:
    content = written(ledger).replace(b"\r", b"").replace(b"\n", line_end)
    content = (b"\xef\xbb\xbf" if marked else b"") + (content if ended else content.rstrip())

    try:
        read = loaded(content)
    except LedgerError:  # taking out line ends can leave a text empty
        return

    assert written(read) == content


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda tail: HEADER + tail)))
@example(b'"')
@example(b"\xff\xfe")
@example(HEADER + b'"')
@example(HEADER + b"," * 19)
@example(HEADER + b"\r\r\n\x85")
def test_hostile_bytes_raise_nothing_but_a_ledger_error(content: bytes) -> None:
    try:
        loaded(content)
    except LedgerError as error:
        assert error.problems  # noqa: PT017 - that it is raised at all is allowed, not required


@given(st.lists(texts, min_size=len(COLUMNS), max_size=len(COLUMNS)))
@example(["a", "population", "9" * 5000, *["9" * 5000] * 17])
@example(["a", "population", "1", "", "", "people", "x", "0000", "0001-01-01", *["x"] * 11])
@example(["a", "population", "1", "", "", "people", "x", "9999", "9999-12-31", *["x"] * 11])
def test_hostile_cells_raise_nothing_but_a_ledger_error(cells: list[str]) -> None:
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    try:
        loaded(HEADER + row.encode())
    except LedgerError as error:
        assert error.problems  # noqa: PT017 - as above


@given(st.text(max_size=200))
def test_no_row_of_a_table_is_dropped_in_silence(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(b"a,b\n" + text.encode("utf-8", "ignore"))
        table = scan_table(path, ["a", "b"])
        rows, problems = read_table(path, ["a", "b"])

    assert (tuple(rows), tuple(problems)) == (table.rows, table.problems)
    if not problems:
        parts = table.head + "".join(row.text for row in table.rows) + table.tail
        assert parts == "a,b\n" + text.encode("utf-8", "ignore").decode()
        assert not any(character.isalnum() for character in table.tail)
