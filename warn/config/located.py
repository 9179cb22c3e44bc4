"""Plain values that know their lines, and pydantic models checked against them with every error on its line."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic_core import ErrorDetails

from warn.model.problem import Problem, Refused

Model = TypeVar("Model", bound=BaseModel)
Key = str | int
YamlPath = tuple[Key, ...]


@dataclass(slots=True)
class Node:
    """A value with its line (1-based) and those of what it holds."""

    value: Any
    line: int
    children: dict[Key, Node] = field(default_factory=dict)
    """Each child under its key or index; its line is that of the key."""
    size: int = 1
    """Values in it, aliases written out."""
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A file's plain values, and where each was written."""

    file: str
    data: Any
    root: Node = field(repr=False)

    def line(self, path: YamlPath = ()) -> int:
        """Line of the key or element at `path`; of the nearest thing around it that exists, where it doesn't."""
        node = self.root
        for step in path:
            child = node.children.get(step)
            if child is None:
                break
            node = child
        return node.line

    def at(self, path: YamlPath) -> Any:
        """Value at `path`; None where there is none."""
        node: Node | None = self.root
        for step in path:
            node = node.children.get(step) if node else None
        return node.value if node else None

    def problem(self, path: YamlPath, message: str) -> Problem:
        return Problem(file=self.file, line=self.line(path), message=message)


def check(model: type[Model], located: Located, path: YamlPath = ()) -> Model:
    """The value at `path` as `model`. Raises Refused with every error at once, each on the line of its key.

    Validation is pydantic's JSON mode: under `strict=True` a list may still fill a tuple, and text an enum or a date.
    """
    try:
        return model.model_validate_json(json.dumps(located.at(path)))
    except ValidationError as error:
        raise Refused(tuple(_problems(model, located, path, error))) from None


_SPAN = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(s|m|min|h|d|w)\Z", re.ASCII)
_ISO_SPAN = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\Z", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
MAX_SPAN = timedelta(days=36_525)


def span(text: object) -> timedelta:
    """`90s`, `5m`, `6h`, `30d`, `2w`, or ISO 8601 without months and years (`PT6H`, `P90D`). Raises ValueError."""
    if isinstance(text, timedelta):
        return text
    short = _SPAN.match(str(text))
    iso = _ISO_SPAN.match(str(text)) if not short and text != "P" else None
    try:
        if short:
            value = timedelta(**{_UNITS[short[2]]: float(short[1])})
        elif iso:
            weeks, days, hours, minutes, seconds = (int(group or 0) for group in iso.groups())
            value = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        else:
            raise ValueError(f"must be a length of time like 90s, 5m, 6h, 30d or P90D, not {shown(text)}")
    except OverflowError:
        value = MAX_SPAN * 2
    if value > MAX_SPAN:
        raise ValueError(f"is longer than a hundred years: {shown(text)}")
    return value


Span = Annotated[timedelta, BeforeValidator(span)]
"""A model's field for a length of time, as `span` reads it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`: did you mean 'x'?`, or nothing when no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f": did you mean {near[0]!r}?" if near else ""


def shown(value: object) -> str:
    """A value as a message shows it: short, and as YAML has it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    plain = isinstance(value, str) and len(value) <= 60 and "\n" not in value
    return f"'{value}'" if plain else text[:60] + ("..." if text[60:] else "")


_KINDS = {
    "string_type": "text", "int_type": "a whole number", "int_parsing": "a whole number",
    "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
    "bool_type": "true or false", "bool_parsing": "true or false", "list_type": "a list", "tuple_type": "a list",
    "set_type": "a list", "frozen_set_type": "a list", "dict_type": "a mapping", "model_type": "a mapping",
    "model_attributes_type": "a mapping", "date_type": "a date like 2027-02-19",
    "date_parsing": "a date like 2027-02-19",
    "date_from_datetime_parsing": "a date like 2027-02-19", "none_required": "empty",
}  # fmt: skip


def _problems(model: type[BaseModel], located: Located, path: YamlPath, error: ValidationError) -> Iterator[Problem]:
    wanted: dict[tuple[YamlPath, str], list[str]] = {}
    for detail in error.errors(include_url=False):
        at = _existing(located, path, detail["loc"])
        kind = _KINDS.get(detail["type"])
        if kind:  # one line for all the types a union would have taken
            wanted.setdefault((at, shown(detail["input"])), []).append(kind)
        else:
            yield located.problem(at, _said(model, at[len(path) :], detail))
    for (at, got), kinds in wanted.items():
        yield located.problem(at, f"{_named(at)}must be {' or '.join(dict.fromkeys(kinds))}, not {got}")


def _existing(located: Located, path: YamlPath, location: tuple[int | str, ...]) -> YamlPath:
    """pydantic's location without what names no value of ours: union branches, missing keys."""
    node, at = located.root, list(path)
    for step in path:
        node = node.children.get(step, node)
    for step in location:
        if step in node.children:
            node = node.children[step]
            at.append(step)
    return tuple(at)


def _said(model: type[BaseModel], at: YamlPath, detail: ErrorDetails) -> str:
    kind, key = detail["type"], str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "extra_forbidden":
        return f"unknown key {key!r}{nearest(key, _fields(model, at[:-1]))}"
    if kind == "missing":
        return f"key {key!r} is missing"
    context = detail.get("ctx", {})
    if kind in {"enum", "literal_error"}:
        expected = str(context.get("expected", ""))
        words = re.findall(r"'([^']*)'", expected)
        return f"{_named(at)}must be {expected}, not {shown(detail['input'])}{nearest(str(detail['input']), words)}"
    message = (
        detail["msg"].removeprefix("Value error, ").removeprefix("Input should ").removeprefix("Assertion failed, ")
    )
    got = "" if kind in {"value_error", "assertion_error"} else f", not {shown(detail['input'])}"
    return one_line(f"{_named(at)}{'must ' if got and message.startswith('be ') else ''}{message}{got}")


def _named(at: YamlPath) -> str:
    """The key a message is about: the last one that has a name."""
    names = [step for step in at if isinstance(step, str)]
    return f"{names[-1]}: " if names else ""


def _fields(model: type[BaseModel], at: YamlPath) -> set[str]:
    """Every key that may stand in the mapping at `at` of the model."""
    models: list[type[BaseModel]] = [model]
    for step in at:
        if isinstance(step, str):
            inner = [field for one in models for name, field in one.model_fields.items() if step in {name, field.alias}]
            # A step that is no field is a key of a dict of models: the same models go on.
            models = [found for field in inner for found in _models(field.annotation)] if inner else models
    return {field.alias or name for one in models for name, field in one.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def one_line(text: str) -> str:
    """Text of any shape as at most 300 characters on one line."""
    return " ".join(text.split())[:300]
