"""Nodes that look at more than words: the item's language and publisher, tolls, quantities, regular expressions."""

from __future__ import annotations

from abc import abstractmethod

from warn.core.match.automaton import Passage, Span
from warn.core.match.nodes import MAX_WAYS, Clause, Node, Scope, TermNode, Words
from warn.core.match.patterns import searched
from warn.model.rule import Counted, FromPublisher
from warn.model.toll import Toll


class KnownNode(Node):
    """A condition on what is known of the item besides its words."""

    is_place = True

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
    """Whether a number can be as asked for. One without `high` ("at least five") counts as what it names, not as the ten
    that it may come to."""
    highest = low if high is None else high
    return highest >= wanted.at_least and (wanted.at_most is None or low <= wanted.at_most)


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
