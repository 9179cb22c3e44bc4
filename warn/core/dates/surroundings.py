"""The words before and after a date that say its role."""

from __future__ import annotations

from warn.core.dates.found import Lead, Tail
from warn.core.dates.language import Case, Language, Mark
from warn.core.dates.words import Words
from warn.model.mention import DateRole

LONGEST = 6
"""Words of the longest phrase before a date."""
_MOST = 5
"""Pieces on one side of a date: article, end of, preposition, weekday."""
_SHIFTS = frozenset((Mark.LAST, Mark.THIS, Mark.NEXT))
_RANGES = frozenset((Mark.SPAN, Mark.TO, Mark.AND))


def lead_of(words: Words, position: int, language: Language, taken: set[int]) -> Lead:
    """What stands before the word at `position`."""
    lead = Lead(start=position)
    for _ in range(_MOST):
        if (words.word(position - 1),) in language.weekdays and (words.near(position - 1) or words.comma(position - 1)):
            position -= 1
            continue
        length, opener = _opener(words, position, language, taken)
        if opener is None:
            break
        position -= length
        lead = _with(lead, opener, position)
        if isinstance(opener, DateRole) or opener is Mark.ON_DAY or opener in _RANGES:
            break
    return lead


def _opener(words: Words, position: int, language: Language, taken: set[int]) -> tuple[int, DateRole | Mark | None]:
    """The longest opener that ends right before `position`, and how many words it has."""
    if position == 0 or position - 1 in taken or not words.close(position - 1):
        return 0, None
    for length in range(min(LONGEST, position), 0, -1):
        opener = language.openers.get(tuple(words.words[position - length : position]))
        if opener is not None and taken.isdisjoint(range(position - length, position)):
            return length, opener
    return 0, None


def _with(lead: Lead, opener: DateRole | Mark, position: int) -> Lead:
    values = {name: getattr(lead, name) for name in Lead.__slots__}
    if opener in _RANGES:
        return Lead(**{**values, "mark": opener, "mark_start": position})
    if opener is Mark.ARTICLE:
        return lead
    values["start"] = position
    if isinstance(opener, DateRole):
        values["role"] = opener
    elif opener is Mark.ON_DAY:
        values |= {"role": DateRole.ON, "on_day": True}
    elif opener in _SHIFTS:
        values["shift"] = opener
    else:
        values["end" if opener is Mark.END else "part"] = True
    return Lead(**values)


def tail_of(words: Words, stop: int, case: Case, language: Language, taken: set[int]) -> Tail:
    """What stands from the word at `stop` on, after a date that bears `case`."""
    end = noun = False
    for _ in range(_MOST):
        word = words.word(stop)
        if not word or stop in taken or not words.close(stop - 1):
            break
        if word in language.suffixes and words.glued(stop - 1):
            case = language.suffixes[word]
        elif word in language.ends:
            case, end = language.ends[word], True
        elif word in language.tails:
            case = language.tails[word]
        elif role := language.posts.get((word, case)):
            return Tail(stop=stop + 1, case=case, role=role, end=end, noun=noun)
        else:
            break
        noun = True
        stop += 1
    return Tail(stop=stop, case=case, end=end, noun=noun)


def hangs_on(words: Words, stop: int) -> bool:
    """Letters that mean nothing to us hang on the word before `stop`: a decade, a name, a compound."""
    return words.glued(stop - 1) and words.word(stop)[:1].isalpha()
