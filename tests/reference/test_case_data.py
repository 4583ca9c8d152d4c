"""The tables of the case ``nagorno-karabakh-2023`` agree with the facts and with themselves.

The facts are the research notes that the case was made from, a folder of tables that is no part of
the repository; without it the tests that compare with it are skipped.
"""

import csv
import math
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from corridor.cases import find_scenario
from corridor.parameters.number import Flow

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "src" / "corridor" / "cases" / "nagorno-karabakh-2023"
FACTS = REPOSITORY.parent / "shared" / "data" / "nk2023"
NO_FACTS = "compares with the research notes behind the case, which are not in the repository"
ZONE = ZoneInfo("Asia/Yerevan")
EARTH_RADIUS_KM = 6371.0

#: Pages found for this case that the facts do not name.
EXTRA_PAGES = {
    "https://armenpress.am/eng/news/900327/",
    "https://armenpress.am/eng/news/1120489/",
    "https://pledgetimes.com/"
    "a-mysterious-explosion-at-a-fuel-tank-in-nagorno-karabakh-causes-at-least-20-deaths/",
    "https://echedoros-a.blogspot.com/2023/09/nagorno-karabakh-68-people-confirmed.html",
}

#: Registered people whose hour in the text of the facts is not the hour of their row.
TEXT_HOURS = {("registered", "2023-09-28T20:00+04:00"): "2023-09-28T19:00+04:00"}

#: Cells of ``people``: names of parameters, never figures that were known later.
ORIGIN_WEIGHTS = {
    "stepanakert": "weight_stepanakert",
    "askeran": "weight_askeran",
    "martakert": "weight_martakert",
    "martuni": "weight_martuni",
    "shushi-villages": "weight_shushi_villages",
}

#: Sums of the derived claims: id, claims that are added, claims that are taken away.
DERIVED = [
    ("pop-120000-less-outside", ["pop-120000"], ["outside-2023-04"]),
    (
        "pop-2005-four-districts",
        [f"pop-2005-{place}" for place in ("stepanakert", "askeran", "martakert", "martuni")],
        [],
    ),
    (
        "pop-2015-less-lost",
        ["pop-total-2015"],
        ["pop-2005-hadrut", "pop-2015-shushi-district", "pop-2019-kashatagh-shahumyan"],
    ),
]

#: Ids of places by the names that the road table of the facts uses.
ROAD_NAMES = {
    "km36": "Stepanakert-Goris road km 36",
    "hakari-bridge": "Hakari bridge",
    "shushi-villages": "Shushi area villages",
    "syunik": "Kapan",
    "ararat": "Artashat",
    "aragatsotn": "Ashtarak",
    "kotayk": "Hrazdan",
    "shirak": "Gyumri",
    "lori": "Vanadzor",
    "gegharkunik": "Gavar",
    "tavush": "Ijevan",
    "vayots-dzor": "Yeghegnadzor",
}

#: Roads by which people leave; all others from the outside lead in, for supplies.
WAYS_OUT = {"stepanakert--km36", "shushi-villages--hakari-bridge"}

#: Percent of the displaced of 2020 by region, Syunik without Goris; the rest went to eight regions.
SHARES_2020 = {"yerevan": 39.0, "kotayk": 19.0, "syunik": 4.5}
SHARE_NOT_NAMED = (100.0 - 39.0 - 19.0 - 9.0) / 8

Row = dict[str, str]


def read(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_case(name: str) -> list[Row]:
    return read(CASE, name)


def read_facts(name: str) -> list[Row]:
    if not FACTS.is_dir():
        pytest.skip(NO_FACTS)
    return read(FACTS, name)


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def end_of_period(text: str) -> datetime:
    """The instant at which a date-time, date, month or year has passed."""
    if "T" in text:
        return datetime.fromisoformat(text)
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if day:
        after = datetime(year, month, day, tzinfo=ZONE) + timedelta(days=1)
    elif month:
        after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=ZONE)
    else:
        after = datetime(year + 1, 1, 1, tzinfo=ZONE)
    return after - timedelta(seconds=1)


def great_circle_km(one: Row, other: Row) -> float:
    lat_1, lon_1, lat_2, lon_2 = (
        math.radians(float(row[field])) for row in (one, other) for field in ("lat", "lon")
    )
    haversine = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(haversine))


def stated_counts() -> set[tuple[str, str, str]]:
    """Kind, minute and value of every figure in the table of arrivals of the facts."""
    columns = {
        "arrived": "cumulative_arrivals",
        "vehicles": "cumulative_vehicles",
        "registered": "cumulative_registered",
    }
    return {
        (kind, row["valid_time_local"].replace(":00+04:00", "+04:00"), row[column])
        for row in read_facts("arrivals.csv")
        for kind, column in columns.items()
        if row[column]
    }


