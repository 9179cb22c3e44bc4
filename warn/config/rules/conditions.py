"""The condition language: YAML to a tree of conditions, each problem on its line.

One function a kind, all listed in `_KINDS`. A mapping with several kinds asks for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warn.config.rules.expressions import expression_problem
from warn.config.rules.terms import parse_term
from warn.config.strict_yaml import Located, YamlPath, nearest, shown
from warn.model.problem import Problem
from warn.model.rule import (
    ActorNamed,
    All,
    AnyOf,
    AnyTerm,
    Condition,
    Counted,
    FromPublisher,
    InField,
    InLanguage,
    Near,
    Not,
    Pattern,
    PlaceNamed,
    Term,
    TermList,
)
from warn.model.toll import TollKind

MAX_WITHIN = 100
FIELDS = {"title": "title", "summary": "summary", "body": "summary"}
"""What a rule may call a field: the field's own name."""
KINDS_OF_FEED = ("news", "wire", "official", "un", "ngo", "analysis", "aggregator", "social")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What conditions may refer to, and where their problems go."""

    lists: Mapping[str, TermList] | None
    """None: not all known, because a file of lists has a problem."""
    places: set[str] | None
    """None: unknown, because the watch's own file has a problem; so for `actors` and `sides`."""
    problems: list[Problem]
    actors: set[str] | None = None
    sides: set[str] | None = None
    conditions: dict[str, Condition | None] | None = None
    """The watch's own, by name; a None among them has a problem that was told."""


