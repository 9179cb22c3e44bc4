"""Where a month, a numeric date, a year, a weekday or "tomorrow" stands, the date that it makes with its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warn.core.dates.calendar import is_day, is_year
from warn.core.dates.found import Found, Lead, Tail, role_of
from warn.core.dates.language import Care, Case, Language, Mark, Month
from warn.core.dates.surroundings import SHIFTS, hangs_on, lead_of, tail_of
from warn.core.dates.words import Words
from warn.model.mention import DateRole

_NUMERIC = re.compile(
    r"(?<![0-9])(?<![0-9][.,/:\-])(?:([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})|([0-9]{4})([./-])([0-9]{1,2})\6([0-9]{1,2}))"
    r"(?![0-9]|[./\-][0-9])"
)
_SIGNED = re.compile(r"[-+/#№$€£:][^\S\n\r]?$|\w[.\-]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Core:
    """A month with its numbers."""

    start: int
    stop: int
    case: Case
    day: int | None = None
    first_day: int | None = None
    """The other end of a range of days of one month."""
    year: int | None = None
    ending: bool = False
    """An ending hangs on the day's number or the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A month with all that stands about it."""

    month: Month
    core: _Core
    lead: Lead
    tail: Tail
    own: bool
    """The month's language is the text's."""
    capital: bool
    compound: bool
    """Letters that mean nothing to us hang on the end."""

    @property
    def says(self) -> bool:
        return self.lead.says or self.tail.says


def find_month(words: Words, index: int, language: Language, taken: set[int], *, own: bool) -> tuple[Found, ...]:
    """The date whose month is the word at `index`; `own`: the month's language is the text's.

    Two for a range of days, none if the word is no month here.
    """
    month = language.months[words.word(index)]
    core = _with_year(words, _with_day(words, index, month, language, taken), language, taken)
    if words.word(core.start - 1) in language.not_after and words.near(core.start - 1):
        return ()
    lead = lead_of(words, core.start, language, taken, but=SHIFTS if core.day else frozenset())
    if core.start == index and core.day and not core.year and lead.role is DateRole.ON and not lead.on_day:
        # "In May 19 people": the preposition takes months, so the number counts something.
        core = _Core(start=index, stop=index + 1, case=month.case)
    if words.word(core.stop) in language.not_before and words.near(core.stop - 1) and core.year is None:
        return ()
    tail = tail_of(words, core.stop, core.case, language, taken)
    reading = _Reading(
        month=month,
        core=core,
        lead=lead,
        tail=tail,
        own=own,
        capital=words.capital(index),
        compound=hangs_on(words, tail.stop),
    )
    return _founds(reading) if _trusted(reading) else ()


def _founds(reading: _Reading) -> tuple[Found, ...]:
    core, lead, tail = reading.core, reading.lead, reading.tail
    found = Found(
        start=lead.start,
        end=tail.stop,
        role=role_of(lead, tail),
        year=core.year,
        month=reading.month.number,
        day=core.day,
        shift=Mark.SINCE if tail.since else lead.shift,
        mark=lead.mark,
        mark_start=lead.mark_start,
        needs_pair=core.day is None and core.year is None and not reading.says,
    )
    if core.first_day is None:
        return (found,)
    return (replace(found, day=core.first_day, role=DateRole.FROM), replace(found, role=DateRole.UNTIL))


def _with_day(words: Words, index: int, month: Month, language: Language, taken: set[int]) -> _Core:
    core = _day_before(words, index, month, language, taken)
    if core is None and language.day_after:
        core = _day_after(words, index, month, language, taken)
    if core is not None:
        return core
    stop, case = index + 1, month.case
    ending = words.word(stop) in language.suffixes and words.glued(index)
    if ending:
        case = language.suffixes[words.word(stop)]
        stop += 1
    return _Core(start=index, stop=stop, case=case, ending=ending)


def _day_before(words: Words, index: int, month: Month, language: Language, taken: set[int]) -> _Core | None:
    at = index - 1
    if words.word(at) in language.links and words.near(at):
        at -= 1
    ending = words.word(at) in language.suffixes and words.glued(at - 1)
    at -= ending
    day = words.number(at)
    if day is None or not is_day(day, month.number) or not words.close(index - 1) or at in taken:
        return None
    stop, case = index + 1, month.case
    if words.glued(index) and words.word(stop) in language.suffixes:
        case = language.suffixes[words.word(stop)]
        stop += 1
    core = _Core(start=at, stop=stop, case=case, day=day, ending=ending)
    first = at - 2 if words.word(at - 1) in language.ranges and words.near(at - 1) and words.near(at - 2) else at - 1
    dashed = first == at - 1 and words.dash(first)
    earlier = words.number(first)
    if (dashed or first == at - 2) and earlier is not None and 1 <= earlier < day and words.loose(first):
        return replace(core, start=first, first_day=earlier)
    return core if words.loose(at) else None


