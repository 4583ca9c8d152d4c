"""Networks about leaving and staying: groups, drivers, reception, moving on, returns."""

from tests.reference.sure import clock_time, event, road, supply
from tests.statistical.network import CHOSEN_PLACES, Network

GROUPS = Network(
    name="two groups with ties, and a room that fills",
    changes={
        "settings": {
            "groups": "{children: {share: 0.31, share_willing: 0.95},"
            " others: {share: 0.69, hazard_ratio: 1.6},"
            " herders: {share: 0.4, hazard_ratio: 0.5, origins: [south]}}",
            "destination": "{travel_cost: 0.8, softening_hours: 1, size: 0.2, room_left: 1.5,"
            " followers: 0.4, border: 0.7, considered: 2,"
            " ties: {everyone: {east-town: 1}, children: {entry: 1.5}, herders: {west-town: 2}}}",
        },
        "places": {
            **CHOSEN_PLACES,
            "west-town": {"size": "90", "country": "here", "present": "25"},
        },
        "links": {"gate-entry": {"vehicles_per_hour": "11"}},
        "timeline": {"sent": event(6, "direct", "east-town", value="1.4")},
    },
    steps=(4, 8, 14, 24),
    series=(
        *("crossed", "queue:entry", "queue:gate-entry", "home:north"),
        *("present:entry", "present:east-town", "present:west-town"),
    ),
)

DRIVERS = Network(
    name="supplies that run out, threats, and what is not known",
    changes={
        "settings": {
            "leaving": "{base_rate_per_day: 0.7, share_willing: 0.9, comfort_days: 0.5,"
            " threat_half_life_days: 0.2, threat_reach_km: 25, unknown_correlation_days: 0.4,"
            " drivers: {deprivation: 2.5, threat: 1.2, others_gone: 1.5, unknown: 0.6,"
            " assurance: -1.1}}",
            "services": "{water: 0.4, power: 0.2}",
        },
        "links": {
            "gate-junction": road("gate", "junction", "1"),
            "junction-south": road("junction", "south", "1"),
        },
        "supplies": {
            "bread": supply(
                "north",
                stock_tonnes="0.05",
                ration_kg_per_person_day="2",
                delivery_tonnes_per_day="0.02",
            ),
            "fuel": supply(
                "south",
                stock_tonnes="0.08",
                ration_kg_per_person_day="1.5",
                delivery_tonnes_per_day="0.09",
                **{"from": "gate"},
            ),
            "oil": supply(
                "south",
                stock_tonnes="0.03",
                ration_kg_per_person_day="0.5",
                delivery_tonnes_per_day="0.01",
            ),
        },
        "timeline": {
            "north-shut": event(7, "close", "north-junction"),
            "north-free": event(13, "open", "north-junction"),
            "shelling": event(9, "threat", "north", "1"),
            "again": event(15, "threat", "junction", "0.8"),
            "dry": event(10, "cut", "water@south"),
            "dark": event(12, "cut", "power"),
            "light": event(20, "restore", "power@north"),
            "shut": event(11, "close", "junction-south"),
            "less": event(14, "ration", "bread", "1.2"),
            "more": event(16, "delivery", "oil", "0.04"),
            "looted": event(18, "stock", "fuel", "-0.02"),
            "promise": event(17, "driver", "assurance@south", "1"),
        },
    },
    steps=(4, 9, 12, 18, 24),
    series=("home:north", "home:south", "crossed", "on_road"),
)

RECEPTION = Network(
    name="registration, overflow and moving on by shares",
    changes={
        "settings": {
            "groups": "{a: {share: 0.5, hazard_ratio: 3}, b: {share: 0.5}}",
            "leaving": "{base_rate_per_day: 12, share_willing: 1}",
            "onward": "[{from: entry, stay_hours: 3, shares: {east-town: 0.3, west-town: 0.35}},"
            " {from: east-town, stay_hours: 5, shares: {entry: 0.4}}]",
        },
        "places": {
            "entry": {"registrations_per_hour": "9.6", "room": "25.5", "overflow": "west-town"},
            "east-town": {"room": "12", "overflow": "entry"},
            "west-town": {"registrations_per_hour": "3.3"},
        },
        "links": {"east-entry": road("east-town", "entry", "0.9")},
        "timeline": {
            "shut": event(13, "close", "entry-west"),
            "free": event(19, "open", "entry-west"),
            "east-shut": event(15, "close", "entry-east"),
        },
    },
    steps=(4, 8, 12, 16, 24),
    series=(
        *("crossed", "present:entry", "present:east-town", "present:west-town", "on_road"),
        *("registered:entry", "registered:west-town", "arrivals:west-town", "arrivals:entry"),
    ),
)

