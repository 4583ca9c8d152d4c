"""Write the reference of the REST interface from its own description."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corridor.app.server import make_app
from corridor.app.settings import Settings

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rest.md"

_HEAD = """# REST interface

What `corridor serve` answers under `/api/v1`. The full description, with the form of every answer,
is served at `/api/v1/openapi.json` as OpenAPI 3.1. This page is made from it by
`scripts/make_rest_reference.py`.

- Times have the offset of the scenario's zone; numbers that are none are `null`.
- Every answer that is no success has one form:
  `{"error": {"kind", "message", "problems": [{"where", "found", "expected"}], "current_version"}}`.
- A change needs the header `X-Corridor-CSRF` with the value that `GET /api/v1/session` gives, or
  the password as `Authorization: Bearer`. `X-Corridor-By` says who makes it, for the history.
- A change of a ledger needs `If-Match` with the version that it rests on (`version` of what was
  read). Where somebody else changed the same since, nothing is changed: 409 says who did what, and
  `current_version`.
- What takes long is a job: 202 with its id, then `GET /api/v1/jobs/{job}` until its `state` is
  `done`, `failed`, `cancelled` or `interrupted`.
"""


def page(described: Mapping[str, Any]) -> str:
    """The page for a description."""
    sections: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            tag = operation["tags"][0]
            sections.setdefault(tag, []).append(_entry(method.upper(), path, operation))
    parts = [_HEAD]
    for tag, entries in sections.items():
        parts += [f"\n## {tag[:1].upper()}{tag[1:]}\n", *entries]
    return "\n".join(parts)


def _entry(method: str, path: str, operation: Mapping[str, Any]) -> str:
    lines = [f"`{method} {path}`", *(f": {line}" for line in _told(operation))]
    return "\n".join(lines) + "\n"


def _told(operation: Mapping[str, Any]) -> Iterator[str]:
    about = " ".join(operation.get("description", operation["summary"]).split())
    queries = [one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"]
    if queries:
        about += f" Query: {', '.join(f'`{name}`' for name in queries)}."
    body = operation.get("requestBody")
    if body:
        about += f" Body: {_shape(next(iter(body['content'].values())))}."
    statuses = [status for status in operation["responses"] if status.startswith("2")]
    gives = [_shape(content) for content in _contents(operation["responses"][statuses[0]])]
    yield f"{about} Gives {statuses[0]}{f' {gives[0]}' if gives and gives[0] else ''}."


def _contents(response: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(response.get("content", {}).values())


def _shape(content: Mapping[str, Any]) -> str:
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return f"`{name}`" if name else ""


def main() -> None:
    """Write the page, or with ``--check`` say whether it is as it would be written."""
    text = page(make_app(Settings(Path())).openapi())
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == text else f"{PAGE} is out of date")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
