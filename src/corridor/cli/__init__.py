"""The command line: each command is a few lines that call the public functions."""

from corridor.cli.main import main

__all__ = ["main"]