MOVING_BY_CHOICE = Network(
    name="moving on by choice of destination",
    changes={
        "settings": {
            "groups": "{a: {share: 0.5, hazard_ratio: 2}, b: {share: 0.5}}",
            "leaving": "{base_rate_per_day: 14, share_willing: 1}",
            "destination": "{travel_cost: 1, softening_hours: 0.5, size: 0.5, room_left: 4,"
            " considered: 1, ties: {a: {east-town: 1.2}, b: {far: 0.8}}}",
            "onward": "[{from: entry, stay_hours: 2, share_moving: 0.8,"
            " choose: [east-town, west-town, far]},"
            " {from: east-town, stay_hours: 9, share_moving: 0.7, choose: [far]},"
            " {from: far, stay_hours: 2, share_moving: 0.8, choose: [west-town]}]",
        },
        "places": {
            "entry": {"size": "10"},
            "east-town": {"size": "30", "room": "20"},
            "west-town": {"size": "5"},
            "far": {
                "name": "Far",
                "kind": "reception",
                "lat": "1.3",
                "lon": "36.9",
                "size": "80",
                "certainty": "assumed",
            },
        },
        "links": {
            "east-far": road("east-town", "far", "1.1"),
            "far-west": road("far", "west-town", "0.5"),
        },
        "timeline": {
            "shut": event(12, "close", "entry-east"),
            "free": event(18, "open", "entry-east"),
        },
    },
    steps=(4, 7, 11, 16, 24),
    series=(
        *("crossed", "present:entry", "present:east-town", "present:west-town", "present:far"),
        *("on_road", "arrivals:west-town"),
    ),
)

RETURNS = Network(
    name="returns",
    changes={
        "settings": {
            "leaving": "{base_rate_per_day: 15, share_willing: 0.9, drivers: {calm: -4}}",
            "groups": "{a: {share: 0.5, origins: [north]}, b: {share: 0.5, hazard_ratio: 0.7}}",
            "destination": "{travel_cost: 0.5, softening_hours: 1,"
            " ties: {a: {east-town: 2}, b: {west-town: 1.5}}}",
            "onward": "[{from: entry, stay_hours: 3, share_moving: 0.8,"
            " choose: [east-town, west-town]}]",
        },
        "links": {
            "entry-north": road("entry", "north", "2.2"),
            "entry-south": road("entry", "south", "3.4"),
            "east-entry": road("east-town", "entry", "1.1"),
            "west-south": road("west-town", "south", "2.6", km="90"),
        },
        "timeline": {
            "peace": event(11, "returns", "east-town", "3"),
            "more": event(13, "returns", "", "2"),
            "shut": event(13, "close", "entry-south"),
            "free": event(15, "open", "entry-south"),
            "calm": event(18, "driver", "calm", "1"),
            "all": event(21, "returns", "", "40"),
        },
    },
    steps=(4, 8, 11, 15, 24),
    series=(
        *("home:north", "home:south", "held:south", "crossed", "on_road"),
        *("present:entry", "present:east-town", "present:west-town"),
    ),
)

RUN_UP = Network(
    name="a run-up with longer steps",
    changes={
        "settings": {
            "run_up": f'{{until: "{clock_time(18)}", step_minutes: 240}}',
            "leaving": "{base_rate_per_day: 3, share_willing: 0.9, unknown_correlation_days: 0.3,"
            " drivers: {unknown: 0.5}}",
            "onward": "[{from: entry, stay_hours: 4, shares: {east-town: 0.5}}]",
        },
        "places": {
            "gate": {"vehicles_per_hour": "4.5"},
            "entry": {"registrations_per_hour": "5"},
        },
        "links": {"junction-gate": {"hours": "2.8"}, "entry-east": {"hours": "3.1"}},
        "timeline": {
            "shut": event(9, "close", "junction-gate"),
            "free": event(13, "open", "junction-gate"),
        },
    },
    steps=(1, 2, 3, 6, 11),
    series=(
        *("crossed", "queue:gate", "queue:junction", "home:south", "held:north", "on_road"),
        *("present:entry", "present:east-town"),
    ),
)

OF_LIVES = (GROUPS, DRIVERS, RECEPTION, MOVING_BY_CHOICE, RETURNS, RUN_UP)
