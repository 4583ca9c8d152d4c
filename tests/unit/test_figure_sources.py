"""Who said a figure, through whom, in what words, and of which place. All speakers are invented."""

import pytest

from tests.reports import claim, claims


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("At least 12 people died, the mayor said.", "mayor"),
        ("At least 12 people died, said Anna Berg, a doctor at the hospital.", "Anna Berg"),
        ("Governor Anna Berg said 12 people died.", "Anna Berg"),
        ("The governor, Anna Berg, told reporters that 12 people died.", "Anna Berg"),
        ("Anna Berg, 52, a farmer, said 12 people died.", "Anna Berg"),
        ("Agency spokesman Anton Berg told reporters that 12 people died.", "Anton Berg"),
        ("According to the health ministry, 12 people died.", "health ministry"),
        ("12 people died, according to the Forum for Rights, a group.", "Forum for Rights"),
        ("The border police counted 12 people who crossed.", "border police"),
        ("The ministry, however, claimed that 12 people died.", "ministry"),
        ("Officials in Baku put the toll at 12 dead.", "Officials in Baku"),
        ("The region's own figure is 12 dead.", "region"),
        ("Some 12 people died (UNHCR).", "UNHCR"),
        ("An aid worker who asked not to be named said 12 people died.", "aid worker"),
        (
            "Police chief Anton Berg gives a lower figure, and says that 12 people died.",
            "Anton Berg",
        ),
        ("Mia Holm, for the refugee agency, said that 12 people died.", "Mia Holm"),
        ("The chairman, Hon. Anton Berg, put the number of dead at 12.", "Anton Berg"),
        ("At least 12 people died at a site, said the chief, Anton Berg.", "Anton Berg"),
        (
            "A councillor reached by telephone put the toll at 12 dead.",
            "councillor reached by telephone",
        ),
        ("The toll rose to 12 dead. That's according to the fire service.", "fire service"),
        ("Some 12 people died, according to our teams.", "Example Wire"),
        ("12 people died in Goris.", "Example Wire"),
        ("“We found 12 dead,” said Anna Berg.", "Anna Berg"),
        ("Deaths confirmed: 12", "Example Wire"),
        ("According to the mayor, Anton Berg, 12 people died.", "Anton Berg"),
        ("18:42 The government says 12 people died.", "government"),
        ("12:15 Observatory: 12 people died.", "Observatory"),
        ("Anna Berg: “We found 12 dead.”", "Anna Berg"),
        ("Mayor Anna Berg: 12 people died.", "Anna Berg"),
        ("The flood claimed the lives of 12 people.", "Example Wire"),
        ("The hospital admitted 12 people who were hurt.", "Example Wire"),
        ("12 people, who were near Dorn, two officials said, died.", "two officials"),
    ],
    ids=lambda part: part[:40],
)
def test_the_named_speaker_is_found(text: str, speaker: str) -> None:
    assert claim(text).said_by == speaker


def test_a_pronoun_stands_for_the_speaker_named_before() -> None:
    text = "The mayor, Anna Berg, said 12 people died. She said 40 people were wounded."

    assert [each.said_by for each in claims(text)] == ["Anna Berg", "Anna Berg"]


def test_a_pronoun_stands_for_a_doctor_who_was_only_named() -> None:
    text = "Dr. Anna Berg works at the ward. She said 12 people died."

    assert claim(text).said_by == "Anna Berg"


def test_an_office_stands_for_who_was_named_with_it() -> None:
    text = "12 people died, the spokesman, Ara Berg, said. The spokesman said 40 were hurt."

    assert [each.said_by for each in claims(text)] == ["Ara Berg"] * 2


def test_what_a_trailing_speaker_adds_is_said_by_it_too() -> None:
    found = claims("12 people died, the council said, adding that 40 people were hurt.")

    assert [each.said_by for each in found] == ["council"] * 2


def test_a_surname_stands_for_the_full_name() -> None:
    text = "Mayor Anna Berg said 12 people died.\n\nLater, Berg said 40 people were wounded."

    assert claims(text)[1].said_by == "Anna Berg"


def test_two_speakers_in_one_sentence_keep_their_figures() -> None:
    text = "The army said 12 soldiers were killed, while the rebels said 40 fighters were killed."

    assert [each.said_by for each in claims(text)] == ["army", "rebels"]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Anna Berg told Reuters that 12 people died.", "Reuters"),
        ("Officials say 12 people died, the Valley News agency reported.", "Valley News agency"),
        ("The mayor said 12 people died.", ""),
    ],
)
def test_the_agency_through_which_it_came_is_kept(text: str, agency: str) -> None:
    assert claim(text).via == agency


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"We have 12 dead," said Anna Berg.', "direct"),
        ("“We have 12 dead,” said Anna Berg.", "direct"),
        ("Anna Berg said they had 12 dead.", "paraphrase"),
        ("They had 12 dead.", ""),
    ],
)
def test_words_inside_quotation_marks_are_direct_speech(text: str, speech: str) -> None:
    assert claim(text).speech == speech


