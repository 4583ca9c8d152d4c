"""The options of the serve command; what it does is in :mod:`corridor.cli.serve`."""

from pathlib import Path
from typing import Annotated

import typer


def serve(
    folder: Annotated[
        Path,
        typer.Argument(help="Holds scenario folders, and under runs what comes of them."),
    ] = Path(),
    host: Annotated[
        str, typer.Option(help="Address to listen at. Any but loopback needs a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    password_file: Annotated[
        Path | None,
        typer.Option(
            help=(
                "File with the password, 12 characters or more. Otherwise CORRIDOR_PASSWORD or "
                "CORRIDOR_TOKEN of the environment, where set."
            )
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Name under which the server is reached, such as forecasts.example.org."),
    ] = None,
    session_hours: Annotated[
        float,
        typer.Option(min=0.1, max=720, help="Sign in again after so many hours without use."),
    ] = 12.0,
) -> None:
    """Serve the web application: see the crisis, ask what if, trace each number.

    For instance:  corridor serve crises

    It opens no page: go to http://127.0.0.1:8000. Scenarios are the folders in FOLDER that hold a
    scenario.yaml, and FOLDER itself if it does; built-in cases are shown beside them. Load no
    personal data.
    """
    from corridor.cli.serve import ServeOptions, run_serve

    options = ServeOptions(
        folder=folder,
        host=host,
        port=port,
        password_file=password_file,
        allow_host=tuple(allow_host or ()),
        session_hours=session_hours,
    )
    run_serve(options)