def test_counts_are_the_figures_and_times_of_the_facts() -> None:
    expected = {
        (kind, TEXT_HOURS.get((kind, held), held), value) for kind, held, value in stated_counts()
    }

    found = {(row["kind"], row["held"], row["value"]) for row in read_case("counts.csv")}

    assert found == expected


@pytest.mark.parametrize("name", ["counts.csv", "ledger.csv"])
def test_nothing_is_published_before_it_held(name: str) -> None:
    early = [
        row["id"]
        for row in read_case(name)
        if end_of_period(row["published"]) < end_of_period(row["held"])
    ]

    assert early == []


@pytest.mark.parametrize(
    "name",
    ["places.csv", "links.csv", "timeline.csv", "supplies.csv", "counts.csv", "ledger.csv"],
)
def test_no_id_comes_twice(name: str) -> None:
    ids = [row["id"] for row in read_case(name)]

    assert len(set(ids)) == len(ids)


def test_every_claim_has_an_address() -> None:
    bare = [row["id"] for row in read_case("ledger.csv") if not row["url"]]

    assert bare == []


def test_every_rejected_claim_gives_its_reason() -> None:
    silent = [
        row["id"]
        for row in read_case("ledger.csv")
        if row["status"] == "rejected" and "rejected" not in row["note"]
    ]

    assert silent == []


@pytest.mark.parametrize(("id", "added", "taken"), DERIVED, ids=[row[0] for row in DERIVED])
def test_a_derived_claim_is_the_sum_of_its_inputs(
    id: str, added: list[str], taken: list[str]
) -> None:
    claims = by_id(read_case("ledger.csv"))

    total = sum(int(claims[part]["value"]) for part in added)
    total -= sum(int(claims[part]["value"]) for part in taken)

    assert int(claims[id]["value"]) == total


@pytest.mark.parametrize(("id", "added", "taken"), DERIVED, ids=[row[0] for row in DERIVED])
def test_a_derived_claim_is_not_published_before_its_inputs(
    id: str, added: list[str], taken: list[str]
) -> None:
    claims = by_id(read_case("ledger.csv"))

    last = max(end_of_period(claims[part]["published"]) for part in [*added, *taken])

    assert end_of_period(claims[id]["published"]) >= last


def test_claims_of_the_seed_article_quote_it_at_the_offsets_of_the_facts() -> None:
    expected = [
        (row["figure_text"], row["char_start"], row["char_end"])
        for row in read_facts("seed_figures.csv")
    ]

    found = [
        (row["quote"], row["start"], row["end"])
        for row in read_case("ledger.csv")
        if row["document"]
    ]

    assert found == expected


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("places.csv", "source"),
        ("links.csv", "source"),
        ("timeline.csv", "source"),
        ("supplies.csv", "source"),
        ("counts.csv", "url"),
        ("ledger.csv", "url"),
    ],
)
def test_every_address_is_named_in_the_facts(name: str, column: str) -> None:
    if not FACTS.is_dir():
        pytest.skip(NO_FACTS)
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FACTS.iterdir()))
    known = set(re.findall(r"https?://[^\s\",|]+", text)) | EXTRA_PAGES
    known |= {address.rstrip(";.)") for address in known}

    pages = {row[column] for row in read_case(name) if row[column].startswith("http")}

    assert pages <= known


def test_origins_weigh_by_parameters_and_not_by_later_counts() -> None:
    people = {row["id"]: row["people"] for row in read_case("places.csv") if row["people"]}

    assert people == ORIGIN_WEIGHTS


def test_no_road_is_shorter_than_the_straight_line() -> None:
    places = by_id(read_case("places.csv"))

    short = [
        row["id"]
        for row in read_case("links.csv")
        if float(row["km"]) < 0.9 * great_circle_km(places[row["from"]], places[row["to"]])
    ]

    assert short == []


def test_roads_have_the_length_and_hours_of_the_facts() -> None:
    roads = {
        ends: (row["km"], row["normal_hours"])
        for row in read_facts("roads.csv")
        for ends in ((row["from"], row["to"]), (row["to"], row["from"]))
    }

    wrong = [
        row["id"]
        for row in read_case("links.csv")
        if roads[
            ROAD_NAMES.get(row["from"], row["from"].title()),
            ROAD_NAMES.get(row["to"], row["to"].title()),
        ]
        != (row["km"], row["hours"])
    ]

    assert wrong == []


def test_places_stand_at_the_coordinates_of_the_facts() -> None:
    known = {(row["lat"], row["lon"]) for row in read_facts("places.csv")}

    found = {(row["lat"], row["lon"]) for row in read_case("places.csv")}

    assert found <= known


def test_links_join_known_places() -> None:
    places = by_id(read_case("places.csv"))

    ends = {row[end] for row in read_case("links.csv") for end in ("from", "to")}

    assert ends <= places.keys()


