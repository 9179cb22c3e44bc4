"""Conditions made ready to evaluate: each kind knows what it needs, whether it holds, and by which words.

A condition kind is one class here and one line in `_KINDS`. The automaton has found words before any of this runs:
`clauses` are what must have been found for a condition to be worth evaluating, as a conjunction of alternatives.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from warn.core.match.automaton import CompiledTerm, Passage, Span, Vocabulary
from warn.core.match.patterns import searched
from warn.model.rule import (
    Actor,
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
    Place,
    PlaceNamed,
    Side,
    Term,
    Watch,
)
from warn.model.toll import Toll

Words = tuple[Span, ...]
"""The words of one way in which a condition holds."""
Clause = frozenset[int]
"""Patterns of which at least one must occur."""
MAX_WAYS = 64
"""Ways looked at per condition: bounds the work on a text that repeats itself."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Words among which a condition must hold: all, or those of one field."""

    first: int
    end: int

    def __contains__(self, span: Span) -> bool:
        return self.first <= span.first and span.last < self.end


class Node(ABC):
    """A condition of a rule, compiled."""

    is_place = False

    def __init__(self, label: str, parts: tuple[Node, ...] = ()) -> None:
        self.label = label
        self.parts = parts

    @abstractmethod
    def clauses(self) -> list[Clause]:
        """What must have been found, each clause by itself necessary; empty: nothing is necessary."""

    @abstractmethod
    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        """None where it doesn't hold; else the ways it does, in the order of the text. `[()]`: without words."""


class TermNode(Node):
    def __init__(self, label: str, terms: tuple[CompiledTerm, ...]) -> None:
        super().__init__(label)
        self.terms = terms
        self.patterns = frozenset(term.pattern for term in terms)
        self._by_pattern: dict[int, list[CompiledTerm]] = {}
        for term in terms:
            self._by_pattern.setdefault(term.pattern, []).append(term)

    def clauses(self) -> list[Clause]:
        return [self.patterns]

    def spans(self, passage: Passage, scope: Scope) -> list[Span]:
        # Of a list of a hundred terms a text holds one or two: only those are looked at.
        here = self.patterns & passage.patterns
        found = {span for pattern in here for term in self._by_pattern[pattern] for span in passage.find(term)}
        return sorted(span for span in found if scope.first <= span.first and span.last < scope.end)

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        return [(span,) for span in self.spans(passage, scope)[:MAX_WAYS]] or None


class PlaceNode(TermNode):
    is_place = True


class KnownNode(Node):
    """A condition on what is known of the item besides its words."""

    def clauses(self) -> list[Clause]:
        return []

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:  # noqa: ARG002
        return [()] if self.holds(passage) else None

    @abstractmethod
    def holds(self, passage: Passage) -> bool: ...


class LanguageNode(KnownNode):
    def __init__(self, label: str, languages: tuple[str, ...]) -> None:
        super().__init__(label)
        self.languages = frozenset(languages)

    def holds(self, passage: Passage) -> bool:
        return passage.language in self.languages


class PublisherNode(KnownNode):
    def __init__(self, label: str, condition: FromPublisher) -> None:
        super().__init__(label)
        self.wanted = condition

    def holds(self, passage: Passage) -> bool:
        item, wanted = passage.item, self.wanted
        pairs = ((wanted.names, item.publisher), (wanted.sides, item.side), (wanted.kinds, item.kind))
        return all(not group or one in group for group, one in pairs)


class PatternNode(Node):
    """A regular expression, searched in each field as it was published."""

    def __init__(self, label: str, expression: str) -> None:
        super().__init__(label)
        self.expression = expression

    def clauses(self) -> list[Clause]:
        return []

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        for field in ("title", "summary"):
            found = searched(self.expression, passage.field_text(field))
            span = passage.span_at(field, *found) if found else None
            if span is not None and span in scope:
                return [(span,)]
        return None


class TollNode(Node):
    """A toll of a kind is stated, as high as is asked."""

    def __init__(self, label: str, condition: Counted) -> None:
        super().__init__(label)
        self.wanted = condition

    def clauses(self) -> list[Clause]:
        return []

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        found = (passage.span_at(one.field, one.start, one.end) for one in passage.tolls if self._fits(one))
        inside: list[Words] = [
            (span,) for span in found if span and scope.first <= span.first and span.last < scope.end
        ]
        return inside[:MAX_WAYS] or None

    def _fits(self, toll: Toll) -> bool:
        wanted = self.wanted
        if toll.kind is not wanted.toll or toll.denied:
            return False
        if (wanted.who and toll.who != wanted.who) or (wanted.side and toll.side != wanted.side):
            return False
        return _within(wanted, toll.low, toll.high)


