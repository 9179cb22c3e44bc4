"""Periods: "six months before", "for another two years"."""

from __future__ import annotations

from warn.core.dates.found import Found
from warn.core.dates.language import Language, Phrase, Span, Unit
from warn.core.dates.words import Words
from warn.model.mention import DateRole

_ROLES = {"before": DateRole.BEFORE, "after": DateRole.AFTER, "for": DateRole.UNTIL}
_LONGEST = 5
"""Words of the longest phrase about a period."""
_LASTING = Span(relation="for")
_GREATEST = 999
"""The greatest number of units."""


def find_period(words: Words, index: int, language: Language, taken: set[int]) -> Found | None:
    """The period whose unit is the word at `index`."""
    unit = language.units[words.word(index)]
    start, count = _count(words, index, unit, language)
    stop = index + 1
    if not count or (words.near(index) and words.word(stop) in language.not_before):
        return None
    for span in (_LASTING,) if unit.lasting else language.spans:
        bounds = _bounds(words, start, stop, span, language)
        if bounds and taken.isdisjoint(range(*bounds)):
            return Found(
                start=bounds[0],
                end=bounds[1],
                role=_ROLES[span.relation],
                period=f"P{count * unit.count}{unit.letter}",
                relation=span.relation,
                unit=unit.letter,
            )
    return None


def _count(words: Words, index: int, unit: Unit, language: Language) -> tuple[int, int]:
    """Where the period begins and how many units it has; 0: it isn't said."""
    at = _past_more(words, index, language)
    number = words.number(at - 1)
    if not words.close(at - 1):
        return index, int(unit.alone)
    if number is not None:
        sound = number <= _GREATEST and words.loose(at - 1)
        return at - 1, number if sound else 0
    number = language.numbers.get(words.word(at - 1))
    if number is None:
        return index, int(unit.alone)
    return at - 1, number


def _past_more(words: Words, index: int, language: Language) -> int:
    while words.word(index - 1) in language.more and words.close(index - 1):
        index -= 1
    return index


def _bounds(words: Words, start: int, stop: int, span: Span, language: Language) -> tuple[int, int] | None:
    """From the lead to the trail, if the span has what it asks for."""
    if span.ablative and not (words.near(start - 1) and words.word(start - 1).endswith(span.ablative)):
        return None
    while words.word(stop) in language.more and words.near(stop - 1) and span.leads:
        stop += 1
    if span.leads:
        start = _past_more(words, start, language)
        length = _phrase(words, start, span.leads, before=True)
        if not length:
            return None
        start -= length
    if span.trails:
        length = _phrase(words, stop, span.trails, before=False)
        if not length:
            return None
        stop += length
    return start, stop


def _phrase(words: Words, at: int, among: frozenset[Phrase], *, before: bool) -> int:
    """How many words the longest of the phrases has that ends (or begins) at a word; 0: none does."""
    if not words.close(at - 1):
        return 0
    for length in range(_LONGEST, 0, -1):
        first = at - length if before else at
        if first >= 0 and first + length <= len(words.words) and tuple(words.words[first : first + length]) in among:
            return length
    return 0
