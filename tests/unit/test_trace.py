"""A figure in its sentence, for people who decide on it."""

from corridor.review.trace import in_sentence


def test_a_sentence_is_shown_without_the_menu_line_above_it() -> None:
    text = "Home | News | Sport\nThousands flee Arden as bridge closes\n\nNothing else."
    start = text.index("Thousands")

    quoted = in_sentence(text, start, start + len("Thousands"))

    assert (quoted.before, quoted.after) == ("", " flee Arden as bridge closes")