def _day_after(words: Words, index: int, month: Month, language: Language, taken: set[int]) -> _Core | None:
    at = index + 1
    day = words.number(at)
    if day is None or not is_day(day, month.number) or not words.near(index) or at in taken:
        return None
    core = _Core(start=index, stop=at + 1, case=month.case, day=day)
    last = at + 2 if words.word(at + 1) in language.ranges and words.near(at) and words.near(at + 1) else at + 1
    later = words.number(last)
    if (last == at + 2 or words.dash(at)) and later is not None and is_day(later, month.number) and day < later:
        return replace(core, stop=last + 1, day=later, first_day=day)
    if not words.whole(at):
        return None
    suffix = words.word(at + 1)
    if words.glued(at) and suffix in language.suffixes:
        return replace(core, stop=at + 2, case=language.suffixes[suffix], ending=True)
    return core


def _with_year(words: Words, core: _Core, language: Language, taken: set[int]) -> _Core:
    """The core with the year that follows it, or else precedes it."""
    stop = core.stop
    if words.word(stop) in language.links and words.near(stop - 1):
        stop += 1
    if (words.near(stop - 1) or words.comma(stop - 1)) and year_at(words, stop, language):
        return replace(core, year=words.number(stop), stop=stop + 1, case=Case.NONE)
    if not language.year_before:
        return core
    at = core.start - 1
    while words.close(at) and (words.word(at) in language.tails or words.word(at) in language.suffixes):
        at -= 1
    if words.close(at) and is_year(words.number(at)) and words.loose(at) and at not in taken:
        return replace(core, year=words.number(at), start=at)
    return core


def year_at(words: Words, index: int, language: Language) -> bool:
    """The number is a year, and no count of something."""
    if not is_year(words.number(index)) or not words.whole(index):
        return False
    return not (words.near(index) and words.word(index + 1) in language.counted)


def _trusted(reading: _Reading) -> bool:
    """The word is a month here, and what is found with it a date."""
    core, care = reading.core, reading.month.care
    if not reading.own and core.day is None and not reading.says:
        return False
    if core.year is not None:
        return not reading.compound
    if care is Care.CAPITAL and not reading.capital:
        return False
    if core.day is not None:
        return care is not Care.ENDING or core.ending or reading.says
    return not reading.compound and _trusted_alone(reading)


def _trusted_alone(reading: _Reading) -> bool:
    """A month without a number."""
    lead, care = reading.lead, reading.month.care
    if care in (Care.NUMBER, Care.ENDING):
        return (reading.tail.noun or reading.core.ending) and reading.says
    if care is Care.CAPITAL and lead.role in (DateRole.BEFORE, DateRole.AFTER):
        return lead.end or lead.part  # "after May" may be after Theresa May
    return reading.says or lead.mark is not None


def find_year(words: Words, index: int, language: Language, taken: set[int]) -> Found | None:
    """A year that stands by itself, with words that say it is one."""
    if not _year_like(words, index, language) or not year_at(words, index, language) or not words.loose(index):
        return None
    lead = lead_of(words, index, language, taken, but=frozenset({Mark.ARTICLE}))
    tail = tail_of(words, index + 1, Case.NONE, language, taken)
    if hangs_on(words, tail.stop):
        return None
    spoken = (lead.role is not None and not lead.on_day) or lead.end or lead.part
    if language.year_noun:
        sound = spoken and tail.noun
    else:
        # "2000-dən çox" is a number: that ending needs its noun or postposition.
        telling = tail.case is not Case.ABLATIVE or _has_noun(words, index, tail, language)
        sound = spoken or tail.role is not None or tail.end or (tail.says and telling)
    if not sound:
        return None
    return Found(
        start=lead.start,
        end=tail.stop,
        role=role_of(lead, tail),
        year=words.number(index),
        mark=lead.mark,
        mark_start=lead.mark_start,
    )


def _year_like(words: Words, index: int, language: Language) -> bool:
    """A quick look: most numbers are no years."""
    after = words.word(index + 1)
    if after in language.suffixes or after in language.tails or after in language.ends:
        return True
    return words.word(index - 1) in language.opener_ends


def _has_noun(words: Words, index: int, tail: Tail, language: Language) -> bool:
    return any(words.word(at) in language.tails for at in range(index + 1, tail.stop))


def numeric_dates(words: Words) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """First word, the one past the last, and year, month, day of each date in figures: day first unless it can't be."""
    for match in _NUMERIC.finditer(words.text):
        if _SIGNED.search(words.text, max(match.start() - 2, 0), match.start()):
            continue
        one, other, year = (int(match[n]) for n in ((3, 1, 4) if match[4] else (7, 8, 5)))
        if match[4] and one > 12:
            one, other = other, one
        if is_year(year) and 1 <= one <= 12 and is_day(other, one):
            start = words.index_at(match.start())
            yield start, start + 3, (year, one, other)


def find_numeric(
    words: Words, start: int, stop: int, named: tuple[int, int, int], language: Language, taken: set[int]
) -> Found:
    lead = lead_of(words, start, language, taken)
    tail = tail_of(words, stop, Case.NONE, language, taken)
    year, month, day = named
    return Found(
        start=lead.start,
        end=tail.stop,
        role=role_of(lead, tail),
        year=year,
        month=month,
        day=day,
        mark=lead.mark,
        mark_start=lead.mark_start,
    )