def test_a_transcript_gives_each_figure_to_who_speaks() -> None:
    text = (
        "PRESENTER: The mayor of Goris, Anna Berg, is with us. How many have come?\n\n"
        "BERG: On Sunday 85 people arrived.\n\n"
        "PRESENTER: And now?\n\n"
        "BERG: There is room for 250 more.\n"
    )

    assert [(each.said_by, each.speech) for each in claims(text)] == [("Anna Berg", "direct")] * 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("12 people died in Goris.", "goris"),
        ("12 people died in the town of Sake.", "Sake"),
        ("12 people died in Sake, North Kivu.", "Sake"),
        ("In Sake 12 people died.", "Sake"),
        ("12 people arrived in Goris from Sake.", "goris"),
        ("12 people left Sake for Goris.", "Sake"),
        ("12 people fled to Goris.", "goris"),
        ("12 people are in tents near Macomia town.", "Macomia"),
        ("12 people were killed in Kalpajar.", "kalbajar"),
        ("12 people crossed at the Lower checkpoint.", "old-bridge"),
        ("GORIS, Sept 24 (Example Wire) - 12 people died.", "goris"),
        ("SAKE, Congo, Sept 24 (Example Wire) - 12 people died in Goris.", "goris"),
        ("12 people died.", "unknown"),
        ("Anna Berg of UNHCR said 12 people died on Sunday.", "unknown"),
        ("Thousands flee Arden as the bridge to Belmont closes.", "Arden"),
        ("Rebels tightened their grip on Lerou, where 300 people live.", "Lerou"),
        ("The douar of Tafgart has buried 300 people.", "Tafgart"),
        ("Crowds of guests came from Ukrava. In Rzesov 300 people sleep in tents.", "Rzesov"),
        ("Neighbouring Busoro has taken in 300 people.", "Busoro"),
        ("12 people are in Um Rawan.", "Um Rawan"),
        ("12 people are in el-Dorna.", "el-Dorna"),
        ("12 people fled to Cox's Inlet.", "Cox's Inlet"),
        ("12 people died in Cyclone Marta.", "unknown"),
        ("12 people fled in Confinement.", "unknown"),
        ("12 people crossed the Polish border.", "unknown"),
        ("Dorn's 4,000 people fled.", "Dorn"),
        ("Marel, the port where they landed, took in 300 people.", "Marel"),
        ("Officials said Marel hosts 4,000 refugees.", "Marel"),
        ("Marel was hosting 4,000 refugees.", "Marel"),
        ("12 people are in north-western Marel.", "Marel"),
        ("12 people headed for Marel.", "Marel"),
        ("The appeal for Marel will help 300 families.", "Marel"),
        ("Confinement: 23,442 people", "unknown"),
        ("The Department of Marel Affairs counted 300 dead.", "unknown"),
        ("Marel and Dorn, Borno State\n12 people fled.", "Borno State"),
    ],
)
def test_the_place_that_a_figure_is_about_is_found(text: str, place: str) -> None:
    assert claim(text).place == place


def test_figures_at_several_places_keep_theirs() -> None:
    found = claims("Some 9,870 people entered at Palanca and 3,045 at Otaci.")

    assert [(each.value, each.kind, each.place) for each in found] == [
        (9870, "arrived", "Palanca"),
        (3045, "arrived", "Otaci"),
    ]


def test_names_with_their_numbers_in_a_list_are_places() -> None:
    assert [each.place for each in claims("Goris had 90 dead, followed by Swabin with 41.")] == [
        "goris",
        "Swabin",
    ]


@pytest.mark.parametrize("town", ["a town of 9,000 people,", "built for 900 people, now"])
def test_a_town_is_named_before_what_it_is(town: str) -> None:
    assert {each.place for each in claims(f"Marel, {town} hosts 400 people.")} == {"Marel"}


@pytest.mark.parametrize("speech", ["told reporters in Sake", "said in Sake"])
def test_where_somebody_spoke_is_no_place_of_what_follows(speech: str) -> None:
    text = f"Floods in Goris\n\nThe governor {speech} that the water rose. 12 people died."

    assert claim(text).place == "goris"


def test_where_somebody_writes_is_no_place_of_what_follows() -> None:
    assert claim("Floods in Goris\n\nBy Ara Berg in Sake\n12 people died.").place == "goris"


def test_a_list_is_about_the_place_of_what_leads_to_it() -> None:
    text = "Floods in Goris\n\nIn the town of Sake:\n\n- 40 people died\n\n- 7 people fled"

    assert [each.place for each in claims(text)] == ["Sake", "Sake"]


