"""Conditions ready to evaluate: each node knows what it needs, whether it holds, and by which words.

The automaton has found words before any of this runs: `clauses` are what must have been found for a condition to be
worth evaluating, as a conjunction of alternatives.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warn.core.match.automaton import CompiledTerm, Passage, Span
from warn.model.rule import Near

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
    """It says where, or nothing: its words say least of what happened."""

    def __init__(self, label: str, parts: tuple[Node, ...] = ()) -> None:
        self.label = label
        self.parts = parts

    @abstractmethod
    def clauses(self) -> list[Clause]:
        """What must have been found, each clause by itself necessary; empty: nothing is necessary."""

    @abstractmethod
    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        """None where it doesn't hold; else the ways it does, in the order of the text. `[()]`: without words."""


class TermGroup:
    """Terms compiled, by the patterns that betray them: made once for a list, shared by every node that asks for it."""

    __slots__ = ("by_pattern", "patterns", "terms")

    def __init__(self, terms: Iterable[CompiledTerm]) -> None:
        self.terms = tuple(terms)
        self.by_pattern: dict[int, list[CompiledTerm]] = {}
        for term in self.terms:
            self.by_pattern.setdefault(term.pattern, []).append(term)
        self.patterns = frozenset(self.by_pattern)


class TermNode(Node):
    def __init__(self, label: str, group: TermGroup) -> None:
        super().__init__(label)
        self.terms = group.terms
        self.patterns = group.patterns
        self._by_pattern = group.by_pattern

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


class NearNode(Node):
    def __init__(self, label: str, groups: tuple[TermNode, ...], condition: Near) -> None:
        super().__init__(label, groups)
        self.groups = groups
        # The group of fewest words is likeliest to be missing.
        self._needed = tuple(sorted((group.patterns for group in groups), key=len))
        self.within = condition.within
        self.ordered = condition.ordered

    def clauses(self) -> list[Clause]:
        return [clause for group in self.groups for clause in group.clauses()]

    def ways(self, passage: Passage, scope: Scope) -> list[Words] | None:
        for patterns in self._needed:
            if patterns.isdisjoint(passage.patterns):
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
        # Two of each group: a word that is in two groups stands for one of them, and its forerunner for the other.
        recent: list[deque[Span]] = [deque(maxlen=2) for _ in groups]
        found: list[Words] = []
        for span, index in sorted((span, index) for index, spans in enumerate(groups) for span in spans):
            recent[index].append(span)
            words = self._ending_at(span, index, recent)
            if words and words[-1].first - words[0].last <= self.within:
                found.append(words)
        return found

    def _ending_at(self, span: Span, index: int, recent: list[deque[Span]]) -> Words | None:
        if self.ordered and index < len(recent) - 1:
            return None
        taken = [span]
        for other in range(len(recent) - 1, -1, -1):
            if other == index:
                continue
            free = (earlier for earlier in reversed(recent[other]) if earlier not in taken)
            earlier = next((e for e in free if not self.ordered or e < taken[-1]), None)
            if earlier is None:
                return None
            taken.append(earlier)
        return tuple(sorted(taken))


class AllNode(Node):
    def __init__(self, label: str, parts: tuple[Node, ...] = ()) -> None:
        super().__init__(label, parts)
        self.is_place = all(part.is_place for part in parts)

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
    def __init__(self, label: str, parts: tuple[Node, ...] = ()) -> None:
        super().__init__(label, parts)
        self.is_place = all(part.is_place for part in parts)

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
    is_place = True

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
