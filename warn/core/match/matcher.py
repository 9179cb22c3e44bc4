"""The matcher: compiled once from a rule book, then asked about item after item.

Cost per item hardly grows with the number of rules. Each rule asks for something of its gate: of its clauses the one
that most rules share, mostly a place. A text without any gate is done with after one small pass. In the others the
terms of the rules behind their gates are found. A rule is looked at only when its anchor occurred: the rarest of the
clauses that must hold, taken to be the one that fewest rules share. It is evaluated, with positions, only when
something of each of its clauses occurred. Guards are looked for only where a rule hit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from warn.core.match.automaton import Passage, Vocabulary
from warn.core.match.conditions import Compiler
from warn.core.match.guards import Guards, Sign, sentence_at
from warn.core.match.nodes import Clause, Node, Scope, Words
from warn.core.numbers.language import language_of
from warn.core.numbers.tolls import read_tolls
from warn.core.uncollected import uncollected
from warn.model.item import GuardKind, Hit, Item
from warn.model.rule import PlaceNamed, Rule, Watch
from warn.model.rulebook import RuleBook
from warn.model.toll import Toll

QUOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class CompiledRule:
    rule: Rule
    when: Node
    exclude: Node | None
    clauses: tuple[Clause, ...]
    anchor: Clause
    further: tuple[Clause, ...] = ()
    """The clauses besides the anchor."""


class Matcher:
    """Finds the rules of a rule book in items. Safe to share between threads: nothing changes after construction."""

    @uncollected()
    def __init__(self, rulebook: RuleBook) -> None:
        vocabulary = Vocabulary()
        self.watches: dict[str, Watch] = {watch.id: watch for watch in rulebook.watches}
        compilers = {watch.id: Compiler.of(watch, vocabulary) for watch in rulebook.watches}
        self._sides = {
            side.id: tuple(term.text for term in side.terms) for watch in rulebook.watches for side in watch.sides
        }
        self._places: dict[str, list[tuple[str, Node, Clause]]] = {
            watch.id: [_place(place.id, compilers[watch.id]) for place in watch.places] for watch in rulebook.watches
        }
        """Per watch its places: id, condition, and the patterns of which one must occur."""
        self.rules = _anchored([_compiled(rule, compilers[rule.watch]) for rule in rulebook.rules])
        self._by_pattern: dict[int, list[tuple[int, tuple[Clause, ...]]]] = {}
        """Per pattern the rules it anchors, by index, with the clauses that must hold besides."""
        for index, compiled in enumerate(self.rules):
            for pattern in compiled.anchor:
                self._by_pattern.setdefault(pattern, []).append((index, compiled.further))
        self._anchors = frozenset(self._by_pattern)
        self._reader = vocabulary.reader(_gates(self.rules))
        self._guards = Guards(rulebook.guards, rulebook.citations)

    def hits(self, item: Item) -> tuple[tuple[str, Hit], ...]:
        """Every rule found in an item, with its watch, in the rule book's order; at most one hit a rule."""
        normal, patterns = self._reader.read(item.title, item.summary)
        anchors = patterns & self._anchors
        if not anchors:
            return ()
        candidates = self._candidates(anchors, patterns)
        if not candidates:
            return ()
        passage = Passage(item, normal, self._reader.search(normal), self._sides)
        held = [(self.rules[index].rule, self.ways(self.rules[index], passage)) for index in candidates]
        if not any(ways for _, ways in held):
            return ()
        signs = self.signs(passage)
        places = {rule.watch: self.places(rule.watch, passage) for rule, ways in held if ways}
        return tuple(
            (rule.watch, self.best(rule, passage, ways, signs, places[rule.watch])) for rule, ways in held if ways
        )

    def _candidates(self, anchors: frozenset[int] | set[int], patterns: set[int]) -> list[int]:
        """Rules of which something was found for each clause, in order. Plain loops: this runs for every item."""
        found: set[int] = set()
        for pattern in anchors:
            for index, further in self._by_pattern[pattern]:
                for clause in further:
                    if clause.isdisjoint(patterns):
                        break
                else:
                    found.add(index)
        return sorted(found)

    def passage(self, item: Item) -> Passage:
        """An item's text with all that is found in it: what explain looks at."""
        normal, _ = self._reader.read(item.title, item.summary)
        return Passage(item, normal, self._reader.search(normal), self._sides)

    def tolls(self, item: Item) -> tuple[Toll, ...]:
        """What an item counts of people, by the sides of all watches."""
        language = language_of(f"{item.title} {item.summary}", item.language)
        return read_tolls(item.title, item.summary, language=language, sides=self._sides)

    def signs(self, passage: Passage) -> tuple[Sign, ...]:
        return self._guards.signs(passage)

    def ways(self, compiled: CompiledRule, passage: Passage) -> list[Words] | None:
        """How a rule holds in a text, exclusions heeded; None where it doesn't."""
        scope = Scope(0, len(passage.words))
        ways = compiled.when.ways(passage, scope)
        if ways is None or (compiled.exclude and compiled.exclude.ways(passage, scope) is not None):
            return None
        return [words for words in ways if words] or None

    def best(
        self, rule: Rule, passage: Passage, ways: list[Words], signs: tuple[Sign, ...], places: tuple[str, ...]
    ) -> Hit:
        """The hit to keep: the first that no guard strikes, else the first."""
        first = struck(rule, passage, ways[0], signs)
        clear = next((words for words in ways if not struck(rule, passage, words, signs)), None) if first else ways[0]
        if clear is not None:
            return _hit(rule, passage, clear, places, ())
        return _hit(rule, passage, ways[0], places, first)

    def places(self, watch: str, passage: Passage) -> tuple[str, ...]:
        """Places of the watch that a text names, by themselves or by a place inside them."""
        scope = Scope(0, len(passage.words))
        return tuple(
            name
            for name, node, patterns in self._places[watch]
            if not patterns.isdisjoint(passage.patterns) and node.ways(passage, scope) is not None
        )


