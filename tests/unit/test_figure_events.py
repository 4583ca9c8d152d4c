"""Dated events without numbers, proposed as rows of a timeline."""

import pytest

from tests.reports import Road, events

ROADS = (Road("goris--kalbajar", "goris", "kalbajar"),)


@pytest.mark.parametrize(
    ("text", "event", "action", "target"),
    [
        ("The army launched an attack on Goris on Sunday.", "attack", "threat", "goris"),
        ("Clashes broke out in Sake on Sunday.", "attack", "note", ""),
        ("A ceasefire came into force at noon on Sunday.", "ceasefire", "note", ""),
        ("The Lower checkpoint was closed on Sunday.", "road_closed", "close", "old-bridge"),
        (
            "The road from Goris to Kalbajar was blocked on Sunday.",
            "road_closed",
            "close",
            "goris--kalbajar",
        ),
        ("The border crossing reopened on Sunday.", "road_opened", "note", ""),
        ("Rebels captured the town of Sake on Sunday.", "control", "note", ""),
        ("Guards set up a checkpoint near Goris on Sunday.", "checkpoint", "note", ""),
        ("A convoy of aid was allowed to enter Goris on Sunday.", "aid", "note", ""),
        ("The capital promised amnesty on Sunday.", "assurance", "note", ""),
        ("Residents were told to leave on Sunday.", "evacuation", "note", ""),
        ("Gas was cut off in Goris on Sunday.", "service_cut", "cut", "gas"),
        ("Power was restored in Goris on Sunday.", "service_restored", "restore", "electricity"),
    ],
    ids=lambda part: part[:40] if isinstance(part, str) else "",
)
def test_an_event_becomes_a_row(text: str, event: str, action: str, target: str) -> None:
    (found,) = events(text, links=ROADS)

    assert (found.event, found.action, found.target) == (event, action, target)
    assert found.time.startswith("2023-09-24T12:00")
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "The road will be closed on Sunday.",
        "The road was not closed.",
        "The border crossing would close at 8 p.m. on Sunday and reopen on Monday.",
        "The army denied that it had attacked.",
        "Prices were cut by shops on the road.",
        "Talks were held in Goris.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert events(text) == ()


def test_an_event_told_twice_is_one_row() -> None:
    text = "The road to Goris was closed on Sunday.\n\nThe road to Goris was blocked on Sunday."

    assert len(events(text)) == 1


def test_an_hour_that_is_stated_is_kept_and_one_that_is_not_is_noted() -> None:
    (stated,) = events("A truce took effect at 1 p.m. on Sunday.")
    (assumed,) = events("A truce took effect on Sunday.")

    assert stated.time == "2023-09-24T13:00+04:00"
    assert not stated.note.endswith("(hour not stated)")
    assert assumed.note.endswith("(hour not stated)")


def test_what_remains_closed_is_no_new_closing() -> None:
    (found,) = events("The road from Goris to Kalbajar remains closed.", links=ROADS)

    assert (found.action, found.target) == ("note", "")
    assert "(as before)" in found.note


@pytest.mark.parametrize("text", ["The Old Bridge is open again.", "The Old Bridge reopened."])
def test_a_place_that_is_itself_a_bridge_opens(text: str) -> None:
    (found,) = events(text)

    assert (found.action, found.target) == ("open", "old-bridge")


@pytest.mark.parametrize(
    ("road", "target", "note"),
    [
        ("Goris-Kalbajar", "goris--kalbajar", "(hour not stated)"),
        ("Goriss-Kalbajar", "goris--kalbajar", "(hour not stated)"),
        ("Upper-Kalbajar", "", "(unknown place 'Upper') (hour not stated)"),
    ],
)
def test_a_road_named_by_its_ends_is_that_road_or_none(road: str, target: str, note: str) -> None:
    (found,) = events(f"The {road} road was closed.", links=ROADS)

    assert (found.target, found.place) == (target, "")
    assert found.note.endswith(note)


def test_a_road_without_a_place_says_so() -> None:
    (found,) = events("Route 66 is closed.")

    assert "(place not stated)" in found.note


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Artillery opened fire on Goris at dawn.", "attack"),
        ("A drone strike hit the depot at Goris.", "attack"),
        ("The truce took effect on Sunday.", "ceasefire"),
        ("Landslides blocked the only road into Goris.", "road_closed"),
        ("The bridge at Goris was blown up.", "road_closed"),
        ("The blockade of the corridor was lifted.", "road_opened"),
        ("Goris fell to the insurgents on Friday.", "control"),
        ("Government forces have retaken Goris.", "control"),
        ("The governor ordered the evacuation of three districts.", "evacuation"),
    ],
)
def test_an_event_is_known_by_many_words(text: str, event: str) -> None:
    assert [each.event for each in events(text)] == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Evacuation orders for Goris were lifted on Monday.",
        "No agreement on a ceasefire was reached.",
        "A ceasefire has yet to be signed.",
        "The ceasefire declared on Friday has collapsed.",
        "The shop in Goris reopened.",
    ],
)
def test_what_ended_or_never_began_is_no_event(text: str) -> None:
    assert events(text) == ()


def test_a_sentence_may_hold_several_events() -> None:
    found = events("The road to Goris was closed on Sunday and the bridge at Sake was blown up.")

    assert [each.place for each in found] == ["goris", "Sake"]
