"""The visible text of a page as it is put together, block by block."""

import re
from typing import NamedTuple

from corridor.evidence.documents.blocks import Block, Shape
from corridor.evidence.documents.document import Stretch

_SPACE = " \t\n\r\f"
_WIDE_SPACE = re.compile(r"[ \t\n\r\f]{2,}")
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")


class Setting(NamedTuple):
    """What the elements around a piece of text make of it."""

    shape: Shape = "text"
    holder: int = 0
    link: bool = False


class Shown:
    """Text, blocks and places in the source, growing as a page is read from top to bottom."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.stretches: list[Stretch] = []
        self._length = 0
        self._start = 0
        self._setting: Setting | None = None
        self._is_row = False
        self._linked = 0
        self._gap = ""
        self._break_waits = False
        self._cell_has_lines = False
        self._inline_ended = False

    def next_cell(self) -> None:
        """Go on in another cell: of the same row, or of a page laid out as a table."""
        if self._cell_has_lines:
            self.end_block()
        self._gap, self._break_waits, self._cell_has_lines = "\t", False, False

    def next_inline(self) -> None:
        """Start an inline element where another ended: pages set such apart by style."""
        if self._inline_ended:
            self._gap = self._gap or " "

    def end_inline(self) -> None:
        """End an inline element."""
        self._inline_ended = True

    def break_line(self, *, in_cell: bool) -> None:
        """End the block; within a cell only once more text comes in that same cell."""
        if not (in_cell and self._setting):
            self.end_block()
        elif self._gap != "\t":
            self._break_waits = True

    def end_block(self) -> None:
        """End the block, if one has begun."""
        if self._setting:
            shape: Shape = "row" if self._is_row else self._setting.shape
            linked = self._linked / (self._length - self._start)
            holder = self._setting.holder
            block = Block(self._start, self._length, shape, linked, bool(holder), holder)
            self.blocks.append(block)
        self._setting, self._is_row, self._linked = None, False, 0
        self._gap, self._break_waits = "", False

    def add(self, data: str, offset: int, setting: Setting) -> None:
        """Add text that stands at ``offset`` in the source; runs of white space become one."""
        words = data.strip(_SPACE)
        if len(words) < len(data) and data[0] in _SPACE:
            self._gap = self._gap or " "
        if not words:
            return
        start = data.index(words[0])
        end = start + len(words)
        for wide in _WIDE_SPACE.finditer(data, start, end):
            self._add_at(data, start, wide.start(), offset, setting)
            self._gap, start = " ", wide.end()
        self._add_at(data, start, end, offset, setting)
        if end < len(data):
            self._gap = " "

    def _add_at(self, data: str, start: int, end: int, offset: int, setting: Setting) -> None:
        self.add_stretch(data[start:end], (offset + start, offset + end), setting)

    def add_stretch(self, shown: str, source: tuple[int, int], setting: Setting) -> None:
        """Add text with its span in the source, whose white space is single already."""
        if not shown:
            return
        if self._break_waits:
            self.end_block()
            self._cell_has_lines = True
        self._lead_in(setting)
        start = self._length
        self._write(shown.translate(_ONE_SPACE))
        self.stretches.append(Stretch(start, self._length, *source))
        self._linked += len(shown) if setting.link else 0

    def _lead_in(self, setting: Setting) -> None:
        if self._setting is None:
            if self.parts:
                self._write("\n")
            self._setting, self._start = setting, self._length
        elif self._gap:
            self._is_row = self._is_row or self._gap == "\t"
            self._write(self._gap)
        self._gap, self._inline_ended = "", False

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
