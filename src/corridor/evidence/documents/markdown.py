"""Blocks of a Markdown text."""

import re

from corridor.evidence.documents.blocks import Block, Shape, text_blocks

#: Longer texts are read as plain text: the library takes quadratic time over some.
LONGEST = 1_000_000

#: A link or picture, with the words that are shown.
LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?: \"[^\"]{0,200}\")?\)")

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LEAD = re.compile(r"(?:[ \t>|]|#{1,6}\s|[-+•*]\s|\d{1,9}[.)]\s|\[[ xX]\]\s)*")
_EMPHASIS = re.compile(r"([*_]{1,3})(?=[^\s*_])[^*_]+\1")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\r\n]*\r?\n){0,100}?---[ \t]*(?:\r?\n|\Z)")
#: Shapes that may have marks at their end too.
_ENDED = ("heading", "row")
_SHAPES: dict[str, Shape] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "list_item_close": "text",
    "tr_open": "row",
    "table_close": "text",
}


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, without the marks at either end of them."""
    if len(text) > LONGEST:
        return text_blocks(text)
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    lines = [match.span() for match in _LINE.finditer(text)]
    front = _FRONT_MATTER.match(text)
    blocks: dict[int, Block] = {}
    shape: Shape = "text"
    for token in parser.parse(text):
        if token.type == "inline" and token.map:
            start, end = lines[token.map[0]][0], lines[token.map[1] - 1][1]
            if not front or start >= front.end():
                blocks[start] = _block(text, start, end, shape)
        shape = _SHAPES.get(token.type, "text" if token.type == "heading_close" else shape)
    return [block for block in blocks.values() if block.end > block.start]


def _block(text: str, start: int, end: int, shape: Shape) -> Block:
    end = start + len(text[start:end].rstrip(" \t\r\n#|" if shape in _ENDED else None))
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    emphasis = _EMPHASIS.fullmatch(text, start, end)
    if emphasis:
        start, end = emphasis.end(1), end - len(emphasis[1])
    shown = LINK.sub(r"\1", text[start:end])
    linked = sum(len(link[1]) for link in LINK.finditer(text, start, end))
    return Block(start, end, shape, linked / len(shown) if shown else 1.0)
