"""YAML read as plain data, with the place in the file of every key and value.

The rules are those of YAML 1.2, so that ``no`` stays a word and ``12:30`` is not a number. What
invites mistakes is refused: a key given twice, anchors and aliases, tags. Times stay text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
YamlPath: TypeAlias = tuple[str | int, ...]


class Mark(NamedTuple):
    """A position in a text; both numbers count from 1."""

    line: int
    column: int


class YamlFault(NamedTuple):
    """One fault of the text itself, before any meaning is looked at."""

    mark: Mark
    path: YamlPath
    found: str
    expected: str


@dataclass(frozen=True)
class YamlDocument:
    """Plain data, and where each entry stands: ``keys`` and ``values`` are addressed by path."""

    data: Plain
    keys: Mapping[YamlPath, Mark]
    values: Mapping[YamlPath, Mark]

    def mark(self, path: YamlPath, *, at_key: bool = False) -> Mark:
        """Where the entry at ``path`` stands, or the nearest entry around it that is there."""
        for length in range(len(path), -1, -1):
            here = path[:length]
            found = self.keys.get(here) if at_key or length < len(path) else None
            found = found or self.values.get(here)
            if found:
                return found
        return Mark(1, 1)


def read_yaml(text: str) -> tuple[YamlDocument | None, list[YamlFault]]:
    """The document in a text and every fault that keeps it from being read as it stands.

    Without faults there is a document. With faults there may be one, and it lacks what is at fault.
    Nothing is raised, whatever the text.
    """
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as fault:
        return None, [_syntax_fault(fault)]
    # Odd escapes and directives make the parser itself stumble; deep nesting exhausts its stack.
    except (YAMLError, ValueError, LookupError, TypeError, AttributeError, OverflowError) as fault:
        return None, [YamlFault(Mark(1, 1), (), _one_line(str(fault)), "text that is YAML 1.2")]
    except RecursionError:
        return None, [YamlFault(Mark(1, 1), (), "very deep nesting", "a few levels of entries")]
    if root is None:
        return YamlDocument(None, {}, {}), []
    reader = _Reader()
    data = reader.read(root, ())
    return YamlDocument(data, reader.keys, reader.values), reader.faults


def value_span(text: str, path: YamlPath) -> tuple[int, int] | None:
    """Where the value at a path starts and ends, in characters; None where there is none.

    The text is one that :func:`read_yaml` finds no fault in.
    """
    node = YAML(typ="safe", pure=True).compose(text)
    for step in path:
        node = _child(node, step)
        if node is None:
            return None
    return node.start_mark.index, _content_end(node)


def mapping_spot(text: str, path: YamlPath) -> tuple[int, int, bool] | None:
    """Where an entry can be put into the mapping at a path; None where there is no filled one.

    Gives the place in characters, the column of its keys, and whether it is written with braces.

    The text is one that :func:`read_yaml` finds no fault in.
    """
    node = YAML(typ="safe", pure=True).compose(text)
    for step in path:
        node = _child(node, step) if node is not None else None
    if not isinstance(node, MappingNode) or not node.value:
        return None
    if node.flow_style:
        return int(node.end_mark.index) - 1, 0, True
    return _content_end(node), int(node.value[0][0].start_mark.column), False


def entry_span(text: str, path: YamlPath) -> tuple[int, int] | None:
    """Where the lines of an entry of a block mapping start and end; None for any other."""
    node = YAML(typ="safe", pure=True).compose(text)
    for step in path[:-1]:
        node = _child(node, step) if node is not None else None
    if not isinstance(node, MappingNode) or node.flow_style or len(node.value) < 2:
        return None
    for key, value in node.value:
        if key.value == path[-1]:
            start = text.rfind("\n", 0, key.start_mark.index) + 1
            return start, _line_end(text, max(_content_end(value), int(key.end_mark.index)))
    return None


def _line_end(text: str, end: int) -> int:
    """The start of the line after the one in which something ends."""
    if text[:end].endswith("\n"):
        return end
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def inline(data: Plain) -> str:
    """Plain data as YAML on one line, as people write it."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {inline(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(inline, data)) + "]"
    if isinstance(data, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", data):
        return data if data not in _WORDS else json.dumps(data)
    return "" if data is None else json.dumps(data, ensure_ascii=False)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: Node = node.value[step]
        return child
    return None


def _content_end(node: Node) -> int:
    """The end of a node without the blank lines and comments that follow a block."""
    is_block = isinstance(node, MappingNode | SequenceNode) and not node.flow_style
    if not is_block or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _content_end(last[1] if isinstance(node, MappingNode) else last)


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:80] + "…"


