"""A small Flee folder, made for tests, with files to change.

Two towns at war (``North``, ``South``) meet at ``Cross``; from there roads lead on to the camps
``Near`` and, through ``Hub``, ``Far``::

    North ─┐          ┌─ Near
           ├─ Cross ──┤
    South ─┘          └─ Hub ── Far
"""

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "input_csv/sim_period.csv": "StartDate,2030-03-01\nLength,60\n",
    "input_csv/locations.csv": (
        "#name,region,country,latitude,longitude,location_type,conflict_date,population\n"
        "North,Hills,Home_Land,10.0,20.0,conflict_zone,0,40000\n"
        "South,Plain,Home_Land,9.0,20.0,conflict_zone,20,60000\n"
        "Cross,Plain,Home_Land,9.5,20.2,town,,\n"
        "Hub,Coast,Else_Where,9.5,20.6,forwarding_hub,,\n"
        "Near,Coast,Else_Where,9.6,20.5,camp,,900\n"
        "Far,Coast,Else_Where,9.5,21.0,camp,,5000\n"
    ),
    "input_csv/routes.csv": (
        "#name1,name2,distance,forced_redirection\n"
        "North,Cross,70,0\nSouth,Cross,70,\nCross,Near,50,0\nCross,Hub,60,0\nHub,Far,50,2\n"
    ),
    "input_csv/closures.csv": (
        "#closure_type,name1,name2,closure_start,closure_end\n"
        "country,Home_Land,Else_Where,0,5\n"
        "camp,Far,,0,10\n"
        "location,Near,Cross,30,40\n"
    ),
    "input_csv/conflicts.csv": "#Day,North,South,\n"
    + "".join(f"{day},{0.5 if day < 8 else 1},{int(20 <= day < 50)}\n" for day in range(60)),
    "input_csv/registration_corrections.csv": "Near,2030-04-10,normalize\n",
    "source_data/data_layout.csv": "total,refugees.csv\nNear,near.csv\nFar,far.csv\n",
    "source_data/refugees.csv": "2030-03-01,0\n2030-04-30,2100\n",
    "source_data/near.csv": "2030-03-01,0\n2030-03-11,600\n2030-04-01,1000\n2030-04-10,900\n",
    "source_data/far.csv": "date,count\n2030-03-01,0\n2030-04-20,1200\n",
}


def flee_folder(path: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the folder; a file whose change is None is left out."""
    folder = path / "small-war"
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder


def replaced(name: str, old: str, new: str) -> dict[str, str]:
    """A change of one file: some of its text is another."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}
