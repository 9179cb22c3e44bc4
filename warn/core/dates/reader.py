"""The reader: which languages to look in, the passes over a text, ranges, and the mentions they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from warn.core.dates.armenian import ARMENIAN
from warn.core.dates.azerbaijani import AZERBAIJANI
from warn.core.dates.calendar import day_of, is_year, precision_of, with_years
from warn.core.dates.english import ENGLISH
from warn.core.dates.found import Found
from warn.core.dates.french import FRENCH
from warn.core.dates.grammar import find_month, find_numeric, find_year, numeric_dates
from warn.core.dates.language import Care, Language, Mark
from warn.core.dates.periods import find_period
from warn.core.dates.relative import find_relative, find_weekday
from warn.core.dates.russian import RUSSIAN
from warn.core.dates.turkish import TURKISH
from warn.core.dates.words import Words
from warn.core.normalise import normalise
from warn.model.mention import DateMention, DateRole

READ_LIMIT = 4_000
"""Characters read of each field: all that the summary of an item may hold. Work on hostile text ends here."""
_MOST = 100
"""Findings in a field: a text with more is made to keep us busy."""
_CUT_MARGIN = 30
"""Before a cut, a date may lack its year: what ends so close to it is left out."""

_LATIN = {language.code: language for language in (ENGLISH, FRENCH, TURKISH, AZERBAIJANI)}
_OTHERS = (RUSSIAN, ARMENIAN)
_SIGNS_OF = (
    ("az", re.compile("[əƏ]")),
    ("tr", re.compile(r"[ğışĞİŞ]|\b(?:ve|ile|bir|kadar|sonra)\b")),
    ("fr", re.compile(r"[éèêàùâîôûÉÈÊÀ]|\b(?:le|[Ll]es|une|dans|aux|avec|sont|cette|du|[Jj]usqu|[Aa]ujourd)\b")),
)
"""Letters and small words by which a text in Latin letters is known; without any it is English."""
_YEAR_DIGITS = re.compile("(?:19|2[012])[0-9][0-9]")


@dataclass(frozen=True, slots=True)
class _Tongues:
    """The languages to look in: that of the Latin words first, and what to look for."""

    order: tuple[Language, ...]
    own: tuple[Language, ...]
    """Those in which words may mean what they mean nowhere else: the text's own, and those of other scripts."""
    months: dict[str, Language]
    units: dict[str, tuple[Language, ...]]
    weekdays: dict[str, Language]
    days: dict[str, Language]
    anchors: frozenset[str]


@lru_cache
def _tongues(code: str) -> _Tongues:
    first = _LATIN[code]
    order = (first, *(language for language in _LATIN.values() if language is not first), *_OTHERS)
    own = (first, *_OTHERS)
    months = {word: language for language in reversed(order) for word in language.months}
    units = {
        word: tuple(language for language in order if word in language.units)
        for word in {word for language in order for word in language.units}
    }
    weekdays = {phrase[0]: language for language in own for phrase in language.weekdays}
    days = {phrase[0]: language for language in own for phrase in language.days}
    return _Tongues(order, own, months, units, weekdays, days, frozenset({*months, *units, *weekdays, *days}))


_DOTTED = frozenset(
    {"թ", "թվ", "г", "th"}
    | {
        word
        for language in (*_LATIN.values(), *_OTHERS)
        for word, month in language.months.items()
        if month.care is Care.NUMBER and len(word) <= 5 and language not in (TURKISH, AZERBAIJANI)
    }
)
"""Abbreviations that take a dot and end no sentence."""


def read_dates(
    title: str, summary: str, *, language: str = "", published: datetime | None = None
) -> tuple[DateMention, ...]:
    """The dates and periods named in an item, title first, in the order of the text.

    `language` is the feed's (`en`, `az-AZ`), for text in Latin letters; if it is none we know, the letters decide.
    What is told from the day of publication, and days without a year, need `published`. Never raises.
    """
    tongues = _tongues(_latin_language(language, title, summary))
    today = published.date() if published is not None else None
    return (*_mentions("title", title, tongues, today), *_mentions("summary", summary, tongues, today))


def _latin_language(declared: str, title: str, summary: str) -> str:
    code = re.split("[-_]", declared.strip().lower(), maxsplit=1)[0]
    if code in _LATIN:
        return code
    for other, letters in _SIGNS_OF:
        if letters.search(title) or letters.search(summary, 0, READ_LIMIT):
            return other
    return "en"


