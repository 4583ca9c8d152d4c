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
