"""The words before and after a date that say its role."""

from __future__ import annotations

from dataclasses import replace

from warn.core.dates.found import Lead, Tail
from warn.core.dates.language import Case, Language, Mark
from warn.core.dates.words import Words
from warn.model.mention import DateRole

LONGEST = 6
"""Words of the longest phrase before a date."""
_MOST = 5
"""Pieces on one side of a date: article, end of, preposition, weekday."""
SHIFTS = frozenset((Mark.LAST, Mark.THIS, Mark.NEXT))
_RANGES = frozenset((Mark.SPAN, Mark.TO, Mark.AND))
_LAST = _RANGES | {Mark.ON_DAY, Mark.SINCE}
"""Marks before which nothing is looked for, as for a role."""


def lead_of(
    words: Words, position: int, language: Language, taken: set[int], *, but: frozenset[Mark] = frozenset()
) -> Lead:
    """What stands before the word at `position`; the words marked `but` don't belong to such a date."""
    lead = Lead(start=position)
    for _ in range(_MOST):
        if (words.word(position - 1),) in language.weekdays and (words.near(position - 1) or words.comma(position - 1)):
            position -= 1
            lead = replace(lead, start=position)
            continue
        length, opener = _opener(words, position, language, taken)
        if opener is None or opener in but:
            break
        position -= length
        lead = _with(lead, opener, position)
        if isinstance(opener, DateRole) or opener in _LAST:
            break
    return lead


def _opener(words: Words, position: int, language: Language, taken: set[int]) -> tuple[int, DateRole | Mark | None]:
    """The longest opener that ends right before `position`, and how many words it has."""
    known = words.word(position - 1) in language.opener_ends
    if not known or position - 1 in taken or not words.close(position - 1):
        return 0, None
    for length in range(min(LONGEST, position), 0, -1):
        opener = language.openers.get(tuple(words.words[position - length : position]))
        if opener is not None and taken.isdisjoint(range(position - length, position)):
            return length, opener
    return 0, None


def _with(lead: Lead, opener: DateRole | Mark, position: int) -> Lead:
    if isinstance(opener, DateRole):
        return replace(lead, start=position, role=opener)
    if opener in _RANGES:
        return replace(lead, mark=opener, mark_start=position)
    if opener in (Mark.ARTICLE, Mark.ABOUT):
        return lead
    if opener is Mark.SINCE:
        return replace(lead, start=position, role=DateRole.FROM, shift=opener)
    if opener is Mark.ON_DAY:
        return replace(lead, start=position, role=DateRole.ON, on_day=True)
    if opener in SHIFTS:
        return replace(lead, start=position, shift=opener)
    return replace(lead, start=position, end=lead.end or opener is Mark.END, part=lead.part or opener is Mark.PART)


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
            since = role is Mark.SINCE
            known = role if isinstance(role, DateRole) else DateRole.FROM
            return Tail(stop=stop + 1, case=case, role=known, end=end, noun=noun, since=since)
        else:
            break
        noun = True
        stop += 1
    return Tail(stop=stop, case=case, end=end, noun=noun)


def hangs_on(words: Words, stop: int) -> bool:
    """Letters that mean nothing to us hang on the word before `stop`: a decade, a name, a compound."""
    return words.glued(stop - 1) and words.word(stop)[:1].isalpha()