def _within(wanted: Counted, low: float, high: float | None) -> bool:
    """Whether a number can be as asked for; without `high` it is open-ended."""
    return (high is None or high >= wanted.at_least) and (wanted.at_most is None or low <= wanted.at_most)


NUMBER_REACH = 2
"""Words that may stand between a number and its unit ("forty metric tonnes", "40 long days")."""


class UnitNode(Node):
    """A number stands just before a unit's word."""

    def __init__(self, label: str, unit: TermNode, condition: Counted) -> None:
        super().__init__(label, (unit,))
        self.unit = unit
        self.wanted = condition

    def clauses(self) -> list[Clause]:
        return self.unit.clauses()

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        units = self.unit.spans(passage, scope)
        found: list[Words] = [(number, unit) for unit in units for number in self._before(passage, unit)]
        return [words for words in found if words[0].first >= scope.first][:MAX_WAYS] or None

    def _before(self, passage: Passage, unit: Span) -> list[Span]:
        near = [(span, one) for span, one in passage.quantities if 0 < unit.first - span.last <= NUMBER_REACH + 1]
        return [span for span, one in near if _within(self.wanted, one.low, one.high)]


class NearNode(Node):
    def __init__(self, label: str, groups: tuple[TermNode, ...], condition: Near) -> None:
        super().__init__(label, groups)
        self.groups = groups
        self.within = condition.within
        self.ordered = condition.ordered

    def clauses(self) -> list[Clause]:
        return [clause for group in self.groups for clause in group.clauses()]

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        if any(group.patterns.isdisjoint(passage.patterns) for group in self.groups):
            return None
        halves = (Scope(0, passage.title_words), Scope(passage.title_words, len(passage.words)))
        found: list[Words] = []
        for half in halves:
            part = Scope(max(half.first, scope.first), min(half.end, scope.end))
            if part.first < part.end:
                found.extend(self._windows([group.spans(passage, part) for group in self.groups]))
        return found[:MAX_WAYS] or None

    def _windows(self, groups: list[list[Span]]) -> list[Words]:
        """For each word that completes the groups, the latest of the others before it, where they lie near enough."""
        if not all(groups):
            return []
        latest: list[Span | None] = [None] * len(groups)
        found: list[Words] = []
        for span, index in sorted((span, index) for index, spans in enumerate(groups) for span in spans):
            if self.ordered and index and latest[index - 1] is None:
                continue
            latest[index] = span
            words = tuple(sorted({other for other in latest if other is not None}))
            if len(words) < len(groups) or words[-1].first - words[0].last > self.within:
                continue
            if not self.ordered or tuple(latest) == words:
                found.append(words)
        return found


class AllNode(Node):
    def clauses(self) -> list[Clause]:
        return [clause for part in self.parts for clause in part.clauses()]

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        places: list[list[Words]] = []
        others: list[list[Words]] = []
        for part in self.parts:
            ways = part.ways(passage, scope)
            if ways is None:
                return None
            if ways != [()]:
                (places if part.is_place else others).append(ways)
        # Where a place is named matters less than what happened: it leads only where nothing else does.
        ranked = others or places
        if not ranked:
            return [()]
        lead, rest = ranked[0], ranked[1:]
        return [_joined(words, [_nearest(words, ways) for ways in rest]) for words in lead]


class AnyNode(Node):
    def clauses(self) -> list[Clause]:
        smallest = [min(part.clauses(), key=len, default=None) for part in self.parts]
        union: set[int] = set()
        for clause in smallest:
            if clause is None:  # this alternative may hold with nothing found
                return []
            union |= clause
        return [frozenset(union)]

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        found = [ways for part in self.parts if (ways := part.ways(passage, scope)) is not None]
        if not found:
            return None
        named = [words for ways in found for words in ways if words]
        return sorted(named)[:MAX_WAYS] or [()]


class NotNode(Node):
    def clauses(self) -> list[Clause]:
        return []

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        return [()] if self.parts[0].ways(passage, scope) is None else None


class FieldNode(Node):
    def __init__(self, label: str, part: Node, field: str) -> None:
        super().__init__(label, (part,))
        self.field = field

    def clauses(self) -> list[Clause]:
        return self.parts[0].clauses()

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        title = passage.title_words
        field = Scope(0, title) if self.field == "title" else Scope(title, len(passage.words))
        inner = Scope(max(field.first, scope.first), min(field.end, scope.end))
        return self.parts[0].ways(passage, inner)


def _nearest(words: Words, ways: list[Words]) -> Words:
    return min(ways, key=lambda other: abs(other[0].first - words[0].first))


