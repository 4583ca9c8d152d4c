"""Print the command that README.md gives under a name, so that CI runs what the reader runs.

Usage: python3 scripts/readme_commands.py NAME [README.md]

A command is the ``bash`` block that follows the line ``<!-- command: NAME -->``. Needs nothing but
the standard library, because it runs before anything is installed.
"""

import re
import sys
from pathlib import Path

_COMMAND = re.compile(
    r"^<!-- command: (?P<name>[a-z-]+) -->\n```bash\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def commands(markdown: str) -> dict[str, str]:
    """The marked commands of a page by name."""
    return {found["name"]: found["text"].strip() for found in _COMMAND.finditer(markdown)}


def main(arguments: list[str]) -> int:
    """Print one command; 1 if the page has none of that name, 2 on wrong usage."""
    if len(arguments) not in {1, 2}:
        print(__doc__, file=sys.stderr)
        return 2
    name, *rest = arguments
    page = Path(rest[0]) if rest else Path(__file__).parents[1] / "README.md"
    found = commands(page.read_text(encoding="utf-8"))
    if name not in found:
        print(f"{page}: no command {name!r}, only {', '.join(found) or 'none'}", file=sys.stderr)
        return 1
    print(found[name])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