def test_from_where_those_counted_came_is_not_where_they_are() -> None:
    text = "Some 300 people from villages in Sake sleep in tents in Goris."

    assert claim(text).place == "goris"


def test_a_dateline_is_the_place_only_where_nothing_else_is_named() -> None:
    text = (
        "SAKE, Congo, Sept 24 (Example Wire) - At least 240 people were killed and a thousand "
        "may be missing after two dams burst above the town of Goris."
    )

    assert {each.place for each in claims(text)} == {"goris"}


def test_a_sentence_without_a_place_is_about_that_of_the_report() -> None:
    text = "Clashes in Goris\n\nFighting went on.\n\nAt least 12 people died."

    assert claim(text).place == "goris"


def test_an_interview_is_the_answers_of_who_was_asked() -> None:
    text = (
        "Nurse Anna Berg works in Goris.\n\n"
        "How many have come?\n\n"
        "About 400 people arrived on Sunday.\n\n"
        "Where do they stay?\n\n"
        "There is room for 250.\n"
    )

    assert [(each.said_by, each.speech) for each in claims(text)] == [("Anna Berg", "direct")] * 2


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The mayor argues that 700 people arrived.", "mayor"),
        ("The bishop insists that 800 people arrived.", "bishop"),
        ("Officials complain that 800 people arrived.", "Officials"),
        ("The governor assures reporters that 800 people arrived.", "governor"),
        ("The mayor warns that 800 people arrived.", "mayor"),
        ("The mayor estimates that 800 people arrived.", "mayor"),
        ("The farmers' union bristles that 800 people arrived.", "farmers' union"),
        ("Sister Clara trumpeted that 900 people came.", "Clara"),
    ],
)
def test_a_new_speaker_with_any_verb_ends_the_one_before(sentence: str, speaker: str) -> None:
    found = claims(f"The police counted 300 arrivals in Goris. {sentence}")

    assert [each.said_by for each in found] == ["police", speaker]


def test_words_that_a_clause_describes_are_no_speaker() -> None:
    found = claims(
        "The police said 30 people died. The forces that attacked Goris killed 40 people."
    )

    assert [each.said_by for each in found] == ["police", "police"]


@pytest.mark.parametrize(
    "text",
    [
        "Since yesterday's report 1,870 people have arrived.",
        "According to Wednesday's report 40 people died.",
        "Monday's figures show 50 people injured.",
        "Today's bulletin puts the figure at 60 dead.",
        "This week's count is 70 dead.",
    ],
)
def test_the_owner_of_a_report_that_is_a_time_is_no_speaker(text: str) -> None:
    assert claim(text).said_by == "Example Wire"


def test_a_body_whose_report_a_day_describes_is_the_speaker() -> None:
    assert (
        claim("According to Wednesday's ministry report 40 people died.").said_by != "Example Wire"
    )


LIST = "The mayor said 30 people died{}\n• 45 people fled Goris\n• 55 people came to Sake\n"


@pytest.mark.parametrize(("end", "speaker"), [(".", "Example Wire"), (":", "mayor")])
def test_a_speaker_goes_on_over_a_list_only_where_it_is_led_to(end: str, speaker: str) -> None:
    text = LIST.format(end)

    assert [each.said_by for each in claims(text)] == ["mayor", speaker, speaker]


def test_a_line_behind_a_list_or_a_table_is_not_of_its_speaker() -> None:
    behind = claims(f"{LIST.format(':')}Some 300 families need food.\n")

    assert behind[-1].said_by == "Example Wire"


@pytest.mark.parametrize("body", ["The WFP", "The Red Cross", "The Health Ministry"])
def test_a_body_that_acts_ends_what_another_said(body: str) -> None:
    text = f"The mayor said 30 people died. {body} delivered 30 tonnes. Some 300 people left."

    assert [each.said_by for each in claims(text)] == ["mayor", "Example Wire", "Example Wire"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("12:10 The interior minister: 4,000 people entered Goris.", "interior minister"),
        ("Hospital: 40 wounded.", "Example Wire"),
        ("The crisis committee has a register of 900 evacuees.", "crisis committee"),
        ("So far 21 people are dead by the army's tally.", "army"),
        ("A survivor and a councillor said 52 people died.", "survivor and a councillor"),
        ("More than 600 people died last year, rights groups estimate.", "rights groups"),
        ("Our teams registered 900 people in Goris.", "Example Wire"),
    ],
)
def test_a_source_is_found_without_a_verb_of_saying(text: str, speaker: str) -> None:
    assert claims(text)[0].said_by == speaker


def test_members_of_a_council_speak_under_their_names() -> None:
    text = (
        "Ms. HOLT (Norland): We took in 900 people.\n\nMr. OUMAR (Sudland): Some 400 people died.\n"
    )

    assert [each.said_by for each in claims(text)] == ["Ms. HOLT", "Mr. OUMAR"]