class Parser:
    """Reads the conditions of one file."""

    def __init__(self, located: Located, names: Names) -> None:
        self.located = located
        self.names = names

    def condition(self, path: YamlPath, *, leaving_out: str = "") -> Condition | None:
        """The condition at `path`, without one of its keys; None after a problem."""
        value = self.located.at(path)
        if isinstance(value, str):
            return self.any_of_terms(path)
        if isinstance(value, list):
            self.problem(path, "a list can't stand here: say 'all', 'any' or 'terms'")
            return None
        if not isinstance(value, dict) or not value:
            self.problem(path, f"must be a condition, not {shown(value)}")
            return None
        keys = [key for key in value if key != leaving_out]
        if not keys:
            self.problem(path, f"{leaving_out!r} alone finds nothing: say what must occur")
            return None
        return _together([self._kind((*path, key), key) for key in keys], All)

    def _kind(self, path: YamlPath, key: str) -> Condition | None:
        reader = _KINDS.get(key)
        if reader is None:
            hint = nearest(key, _KINDS) or f" ({', '.join(_KINDS)})"
            self.problem(path, f"unknown condition {key!r}{hint}")
            return None
        return reader(self, path)

    def several(self, path: YamlPath) -> list[Condition | None]:
        """A list of conditions."""
        value = self.located.at(path)
        if not isinstance(value, list) or not value:
            self.problem(path, f"must be a list of conditions, not {shown(value)}")
            return [None]
        return [self.condition((*path, index)) for index in range(len(value))]

    def all_of(self, path: YamlPath) -> Condition | None:
        return _together(self.several(path), All)

    def any_of(self, path: YamlPath) -> Condition | None:
        return _together(self.several(path), AnyOf)

    def none_of(self, path: YamlPath) -> Condition | None:
        part = self.excluded(path)
        return Not(part=part) if part else None

    def excluded(self, path: YamlPath) -> Condition | None:
        """What a `not` names: one condition, or a list of which none may hold."""
        return self.any_of(path) if isinstance(self.located.at(path), list) else self.condition(path)

    def any_of_terms(self, path: YamlPath) -> AnyTerm | None:
        """A term, a `$list`, or a list of either."""
        value = self.located.at(path)
        wanted = [(path, value)] if not isinstance(value, list) else [((*path, i), one) for i, one in enumerate(value)]
        if not wanted:
            self.problem(path, "no terms")
            return None
        found = [self.terms_at(at, one) for at, one in wanted]
        if any(terms is None for terms in found):
            return None
        source = " | ".join(_written(one) for _, one in wanted)
        return AnyTerm(terms=_flat(found), source=source)

    def terms_at(self, path: YamlPath, value: Any) -> tuple[Term, ...] | None:
        if isinstance(value, str) and value.startswith("$"):
            return self._list(path, value[1:])
        term = parse_term(self.located, path, value, self.names.problems)
        return (term,) if term else None

    def _list(self, path: YamlPath, name: str) -> tuple[Term, ...] | None:
        if self.names.lists is None:
            return None
        term_list = self.names.lists.get(name)
        if term_list is None:
            self.problem(path, f"unknown list '${name}'{nearest(name, self.names.lists)}")
            return None
        return term_list.terms

    def near(self, path: YamlPath) -> Condition | None:
        value = self._keys(path, required=("terms", "within"), allowed=("ordered",))
        if value is None:
            return None
        groups = [self.any_of_terms((*path, "terms", index)) for index in range(len(self._groups(path)))]
        within, ordered = value["within"], value.get("ordered", False)
        if isinstance(within, bool) or not isinstance(within, int) or not 1 <= within <= MAX_WITHIN:
            self.problem((*path, "within"), f"within: must be 1 to {MAX_WITHIN} words, not {shown(within)}")
            return None
        if not isinstance(ordered, bool):
            self.problem((*path, "ordered"), f"ordered: must be true or false, not {shown(ordered)}")
            return None
        known = tuple(group for group in groups if group is not None)
        return Near(groups=known, within=within, ordered=ordered) if known and len(known) == len(groups) else None

    def _groups(self, path: YamlPath) -> list[Any]:
        groups = self.located.at((*path, "terms"))
        if isinstance(groups, list) and len(groups) >= 2:
            return groups
        self.problem((*path, "terms"), "near: 'terms' must list at least two terms, $lists or lists of them")
        return []

    def phrase(self, path: YamlPath) -> Condition | None:
        """Words one after the other; `{words: ..., slack: 2}` lets others stand between them."""
        value = self.located.at(path)
        if isinstance(value, dict):
            if self._keys(path, required=("words",), allowed=("slack",)) is None:
                return None
            value = {"term": value["words"], "slack": value.get("slack", 0)}
        term = parse_term(self.located, path, value, self.names.problems)
        return AnyTerm(terms=(term,), source=f'"{term.text}"') if term else None

    def lists(self, path: YamlPath) -> Condition | None:
        """One term of these lists."""
        names = self.words(path, "list", "a list's name")
        found = [self._list(path, name.removeprefix("$")) for name in names or ()]
        if not found or any(terms is None for terms in found):
            return None
        return AnyTerm(terms=_flat(found), source=" | ".join(f"${name.removeprefix('$')}" for name in names or ()))

    def place(self, path: YamlPath) -> Condition | None:
        places = self.named(path, "place", self.names.places)
        return PlaceNamed(places=places) if places else None

    def actor(self, path: YamlPath) -> Condition | None:
        actors = self.named(path, "actor", self.names.actors)
        return ActorNamed(actors=actors) if actors else None

    def side(self, path: YamlPath) -> Condition | None:
        sides = self.named(path, "side", self.names.sides)
        return ActorNamed(sides=sides) if sides else None

    def language(self, path: YamlPath) -> Condition | None:
        languages = self.words(path, "language", "an ISO 639-1 code")
        wrong = [one for one in languages or () if not _LANGUAGE.fullmatch(one)]
        for one in wrong:
            self.problem(path, f"{one!r} is no language code (en, ru, hy, ...)")
        return InLanguage(languages=languages) if languages and not wrong else None

    def publisher(self, path: YamlPath) -> Condition | None:
        value = self._keys(path, required=(), allowed=("name", "side", "kind"))
        if not value:
            if value is not None:
                self.problem(path, "publisher: says neither name, side nor kind")
            return None
        names = self.words((*path, "name"), "name", "a publisher") if "name" in value else ()
        # Sides of publishers are those of feeds.yaml, which rules don't know.
        sides = self.words((*path, "side"), "side", "a side") if "side" in value else ()
        kinds = self.named((*path, "kind"), "kind", KINDS_OF_FEED) if "kind" in value else ()
        if names is None or sides is None or kinds is None:
            return None
        return FromPublisher(names=names, sides=sides, kinds=kinds)

    def number(self, path: YamlPath) -> Condition | None:
        value = self._keys(path, required=("of",), allowed=("at_least", "at_most", "who", "side"))
        if value is None:
            return None
        least, most = self._bound(path, "at_least"), self._bound(path, "at_most")
        side = self.named((*path, "side"), "side", self.names.sides) if "side" in value else ("",)
        who = self.words((*path, "who"), "who", "a kind of people") if "who" in value else ("",)
        if isinstance(value["of"], str) and value["of"] in _TOLLS:
            toll, unit = TollKind(value["of"]), None
        else:
            toll, unit = None, self.any_of_terms((*path, "of"))
        if least is None or most is None or not side or not who or (toll is None and unit is None):
            return None
        return Counted(
            toll=toll,
            unit=unit,
            at_least=least if "at_least" in value else 1,
            at_most=most if "at_most" in value else None,
            who=who[0],
            side=side[0],
        )

    def _bound(self, path: YamlPath, key: str) -> float | None:
        """A number of the mapping at `path`, 0 where the key is missing; None after a problem."""
        value = self.located.at(path).get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
            self.problem((*path, key), f"{key}: must be a number, not {shown(value)}")
            return None
        return value

    def regex(self, path: YamlPath) -> Condition | None:
        value = self.located.at(path)
        if not isinstance(value, str) or not value:
            self.problem(path, f"regex: must be a regular expression, not {shown(value)}")
            return None
        if message := expression_problem(value):
            self.problem(path, f"regex: {message}")
            return None
        return Pattern(expression=value)

    def condition_of_the_watch(self, path: YamlPath) -> Condition | None:
        """What `conditions` of watch.yaml says under this name."""
        names = self.named(path, "condition", self.names.conditions)
        known = self.names.conditions or {}
        return _together([known.get(name) for name in names], All) if names and known else None

    def named(self, path: YamlPath, what: str, known: Collection[str] | None) -> tuple[str, ...] | None:
        """One name or a list of them, each known; None after a problem."""
        names = self.words(path, what, f"a {what} of watch.yaml")
        wrong = [one for one in names or () if known is not None and one not in known]
        for one in wrong:
            self.problem(path, f"unknown {what} {one!r}{nearest(one, known or ())}")
        return None if wrong else names

    def words(self, path: YamlPath, what: str, wanted: str) -> tuple[str, ...] | None:
        """One text or a list of texts, at least one; None after a problem."""
        value = self.located.at(path)
        listed = value if isinstance(value, list) else [value]
        wrong = [one for one in listed if not isinstance(one, str) or not one]
        for one in wrong:
            self.problem(path, f"{what}: must be {wanted}, not {shown(one)}")
        if not listed:
            self.problem(path, f"{what}: the list is empty")
        return tuple(listed) if listed and not wrong else None

    def in_field(self, path: YamlPath) -> Condition | None:
        value = self._keys(path, required=("in", "has"), allowed=())
        if value is None:
            return None
        field = FIELDS.get(value["in"]) if isinstance(value["in"], str) else None
        if field is None:
            self.problem((*path, "in"), f"in: must be title, summary or body, not {shown(value['in'])}")
            return None
        part = self.condition((*path, "has"))
        return InField(field=field, part=part) if part else None

    def _keys(self, path: YamlPath, *, required: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, Any] | None:
        value = self.located.at(path)
        if not isinstance(value, dict):
            self.problem(path, f"{path[-1]}: must be a mapping with {', '.join(required)}, not {shown(value)}")
            return None
        good = True
        for key in value:
            if key not in {*required, *allowed}:
                hint = nearest(key, (*required, *allowed))
                self.problem((*path, key), f"unknown key {key!r}{hint}")
                good = False
        for key in required:
            if key not in value:
                self.problem(path, f"{path[-1]}: key {key!r} is missing")
                good = False
        return value if good else None

    def problem(self, path: YamlPath, message: str) -> None:
        self.names.problems.append(self.located.problem(path, message))