def test_events_name_known_links_and_rows() -> None:
    links = by_id(read_case("links.csv"))
    events = by_id(read_case("timeline.csv"))

    targets = {
        row["target"] for row in events.values() if row["action"] in ("close", "open", "escort")
    }
    supplied = {
        row["target"] for row in events.values() if row["action"] in ("ration", "delivery", "stock")
    }
    replaced = {row["replaces"] for row in events.values() if row["replaces"]}

    assert targets <= links.keys()
    assert supplied <= by_id(read_case("supplies.csv")).keys()
    assert replaced <= events.keys()


def test_the_road_opens_for_everyone_by_assumption_until_it_is_reported() -> None:
    as_of = datetime(2023, 9, 24, 22, tzinfo=ZONE)

    known = {
        row["id"]: row["certainty"]
        for row in read_case("timeline.csv")
        if row["target"] in WAYS_OUT
        and row["action"] == "open"
        and end_of_period(row["published"]) <= as_of
    }

    assert known == {
        "general-opening-stepanakert": "assumed",
        "general-opening-villages": "assumed",
    }


def fact(item: str) -> float:
    """The figure of the one row of the facts' table of supplies that starts so."""
    (value,) = (row["value"] for row in read_facts("supply.csv") if row["item"].startswith(item))
    return float(value)


def interval(cell: str) -> tuple[float, float]:
    low, high = re.search(r"interval: \[([\d.]+), ([\d.]+)\]", cell).groups()  # type: ignore[union-attr]
    return float(low), float(high)


def test_every_origin_lives_on_food_that_comes_by_the_corridor() -> None:
    supplies = read_case("supplies.csv")
    origins = [row["id"] for row in read_case("places.csv") if row["kind"] == "origin"]

    assert [row["place"] for row in supplies] == origins
    assert {row["from"] for row in supplies} == {"goris"}


def test_food_that_comes_is_half_to_nine_tenths_of_the_goods_of_the_facts() -> None:
    goods_per_day = fact("imports in 182 days") / 182

    rows = [interval(row["delivery_tonnes_per_day"]) for row in read_case("supplies.csv")]
    low, high = (sum(part) for part in zip(*rows, strict=True))

    assert low == pytest.approx(0.5 * goods_per_day, rel=0.02)
    assert high == pytest.approx(0.9 * goods_per_day, rel=0.04)


def test_aid_that_came_in_september_is_that_of_the_facts() -> None:
    added = {
        row["id"]: row["value"] for row in read_case("timeline.csv") if row["action"] == "stock"
    }

    assert float(added["icrc-convoy"]) == fact("ICRC convoy by Lachin")
    assert added["russian-aid"] == f"{{uniform: [25, {fact('Russian aid'):.0f}]}}"
    assert added.keys() == {"aid-truck-aghdam", "icrc-both-roads", "russian-aid", "icrc-convoy"}


def test_gas_was_cut_for_as_many_days_as_the_facts_say() -> None:
    events = {row["id"]: end_of_period(row["time"]) for row in read_case("timeline.csv")}

    december = events["gas-back-december"] - events["gas-cut-december"]
    later = datetime(2023, 6, 11, tzinfo=ZONE) - events["gas-cut-again"]

    assert (december + later).days == fact("gas cut")


def test_no_aid_comes_by_road_after_the_full_stop() -> None:
    road = [
        (end_of_period(row["time"]), row["action"])
        for row in read_case("timeline.csv")
        if row["target"] == "kornidzor--hakari-bridge"
    ]

    assert max(road) == (datetime(2023, 6, 15, 12, tzinfo=ZONE), "close")


def test_regions_are_chosen_as_in_2020_with_every_prior_at_its_middle() -> None:
    scenario = find_scenario("nagorno-karabakh-2023")
    choice = scenario.destination
    assert choice is not None
    assert choice.size is not None
    hours = free_hours_from("goris")
    (onward,) = (move for move in scenario.onward if move.choose)

    def middle(number: Flow) -> float:
        return float(scenario.distribution(number).quantile(np.array([0.5]))[0])

    odds = {}
    for place in scenario.places:
        if place.id in onward.choose:
            assert place.size is not None
            softened = 1 + hours[place.id] / middle(choice.softening_hours)
            odds[place.id] = math.exp(
                middle(choice.ties["everyone"][place.id])
                + middle(choice.size) * math.log(middle(place.size))
                - middle(choice.travel_cost) * math.log(softened)
            )
    expected = {id: SHARES_2020.get(id, SHARE_NOT_NAMED) for id in odds}

    for id, one in odds.items():
        assert one / sum(odds.values()) == pytest.approx(
            expected[id] / sum(expected.values()), rel=0.02
        )


def free_hours_from(start: str) -> dict[str, float]:
    """Least hours at free flow from a place to all others."""
    hours = {start: 0.0}
    links = read_case("links.csv")
    for _ in links:
        for link in links:
            if link["from"] in hours:
                through = hours[link["from"]] + float(link["hours"])
                hours[link["to"]] = min(hours.get(link["to"], math.inf), through)
    return hours
