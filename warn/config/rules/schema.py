"""JSON Schemas of the rules' files, for completion and checks in editors.

They are made from the models that check the files; what a model leaves open (conditions, terms, lengths of time) is
said here. `warn check` stays the judge: a schema can't look up a list's or a place's name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from warn.config.rules import files
from warn.config.rules.conditions import KINDS_OF_FEED, MAX_WITHIN
from warn.config.rules.deadlines import DeadlineEntry
from warn.config.rules.series import ENTRIES
from warn.config.rules.terms import MAX_SLACK
from warn.config.rules.watch import WatchFile
from warn.model.item import GuardKind
from warn.model.toll import TollKind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_Schema = dict[str, Any]

_SPAN: _Schema = {
    "type": "string",
    "pattern": r"^([0-9]+(\.[0-9]+)?\s*(s|m|min|h|d|w)|P.+)$",
    "description": "A length of time: 90s, 5m, 6h, 30d, 2w or P90D.",
}
_WHEN: _Schema = {"type": "string", "description": "A day (2027-02-19), or 'P6M before other.id'."}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_or_more(one: _Schema) -> _Schema:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


_TEXT: _Schema = {"type": "string", "minLength": 1}
_WORDS = _one_or_more(_TEXT)
_SLACK: _Schema = {"type": "integer", "minimum": 0, "maximum": MAX_SLACK}


def _mapping(required: tuple[str, ...], **properties: _Schema) -> _Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


_TERM: _Schema = {
    "description": "A word, a phrase, a stem* or a $list.",
    "anyOf": [_TEXT, _mapping(("term", "slack"), term=_TEXT, slack=_SLACK)],
}
_KINDS: Mapping[str, tuple[str, _Schema]] = {
    "terms": ("One of these terms or $lists occurs.", _one_or_more(_ref("term"))),
    "near": (
        "One of each of the terms stands within so many words of the others.",
        _mapping(
            ("terms", "within"),
            terms={"type": "array", "items": _one_or_more(_ref("term")), "minItems": 2},
            within={"type": "integer", "minimum": 1, "maximum": MAX_WITHIN},
            ordered={"type": "boolean"},
        ),
    ),
    "phrase": (
        "These words occur one after the other.",
        {"anyOf": [_TEXT, _mapping(("words",), words=_TEXT, slack=_SLACK)]},
    ),
    "list": ("One term of these lists occurs.", _WORDS),
    "place": ("One of these places, or a place inside it, is named.", _WORDS),
    "actor": ("One of these actors is named.", _WORDS),
    "side": ("Somebody of one of these sides is named.", _WORDS),
    "language": ("The item is in one of these languages.", _WORDS),
    "publisher": (
        "Who published the item.",
        _mapping((), name=_WORDS, side=_WORDS, kind=_one_or_more({"enum": list(KINDS_OF_FEED)})),
    ),
    "number": (
        "A toll is stated, or a number before one of these words.",
        _mapping(
            ("of",),
            of={"anyOf": [{"enum": [str(kind) for kind in TollKind]}, _one_or_more(_ref("term"))]},
            at_least={"type": "number", "minimum": 0},
            at_most={"type": "number", "minimum": 0},
            who=_TEXT,
            side=_TEXT,
        ),
    ),
    "is": ("One of the watch's own conditions holds.", _WORDS),
    "regex": ("A regular expression occurs, case aside.", _TEXT),
    "all": ("Every one holds.", {"type": "array", "items": _ref("condition"), "minItems": 1}),
    "any": ("One of them holds.", {"type": "array", "items": _ref("condition"), "minItems": 1}),
    "not": ("None of them holds.", _one_or_more(_ref("condition"))),
    "field": (
        "It holds within one field.",
        _mapping(("in", "has"), **{"in": {"enum": ["title", "summary", "body"]}, "has": _ref("condition")}),
    ),
}
"""Every kind of condition with what it means."""
CONDITION: _Schema = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {name: {"description": said, **schema} for name, (said, schema) in _KINDS.items()},
        },
    ]
}
_OPEN: Mapping[str, _Schema] = {
    "when": _ref("condition"),
    "exclude": _one_or_more(_ref("condition")),
    "conditions": {"type": "object", "additionalProperties": _ref("condition")},
    "terms": {"type": "array", "items": _ref("term")},
    "guards": {"type": "array", "items": {"enum": [str(kind) for kind in GuardKind]}},
    "date": _WHEN,
}
"""What stands under these keys, whatever the model says."""


def schemas() -> dict[str, str]:
    """Name of each file to its text."""
    made = {
        "watch.json": _of("A watch", WatchFile),
        "rules.json": _rules(),
        "lists.json": _of("Shared lists of terms", files.ListsFile),
        "seen.json": _of("What was read in real texts", files.SeenFile),
        "guards.json": _of("Guards", files.GuardsFile, guard_terms=True),
        "filters.json": _of("Local exclusions", files.FiltersFile),
    }
    return {name: json.dumps(schema, indent=1, ensure_ascii=False) + "\n" for name, schema in made.items()}


def _of(title: str, model: type[BaseModel], *, guard_terms: bool = False) -> _Schema:
    schema = _closed(model.model_json_schema(), skip=("guards", "terms") if guard_terms else ())
    if guard_terms:
        languages = {"type": "object", "additionalProperties": {"type": "array", "items": _ref("term")}}
        schema["$defs"]["GuardEntry"]["properties"] |= {"terms": languages, "unless": languages}
    if model is files.ListsFile:
        languages = {"type": "object", "additionalProperties": {"type": "array", "items": _ref("term")}}
        schema["properties"]["lists"] = {"type": "object", "additionalProperties": languages}
    return _whole(title, schema)


def _rules() -> _Schema:
    """One schema in which `type` decides which keys a rule has."""
    models: dict[str, type[BaseModel]] = {"match": files.MatchEntry, **ENTRIES, "deadline": DeadlineEntry}
    definitions: _Schema = {}
    for name, model in models.items():
        schema = _closed(model.model_json_schema())
        definitions |= schema.pop("$defs", {})
        definitions[name] = schema
    rule = {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(models)}},
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": _ref(name)}
            for name in models
        ],
    }
    schema = _closed(files.RulesFile.model_json_schema())
    schema["properties"]["rules"] = {"type": "array", "items": rule}
    schema["$defs"] = definitions
    return _whole("Rules of a watch", schema)


def _whole(title: str, schema: _Schema) -> _Schema:
    definitions = {**schema.pop("$defs", {}), "term": _TERM, "condition": CONDITION}
    return {"$schema": _DIALECT, **schema, "title": title, "$defs": definitions}


def _closed(schema: Any, skip: tuple[str, ...] = ()) -> Any:
    """The schema with lengths of time as people write them, and what models leave open filled in."""
    if isinstance(schema, list):
        return [_closed(one, skip) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "duration":
        return {key: value for key, value in schema.items() if key not in {"format", "default"}} | _SPAN
    made = {key: _closed(value, skip) for key, value in schema.items()}
    for name, wanted in _OPEN.items():
        if name in made.get("properties", {}) and name not in skip:
            made["properties"][name] = wanted
    return made