_KINDS: dict[str, Callable[[Parser, YamlPath], Condition | None]] = {
    "terms": Parser.any_of_terms,
    "near": Parser.near,
    "phrase": Parser.phrase,
    "list": Parser.lists,
    "place": Parser.place,
    "actor": Parser.actor,
    "side": Parser.side,
    "language": Parser.language,
    "publisher": Parser.publisher,
    "number": Parser.number,
    "regex": Parser.regex,
    "is": Parser.condition_of_the_watch,
    "all": Parser.all_of,
    "any": Parser.any_of,
    "not": Parser.none_of,
    "field": Parser.in_field,
}
"""Every kind of condition there is, by the key it is written under."""


def needs_words(condition: Condition) -> bool:
    """It can't hold in a text in which nothing was found."""
    match condition:
        case All(parts=parts):
            return any(needs_words(part) for part in parts)
        case AnyOf(parts=parts):
            return all(needs_words(part) for part in parts)
        case InField(part=part):
            return needs_words(part)
        case Not() | InLanguage() | FromPublisher() | Pattern():
            return False
        case Counted(unit=unit):
            return unit is not None
        case _:
            return True


_TOLLS = frozenset(str(kind) for kind in TollKind)


def _together(parts: list[Condition | None], whole: Callable[..., All | AnyOf]) -> Condition | None:
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else whole(parts=known)


def _flat(groups: Sequence[tuple[Term, ...] | None]) -> tuple[Term, ...]:
    """All terms once. A list alone stays the tuple that it is: whoever compiles it sees that it is the same."""
    first = groups[0]
    if len(groups) == 1 and first is not None:
        return first
    return tuple(dict.fromkeys(term for terms in groups for term in terms or ()))


def _written(value: Any) -> str:
    return str(value.get("term", value)) if isinstance(value, dict) else str(value)
