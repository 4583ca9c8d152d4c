"""PDF files made byte by byte, so that tests need no library that writes them."""

import zlib
from collections.abc import Sequence

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
#: A dictionary whose check values no password fits.
_LOCKED = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
_MEBIBYTE = 1 << 20


def pdf(pages: Sequence[Sequence[str]], *, locked: bool = False) -> bytes:
    """A PDF with these lines on its pages."""
    return _file([_packed(lines) for lines in pages], locked=locked)


def pdf_bomb(mebibytes: int) -> bytes:
    """A small PDF with a page whose content unpacks to this many mebibytes of zeros."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(_MEBIBYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a stream repeats itself for the same input.
    again = packer.compress(bytes(_MEBIBYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return _file([first + again * (mebibytes - 1)], locked=False)


def _packed(lines: Sequence[str]) -> bytes:
    shown = [f"({line}) Tj T*" for line in lines]
    return zlib.compress("\n".join(["BT /F1 11 Tf 14 TL 60 780 Td", *shown, "ET"]).encode("cp1252"))


def _file(streams: Sequence[bytes], *, locked: bool) -> bytes:
    first = 4
    pages = range(first, first + 2 * len(streams), 2)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)),
        _FONT,
    ]
    for number, stream in zip(pages, streams, strict=True):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (number + 1)
        )
        head = b"<< /Length %d /Filter /FlateDecode >>" % len(stream)
        objects.append(head + b"\nstream\n" + stream + b"\nendstream")
    if locked:
        objects.append(_LOCKED)
    return _with_table(objects, locked=locked)


def _with_table(objects: Sequence[bytes], *, locked: bool) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    lock = b"/Encrypt %d 0 R /ID [<00> <00>] " % len(objects) if locked else b""
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, lock, len(written))
    )