def _joined(lead: Words, others: Sequence[Words]) -> Words:
    """The lead's words first: they say where the thing is reported."""
    extra = [span for words in others for span in words if span not in lead]
    return (*lead, *dict.fromkeys(extra))


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles conditions of one watch into one vocabulary."""

    vocabulary: Vocabulary
    places: Mapping[str, Place]
    sides: Mapping[str, Side]
    actors: Mapping[str, Actor]

    @classmethod
    def of(cls, watch: Watch, vocabulary: Vocabulary) -> Compiler:
        return cls(
            vocabulary,
            {place.id: place for place in watch.places},
            {side.id: side for side in watch.sides},
            {actor.id: actor for actor in watch.actors},
        )

    def __call__(self, condition: Condition) -> Node:
        return _KINDS[type(condition)](self, condition)

    def any_term(self, condition: AnyTerm) -> TermNode:
        label = condition.source or " | ".join(term.text for term in condition.terms)
        return TermNode(label, tuple(self.vocabulary.add(term) for term in condition.terms))

    def near(self, condition: Near) -> Node:
        groups = tuple(self.any_term(group) for group in condition.groups)
        order = "in order " if condition.ordered else ""
        label = f"near, {order}within {condition.within}: {' + '.join(group.label for group in groups)}"
        return NearNode(label, groups, condition)

    def place(self, condition: PlaceNamed) -> Node:
        inside = [place for place in self.places.values() if self._is_in(place, frozenset(condition.places))]
        terms = dict.fromkeys(term for place in inside for term in place.terms)
        return PlaceNode(f"place {' | '.join(condition.places)}", tuple(self.vocabulary.add(term) for term in terms))

    def _is_in(self, place: Place, wanted: frozenset[str], seen: frozenset[str] = frozenset()) -> bool:
        if place.id in wanted:
            return True
        seen = seen | {place.id}
        around = (self.places[name] for name in place.inside if name in self.places and name not in seen)
        return any(self._is_in(outer, wanted, seen) for outer in around)

    def actor(self, condition: ActorNamed) -> Node:
        wanted = frozenset(condition.sides)
        named = [actor for actor in self.actors.values() if actor.id in condition.actors or actor.side in wanted]
        terms: list[Term] = [term for actor in named for term in actor.terms]
        terms += [term for side in condition.sides for term in self.sides[side].terms]
        what = " | ".join((*condition.actors, *(f"side {side}" for side in condition.sides)))
        return TermNode(f"actor {what}", tuple(self.vocabulary.add(term) for term in dict.fromkeys(terms)))

    def language(self, condition: InLanguage) -> Node:
        return LanguageNode(f"language {' | '.join(condition.languages)}", condition.languages)

    def publisher(self, condition: FromPublisher) -> Node:
        groups = (("name", condition.names), ("side", condition.sides), ("kind", condition.kinds))
        what = ", ".join(f"{name} {' | '.join(group)}" for name, group in groups if group)
        return PublisherNode(f"publisher {what}", condition)

    def number(self, condition: Counted) -> Node:
        upto = "" if condition.at_most is None else f", at most {condition.at_most:g}"
        whose = "".join(f", {one}" for one in (condition.who, condition.side) if one)
        if condition.unit is None:
            return TollNode(f"{condition.toll}, at least {condition.at_least:g}{upto}{whose}", condition)
        unit = self.any_term(condition.unit)
        return UnitNode(f"number of {unit.label}, at least {condition.at_least:g}{upto}", unit, condition)

    def pattern(self, condition: Pattern) -> Node:
        return PatternNode(f"regex {condition.expression}", condition.expression)

    def all_of(self, condition: All) -> Node:
        return AllNode("all", tuple(self(part) for part in condition.parts))

    def any_of(self, condition: AnyOf) -> Node:
        return AnyNode("any", tuple(self(part) for part in condition.parts))

    def none_of(self, condition: Not) -> Node:
        return NotNode("not", (self(condition.part),))

    def in_field(self, condition: InField) -> Node:
        return FieldNode(f"in {condition.field}", self(condition.part), condition.field)


_KINDS: dict[type[Condition], Callable[..., Node]] = {
    AnyTerm: Compiler.any_term,
    Near: Compiler.near,
    PlaceNamed: Compiler.place,
    ActorNamed: Compiler.actor,
    InLanguage: Compiler.language,
    FromPublisher: Compiler.publisher,
    Counted: Compiler.number,
    Pattern: Compiler.pattern,
    All: Compiler.all_of,
    AnyOf: Compiler.any_of,
    Not: Compiler.none_of,
    InField: Compiler.in_field,
}
"""Every kind of condition there is."""
