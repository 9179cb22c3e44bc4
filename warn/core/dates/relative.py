"""Days told from the day of publication: weekdays, today, tomorrow."""

from __future__ import annotations

from collections.abc import Mapping

from warn.core.dates.found import Found, role_of
from warn.core.dates.language import Case, Language, Mark, Phrase
from warn.core.dates.surroundings import lead_of, tail_of
from warn.core.dates.words import Words
from warn.model.mention import DateRole

_LONGEST = 3
"""Words of the longest name."""


def find_weekday(words: Words, index: int, language: Language, taken: set[int]) -> Found | None:
    length, weekday = _longest(words, index, language.weekdays)
    if weekday is None or not taken.isdisjoint(range(index, index + length)):
        return None
    lead = lead_of(words, index, language, taken)
    tail = tail_of(words, index + length, Case.NONE, language, taken)
    shift = Mark.SINCE if tail.since else lead.shift
    stop = tail.stop
    if words.near(stop - 1) and words.word(stop) in _SHIFTS_AFTER:
        shift = _SHIFTS_AFTER[words.word(stop)]
        stop += 1
    elif words.near(stop - 1) and words.word(stop) in language.not_before:
        return None
    if language.bare_weekday:
        habit = words.word(index - 1) in language.articles and words.near(index - 1)
        sound = shift is not None or not habit
    else:
        sound = lead.role is not None or shift is not None or tail.noun
    if not sound:
        return None
    return Found(start=lead.start, end=stop, role=role_of(lead, tail), weekday=weekday, shift=shift)


_SHIFTS_AFTER: Mapping[str, Mark] = {
    "prochain": Mark.NEXT,
    "dernier": Mark.LAST,
}


def find_relative(words: Words, index: int, language: Language, taken: set[int]) -> Found | None:
    """Today, tomorrow, yesterday and the days beyond."""
    length, distance = _longest(words, index, language.days)
    if distance is None or not taken.isdisjoint(range(index, index + length)):
        return None
    if words.word(index - 1) in language.not_after and words.near(index - 1) and words.capital(index):
        return None
    lead = lead_of(words, index, language, taken)
    tail = tail_of(words, index + length, Case.NONE, language, taken)
    role = lead.role if not lead.on_day else DateRole.ON
    return Found(
        start=lead.start if role else index,
        end=tail.stop if tail.role else index + length,
        role=tail.role or role,
        distance=distance,
    )


def _longest(words: Words, index: int, table: Mapping[Phrase, int]) -> tuple[int, int | None]:
    for length in range(min(_LONGEST, len(words.words) - index), 0, -1):
        value = table.get(tuple(words.words[index : index + length]))
        if value is not None:
            return length, value
    return 0, None