def _mentions(field: str, text: str, tongues: _Tongues, today: date | None) -> Iterator[DateMention]:
    read = text if len(text) <= READ_LIMIT else text[:READ_LIMIT]
    normal = normalise(read)
    words = [word.decode() for word in normal.words]
    if tongues.anchors.isdisjoint(words) and not _YEAR_DIGITS.search(read):
        return
    view = Words(normal, _DOTTED)
    for found in _ranges(view, _all(view, tongues), today):
        start, end = view.start(found.start), view.end(found.end - 1)
        day = None if found.period else day_of(found, today)
        if (day is None and not found.period) or _cut_short(text, end, found):
            continue
        yield DateMention(
            quote=text[start:end],
            field=field,
            start=start,
            end=end,
            role=found.role or DateRole.ON,
            day=day,
            precision=precision_of(found),
            period=found.period,
            relation=found.relation,
        )


def _cut_short(text: str, end: int, found: Found) -> bool:
    """The text was cut, here or before, and the date may have lost its year."""
    if len(text) > READ_LIMIT and end > READ_LIMIT - _CUT_MARGIN:
        return True
    return found.month is not None and found.year is None and text[end : end + 2].strip() == "…"


def _all(words: Words, tongues: _Tongues) -> list[Found]:
    """Everything found, by place. What one pass took, the next ones leave alone."""
    taken: set[int] = set()
    found: list[Found] = []
    for pass_ in (_periods, _numeric, _months, _years, _days):
        for some in islice(pass_(words, tongues, taken), _MOST - len(found)):
            found.append(some)
            taken.update(range(some.start, some.end))
    return sorted(found, key=lambda some: (some.start, some.end, some.day or 0))


def _periods(words: Words, tongues: _Tongues, taken: set[int]) -> Iterator[Found]:
    for index, word in enumerate(words.words):
        for language in tongues.units.get(word, ()):
            if found := find_period(words, index, language, taken):
                yield found
                break


def _numeric(words: Words, tongues: _Tongues, taken: set[int]) -> Iterator[Found]:
    for start, stop, named in numeric_dates(words):
        readings = (find_numeric(words, start, stop, named, language, taken) for language in tongues.order)
        yield max(readings, key=lambda found: (found.role is not None, found.end - found.start))


def _months(words: Words, tongues: _Tongues, taken: set[int]) -> Iterator[Found]:
    for index, word in enumerate(words.words):
        language = tongues.months.get(word)
        if language and index not in taken:
            yield from find_month(words, index, language, taken, own=language in tongues.own)


def _years(words: Words, tongues: _Tongues, taken: set[int]) -> Iterator[Found]:
    for index, number in enumerate(words.numbers):
        if not is_year(number) or index in taken:
            continue
        for language in tongues.order:
            if found := find_year(words, index, language, taken):
                yield found
                break


def _days(words: Words, tongues: _Tongues, taken: set[int]) -> Iterator[Found]:
    for index, word in enumerate(words.words):
        if index in taken:
            continue
        found = None
        if language := tongues.days.get(word):
            found = find_relative(words, index, language, taken)
        if found is None and (language := tongues.weekdays.get(word)):
            found = find_weekday(words, index, language, taken)
        if found:
            yield found


def _ranges(words: Words, found: Sequence[Found], today: date | None) -> Iterator[Found]:
    """The findings, with those that are the two ends of one range made so."""
    previous: Found | None = None
    for some in found:
        current = some
        if previous is not None and _are_range(words, previous, current):
            previous, current = with_years(*_as_range(previous, current), today)
        if previous is not None and not previous.needs_pair:
            yield previous
        previous = current
    if previous is not None and not previous.needs_pair:
        yield previous


def _are_range(words: Words, one: Found, other: Found) -> bool:
    if one.period or other.period:
        return False
    if one.start == other.start:
        return True
    begins = one.role is DateRole.FROM or one.mark is Mark.SPAN
    if begins and other.mark in (Mark.TO, Mark.AND) and other.mark_start == one.end:
        return words.close(one.end - 1)
    if begins and other.role is DateRole.UNTIL and other.start == one.end:
        return words.close(one.end - 1)
    dashed = other.start == one.end and words.dash(one.end - 1)
    return dashed and other.role is None and (begins or one.role in (None, DateRole.ON))


def _as_range(one: Found, other: Found) -> tuple[Found, Found]:
    first = replace(one, role=DateRole.FROM, needs_pair=False)
    last = replace(other, role=DateRole.UNTIL, needs_pair=False)
    if one.mark is Mark.SPAN:
        first = replace(first, start=one.mark_start)
    if other.mark in (Mark.TO, Mark.AND) and one.start != other.start:
        last = replace(last, start=other.mark_start)
    return first, last
