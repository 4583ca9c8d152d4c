"""A figure in its sentence, for people who decide on it."""

from corridor.review.trace import in_sentence, sentences_around

PAGE = (
    "Home News Contact\nThousands leave\n3,100 people have arrived. More are coming\nPlace\tPeople"
)
REPORT = "Thousands leave\n\n* The school holds 40 people\n* 3,100 people have arrived\n* No news\n"


def shown(text: str, name: str) -> str:
    start = text.index("3,100 people")
    end = start + len("3,100 people")
    return "".join(in_sentence(text, start, end, sentences_around(text, name, start, end)))


def test_the_sentence_of_a_page_has_no_menu_heading_or_table_in_it() -> None:
    assert shown(PAGE, "page.html") == "3,100 people have arrived."


def test_a_bullet_stands_without_its_neighbours() -> None:
    assert shown(REPORT, "report.txt") == "3,100 people have arrived"


def test_a_sentence_goes_on_over_the_end_of_a_line() -> None:
    text = (
        "The town hall of Lowbridge said on Thursday at noon that by its count\n"
        "3,100 people had arrived in the town since the early morning of that\nday. More came.\n"
    )

    assert shown(text, "report.txt").startswith("The town hall")
    assert shown(text, "report.txt").endswith("day.")


def test_a_line_of_a_menu_is_no_part_of_the_sentence_below_it() -> None:
    text = "Home | News | Sport\n3,100 people flee Arden as bridge closes\n\nNothing else."

    assert shown(text, "report.txt") == "3,100 people flee Arden as bridge closes"
