"""`WARN_*` variables laid over the values of warn.yaml, each keeping its name for messages."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from warn.config.located import Node
from warn.config.strict_yaml import Located, nearest, read_text
from warn.model.problem import Problem, Refused

PREFIX = "WARN_"
# The file itself, the tests' own, and what Kubernetes sets for a service called warn.
_NOT_SETTINGS = re.compile(r"WARN_(CONFIG|SHARED|UPDATE_GOLDEN|TEST_\w*|SERVICE_\w*|PORT(_\w*)?)\Z")
_ONE_OF = {"url", "url_env", "url_file"}


def overlaid(model: type[BaseModel], located: Located, environ: Mapping[str, str]) -> tuple[Located, tuple[str, ...]]:
    """`located` with the environment's values in it, and the variables' names.

    Line -1 stands for the first name, -2 for the second. Raises Refused on a variable that is no setting.
    """
    if located.data is not None and not isinstance(located.data, dict):
        return located, ()
    root = Node(dict(located.data or {}), located.root.line, dict(located.root.children))
    names = tuple(sorted(_settings_among(located, environ)))
    problems: list[Problem] = []
    for index, name in enumerate(names):
        try:
            _place(model, root, name, environ[name], line=-index - 1)
        except ValueError as error:
            problems.append(Problem(file=name, line=1, message=str(error)))
    if problems:
        raise Refused(tuple(problems))
    return Located(file=located.file, data=root.value, root=root), names


def _settings_among(located: Located, environ: Mapping[str, str]) -> Iterator[str]:
    """Variables that are settings: not those that warn.yaml itself names as the holder of a secret."""
    text = repr(located.data)
    for name in environ:
        if name.startswith(PREFIX) and not _NOT_SETTINGS.match(name) and name not in text:
            yield name


def _place(model: type[BaseModel], root: Node, name: str, text: str, line: int) -> None:
    node, current = root, model
    steps = name.removeprefix(PREFIX).lower().split("__")
    while True:
        step, *steps = steps
        field = current.model_fields.get(step)
        if field is None:
            raise ValueError(f"no such setting{nearest(step, current.model_fields)}")
        inner = _model_in(field.annotation)
        if inner is None:
            if steps:
                raise ValueError(f"{step} has no settings inside it")
            _set(node, step, _value(field, text), line)
            return
        if not steps:
            raise ValueError(
                f"{step} holds further settings: name one, like {name}__{next(iter(inner.model_fields)).upper()}"
            )
        node = _child(node, step, line)
        if get_origin(field.annotation) is dict:
            key, *steps = steps
            if not steps:
                raise ValueError(f"name one of its settings, like {name}__URL")
            node = _child(node, _known_key(node, key), line)
        current = inner


def _known_key(node: Node, key: str) -> str:
    """A variable can't hold a hyphen: `DESK_SLACK` means the `desk-slack` of warn.yaml, if there is one."""
    return next((str(known) for known in node.children if str(known).replace("-", "_") == key), key)


def _child(node: Node, key: str, line: int) -> Node:
    old = node.children.get(key)
    value: Any = old.value if old else {}
    if isinstance(value, str):  # the short form of a destination
        value = {"url": value}
        old = Node(value, line, {"url": Node(value["url"], old.line if old else line)})
    if not isinstance(value, dict):
        value, old = {}, None
    child = Node(dict(value), old.line if old else line, dict(old.children) if old else {})
    node.children[key], node.value[key] = child, child.value
    return child


def _set(node: Node, key: str, value: Any, line: int) -> None:
    if key in _ONE_OF:  # the variable wins over whichever of the three warn.yaml gave
        for other in _ONE_OF - {key}:
            if other in node.children and node.children[other].line >= 0:
                del node.children[other], node.value[other]
    node.children[key], node.value[key] = Node(value, line), value


def _value(field: FieldInfo, text: str) -> Any:
    """Text for a text setting; `a, b` or `[a, b]` for a list; else what YAML reads."""
    kinds = set(_kinds(field.annotation))
    if tuple in kinds and not text.lstrip().startswith("["):
        text = "[" + ", ".join(part for part in (part.strip() for part in text.split(",")) if part) + "]"
    elif str in kinds:
        return text
    try:
        return read_text(text, "variable").data
    except Refused:
        raise ValueError("can't be read as a value") from None


def _kinds(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType, Annotated}:
        for argument in get_args(annotation):
            yield from _kinds(argument)
    else:
        yield origin or annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {dict, Annotated}:
        return next((model for one in get_args(annotation) if (model := _model_in(one))), None)
    return None
