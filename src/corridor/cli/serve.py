"""The command that serves the web application."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

import typer

from corridor.app.passwords import Secret
from corridor.app.settings import Settings
from corridor.errors import OptionError


@dataclass(frozen=True)
class ServeOptions:
    """What the serve command was asked for."""

    folder: Path
    host: str
    port: int
    password_file: Path | None
    allow_host: tuple[str, ...]
    session_hours: float


def run_serve(options: ServeOptions) -> None:
    """Say where the application is, and serve it until Ctrl-C."""
    settings = Settings(
        folder=options.folder,
        host=options.host,
        port=options.port,
        secret=_secret(options.password_file),
        hosts=frozenset(name.lower() for name in options.allow_host),
        session_hours=options.session_hours,
    )
    settings.check()
    _check_port(options.host, options.port)
    from corridor.app.server import serve

    shown = f"[{options.host}]" if ":" in options.host else options.host
    typer.echo(f"Serving {options.folder.resolve()} at http://{shown}:{options.port}")
    typer.echo("Ctrl-C ends it.")
    serve(settings)


def _secret(file: Path | None) -> Secret | None:
    if file is not None:
        try:
            return Secret.of(file.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise OptionError(f"--password-file {file} cannot be read: {error}") from error
    given = os.environ.get("CORRIDOR_PASSWORD") or os.environ.get("CORRIDOR_TOKEN")
    return Secret.of(given) if given else None


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise OptionError(
                f"nothing can listen at {host}:{port} ({error.strerror}): choose another --port"
            ) from error
