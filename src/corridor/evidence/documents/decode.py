"""Bytes into text: which encoding a file has, or that it cannot be text."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files that are no text begin, and what they are.
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w-]{1,40})",
    re.IGNORECASE,
)
#: Browsers read these names as windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
_READ_AS_1252 = {"ascii", "iso8859-1"}
#: The single-byte encodings that are told apart by their letters; those of Central Europe and
#: Turkey are left out, because short western texts are taken for them.
_GUESSED = ["cp1252", "cp1251", "koi8_r", "cp1256", "cp1253", "cp1255"]
_SAMPLE = 65536
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.002


class NotTextError(ValueError):
    """The bytes are no text; the message says what they seem to be."""


def decode(data: bytes) -> str:
    """The text in ``data``, without a byte order mark.

    The encoding is that of the byte order mark, else UTF-8 where the bytes are valid UTF-8, else
    the one that an HTML page declares, else the likeliest by its letters.

    Raises
    ------
    NotTextError
        When the bytes cannot be text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(kind)
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    sample = data[:_SAMPLE]
    if len(sample.translate(None, _CONTROLS)) < len(sample) * (1 - _MOST_CONTROLS):
        raise NotTextError("a binary file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_narrow_encoding(data), errors="replace")


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark: in scripts that put the same byte first, every other byte is NUL."""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _narrow_encoding(data: bytes) -> str:
    if _is_damaged_utf8(data):
        return "utf-8"
    return _declared_encoding(data) or _guessed_encoding(data)


def _is_damaged_utf8(data: bytes) -> bool:
    # Letters of other encodings hardly ever fall into the pattern of UTF-8.
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - damaged > 5 * damaged


def _declared_encoding(data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    if not declared:
        return ""
    try:
        name = codecs.lookup((declared[1] or declared[2]).decode()).name
    except LookupError:
        return ""
    if name in _READ_AS_1252:
        return "cp1252"
    return "" if name.startswith("utf") else name


def _guessed_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    return best.encoding if best else "cp1252"
