"""Faults of YAML, told without the parser's own words."""

import pytest

from corridor.parameters.yaml_text import read_yaml


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: The flood: day two\n", "a second colon"),
        ("a: 1\n\tb: 2\n", "a tab"),
        ("title: 'the flood\nname: x\n", "a quotation mark that is not closed"),
        ("list: [1, 2\nname: x\n", "a '[' that is not closed"),
        ("map: {a: 1\nname: x\n", "a '{' that is not closed"),
        ("schema: 1\nname\ntitle: x\n", "a line without a colon"),
        ("schema: 1\n  name: x\ntitle: y\n", "a second colon"),
        ("a:\n  b: 1\n c: 2\n", "indented otherwise"),
    ],
)
def test_a_fault_of_syntax_is_told_in_plain_words(text: str, found: str) -> None:
    _, (fault,) = read_yaml(text)

    assert found in fault.found
