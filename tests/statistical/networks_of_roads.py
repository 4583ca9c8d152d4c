"""Networks in which people are held up on their way: queues, closures, escorts, lifts, routes."""

from tests.reference.sure import event, lift, road
from tests.statistical.network import CHOICE, CHOSEN_PLACES, Network

PLAIN = Network(
    name="a gate behind a road that opens late",
    changes={
        "settings": {
            "leaving": "{base_rate_per_day: 4, share_willing: 0.9}",
            "onward": "[{from: entry, stay_hours: 12, shares: {east-town: 0.5, west-town: 0.2}}]",
        },
        "places": {
            "north": {"people": "100"},
            "south": {"people": "200"},
            "gate": {"vehicles_per_hour": "14.3"},
        },
        "timeline": {
            "shut": event(6, "close", "junction-gate"),
            "free": event(10, "open", "junction-gate"),
        },
    },
    steps=(3, 6, 12, 20),
    series=("crossed", "home:south", "held:north", "queue:gate", "present:entry"),
)

MODES = Network(
    name="three modes at a checkpoint",
    changes={
        "settings": {
            "modes": "{car: {share: 0.5, people_per_vehicle: 2},"
            " bus: {share: 0.3, people_per_vehicle: 8, car_equivalents: 2.5, speed_ratio: 0.8},"
            " foot: {share: 0.2, people_per_vehicle: 1, car_equivalents: 0, km_per_hour: 15}}"
        },
        "places": {"gate": {"vehicles_per_hour": "2.3"}},
        "links": {"gate-entry": {"vehicles_per_hour": "2.1"}},
    },
    steps=(4, 8, 12, 20),
    series=("crossed", "queue:gate", "queue:gate-entry", "on_road", "held:north", "home:south"),
)

REPLANNING = Network(
    name="closures and ways found anew",
    changes={
        "settings": {"destination": CHOICE},
        "places": {**CHOSEN_PLACES, "gate": {"vehicles_per_hour": "9"}},
        "links": {
            "detour": road("junction", "west-town", "2.3"),
            "gate-detour": road("gate", "east-town", "3.6"),
        },
        "timeline": {
            "a": event(9, "close", "junction-gate"),
            "b": event(10, "close", "gate"),
            "c": event(11, "close", "detour"),
            "d": event(11, "close", "gate-entry"),
            "e": event(13, "open", "gate"),
            "f": event(14, "close", "gate-detour"),
            "g": event(16, "open", "detour"),
            "h": event(18, "open", "gate-entry"),
            "i": event(19, "open", "junction-gate"),
        },
    },
    steps=(5, 9, 12, 16, 24),
    series=(
        *("crossed", "queue:junction", "queue:gate", "held:south"),
        *("present:entry", "present:east-town", "present:west-town"),
    ),
)

STORAGE = Network(
    name="roads that fill up and spill back",
    changes={
        "settings": {"leaving": "{base_rate_per_day: 20, share_willing: 0.9}"},
        "places": {"gate": {"vehicles_per_hour": "6"}, "south": {"people": "90"}},
        "links": {
            "north-junction": {"storage_vehicles": "9", "vehicles_per_hour": "8"},
            "south-junction": {"storage_vehicles": "14"},
            "junction-gate": {"storage_vehicles": "12", "vehicles_per_hour": "10"},
        },
        "timeline": {
            "slow": event(15, "capacity", "gate", "3.5"),
            "fast": event(19, "capacity", "gate", "8"),
        },
    },
    steps=(3, 6, 10, 15, 24),
    series=(
        *("crossed", "queue:junction", "queue:gate", "queue:junction-gate"),
        *("queue:north-junction", "queue:south-junction", "held:north", "held:south", "on_road"),
    ),
)

CONVOYS = Network(
    name="convoys, buses that need a road, and a boat to the gate",
    changes={
        "settings": {
            "groups": "{a: {share: 0.4, hazard_ratio: 2}, b: {share: 0.6}}",
            "destination": "{travel_cost: 1, softening_hours: 1, ties: {a: {east-town: 1}}}",
            "modes": "{car: {share: 0.6, people_per_vehicle: 4},"
            " lorry: {share: 0.4, people_per_vehicle: 3, car_equivalents: 3}}",
        },
        "places": {"gate": {"vehicles_per_hour": "2.2"}, "entry": {"through": "yes"}},
        "links": {"south-gate": road("south", "gate", "1.2")},
        "timeline": {
            "shut": event(6, "close", "south-gate"),
            "also": event(6, "close", "south-junction"),
            "cut": event(8, "close", "junction-gate"),
            "free": event(17, "open", "junction-gate"),
            "by-road": event(14, "escort", "south-gate", "2.5"),
        },
        "lifts": {
            "convoy": lift("south", "entry", 8.5, seats="7", hours="2.5", every_hours="2"),
            "bus": lift(
                "south", "east-town", 9, seats="4", hours="1.5", every_hours="0.5", needs_road="yes"
            ),
            "boats": lift("junction", "gate", 10, seats="6", hours="0.25", every_hours="3"),
        },
    },
    steps=(4, 7, 10, 14, 20),
    series=(
        *("crossed", "held:north", "held:south", "queue:junction", "queue:gate", "on_road"),
        *("present:entry", "present:east-town"),
    ),
)

