"""Write docs/reference/standards.md from the package's table of standards."""

from collections.abc import Iterator
from pathlib import Path

from corridor.needs import CHECKED, COLUMNS, COUNTED, Standard, default_standards
from corridor.needs.standards import OPTIONAL

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "standards.md"

_HEAD = """# Standards

By these [`corridor needs`](../how-to/needs-and-exports.md) works out what people need. The page is
made from `standards.csv` in `corridor.needs` by `scripts/make_standards.py`.

Figures that were not read in the publication itself, or not checked at all, say so in the last
column: check them before you rely on them. National standards come first where there are any:
put them in with `--standards`.

| need | amount | cold climate | counted by | source | checked |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The text of the page."""
    standards = default_standards()
    rows = "\n".join(_row(standard) for standard in standards)
    return _HEAD + rows + "\n\n" + "\n".join(_reasons(standards)) + "\n" + "\n".join(_columns())


def _row(standard: Standard) -> str:
    of = "household" if standard.of == "household" else "person"
    each = "" if standard.each == 1 else f"{standard.each:,.0f} "
    people = {"person": "people", "household": "households"}[of] if each else of
    amount = f"{standard.amount:g} {standard.unit} per {each}{people}"
    cold = "" if standard.cold_amount is None else f"{standard.cold_amount:g} {standard.unit}"
    name = f"{standard.name} (`{standard.id}`)"
    cells = (name, amount, cold, standard.counted, _linked(standard.source), standard.checked)
    return f"| {' | '.join(cells)} |"


def _linked(source: str) -> str:
    words = (f"<{word}>" if word.startswith("http") else word for word in source.split(" "))
    return " ".join(words)


def _reasons(standards: tuple[Standard, ...]) -> Iterator[str]:
    yield "Counted by:\n"
    for counted, words in COUNTED.items():
        own = [standard for standard in standards if standard.counted == counted]
        names = ", ".join(f"`{standard.id}`" for standard in own)
        yield f"- `{counted}`: {words}{': ' + names if names else ''}"
    yield "\nWhy:\n"
    for why in dict.fromkeys(standard.why for standard in standards):
        names = ", ".join(f"`{standard.id}`" for standard in standards if standard.why == why)
        yield f"- {names}: {why[0].lower()}{why[1:]}"
    yield "\nChecked:\n"
    yield from (f"- `{name}`: {words}" for name, words in CHECKED.items())


def _columns() -> Iterator[str]:
    yield "\n## A table of your own\n"
    yield (
        "`corridor needs --write-standards FILE` writes the package's table, to edit. A CSV file "
        "in UTF-8 with these columns, in any order:\n"
    )
    yield "| column | must be given | meaning |\n|---|---|---|"
    fields = {
        "id": "short name: lower-case letters, digits and underscores",
        "sector": "part of the response",
        "name": "what is needed",
        "unit": "unit of the amount",
        "amount": "so much is needed, above 0",
        "each": "for so many people or households; 1 if not given",
        "of": "`person` or `household`",
        "counted": ", ".join(f"`{name}`" for name in COUNTED),
        "cold_amount": "the amount in a cold climate; the same if not given",
        "whole": "`yes` for whole things, rounded up at each place; else `no`",
        "source": "citation or address",
        "checked": ", ".join(f"`{name}`" for name in CHECKED) + "; `own` if not given",
        "why": "why these people are counted",
    }
    for column in COLUMNS:
        yield f"| `{column}` | {'no' if column in OPTIONAL else 'yes'} | {fields[column]} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
