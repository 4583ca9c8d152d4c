"""Files of tables that are damaged, hostile or not what they seem end in a clear error."""

import json
from pathlib import Path

import pytest

from corridor.errors import InputError
from corridor.formats import detect
from corridor.formats.areas import is_from, plain_name, plain_pcode
from corridor.formats.records import LONGEST_LINE_BYTES
from tests.foreign_tables import DATA, changed, read


def fault(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read(path)
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no columns"),
        (b"\n\n\n", "no columns"),
        (b"\xff\xfey\0e\0a\0r\0", "text in UTF-16"),
        (b"\0\1\2\3 binary \x80", "Corridor knows"),
        (b"a" * (LONGEST_LINE_BYTES + 10), "a line of more than 1,048,576 bytes"),
        (b"{", "an object without one"),
        (b"[", "expecting value"),
        (b'{"data": 3}', "an object without one"),
        (b'{"data": [3]}', "a record that is no object"),
        (b'{"data": [{"a": NaN}]}', "NaN, which is no number"),
        (b'[{"a": 1} {"b": 2}]', "expected ','"),
        (b'[{"a": 1', "delimiter"),
        (b"[" * 100_000, "expected JSON of plain records"),
        (b'[{"a": "\xff"}]', "byte 0xFF"),
        (b'["a"]', "a record that is no object"),
        (b"[]", "no columns"),
    ],
    ids=range(16),
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "strange.dat"
    path.write_bytes(content)

    assert said in fault(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in fault(tmp_path / "none.csv")
    assert "directory" in fault(tmp_path)


def test_a_line_that_is_not_utf_8_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    text = (DATA / "unhcr_situations.csv").read_bytes()
    path.write_bytes(text + text.splitlines()[1].replace(b"Norland", b"N\xf6rland") + b"\n")

    table = read(path)

    assert [(problem.line, problem.found) for problem in table.problems] == [(4, "byte 0xF6")]
    assert table.counts


def test_a_row_with_too_few_cells_is_a_problem(tmp_path: Path) -> None:
    table = read(changed(tmp_path, "unhcr_situations.csv", lambda text: text + "Estania,XES\n"))

    assert [str(problem) for problem in table.problems] == [
        "unhcr_situations.csv:4: found 2 cells, expected 8 cells, one for each column"
    ]


def test_a_quotation_that_is_not_closed_is_a_problem(tmp_path: Path) -> None:
    table = read(changed(tmp_path, "unhcr_situations.csv", lambda text: text + '"Estania,XES\n'))

    assert [(problem.line, problem.found) for problem in table.problems] == [
        (4, "unexpected end of data")
    ]


def test_numbers_and_words_in_json_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "odp.json"
    document = json.loads((DATA / "unhcr_odp.json").read_text())
    for row in document["data"]:
        row["individuals"] = row["individuals"] and int(row["individuals"])
    path.write_text(json.dumps(document))

    assert read(path).counts == read(DATA / "unhcr_odp.json").counts


def test_detecting_a_table_reads_no_more_than_its_beginning(tmp_path: Path) -> None:
    path = changed(tmp_path, "ucdp_ged.csv", lambda text: text + "broken\n" * 1000)

    assert detect(path) == "ucdp_ged"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Al-Ḥasakah Governorate", "al hasakah"),
        ("MILLFIELD  town", "millfield"),
        ("Province", "province"),
        ("Côte d'Ivoire", "cote d ivoire"),
    ],
)
def test_names_are_compared_without_case_accents_and_words_for_areas(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("code", "country", "plain"),
    [
        ("SDN01002", "", "SD01002"),
        ("SD01002", "", "SD01002"),
        ("01002", "SDN", "SD01002"),
        ("01002", "", "01002"),
        ("sdn", "", "SD"),
        ("XN0102", "", "XN0102"),
        ("PL-01", "", "PL01"),
    ],
)
def test_p_codes_agree_with_two_three_or_no_letters_of_the_country(
    code: str, country: str, plain: str
) -> None:
    assert plain_pcode(code, country) == plain


@pytest.mark.parametrize(
    ("origin", "code", "name", "same"),
    [
        ("COD", "", "Dem. Rep. of the Congo", True),
        ("cd", "COD", "", True),
        ("Syrian Arab Republic", "", "Syrian Arab Rep.", True),
        ("IRN", "", "Iran (Islamic Rep. of)", True),
        ("Norland", "", "NORLAND", True),
        ("COG", "", "Dem. Rep. of the Congo", False),
        ("NER", "NGA", "Nigeria", False),
        ("SDN", "SSD", "South Sudan", False),
    ],
)
def test_countries_agree_by_code_and_by_name_as_unhcr_shortens_it(
    origin: str, code: str, name: str, same: bool
) -> None:
    assert is_from([origin], code, name) is same
