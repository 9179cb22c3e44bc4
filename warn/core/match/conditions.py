"""From the conditions of rules to nodes: a condition kind is one class of nodes and one line in `_KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from warn.core.match.automaton import Vocabulary
from warn.core.match.facts import LanguageNode, PatternNode, PublisherNode, TollNode, UnitNode
from warn.core.match.nodes import AllNode, AnyNode, FieldNode, NearNode, Node, NotNode, PlaceNode, TermGroup, TermNode
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


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles conditions of one watch into one vocabulary."""

    vocabulary: Vocabulary
    places: Mapping[str, Place]
    sides: Mapping[str, Side]
    actors: Mapping[str, Actor]
    made: dict[int, tuple[Condition, Node]]
    """By identity of the condition: nodes keep nothing of a text, so rules that share one share its node. By value it
    would hash thousands of terms. The condition is kept, so that no other can come by its identity."""
    groups: dict[int | tuple[str, ...], tuple[object, TermGroup]]
    """The same of tuples of terms (a list is one, however many rules take it), and of places."""

    @classmethod
    def of(cls, watch: Watch, vocabulary: Vocabulary) -> Compiler:
        return cls(
            vocabulary,
            {place.id: place for place in watch.places},
            {side.id: side for side in watch.sides},
            {actor.id: actor for actor in watch.actors},
            {},
            {},
        )

    def __call__(self, condition: Condition) -> Node:
        known = self.made.get(id(condition))
        if known is None:
            known = self.made[id(condition)] = (condition, _KINDS[type(condition)](self, condition))
        return known[1]

    def _group(self, terms: tuple[Term, ...]) -> TermGroup:
        known = self.groups.get(id(terms))
        if known is None:
            known = self.groups[id(terms)] = (terms, self._made(terms))
        return known[1]

    def _made(self, terms: Iterable[Term]) -> TermGroup:
        return TermGroup(self.vocabulary.add(term) for term in terms)

    def any_term(self, condition: AnyTerm) -> TermNode:
        label = condition.source or " | ".join(term.text for term in condition.terms)
        return TermNode(label, self._group(condition.terms))

    def near(self, condition: Near) -> Node:
        groups = tuple(self.any_term(group) for group in condition.groups)
        order = "in order " if condition.ordered else ""
        label = f"near, {order}within {condition.within}: {' + '.join(group.label for group in groups)}"
        return NearNode(label, groups, condition)

    def place(self, condition: PlaceNamed) -> Node:
        known = self.groups.get(condition.places)
        if known is None:
            inside = [place for place in self.places.values() if self._is_in(place, frozenset(condition.places))]
            terms = dict.fromkeys(term for place in inside for term in place.terms)
            known = self.groups[condition.places] = (condition, self._made(terms))
        return PlaceNode(f"place {' | '.join(condition.places)}", known[1])

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
        return TermNode(f"actor {what}", self._made(dict.fromkeys(terms)))

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
