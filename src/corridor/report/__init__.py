"""A forecast as a page that can be read, printed and passed on."""

from corridor.report.run import write_run

__all__ = ["write_run"]
