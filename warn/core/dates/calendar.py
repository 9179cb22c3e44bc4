"""From what a text says to a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from warn.core.dates.found import Found
from warn.core.dates.language import Mark
from warn.model.mention import DateRole, Precision

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_year(number: int | None) -> bool:
    return number is not None and FIRST_YEAR <= number <= LAST_YEAR


def is_day(number: int | None, month: int = 1) -> bool:
    return number is not None and 1 <= number <= _DAYS_IN_MONTH[month - 1]


def precision_of(found: Found) -> Precision:
    if found.unit:
        return {"M": Precision.MONTH, "Y": Precision.YEAR}.get(found.unit, Precision.DAY)
    if found.weekday is not None or found.distance is not None or found.day is not None:
        return Precision.DAY
    return Precision.MONTH if found.month is not None else Precision.YEAR


def day_of(found: Found, today: date | None) -> date | None:
    """The first day of what is named, as read on `today`; None if there is no such day or it can't be told."""
    if found.year is not None:
        return _day(found.year, found.month or 1, found.day or 1) if is_year(found.year) else None
    if today is None or not is_year(today.year):
        return None
    if found.distance is not None:
        return _within(today, found.distance)
    if found.weekday is not None:
        return _within(today, _to_weekday(found, (found.weekday - today.weekday()) % 7))
    return _without_year(found, today) if found.month is not None else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _within(today: date, days: int) -> date | None:
    day = date.fromordinal(max(today.toordinal() + days, 1))
    return day if is_year(day.year) else None


def _to_weekday(found: Found, ahead: int) -> int:
    """Days to the weekday that is `ahead` (0 to 6) days away: the nearest, unless the text says which."""
    if found.shift is Mark.LAST:
        return ahead - 7
    if found.shift is Mark.NEXT:
        return ahead or 7
    if found.shift is Mark.SINCE:
        return ahead - 7 if ahead else 0
    if found.shift is Mark.THIS or found.role is DateRole.UNTIL:
        return ahead
    return ahead if ahead <= 3 else ahead - 7


def _without_year(found: Found, today: date) -> date | None:
    """The nearest such day or month; a limit is the next one. A month counts from its middle."""
    month = found.month or 1
    # Eight years lie between leap days about 2100.
    reach = 8 if (month, found.day) == (2, 29) else 1
    candidates = [
        day
        for year in range(max(today.year - reach, FIRST_YEAR), min(today.year + reach, LAST_YEAR) + 1)
        if (day := _day(year, month, found.day or 1))
    ]
    this = today if found.day else today.replace(day=1)
    if found.shift is Mark.LAST:
        candidates = [day for day in candidates if day < this]
    elif found.shift is Mark.SINCE:
        candidates = [day for day in candidates if day <= this]
    elif found.shift is Mark.NEXT:
        candidates = [day for day in candidates if day > this]
    elif found.role is DateRole.UNTIL:
        candidates = [day for day in candidates if day >= this]
    middle = timedelta(days=0 if found.day else 14)
    return min(candidates, key=lambda day: abs(day + middle - today), default=None)


def with_years(first: Found, last: Found, today: date | None) -> tuple[Found, Found]:
    """The two ends of a range; a year said once is the year of both, and one never said that of a range about today."""
    if first.month is None or last.month is None:
        return first, last
    across = (first.month, first.day or 0) > (last.month, last.day or 0)
    if first.year is None and last.year is not None:
        return replace(first, year=last.year - across), last
    if first.year is not None:
        return first, replace(last, year=last.year or first.year + across)
    if today is None or not is_year(today.year):
        return first, last
    pairs = [
        (replace(first, year=year), replace(last, year=year + across)) for year in range(today.year - 1, today.year + 2)
    ]
    return min(pairs, key=lambda pair: _distance(pair, today))


def _distance(pair: tuple[Found, Found], today: date) -> int:
    """Days from today to the beginning of the range; none within it."""
    begin, end = (day_of(found, None) for found in pair)
    if begin is None or end is None:
        return 9999
    if pair[1].day is None:
        end += timedelta(days=30)
    return 0 if begin <= today <= end else abs((begin - today).days)
