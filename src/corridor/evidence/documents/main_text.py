"""Which blocks of an HTML page are its main text, by its mark-up and by trafilatura."""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from corridor.evidence.documents.blocks import Block
from corridor.evidence.documents.page import Page

#: Above this trafilatura would take seconds, and pages of one report stay far below.
MOST_ELEMENTS = 20_000

_LETTERS = re.compile(r"[\W_]+")
#: Letters of a block that is known again wherever it stands, and how far ahead others are sought.
_DISTINCT, _AHEAD = 40, 400


def judged_blocks(source: str, page: Page) -> list[Block]:
    """The blocks of the page, with all that is not main text marked as ``outside``.

    Within the main text, a block that the library left out, such as a bullet or a row, is marked
    only where the mark-up says that it belongs to something else. An element with the name of
    something around a report is believed only where the library found no paragraph in it.
    """
    main = _main_blocks(source, page)
    found = [place for place, is_main in enumerate(main) if is_main]
    if not found:
        return page.blocks
    holds_report = {
        block.holder
        for block, is_main in zip(page.blocks, main, strict=True)
        if is_main and block.end - block.start > 2 * _DISTINCT
    } | {0}
    return [
        replace(
            block,
            outside=block.holder not in holds_report
            or not (main[place] or found[0] < place < found[-1] or _is_above(block, place, found)),
        )
        for place, block in enumerate(page.blocks)
    ]


def _is_above(block: Block, place: int, found: Sequence[int]) -> bool:
    return block.shape == "heading" and place < found[0]


def _main_blocks(source: str, page: Page) -> Sequence[bool]:
    main = _squeezed(_main_text(source) if page.elements <= MOST_ELEMENTS else "")
    place, found = 0, []
    for block in page.blocks:
        letters = _squeezed(page.text[block.start : block.end])
        ahead = len(letters) + (len(main) if len(letters) >= _DISTINCT else _AHEAD)
        at = main.find(letters, place, place + ahead) if letters else -1
        found.append(at >= 0)
        place = at + len(letters) if at >= 0 else place
    return found


def _squeezed(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def _main_text(source: str) -> str:
    import trafilatura

    # A page without main text is no fault, and what it logs would go to the terminal.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = trafilatura.extract(source, fast=True, include_comments=False, with_metadata=False)
    return found or ""