LOGIT = Network(
    name="routes by recursive logit",
    changes={
        "settings": {
            "routes": "recursive_logit",
            "route_scale_per_hour": "0.9",
            "destination": "{travel_cost: 1, softening_hours: 1}",
        },
        "places": {"gate": {"vehicles_per_hour": "7"}, "entry": {"through": "yes"}},
        "links": {
            "north-gate": road("north", "gate", "2"),
            "detour": road("junction", "entry", "1.6", "5"),
            "round": road("junction", "south", "1.1"),
            "bypass": road("gate", "east-town", "1.8"),
            "narrow": road("gate", "entry", "0.6", "3", storage_vehicles="4"),
        },
        "timeline": {
            "shut": event(12, "close", "detour"),
            "convoy": event(10, "escort", "south-junction", "4.4"),
        },
    },
    steps=(4, 7, 10, 14, 24),
    series=(
        *("crossed", "queue:gate", "queue:detour", "queue:narrow", "held:south"),
        *("present:entry", "present:east-town", "present:west-town"),
    ),
)

HOURS = Network(
    name="opening hours",
    changes={
        "places": {"gate": {"vehicles_per_hour": "8.7", "open_hours": "08:20-13:40"}},
        "links": {
            "south-junction": {"open_hours": "09:30-23:00"},
            "junction-gate": {"open_hours": "19:00-12:00"},
            "north-gate": road("north", "gate", "3.5", "6", open_hours="22:15-04:00"),
        },
        "timeline": {
            "convoy": event(8, "escort", "south-junction", "5.6"),
            "more": event(11, "capacity", "gate", "5.3"),
            "shut": event(15, "close", "north-junction"),
        },
    },
    steps=(2, 4, 7, 12, 24),
    series=("crossed", "held:north", "held:south", "queue:junction", "queue:gate", "on_road"),
)

ESCORTS = Network(
    name="escorts past homes, and a crowd behind a shut gate",
    changes={
        "settings": {
            "people_per_vehicle": "2.5",
            "groups": "{a: {share: 1, origins: [north]}, b: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 1, softening_hours: 1,"
            " ties: {a: {entry: 2}, b: {west-town: 2}}}",
        },
        "places": {"gate": {"vehicles_per_hour": "6.3"}, "entry": {"through": "yes"}},
        "links": {
            "north-south": road("north", "south", "0.9"),
            "junction-gate": {"vehicles_per_hour": "4.2"},
        },
        "timeline": {
            "north-shut": event(6, "close", "north-junction"),
            "convoy": event(6, "escort", "south-junction", "2.7"),
            "shut": event(9, "close", "gate"),
            "free": event(13, "open", "gate"),
            "north-free": event(16, "open", "north-junction"),
            "all-free": event(18, "open", "south-junction"),
        },
    },
    steps=(3, 6, 9, 13, 24),
    series=(
        *("crossed", "held:north", "held:south", "queue:gate", "queue:junction-gate", "on_road"),
        *("present:entry", "present:west-town"),
    ),
)

FIRST_COME = Network(
    name="who comes first is passed first",
    changes={
        "settings": {
            "leaving": "{base_rate_per_day: 30, share_willing: 0.9}",
            "groups": "{a: {share: 1, origins: [north]}, b: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 0.5, softening_hours: 1,"
            " ties: {a: {entry: 3}, b: {east-town: 3}}}",
            "modes": "{car: {share: 0.6, people_per_vehicle: 2},"
            " lorry: {share: 0.4, people_per_vehicle: 3, car_equivalents: 3, speed_ratio: 0.6}}",
        },
        "places": {"gate": {"vehicles_per_hour": "6.1"}, "entry": {"through": "yes"}},
        "links": {
            "gate-entry": {"vehicles_per_hour": "4.3"},
            "south-gate": road("south", "gate", "1.7"),
        },
        "timeline": {
            "north-shut": event(8, "close", "north-junction"),
            "south-shut": event(6, "close", "south-gate"),
            "south-too": event(6, "close", "south-junction"),
            "south-free": event(9, "open", "south-gate"),
            "north-free": event(13, "open", "north-junction"),
            "entry-shut": event(11, "close", "gate-entry"),
            "entry-free": event(12, "open", "gate-entry"),
            "gate-shut": event(14, "close", "gate"),
            "gate-free": event(17, "open", "gate"),
        },
    },
    steps=(4, 6, 8, 13, 16, 24),
    series=(
        *("crossed", "queue:gate", "queue:gate-entry", "held:north", "on_road"),
        *("present:entry", "present:east-town"),
    ),
)

ON_ROADS = (PLAIN, MODES, REPLANNING, STORAGE, CONVOYS, LOGIT, HOURS, ESCORTS, FIRST_COME)
