"""What each source's table becomes: counts, events and claims, as the source defines them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corridor.errors import InputError
from corridor.formats import ForeignTable, cells, detect
from corridor.scenario import Count, Event
from tests.foreign_tables import (
    CSV_TABLES,
    DATA,
    PLACES,
    TABLES,
    ZONE,
    changed,
    read,
    rows_of,
    write,
)


def count_of(table: ForeignTable, id: str) -> Count:
    return next(count for count in table.counts if count.id == id)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_told_by_its_columns(name: str) -> None:
    expected = name.removesuffix("_old.csv").removesuffix("_no_header.csv").partition(".")[0]

    assert detect(DATA / name) == expected


@pytest.mark.parametrize("name", TABLES)
def test_no_record_is_lost(name: str) -> None:
    table = read(DATA / name)

    ids = [found.id for found in table.counts] + [found.id for found in table.claims]
    used = len({*ids, *(event.id for event in table.events)})
    left_out = sum(len(skipped.numbers) for skipped in table.skipped) + len(table.problems)
    assert used > 0
    assert used + left_out >= table.rows - _added_up(table) - _two_figures(table)


def _added_up(table: ForeignTable) -> int:
    notes = [count.note for count in table.counts] + [claim.note for claim in table.claims]
    sums = [int(note.split("sum of ")[1].split()[0]) - 1 for note in notes if "sum of " in note]
    return sum(sums)


def _two_figures(table: ForeignTable) -> int:
    return 1 if table.format == "unhcr_statistics" else 0


@pytest.mark.parametrize(
    ("csv_name", "json_name"),
    [("unhcr_odp.csv", "unhcr_odp.json"), ("iom_dtm.csv", "iom_dtm.json")],
)
def test_csv_and_json_say_the_same(csv_name: str, json_name: str) -> None:
    from_csv, from_json = read(DATA / csv_name), read(DATA / json_name)

    assert from_csv.counts == from_json.counts
    assert [claim.model_copy(update={"document": ""}) for claim in from_csv.claims] == [
        claim.model_copy(update={"document": ""}) for claim in from_json.claims
    ]


class TestUnhcrStatistics:
    def test_those_who_crossed_are_one_stock_at_the_end_of_the_year(self) -> None:
        count = count_of(read(DATA / "unhcr_statistics.csv"), "unhcr-xes-xno-2029-registered")

        assert (count.place, count.kind, count.measure, count.value) == (
            "estania",
            "registered",
            "stock",
            1230,
        )
        assert count.held.end.isoformat() == "2029-12-31T23:59:59+03:00"
        assert (count.published - count.held.end).days == 182
        assert count.published_how == "assumed"

    def test_a_star_stands_for_one_to_four_people(self) -> None:
        table = read(DATA / "unhcr_statistics.csv")

        claim = next(claim for claim in table.claims if "2030-registered" in claim.id)
        assert (claim.value, claim.low, claim.high) == (None, 41250 + 1 + 7, 41250 + 4 + 7)

    def test_returns_are_a_flow_and_internally_displaced_people_a_stock(self) -> None:
        claims = {claim.id: claim for claim in read(DATA / "unhcr_statistics.csv").claims}

        assert claims["unhcr-xno-xno-2030-returned-refugees"].measure == "flow"
        idps = claims["unhcr-xno-xno-2030-idps"]
        assert (idps.kind, idps.measure, idps.place) == ("displaced", "stock", "Norland")

    def test_people_of_other_countries_are_listed_as_not_used(self) -> None:
        reasons = [str(skipped) for skipped in read(DATA / "unhcr_statistics.csv").skipped]

        assert (
            "1 row (5): coo_name 'Sudland': another country of origin than the scenario's"
            in reasons
        )

    def test_lines_before_the_header_are_passed_over(self, tmp_path: Path) -> None:
        preamble = "Data extracted by UNHCR\n\n" + "A line, about the data\n" * 12
        path = changed(tmp_path, "unhcr_statistics.csv", lambda text: preamble + text)

        assert read(path).counts == read(DATA / "unhcr_statistics.csv").counts


class TestOperationalDataPortal:
    def test_cumulative_arrivals_are_cumulative_counts(self) -> None:
        count = count_of(read(DATA / "unhcr_odp.json"), "odp-estania-2030-05-11-arrived-norland")

        assert (count.kind, count.measure, count.value) == ("arrived", "cumulative", 8130)
        assert count.said_by == "UNHCR, Government"

    def test_households_are_counted_where_there_are_no_individuals(self) -> None:
        count = count_of(read(DATA / "unhcr_odp.json"), "odp-port-camp-2030-05-11-arrived-norland")

        assert (count.value, count.unit, count.measure) == (48, "households", "period")

    def test_types_of_population_of_one_day_are_added_up(self) -> None:
        table = read(DATA / "unhcr_odp.json")

        count = count_of(table, "odp-estania-2030-05-11-registered-norland")
        assert (count.value, count.certainty) == (1040 + 60, "derived")

    def test_a_row_that_comes_twice_is_added_once(self, tmp_path: Path) -> None:
        rows = rows_of("unhcr_odp.csv")
        path = write(tmp_path / "odp.csv", [*rows, rows[3]])

        table = read(path)

        assert table.counts == read(DATA / "unhcr_odp.csv").counts
        assert any("repeats row 4" in skipped.reason for skipped in table.skipped)

    def test_what_the_portal_does_not_call_cumulative_or_not_is_a_claim(self) -> None:
        claims = read(DATA / "unhcr_odp.json").claims

        assert [(claim.value, claim.counting) for claim in claims] == [(15, "")]


class TestDisplacementTrackingMatrix:
    def test_reasons_are_added_up_within_a_place_and_round(self) -> None:
        count = count_of(read(DATA / "iom_dtm.csv"), "dtm-millfield-2030-05-12-round-1-ba")

        assert (count.value, count.kind, count.measure) == (1200 + 300, "sheltered", "stock")

    def test_a_repeated_id_is_not_counted_twice(self) -> None:
        reasons = [skipped.reason for skipped in read(DATA / "iom_dtm.csv").skipped]

        assert "repeats row 6" in reasons

    def test_rival_assessments_of_one_day_become_claims(self) -> None:
        table = read(DATA / "iom_dtm.csv")

        held = [
            (claim.held.text, claim.value) for claim in table.claims if claim.place == "millfield"
        ]
        assert held == [("2030-06-14", 2100), ("2030-06-14", 1700)]

    def test_the_total_of_the_country_is_a_claim_beside_its_places(self) -> None:
        claims = read(DATA / "iom_dtm.csv").claims

        assert [claim.value for claim in claims if claim.place == "Norland"] == [3300]

    @pytest.mark.parametrize("style", ["ADM{}_PCODE", "adm{}_pcode", "admin{}_code"])
    def test_p_codes_may_have_either_style_of_column(self, style: str, tmp_path: Path) -> None:
        header, *rows = rows_of("iom_dtm.csv")
        for level in range(3):
            header[header.index(f"admin{level}Pcode")] = style.format(level)
        path = write(tmp_path / "dtm.csv", [header, *rows])

        assert read(path).counts == read(DATA / "iom_dtm.csv").counts

    @pytest.mark.parametrize("code", ["XN0102", "xn0102", "XN-0102"])
    def test_a_p_code_names_the_place_whatever_the_spelling(
        self, code: str, tmp_path: Path
    ) -> None:
        def respelt(text: str) -> str:
            return text.replace("Millfield,XN0102", f"Milfeld,{code}")

        table = read(changed(tmp_path, "iom_dtm.csv", respelt))

        assert table.counts == read(DATA / "iom_dtm.csv").counts


class TestInternalDisplacementUpdates:
    def test_a_displacement_is_a_flow_with_its_sentence_and_source(self) -> None:
        claim = next(
            claim for claim in read(DATA / "idmc_idu.json").claims if claim.id == "idu-701"
        )

        assert (claim.kind, claim.measure, claim.counting, claim.place) == (
            "displaced",
            "flow",
            "new",
            "millfield",
        )
        assert claim.quote == "1500 people fled clashes, according to the district office."
        assert claim.url == "https://example.org/report/701"
        assert claim.published == datetime(2030, 5, 6, 19, 37, 23, 870000, UTC)

    def test_nobody_is_counted_by_a_triangulation_and_a_recommendation(self) -> None:
        table = read(DATA / "idmc_idu.json")

        assert [claim.value for claim in table.claims] == [1500, 55, 20]
        assert len(table.skipped) == 2

    def test_midnight_in_new_zealand_is_the_day_that_is_meant(self) -> None:
        claim = next(
            claim for claim in read(DATA / "idmc_idu.json").claims if claim.id == "idu-705"
        )

        assert claim.held.text == "2030-06-01"
        assert "2030-05-31 to 2030-06-01" in claim.note


class TestGeoreferencedEvents:
    def test_deaths_are_a_claim_with_low_and_high(self) -> None:
        claim = next(c for c in read(DATA / "ucdp_ged.csv").claims if c.id == "ged-500001")

        assert (claim.value, claim.low, claim.high, claim.place) == (8, 6, 12, "millfield")

    def test_an_event_is_a_threat_at_some_hour_of_its_days(self) -> None:
        event = next(e for e in read(DATA / "ucdp_ged.csv").events if e.id == "ged-500002")

        row = cells(event)
        assert row["time"] == "2030-05-09T00:00:00+03:00"
        assert row["delay_hours"] == "{uniform: [0, 144]}"
        assert (row["target"], row["value"]) == ("millfield", "0.3")
        assert row["published"] == "2030-05-20T23:59:59+03:00"

    def test_what_is_known_no_better_than_to_a_country_is_not_used(self) -> None:
        reasons = [str(skipped) for skipped in read(DATA / "ucdp_ged.csv").skipped]

        assert any("where_prec '6'" in reason for reason in reasons)

    def test_deaths_outside_low_and_high_are_a_problem(self) -> None:
        (problem,) = read(DATA / "ucdp_ged.csv").problems

        assert str(problem) == (
            "ucdp_ged.csv:9: best: found '4', expected a figure from low, 5, to high, 6"
        )

    def test_a_year_is_no_date_of_an_event(self) -> None:
        table = read(DATA / "ucdp_ged.csv", places=())

        assert "ged-500004" in {claim.id for claim in table.claims}
        assert "ged-500004" not in {event.id for event in table.events}
        assert "1 rows are known to longer than a month: a claim, no event" in table.notes

    def test_a_file_without_a_header_is_read_as_one_with_it(self) -> None:
        table = read(DATA / "ucdp_ged_no_header.csv")

        assert table.events == read(DATA / "ucdp_ged.csv").events


class TestAcled:
    def test_political_violence_is_a_threat_and_deaths_are_a_claim(self) -> None:
        table = read(DATA / "acled.csv")

        assert [event.id for event in table.events] == ["acled-xno1", "acled-xno2"]
        assert [(claim.id, claim.value) for claim in table.claims] == [("acled-xno1", 8)]

    def test_a_week_is_seven_days_around_the_date(self) -> None:
        event = read(DATA / "acled.csv").events[1]

        assert cells(event)["time"] == "2030-05-13T00:00:00+03:00"
        assert cells(event)["delay_hours"] == "{uniform: [0, 168]}"

    def test_the_older_layout_says_the_same(self) -> None:
        assert read(DATA / "acled_old.csv").events == read(DATA / "acled.csv").events

    def test_the_terms_of_use_are_told(self) -> None:
        assert any("may not be given to others" in note for note in read(DATA / "acled.csv").notes)

    def test_the_words_of_the_rows_are_not_kept(self) -> None:
        table = read(DATA / "acled.csv")

        kept = " ".join(map(repr, (*table.claims, *table.events)))
        assert "Made up for a test" not in kept
        assert "Hill Front" not in kept

    def test_a_day_that_is_not_in_the_calendar_is_a_problem(self) -> None:
        (problem,) = read(DATA / "acled.csv").problems

        assert (problem.line, problem.field, problem.found) == (6, "event_date", "'2030-02-30'")


@pytest.mark.parametrize("name", TABLES)
def test_a_time_of_publication_that_is_given_holds_for_every_row(name: str) -> None:
    table = read(DATA / name, published="2031-08-01T12:00+03:00")

    published = {count.published for count in table.counts}
    published |= {claim.published for claim in table.claims}
    published |= {event.published for event in table.events}
    assert published == {datetime.fromisoformat("2031-08-01T12:00+03:00")}


def test_a_time_of_publication_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="published: found 'soon', expected a date"):
        read(DATA / "acled.csv", published="soon")


def test_names_in_other_letters_have_ids_of_their_own(tmp_path: Path) -> None:
    def renamed(text: str) -> str:
        return text.replace("Port Camp", "الميناء").replace("Estania", "Éstanie")

    table = read(changed(tmp_path, "unhcr_odp.json", renamed), places=())

    places = {count.place for count in table.counts}
    assert "estanie" in places
    assert len(places) == 2


@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_published_before_it_held(name: str) -> None:
    table = read(DATA / name, published="2020-01-01")

    assert all(count.published >= count.held.end for count in table.counts)
    assert all(claim.published >= claim.held.end for claim in table.claims)


@pytest.mark.parametrize("name", TABLES)
def test_rows_read_back_from_their_cells_as_the_same(name: str) -> None:
    table = read(DATA / name, places=())

    rows: list[Count | Event] = [*table.counts, *table.events]
    for row in rows:
        filled = {column: text for column, text in cells(row).items() if text}
        assert type(row).model_validate(filled, context=ZONE) == row


@pytest.mark.parametrize("name", CSV_TABLES)
def test_without_a_scenario_every_place_counts(name: str) -> None:
    table = read(DATA / name, places=())

    assert not any("scenario" in skipped.reason for skipped in table.skipped)


def test_events_and_counts_pass_for_places_of_the_scenario() -> None:
    ids = {place.id for place in PLACES}
    tables = [read(DATA / name) for name in TABLES]

    assert {count.place for table in tables for count in table.counts} <= ids
    assert {event.target for table in tables for event in table.events} <= ids
    assert any(isinstance(event, Event) for table in tables for event in table.events)


def test_a_missing_column_is_named_with_its_nearest_match(tmp_path: Path) -> None:
    path = changed(
        tmp_path, "iom_dtm.csv", lambda text: text.replace("numPresentIdpInd", "numIdpInd")
    )

    with pytest.raises(InputError) as raised:
        detect(path)

    (problem,) = raised.value.problems
    assert str(problem) == (
        "iom_dtm.csv:1: numPresentIdpInd: found no such column, "
        "expected a column 'numPresentIdpInd' (did you mean 'numIdpInd'?)"
    )


def test_columns_of_no_known_source_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "other.csv", [["day", "place", "people"], ["1", "a", "2"]])

    with pytest.raises(InputError, match="found the columns day, place, people, expected"):
        detect(path)


def test_a_figure_with_separators_is_a_problem_that_shows_what_is_right(tmp_path: Path) -> None:
    path = changed(tmp_path, "iom_dtm.csv", lambda text: text.replace(",3300,", ',"3,300",', 1))

    (problem,) = read(path).problems

    assert "'3,300', expected a whole number (3300, without thousands separators)" in str(problem)


def test_a_fault_in_json_is_named_by_line_column_and_entry(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "unhcr_odp.json",
        lambda text: text.replace('"date": "2030-05-10"', '"date": "May"'),
    )

    (problem,) = read(path).problems

    assert (problem.line, problem.field, problem.found) == (7, "data.0.date", "'May'")


def test_a_name_without_a_place_comes_with_the_nearest_place(tmp_path: Path) -> None:
    path = changed(tmp_path, "unhcr_odp.json", lambda text: text.replace("Port Camp", "Port Kamp"))

    reasons = [str(skipped) for skipped in read(path).skipped]

    assert any("no place of the scenario (did you mean 'Port Camp'?)" in text for text in reasons)
