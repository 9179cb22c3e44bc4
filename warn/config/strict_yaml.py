"""YAML 1.2 read strictly: plain values with the line of every key, or every problem with `file:line`.

The parser's events are built into values here, not by its constructors: that keeps the line of every key, bounds depth
and alias expansion, refuses duplicate keys and tags, and leaves YAML 1.2's core schema as the only meaning of a plain
scalar (`NO` is text, `017` is seventeen, a date stays text for the model to read). The events are libyaml's, twenty
times as fast as any parser in Python (decision 0008).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from warn.config.located import Key, Located, Node, Span, YamlPath, check, nearest, one_line, shown, span
from warn.model.problem import Problem, Refused

__all__ = ["Located", "Span", "YamlPath", "check", "nearest", "read", "read_text", "shown", "span"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 200_000
"""Values in one file with every alias written out."""
MAX_INTEGER_DIGITS = 30

# Without libyaml the same events come more slowly.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What no YAML text may hold (YAML 1.2, production c-printable): found here for its line.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z", re.ASCII)
_FIRST_OF_NUMBERS = frozenset("+-.0123456789")
_WORDS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan"),
}  # fmt: skip


def read(path: Path) -> Located:
    """Read one YAML file. Raises Refused, also where the file can't be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused(str(path), 1, f"can't be read: {error.strerror or error}") from None
    if len(content) > MAX_BYTES:
        raise _refused(str(path), 1, f"larger than {MAX_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(str(path), line, f"not UTF-8: byte 0x{content[error.start]:02x}") from None
    return read_text(text, str(path))


def read_text(text: str, name: str) -> Located:
    """Read YAML text; `name` stands for the file in messages. Raises Refused."""
    if len(text) > MAX_BYTES:
        raise _refused(name, 1, f"larger than {MAX_BYTES:,} characters")
    text = text.removeprefix("\ufeff")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        raise _refused(name, line, f"control character U+{ord(unprintable.group()):04X} isn't allowed")
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            builder.take(event)
    except MarkedYAMLError as error:
        raise _refused(name, _error_line(error, builder.line), _error_message(error, text)) from None
    except (YAMLError, ValueError, OverflowError) as error:
        # A few malformed escapes and directives reach the parser's own int() and chr().
        raise _refused(name, builder.line, f"not YAML: {one_line(str(error))}") from None
    if builder.problems:
        raise Refused(tuple(builder.problems))
    root = builder.root or Node(None, 1)
    return Located(file=name, data=root.value, root=root)


class _Builder:
    """Turns parse events into nodes, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 1
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Node] = []
        self._keys: list[tuple[Key, int] | None] = []
        """Per open mapping: its key that waits for a value."""
        self._anchors: dict[str, Node] = {}

    def take(self, event: Event) -> None:
        self.line = event.start_mark.line + 1
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._start(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._end()
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)

    def _document(self, event: DocumentStartEvent) -> None:
        if self.root is not None:
            raise self._stop("a second document ('---') isn't read: keep one document a file")
        if event.version or event.tags:
            raise self._stop("directives (%YAML, %TAG) aren't allowed")

    def _scalar(self, event: ScalarEvent) -> None:
        if self._refuses_tag(event):
            value: Any = event.value
        elif not event.implicit[0] or event.style or event.tag is not None:
            value = event.value
        else:
            value = self._plain(event.value)
        waiting = self._waiting_for_key()
        if waiting and not isinstance(value, str):
            self._problem(f"key {event.value or 'null'!r} isn't text: put it in quotes")
            value = str(event.value)
        self._place(Node(value, self.line, anchor=event.anchor), anchor=event.anchor)

    def _plain(self, text: str) -> Any:
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _FIRST_OF_NUMBERS:
            return text
        if _INTEGER.match(text):
            return self._integer(text)
        return float(text) if _FLOAT.match(text) else text

    def _integer(self, text: str) -> int:
        if len(text) > MAX_INTEGER_DIGITS:
            self._problem(f"number of {len(text)} digits is too long")
            return 0
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        return int(text[2:] if base != 10 else text, base)

    def _start(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._refuses_tag(event)
        if len(self._open) >= MAX_DEPTH:
            raise self._stop(f"nested deeper than {MAX_DEPTH} levels")
        if self._waiting_for_key():
            raise self._stop("a list or mapping can't be a key")
        is_mapping = isinstance(event, MappingStartEvent)
        self._open.append(Node({} if is_mapping else [], self.line, anchor=event.anchor))
        self._keys.append(None)

    def _end(self) -> None:
        node = self._open.pop()
        self._keys.pop()
        self._place(node, anchor=node.anchor)

    def _alias(self, event: AliasEvent) -> None:
        target = self._anchors.get(event.anchor)
        if target is None:
            inside = any(node.anchor == event.anchor for node in self._open)
            reason = "stands inside what it names" if inside else "names no anchor above it"
            raise self._stop(f"alias *{event.anchor} {reason}")
        if self._waiting_for_key():
            raise self._stop("an alias can't be a key")
        self._place(Node(target.value, self.line, target.children, target.size))

    def _place(self, node: Node, anchor: str | None = None) -> None:
        """Hand a finished node to what is open around it."""
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.size += node.size
        if parent.size > MAX_VALUES:
            raise self._stop(f"more than {MAX_VALUES:,} values, aliases written out")
        if isinstance(parent.value, list):
            parent.children[len(parent.value)] = node
            parent.value.append(node.value)
        elif self._keys[-1] is None:
            self._take_key(parent, node)
        else:
            self._take_value(parent, node)

    def _take_key(self, parent: Node, node: Node) -> None:
        self._keys[-1] = (node.value, node.line)
        if node.value == "<<":
            self._problem("merge keys ('<<') aren't read: write the keys out")
        elif node.value in parent.children:
            first = parent.children[node.value].line
            self._problem(f"key {node.value!r} stands here again: it was first given on line {first}")

    def _take_value(self, parent: Node, node: Node) -> None:
        waiting = self._keys[-1]
        assert waiting is not None  # noqa: S101 - said to the type checker: the caller looked
        key, line = waiting
        parent.value[key] = node.value
        # A node of its own: under an anchor the value may be shared, and the line is the key's.
        parent.children[key] = Node(node.value, line, node.children, node.size)
        self._keys[-1] = None

    def _waiting_for_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._keys[-1] is None

    def _refuses_tag(self, event: Any) -> bool:
        if event.tag is None or event.tag in {"!", "tag:yaml.org,2002:str"}:
            return False
        self._problem(f"tag {event.tag!r} isn't allowed")
        return True

    def _problem(self, message: str) -> None:
        self.problems.append(Problem(file=self.name, line=self.line, message=message))

    def _stop(self, message: str) -> Refused:
        self._problem(message)
        return Refused(tuple(self.problems))


def _refused(name: str, line: int, message: str) -> Refused:
    return Refused((Problem(file=name, line=line, message=message),))


def _error_line(error: MarkedYAMLError, otherwise: int) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else otherwise


def _character(error: MarkedYAMLError, text: str) -> str:
    """The character at which the parser stopped; empty where it doesn't say."""
    mark = error.problem_mark
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return ""
    line: str = lines[mark.line]
    return line[mark.column : mark.column + 1]


def _error_message(error: MarkedYAMLError, text: str) -> str:
    """The parser's complaint in one line, with a hint for what people most often get wrong."""
    problem = one_line(error.problem or error.context or "not YAML")
    if "cannot start any token" in problem:
        character = _character(error, text)
        if character == "\t":
            return "a tab can't indent YAML: use spaces"
        return f"found character {character!r} that cannot start any token: put text that starts with it in quotes"
    if "mapping values are not allowed" in problem:
        return "a second ': ' on this line: put text that holds ': ' in quotes, or check the indentation"
    if error.problem and error.context:
        return f"{problem} ({one_line(error.context)})"
    return problem
