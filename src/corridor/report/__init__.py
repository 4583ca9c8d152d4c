"""A forecast as a page that can be read, printed and passed on (see :mod:`corridor.report.run`)."""