def _syntax_fault(fault: MarkedYAMLError) -> YamlFault:
    mark = fault.problem_mark or fault.context_mark
    where = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
    said = _one_line(", ".join(part for part in (fault.context, fault.problem) if part))
    plain = next((words for phrase, words in _PLAIN_WORDS.items() if phrase in said), said)
    return YamlFault(where, (), plain, "text that is YAML 1.2")


#: What the parser's messages mean, by a phrase in them; the first that fits.
_PLAIN_WORDS: Mapping[str, str] = {
    "mapping values are not allowed": "a second colon in a line (quote a text that has one)",
    "'\\t'": "a tab (indent with blanks)",
    "while scanning a quoted scalar": "a quotation mark that is not closed",
    "while parsing a flow sequence": "a '[' that is not closed, or a comma that is missing in it",
    "while parsing a flow mapping": "a '{' that is not closed, or a comma that is missing in it",
    "could not find expected ':'": "a line without a colon after its key",
    "while parsing a block mapping": "a line that is indented otherwise than those around it",
    "while parsing a block collection": "a line that is indented otherwise than those around it",
    "while scanning an anchor": "a '&' at the start of a text (quote the text)",
    "while scanning an alias": "a '*' at the start of a text (quote the text)",
}


@dataclass
class _Reader:
    keys: dict[YamlPath, Mark] = field(default_factory=dict)
    values: dict[YamlPath, Mark] = field(default_factory=dict)
    faults: list[YamlFault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def read(self, node: Node, path: YamlPath) -> Plain:
        self.values[path] = _mark(node)
        if id(node) in self.seen:
            self._fault(node, path, "an alias", "each value written out (no anchors and aliases)")
            return None
        self.seen.add(id(node))
        if not str(node.tag).startswith("tag:yaml.org,2002:"):
            self._fault(node, path, f"the tag {node.tag}", "a value without a tag")
            return None
        if isinstance(node, MappingNode):
            return {key: self.read(value, (*path, key)) for key, value in self._pairs(node, path)}
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        if not isinstance(node, ScalarNode):
            return None
        if not node.value and not node.style:
            # Where nothing stands the parser points at what comes next; the key says more.
            self.values[path] = self.keys.get(path, self.values[path])
        return _scalar(node)

    def _pairs(self, node: MappingNode, path: YamlPath) -> Iterator[tuple[str, Node]]:
        for key_node, value in node.value:
            if not isinstance(key_node, ScalarNode):
                self._fault(key_node, path, "a list or mapping as a key", "a word as the key")
                continue
            key = str(key_node.value)
            if (*path, key) in self.keys:
                first = self.keys[*path, key].line
                expected = f"each key once (it is also in line {first})"
                self._fault(key_node, (*path, key), "the key again", expected)
                continue
            self.keys[*path, key] = _mark(key_node)
            yield key, value

    def _fault(self, node: Node, path: YamlPath, found: str, expected: str) -> None:
        self.faults.append(YamlFault(_mark(node), path, found, expected))


def _mark(node: Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)


_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(
    r"[-+]?(?:(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)"
)


def plain_number(text: str) -> int | float | None:
    """The number that a text is (YAML 1.2 rules, no ``1_000``), or None where it is none."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return None


def _scalar(node: ScalarNode) -> Plain:
    text = str(node.value)
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    number = plain_number(text)
    return text if number is None else number
