"""The ledger: what a claim must have, how it is read, cut, searched and written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from corridor.errors import AsOfError, LedgerError
from corridor.evidence.claim import Span
from corridor.evidence.ledger import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    Claim,
    Ledger,
    load_ledger,
    write_ledger,
)
from corridor.evidence.times import parse_held, parse_published
from corridor.table import read_table, write_table

YEREVAN = ZoneInfo("Asia/Yerevan")
CELLS = dict.fromkeys(COLUMNS, "") | {
    "id": "un-arrivals",
    "kind": "arrived",
    "value": "6650",
    "unit": "people",
    "place": "goris",
    "held": "2023-09-25T21:00+04:00",
    "published": "2023-09-25",
    "said_by": "Government",
    "published_by": "News agency",
    "url": "https://example.org/news/1",
    "grade": "B",
    "status": "accepted",
    "certainty": "stated",
}


def claim(**changes: str) -> Claim:
    cells = {name: cell for name, cell in (CELLS | changes).items() if cell}
    return Claim.model_validate(cells, context=YEREVAN)


def ledger_of(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "ledger.csv"
    write_table(path, COLUMNS, [CELLS | row for row in rows])
    return path


def faults(folder: Path, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """Line, field and what was expected, of each problem."""
    with pytest.raises(LedgerError) as caught:
        load_ledger(ledger_of(folder, *rows), YEREVAN)
    return [(problem.line, problem.field, problem.expected) for problem in caught.value.problems]


def test_columns_are_those_of_the_reference_page() -> None:
    assert ",".join(COLUMNS) == (
        "id,kind,value,low,high,unit,place,held,published,said_by,published_by,url,document,quote,"
        "start,end,grade,status,certainty,note"
    )
    assert ",".join(OPTIONAL_COLUMNS) == (
        "noun,qualifier,via,speech,measure,counting,hedge,spans,rule,confidence"
    )


def test_a_row_becomes_a_claim_with_numbers_and_times(tmp_path: Path) -> None:
    (found,) = load_ledger(ledger_of(tmp_path, {"low": "6e3", "high": "7000"}), YEREVAN).claims

    assert (found.value, found.low, found.high) == (6650.0, 6000.0, 7000.0)
    assert found.published == datetime.fromisoformat("2023-09-25T23:59:59+04:00")
    assert found.held.text == "2023-09-25T21:00+04:00"
    assert found.note == ""


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"id": "Un Arrivals"}, "id", "lower-case letters"),
        ({"kind": "arrivd"}, "kind", "did you mean 'arrived'?"),
        ({"unit": "persons"}, "unit", "'people'"),
        ({"value": "6,650"}, "value", "without thousands separators"),
        ({"value": "1e999"}, "value", "a number"),
        ({"value": "nan"}, "value", "a number"),
        ({"value": "-1"}, "value", "0 or more"),
        ({"value": ""}, "high", "a value, or low and high"),
        ({"low": "6000"}, "high", "both filled"),
        ({"high": "7000"}, "high", "both filled"),
        ({"low": "7000", "high": "8000"}, "high", "low <= value <= high"),
        ({"value": "", "low": "8", "high": "7"}, "high", "low <= value <= high"),
        ({"place": ""}, "place", "a value"),
        ({"said_by": ""}, "said_by", "a value"),
        ({"published_by": ""}, "published_by", "a value"),
        ({"url": ""}, "document", "a document where there is no url"),
        ({"published": "2023-09-25T21:00"}, "published", "2023-09-25T21:00+04:00 if"),
        ({"published": "2023-09"}, "published", "a date, or a date-time"),
        ({"published": "2023-02-30"}, "published", "a day that exists"),
        ({"published": "2023-09-25T25:00+04:00"}, "published", "a time that exists"),
        ({"held": "yesterday"}, "held", "a year, month or date"),
        ({"start": "4"}, "end", "start and end both filled"),
        ({"start": "4", "end": "8"}, "end", "a document and a quote"),
        ({"start": "-4", "end": "8"}, "start", "a number of characters"),
        (
            {"document": "d", "quote": "6650", "start": "4", "end": "9"},
            "end",
            "8, start plus the 4",
        ),
        ({"grade": "F"}, "grade", "'A', 'B'"),
        ({"status": "acepted"}, "status", "did you mean 'accepted'?"),
        ({"status": "rejected"}, "note", "the reason"),
        ({"certainty": "sure"}, "certainty", "'stated'"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_fault_is_named_with_line_column_and_what_would_be_right(
    tmp_path: Path, changes: dict[str, str], field: str, expected: str
) -> None:
    ((line, found_field, found_expected),) = faults(tmp_path, {"id": "fine"}, changes)

    assert (line, found_field) == (3, field)
    assert expected in found_expected


READ = {
    "noun": "men; women",
    "qualifier": "more_than",
    "via": "News agency",
    "speech": "direct",
    "measure": "flow",
    "counting": "new",
    "hedge": "claimed",
    "spans": "584-589;903-910",
    "rule": "number-noun",
    "confidence": "0.9",
}


def ledger_with(folder: Path, *columns: str, **cells: str) -> Path:
    """A ledger of one claim whose file has these columns beside those that it must have."""
    path = folder / "ledger.csv"
    row = CELLS | dict.fromkeys(columns, "") | {"document": "a.txt"} | cells
    write_table(path, (*COLUMNS, *columns), [row])
    return path


def test_what_was_read_is_part_of_a_claim(tmp_path: Path) -> None:
    (found,) = load_ledger(ledger_with(tmp_path, *READ, **READ), YEREVAN).claims

    assert (found.noun, found.qualifier, found.confidence) == ("men; women", "more_than", 0.9)
    assert found.spans == (Span(584, 589), Span(903, 910))


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"qualifier": "more than"}, "qualifier", "did you mean 'more_than'?"),
        ({"speech": "indirect"}, "speech", "'paraphrase'"),
        ({"measure": "stok"}, "measure", "did you mean 'stock'?"),
        ({"counting": "total"}, "counting", "'cumulative'"),
        ({"hedge": "alleged"}, "hedge", "'hedged'"),
        ({"spans": "584"}, "spans", "such as 584-589;903-910"),
        ({"spans": "589-584"}, "spans", "each start before its end"),
        ({"document": "", "spans": "1-2"}, "spans", "a document where spans are given"),
        ({"confidence": "1.2"}, "confidence", "0 to 1"),
        ({"confidence": "high"}, "confidence", "a number"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_fault_in_what_was_read_is_named(
    tmp_path: Path, changes: dict[str, str], field: str, expected: str
) -> None:
    with pytest.raises(LedgerError) as caught:
        load_ledger(ledger_with(tmp_path, *READ, **changes), YEREVAN)

    ((found_field, found_expected),) = [(p.field, p.expected) for p in caught.value.problems]
    assert found_field == field
    assert expected in found_expected


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {"kind": "x", "value": "", "published": "?", "status": "rejected"},
        {"id": "b", "grade": ""},
        {"id": "b"},
    )

    assert [(line, field) for line, field, _ in found] == [
        (2, "high"),
        (2, "kind"),
        (2, "note"),
        (2, "published"),
        (3, "grade"),
        (4, "id"),
    ]


def test_a_repeated_id_is_named_with_the_line_of_the_first(tmp_path: Path) -> None:
    assert faults(tmp_path, {"id": "a"}, {"id": "b"}, {"id": "a"}) == [
        (4, "id", "an id used once (line 2 has it too)")
    ]


def test_the_message_has_file_line_field_found_and_expected(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, {"value": "6,650"})

    with pytest.raises(LedgerError) as caught:
        load_ledger(path, YEREVAN)

    assert str(caught.value).splitlines() == [
        "ledger.csv has 1 problem:",
        "  ledger.csv:2: value: found '6,650', expected a number without thousands separators, "
        "such as 98000",
    ]


def test_a_claim_with_offsets_that_fit_its_quote_is_accepted() -> None:
    found = claim(document="news.txt", quote="6,650 people", start="120", end="132")

    assert (found.start, found.end) == (120, 132)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start": -1}, "0 or more"),
        ({"said_by": " "}, "a value"),
        ({"note": "a\0b"}, "text without NUL characters"),
        ({"value": float("inf")}, "finite number"),
        ({"published": "2023-09-25T21:00"}, "such as 2023-09-24T22:00"),
        ({"published": datetime(2023, 9, 25)}, "timezone"),
        ({"held": datetime(2023, 9, 25)}, "a date-time with its offset"),
        ({"colour": "red"}, "not permitted"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_claim_made_in_python_is_checked_too(changes: dict[str, object], expected: str) -> None:
    fields = claim().model_dump() | changes

    with pytest.raises(ValidationError, match=expected):
        Claim.model_validate(fields)


def test_a_claim_made_in_python_may_have_times_instead_of_texts() -> None:
    time = datetime.fromisoformat("2023-09-25T21:00+04:00")

    found = Claim.model_validate(claim().model_dump() | {"published": time, "held": time})

    assert found.published == found.held.end == time
    assert found.held.text == "2023-09-25T21:00:00+04:00"


def test_only_a_claim_of_another_kind_may_be_negative() -> None:
    assert claim(kind="other", unit="other", value="-12").value == -12


def test_a_range_without_value_is_centred_on_its_geometric_middle() -> None:
    assert claim(value="", low="100", high="400").centre == pytest.approx(200)


def test_two_claims_of_a_ledger_cannot_share_an_id() -> None:
    with pytest.raises(LedgerError, match="un-arrivals"):
        Ledger((claim(), claim(value="7000")))


@pytest.mark.parametrize(
    ("parse", "text", "instant"),
    [
        (parse_published, "2023-09-25", "2023-09-25T23:59:59+04:00"),
        (parse_published, "2023-09-25T21:00Z", "2023-09-25T21:00:00+00:00"),
        (parse_published, "2023-09-25 21:00:30+0400", "2023-09-25T21:00:30+04:00"),
        (parse_held, "2023-09-25", "2023-09-25T23:59:59+04:00"),
        (parse_held, "2022-12", "2022-12-31T23:59:59+04:00"),
        (parse_held, "2020-02", "2020-02-29T23:59:59+04:00"),
        (parse_held, "2015", "2015-12-31T23:59:59+04:00"),
        (parse_held, "2023-09-25T21:00+04:30", "2023-09-25T21:00:00+04:30"),
    ],
)
def test_an_imprecise_time_counts_as_the_end_of_its_period(
    parse: Callable[[str, ZoneInfo], datetime], text: str, instant: str
) -> None:
    assert parse(text, YEREVAN).isoformat() == instant


def test_a_day_that_ends_twice_ends_at_the_later_time() -> None:
    # In Lebanon clocks go back at midnight, so that 23:59:59 comes twice.
    end = parse_published("2021-10-30", ZoneInfo("Asia/Beirut"))

    assert end.isoformat() == "2021-10-30T23:59:59+02:00"


@pytest.mark.parametrize("text", ["2023-09-25", "2023-09", "2023"])
def test_a_bare_date_needs_a_zone(text: str) -> None:
    with pytest.raises(ValueError, match=r"a date-time with its offset, such as 2023-.*T23:59:59"):
        parse_held(text, None)


def test_as_of_keeps_what_was_published_at_that_very_second() -> None:
    ledger = Ledger((claim(id="a"), claim(id="b", published="2023-09-26T00:00+04:00")))

    known = ledger.as_of(datetime.fromisoformat("2023-09-25T19:59:59+00:00"))

    assert [found.id for found in known.claims] == ["a"]
    assert ledger.as_of(datetime.fromisoformat("2023-09-25T19:59:58+00:00")).claims == ()


def test_as_of_a_time_without_offset_is_refused() -> None:
    with pytest.raises(AsOfError, match="offset from UTC"):
        Ledger().as_of(datetime(2023, 9, 25))


def test_a_filter_keeps_what_meets_every_condition() -> None:
    ledger = Ledger(
        (
            claim(id="a", grade="A", held="2023-09-24"),
            claim(id="b", grade="C"),
            claim(id="c", place="kornidzor"),
            claim(id="d", kind="registered"),
            claim(id="e", status="proposed"),
            claim(id="f", unit="vehicles"),
        )
    )
    day = datetime.fromisoformat("2023-09-24T23:59:59+04:00")

    def ids(found: Ledger) -> str:
        return "".join(claim.id for claim in found.claims)

    assert ids(ledger.filter()) == "abcdef"
    assert ids(ledger.filter(grade_at_least="B")) == "acdef"
    assert ids(ledger.filter(place="kornidzor")) == "c"
    assert ids(ledger.filter(kind="arrived", status="accepted", unit="people")) == "abc"
    assert ids(ledger.filter(held_between=(day, day))) == "a"


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(LedgerError, match=r"did you mean 'un-arrivals'\?"):
        Ledger((claim(),)).get("un-arivals")


def test_get_gives_the_claim_with_that_id() -> None:
    assert Ledger((claim(id="a"), claim(id="b"))).get("b").id == "b"


def rival_ids(*claims: Claim, window: timedelta | None = None) -> list[list[str]]:
    return [[claim.id for claim in group] for group in Ledger(claims).rivals(window=window)]


def test_rivals_are_claims_about_the_same_thing_at_the_same_time() -> None:
    assert rival_ids(
        claim(id="a", held="2023-09-25"),
        claim(id="b", held="2023-09-25T10:00+04:00", status="proposed"),
        claim(id="c", held="2023-09-25", place="vardenis"),
        claim(id="d", held="2023-09-25", unit="households"),
        claim(id="e", held="2023-09-25", kind="registered"),
    ) == [["b", "a"]]


def test_claims_of_no_known_kind_are_no_rivals() -> None:
    assert rival_ids(claim(id="a", kind="other"), claim(id="b", kind="other")) == []


def test_a_series_of_daily_counts_has_no_rivals() -> None:
    days = [claim(id=f"day-{day}", held=f"2023-09-{day}") for day in (24, 25, 26)]

    assert rival_ids(*days) == []
    assert rival_ids(*days, window=timedelta(days=2)) == [["day-24", "day-25"]]


@pytest.mark.parametrize("kind", ["population", "capacity"])
def test_slow_numbers_are_rivals_within_three_years(kind: str) -> None:
    years = [claim(id=f"year-{year}", kind=kind, held=year) for year in ("2015", "2017", "2022")]

    assert rival_ids(*years) == [["year-2015", "year-2017"]]


def test_a_ledger_pools_the_claims_that_are_named() -> None:
    ledger = Ledger((claim(id="a"), claim(id="b", value="7000"), claim(id="c", value="9")))

    assert "pool of 2 claims" in ledger.pool(["a", "b"]).describe()


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["un-arival"], r"'un-arival', expected the id of a claim .*'un-arrivals'"),
        (["draft"], "'draft', which is proposed, expected an accepted claim"),
        (["un-arrivals", "un-arrivals"], "expected each claim once"),
        ([], "no accepted claim"),
    ],
    ids=["unknown", "not accepted", "named twice", "none"],
)
def test_a_pool_of_unfit_claims_is_refused_by_name(ids: list[str], message: str) -> None:
    ledger = Ledger((claim(), claim(id="draft", status="proposed")))

    with pytest.raises(LedgerError, match=message):
        ledger.pool(ids)


ODD = (
    "\ufeff" + ",".join(reversed(COLUMNS)) + "\r\n\r\n"
    ',stated,accepted,B,,,"a ""b""",doc,,X,"Y",2023-09-25,2023-09 ,goris,people,,,07.50,stock,a\r\n'
    ",stated,accepted,B,,,,doc,,X,Y,2023-09-25,2023,goris,people,,,1e3,stock,b\r\n\r\n"
)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A ledger with another order of columns, a mark, odd quoting, blank lines and no last end."""
    path = tmp_path / "ledger.csv"
    path.write_bytes(ODD.encode())
    return path


def test_an_untouched_ledger_is_written_byte_for_byte(odd: Path, tmp_path: Path) -> None:
    write_ledger(load_ledger(odd, YEREVAN), tmp_path / "copy.csv")

    assert (tmp_path / "copy.csv").read_bytes() == odd.read_bytes()


def test_a_changed_cell_changes_nothing_but_that_cell(odd: Path) -> None:
    ledger = load_ledger(odd, YEREVAN)
    decided = ledger.get("b").model_copy(update={"grade": "C"})

    write_ledger(Ledger((ledger.get("a"), decided), ledger.layout), odd)

    assert odd.read_bytes() == ODD.replace("B,,,,doc", "C,,,,doc").encode()


def test_a_column_that_a_new_claim_uses_is_added_to_every_row(odd: Path) -> None:
    ledger = load_ledger(odd, YEREVAN)
    read = claim(id="c", document="a.txt", spans="4-8;9-12", qualifier="about")

    write_ledger(Ledger((*ledger.claims, read), ledger.layout), odd)

    head, *kept = filter(None, ODD.splitlines())
    *lines, last = filter(None, odd.read_bytes().decode().splitlines())
    assert lines == [f"{head},qualifier,spans", *(f"{row},," for row in kept)]
    assert last.endswith(",c,about,4-8;9-12")
    assert load_ledger(odd, YEREVAN).claims == (*ledger.claims, read)


def test_an_empty_optional_column_stays_in_its_file(tmp_path: Path) -> None:
    path = ledger_with(tmp_path, "rule", "noun")
    content = path.read_bytes()

    write_ledger(load_ledger(path, YEREVAN), path)

    assert path.read_bytes() == content


def test_a_row_put_after_one_without_line_end_starts_on_its_own_line(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, {"id": "a"}, {"id": "b"})
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ledger = load_ledger(path, YEREVAN)

    write_ledger(Ledger((*reversed(ledger.claims), claim(id="c")), ledger.layout), path)

    assert [row.cells["id"] for row in read_table(path, COLUMNS)[0]] == ["b", "a", "c"]


def test_a_ledger_that_was_never_read_can_be_written(tmp_path: Path) -> None:
    ledger = Ledger((claim(low="6000.5", high="7000", held="2023-09"),))

    write_ledger(ledger, tmp_path / "ledger.csv")

    assert load_ledger(tmp_path / "ledger.csv", YEREVAN) == ledger


def test_a_ledger_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such file or directory"):
        write_ledger(Ledger(), tmp_path / "missing" / "ledger.csv")
