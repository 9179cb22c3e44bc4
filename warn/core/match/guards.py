"""Guards: how a sentence may hold a rule's words without reporting the thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from warn.core.dates import read_dates
from warn.core.match.automaton import CompiledTerm, Passage, Span, Vocabulary
from warn.core.match.nodes import Words
from warn.model.item import DateBasis, GuardKind
from warn.model.mention import DateRole, Precision
from warn.model.rule import GuardTerms, Term

OLD = timedelta(days=60)
"""So long before its publication a day is past for an item: what happened then is not its news."""
_DATE_REACH = 6
"""Words from the deciding ones within which an old date makes them historical."""
_CITED_WITHIN = 3
_OPENING_WORDS = 3
"""Words into a sentence within which a background opener still opens it."""


@dataclass(frozen=True, slots=True)
class Guard:
    kind: GuardKind
    term: CompiledTerm
    within: int | None
    before: bool
    unless: tuple[CompiledTerm, ...]


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

    def __init__(self, groups: Iterable[GuardTerms], citations: Iterable[Term] = ()) -> None:
        vocabulary = Vocabulary()
        self._by_pattern: dict[int, list[Guard]] = {}
        self._citations = tuple(vocabulary.add(term) for term in citations)
        for group in groups:
            unless = tuple(vocabulary.add(term) for term in group.unless)
            for term in group.terms:
                guard = Guard(group.kind, vocabulary.add(term), group.within, group.before, unless)
                self._by_pattern.setdefault(guard.term.pattern, []).append(guard)
        self._automaton = vocabulary.automaton()

    def signs(self, passage: Passage) -> tuple[Sign, ...]:
        """Every guard word of a text, in order."""
        seen = passage.searched_for(self._automaton.search(passage.normal))
        present = [guard for pattern in seen.starts for guard in self._by_pattern.get(pattern, ())]
        found = (self._sign(guard, span, seen) for guard in present for span in seen.find(guard.term))
        signs = {sign for sign in found if sign is not None} | set(self._dated(seen))
        return tuple(sorted(signs, key=lambda sign: (sign.first, sign.kind)))

    def _dated(self, passage: Passage) -> Iterator[Sign]:
        """Old dates: what happened on one is not news. Only where it is known when the item was published."""
        item = passage.item
        if item.published_basis is not DateBasis.STATED:
            return
        mentions = read_dates(item.title, item.summary, language=passage.language, published=item.published)
        for mention in mentions:
            if mention.role is not DateRole.ON or mention.day is None:
                continue
            span = passage.span_at(mention.field, mention.start, mention.end)
            old = item.published.date() - _last_day(mention.day, mention.precision) > OLD
            if span is None or not old or self._cited(span, passage):
                continue
            start, end = sentence_at(passage.sentences(mention.field), mention.start)
            yield Sign(mention.field, start, end, span.first, span.last, GuardKind.HISTORICAL, _DATE_REACH, False)

    def _cited(self, date: Span, passage: Passage) -> bool:
        """The date is that of a document named beside it."""
        spans = (span for term in self._citations for span in passage.find(term))
        return any(max(date.first - span.last, span.first - date.last) <= _CITED_WITHIN for span in spans)

    def _sign(self, guard: Guard, span: Span, passage: Passage) -> Sign | None:
        wider = (other for term in guard.unless for other in passage.find(term))
        if any(other.first <= span.first and span.last <= other.last for other in wider):
            return None
        field, offset = passage.offset_of(span.first)
        start, end = sentence_at(passage.sentences(field), offset)
        if guard.kind is GuardKind.BACKGROUND:
            if not _opens(span, field, start, passage):
                return None
            line_end = passage.field_text(field).find("\n", offset)
            end = line_end if line_end >= 0 else len(passage.field_text(field))
        return Sign(field, start, end, span.first, span.last, guard.kind, guard.within, guard.before)


def _opens(span: Span, field: str, start: int, passage: Passage) -> bool:
    """It stands among the first words of its sentence."""
    if span.first < _OPENING_WORDS:
        return True
    before, offset = passage.offset_of(span.first - _OPENING_WORDS)
    return before != field or offset < start


def _last_day(day: date, precision: Precision) -> date:
    """The last day of what is named: of a month or a year its end."""
    if precision is Precision.DAY:
        return day
    if precision is Precision.YEAR:
        return date(day.year, 12, 31)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def sentence_at(bounds: tuple[tuple[int, int], ...], offset: int) -> tuple[int, int]:
    """The sentence that holds a character."""
    return next(((start, end) for start, end in bounds if offset < end), bounds[-1] if bounds else (0, 0))
