"""Options that several commands have, each said once."""

from pathlib import Path
from typing import Annotated

import typer

SCENARIO = Annotated[
    str, typer.Argument(help="A built-in case (see 'corridor list') or a scenario folder.")
]
MEMBERS = Annotated[
    int, typer.Option(min=1, max=1_000_000, help="Runs of the model, each with its own draw.")
]
SEED = Annotated[int, typer.Option(min=0, max=2**64 - 1, help="Same seed, same result.")]
OUT = Annotated[Path | None, typer.Option(help="Folder to write. Default: a new one under ./runs.")]
THREADS = Annotated[
    int | None,
    typer.Option(min=1, max=1024, help="Default: one for each core. Changes only the time."),
]
NO_UPDATE = Annotated[
    bool, typer.Option("--no-update", help="Do not learn from the counts that were known.")
]
BY = Annotated[str, typer.Option(help="Who decides; kept in the history.", show_default=False)]
JSON = Annotated[bool, typer.Option("--json", help="Print the result as JSON and nothing else.")]
