"""An HTML page as it is seen: its text, the blocks of it, and what it says about itself."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from corridor.evidence.documents.blocks import Block, Shape
from corridor.evidence.documents.document import Stretch
from corridor.evidence.documents.shown import Setting, Shown
from corridor.evidence.documents.words import word_list

#: Elements within elements: no page needs more, and browsers stop at 512.
DEEPEST = 1_000
#: Tags and character references of a page.
MOST_TAGS = 500_000

_VOID = word_list("void elements")
_UNSEEN = word_list("unseen elements")
_INLINE = word_list("inline elements")
_ENDS_LIKE = word_list("self-ending elements")
_OUTSIDE_TAGS = word_list("outside elements")
_OUTSIDE_ROLES = word_list("outside roles")
_OUTSIDE_CLASSES = word_list("outside classes")
_SHAPES: dict[str, Shape] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
}
_CELLS = frozenset(("td", "th"))
#: Elements whose class speaks of the whole page.
_WHOLE = frozenset(("html", "body", "main", "article"))
_WORD = re.compile(r"[A-Z]?[a-z]+")
_HIDDEN_STYLE = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.I)
_HIDDEN_CLASS = re.compile(r"sr-only|visually-?hidden|screen-reader-text", re.IGNORECASE)


class PageError(ValueError):
    """The page is made as no report is; the message says what was found."""


@dataclass
class Page:
    """What was read from a page."""

    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    """Name, in lower case, and content of each ``meta`` element."""
    times: list[tuple[str, str]] = field(default_factory=list)
    """For each element of the report that states a time: the words of its class, and the time."""
    linked_data: list[str] = field(default_factory=list)
    """The JSON-LD of the page."""
    elements: int = 0


class _Element(NamedTuple):
    tag: str
    unseen: bool
    in_row: bool
    setting: Setting


def read_page(source: str) -> Page:
    """The page that a browser would show for this source.

    Raises
    ------
    PageError
        When elements are nested deeper than ``DEEPEST``, or there are more than ``MOST_TAGS`` tags.
    """
    reader = _Reader(source)
    # Without close(): what is cut off at the end is not shown by browsers either, and the library
    # takes quadratic time over it.
    reader.feed(source)
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._page = Page()
        self._open = [_Element("", False, False, Setting())]
        self._count: dict[str, int] = {}
        self._tags = 0
        self._shown = Shown()

    def finish(self) -> Page:
        self._shown.end_block()
        self._page.text = "".join(self._shown.parts)
        self._page.blocks = self._shown.blocks
        self._page.stretches = self._shown.stretches
        self._page.title = " ".join(self._page.title.split())
        return self._page

    def parse_html_declaration(self, i: int) -> int:
        # The library stops with an assertion at what old word processors write: <![if ...]>.
        return self.parse_comment(i) if self.rawdata.startswith("<!--", i) else self._bogus(i)

    def _bogus(self, i: int) -> int:
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    # ------------------------------------------------------------------------------- elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._page.elements += 1
        self._count_tag()
        if tag in _ENDS_LIKE and self._open[-1].tag == tag:
            self.handle_endtag(tag)
        self._break_at(tag)
        if tag == "meta":
            self._note_meta(attributes)
        if tag in _VOID:
            return
        if len(self._open) > DEEPEST:
            raise PageError(f"more than {DEEPEST:,} elements within each other")
        element = _element(tag, attributes, self._open[-1], self._page.elements)
        self._note_time(element, attributes)
        self._open.append(element)
        self._count[tag] = self._count.get(tag, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN:  # <svg/> and the like; others stay open, as in browsers
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._count_tag()
        if not self._count.get(tag):
            return
        closed = ""
        while closed != tag:
            closed = self._open.pop().tag
            self._count[closed] -= 1
            if closed in _INLINE:
                self._shown.end_inline()
            elif closed not in _CELLS:
                self._break_at(closed)

    def _count_tag(self) -> None:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise PageError(f"more than {MOST_TAGS:,} tags")

    def _break_at(self, tag: str) -> None:
        if tag in _CELLS:
            self._shown.next_cell()
        elif tag in _INLINE:
            self._shown.next_inline()
        elif tag != "meta":
            self._shown.break_line(in_cell=self._open[-1].in_row and tag != "tr")

    def _note_meta(self, attributes: dict[str, str | None]) -> None:
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = attributes.get(key)
            if name and content:
                self._page.metas.append((name.lower(), content))

    def _note_time(self, element: _Element, attributes: dict[str, str | None]) -> None:
        stated = attributes.get("datetime") or attributes.get("content")
        if not stated or element.setting.holder or element.unseen:
            return
        described = " ".join(attributes.get(key) or "" for key in ("itemprop", "class", "id"))
        if element.tag == "time" or "date" in (attributes.get("itemprop") or ""):
            self._page.times.append((described.lower(), stated))

    # ----------------------------------------------------------------------------------- text

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        if here.tag == "title" and not self._count.get("svg"):
            self._page.title += data
        elif here.tag == "script" and data.lstrip().startswith(("{", "[")):
            self._page.linked_data.append(data)
        elif not here.unseen:
            self._shown.add(data, self._here(), here.setting)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        self._count_tag()
        here, start = self._open[-1], self._here()
        end = start + len(written)
        end += self._source[end : end + 1] == ";"
        shown = unescape(self._source[start:end])
        if here.tag == "title":
            self._page.title += shown
        elif not here.unseen:
            self._shown.add_stretch(shown, (start, end), here.setting)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column


def _element(
    tag: str, attributes: dict[str, str | None], around: _Element, number: int
) -> _Element:
    inherited = around.setting
    outside = tag in _OUTSIDE_TAGS or (bool(attributes) and _is_outside(tag, attributes))
    unseen = around.unseen or tag in _UNSEEN
    if attributes:
        unseen = unseen or _is_hidden(attributes)
    in_row = tag in _CELLS or (around.in_row and tag != "table")
    holder = number if outside else inherited.holder
    setting = Setting(_SHAPES.get(tag, inherited.shape), holder, inherited.link or tag == "a")
    return _Element(tag, unseen, in_row, setting)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style, kind = attributes.get("style"), attributes.get("class")
    return bool(
        "hidden" in attributes
        or (style and _HIDDEN_STYLE.search(style))
        or (kind and _HIDDEN_CLASS.search(kind))
    )


def _is_outside(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag in _WHOLE:
        return False
    if attributes.get("role") in _OUTSIDE_ROLES:
        return True
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return not _OUTSIDE_CLASSES.isdisjoint(word.lower() for word in _WORD.findall(named))
