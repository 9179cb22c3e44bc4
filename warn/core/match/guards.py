"""Guards: how a sentence may hold a rule's words without reporting the thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warn.core.match.automaton import CompiledTerm, Passage, Span, Vocabulary
from warn.core.match.nodes import Words
from warn.model.item import GuardKind
from warn.model.rule import GuardTerms

_OPENING_WORDS = 3
"""Words into a sentence within which a background opener still opens it."""


@dataclass(frozen=True, slots=True)
class Guard:
    kind: GuardKind
    term: CompiledTerm
    within: int | None
    before: bool


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """One guard word found: where it stands, and from where to where it may strike."""

    field: str
    start: int
    end: int
    """Characters of the field within which a hit must start."""
    first: int
    last: int
    kind: GuardKind
    within: int | None
    before: bool

    def strikes(self, field: str, offset: int, words: Words) -> bool:
        """It covers the place, stands near enough, and on the right side."""
        if field != self.field or not self.start <= offset < self.end:
            return False
        span = Span(min(word.first for word in words), max(word.last for word in words))
        if any(word.first <= self.first and self.last <= word.last for word in words):
            return False  # a rule that names the guard's word itself means it
        if self.before and self.first > span.last:
            return False
        gap = max(span.first - self.last, self.first - span.last, 1) - 1
        return self.within is None or gap <= self.within


class Guards:
    """All guards of a rule book, searched only in items that rules hit."""

    def __init__(self, groups: Iterable[GuardTerms]) -> None:
        vocabulary = Vocabulary()
        self._by_pattern: dict[int, list[Guard]] = {}
        for group in groups:
            for term in group.terms:
                guard = Guard(group.kind, vocabulary.add(term), group.within, group.before)
                self._by_pattern.setdefault(guard.term.pattern, []).append(guard)
        self._automaton = vocabulary.automaton()

    def signs(self, passage: Passage) -> tuple[Sign, ...]:
        """Every guard word of a text, in order."""
        seen = passage.searched_for(self._automaton.search(passage.normal))
        present = [guard for pattern in seen.starts for guard in self._by_pattern.get(pattern, ())]
        if not present:
            return ()
        found = (self._sign(guard, span, seen) for guard in present for span in seen.find(guard.term))
        return tuple(sorted({sign for sign in found if sign is not None}, key=lambda sign: (sign.first, sign.kind)))

    def _sign(self, guard: Guard, span: Span, passage: Passage) -> Sign | None:
        field, offset = passage.offset_of(span.first)
        start, end = sentence_at(passage.sentences(field), offset)
        if guard.kind is GuardKind.BACKGROUND:
            opening = span.first < _OPENING_WORDS or passage.offset_of(span.first - _OPENING_WORDS) < (field, start)
            if not opening:
                return None
            line_end = passage.field_text(field).find("\n", offset)
            end = line_end if line_end >= 0 else len(passage.field_text(field))
        return Sign(field, start, end, span.first, span.last, guard.kind, guard.within, guard.before)


def sentence_at(bounds: tuple[tuple[int, int], ...], offset: int) -> tuple[int, int]:
    """The sentence that holds a character."""
    return next(((start, end) for start, end in bounds if offset < end), bounds[-1] if bounds else (0, 0))