def struck(rule: Rule, passage: Passage, words: Words, signs: tuple[Sign, ...]) -> tuple[GuardKind, ...]:
    """Guards of the rule that strike one way of holding, in the order of their kinds."""
    field, offset = passage.offset_of(words[0].first)
    kinds = {sign.kind for sign in signs if sign.kind in rule.guards and sign.strikes(field, offset, words[:_LEAD])}
    return tuple(kind for kind in GuardKind if kind in kinds)


_LEAD = 4
"""Deciding words that guards are measured against: those that say what happened come first."""


def _hit(rule: Rule, passage: Passage, words: Words, places: tuple[str, ...], guards: tuple[GuardKind, ...]) -> Hit:
    field, start = passage.offset_of(words[0].first)
    text = passage.field_text(field)
    same_field = [word for word in words if passage.offset_of(word.first)[0] == field]
    end = max(passage.end_of(word.last) for word in same_field)
    begin = min(passage.offset_of(word.first)[1] for word in same_field)
    return Hit(
        rule=rule.id,
        indicator=rule.indicator,
        severity=rule.severity,
        weight=rule.weight,
        field=field,
        start=begin,
        end=end,
        quote=quote(text, start, passage.sentences(field)),
        words=tuple(dict.fromkeys(published(passage, word) for word in words)),
        places=places,
        guards=guards,
    )


def published(passage: Passage, words: tuple[int, int]) -> str:
    """Words as they stand in the item."""
    field, start = passage.offset_of(words[0])
    return passage.field_text(field)[start : passage.end_of(words[1])]


def quote(text: str, offset: int, bounds: tuple[tuple[int, int], ...]) -> str:
    """The sentence around a character, of those between the bounds, cut to length with the character inside."""
    start, end = sentence_at(bounds, offset)
    if end - start <= QUOTE_LENGTH:
        return text[start:end]
    begin = max(start, min(offset - QUOTE_LENGTH // 3, end - QUOTE_LENGTH + 2))
    cut = text[begin : begin + QUOTE_LENGTH - 2].strip()
    return ("…" if begin > start else "") + cut + ("…" if begin + QUOTE_LENGTH - 2 < end else "")


def _compiled(rule: Rule, compiler: Compiler) -> CompiledRule:
    when = compiler(rule.when)
    clauses = tuple(when.clauses())
    if not clauses:
        raise ValueError(f"rule {rule.id}: nothing in it must occur")
    exclude = compiler(rule.exclude) if rule.exclude else None
    return CompiledRule(rule, when, exclude, clauses, clauses[0])


def _place(name: str, compiler: Compiler) -> tuple[str, Node, Clause]:
    node = compiler(PlaceNamed(places=(name,)))
    return name, node, frozenset().union(*node.clauses())


def _gates(rules: tuple[CompiledRule, ...]) -> dict[Clause, Clause]:
    """Of each rule the clause that most rules share, with all that the rules behind it must find.

    Thousands of rules with words of their own share a few dozen places. A text that names none of them is done with.
    """
    shared = Counter(clause for compiled in rules for clause in set(compiled.clauses))
    behind: defaultdict[Clause, set[int]] = defaultdict(set)
    for compiled in rules:
        gate = min(compiled.clauses, key=lambda clause: len(clause) / shared[clause])
        behind[gate].update(*compiled.clauses)
    return {gate: frozenset(patterns) for gate, patterns in behind.items()}


def _anchored(rules: list[CompiledRule]) -> tuple[CompiledRule, ...]:
    shared = Counter(clause for compiled in rules for clause in set(compiled.clauses))
    return tuple(_with_anchor(compiled, shared) for compiled in rules)


def _with_anchor(compiled: CompiledRule, shared: Counter[Clause]) -> CompiledRule:
    """The rule with its clauses from the least shared to the most: the first is its anchor."""
    anchor, *further = sorted(set(compiled.clauses), key=lambda clause: (shared[clause], len(clause), min(clause)))
    return replace(compiled, anchor=anchor, further=tuple(further))
