"""Text from outside, made harmless for a terminal."""

import json
import re

#: Control characters except the ends of lines and tabs, and marks that turn the way of writing:
#: a terminal would obey them.
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

#: The pictures of the control characters begin here in Unicode.
_PICTURES = 0x2400


def printable(text: str) -> str:
    r"""A text in which a terminal finds nothing to obey; what is replaced can be seen.

    >>> printable("\x1b[31mred")
    '␛[31mred'
    """
    return _CONTROLS.sub(lambda found: _picture(ord(found[0])), text)


def printable_json(document: object) -> str:
    """A JSON document in which such characters are escaped, so that nothing is lost."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
