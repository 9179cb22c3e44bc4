"""Deadline rules: a day, or so long before or after another deadline, resolved by the calendar."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from warn.config.rules.fields import Codes, Identifier, Severity, Strict, Text
from warn.config.strict_yaml import nearest, shown, span
from warn.model.problem import Problem
from warn.model.rule import Deadline, DeadlineStatus, Direction

_DAY = re.compile(r"\A(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_RELATIVE = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?\s+(before|after)\s+(\S+)")


@dataclass(frozen=True, slots=True)
class When:
    """A day, or months and days from the day of another deadline."""

    day: date | None = None
    months: int = 0
    days: int = 0
    other: str = ""


def when(value: object) -> When:
    """`2027-02-19`, or `P6M before other.id`. Raises ValueError."""
    text = str(value)
    relative = _RELATIVE.fullmatch(text)
    if relative and any(relative.groups()[:4]):
        years, months, weeks, days = (int(group or 0) for group in relative.groups()[:4])
        sign = -1 if relative[5] == "before" else 1
        return When(months=sign * (12 * years + months), days=sign * (7 * weeks + days), other=relative[6])
    try:
        # Three numbers, not fromisoformat: that reads week dates too.
        year, month, day = (int(number) for number in _DAY.findall(text)[0])
        return When(day=date(year, month, day))
    except (ValueError, IndexError):
        raise ValueError(f"must be a day like 2027-02-19 or 'P6M before other.id', not {shown(value)}") from None


def shifted(day: date, months: int, days: int) -> date:
    """A day moved by calendar months (to the month's last day where it is shorter), then by days. Raises ValueError."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("beyond the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    except OverflowError:
        raise ValueError("beyond the calendar") from None


def _steps(value: object) -> object:
    if not isinstance(value, list) or not value:
        raise ValueError(f"must be a list of lengths of time, not {shown(value)}")
    return tuple(sorted({span(one) for one in value}, reverse=True))


WhenText = Annotated[When, BeforeValidator(when)]
Day = date  # the model below has a field of that name


class DeadlineEntry(Strict):
    id: Identifier
    type: Literal["deadline"]
    title: Text
    direction: Direction = Direction.AMBIGUOUS
    severity: Severity
    why: Text
    date: WhenText
    status: DeadlineStatus = DeadlineStatus.PENDING
    status_since: Day | None = None
    steps: Annotated[tuple[timedelta, ...], BeforeValidator(_steps)] = tuple(
        timedelta(days=days) for days in (90, 30, 7, 1, 0)
    )
    source: str = ""
    family: Identifier = ""
    reference: str = ""
    codes: Codes = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A deadline whose date may hang on another's."""

    entry: DeadlineEntry
    watch: str
    family: str
    """That of its file."""
    file: str
    line: int

    @property
    def id(self) -> str:
        return self.entry.id


def resolve(drafts: list[Draft], problems: list[Problem]) -> tuple[Deadline, ...]:
    """Deadlines with their days. What hangs on nothing, or on itself, goes to `problems`."""
    by_id = {draft.id: draft for draft in drafts}
    found: list[Deadline] = []
    for draft in drafts:
        try:
            day = _day(draft, by_id, ())
        except ValueError as error:
            problems.append(Problem(file=draft.file, line=draft.line, message=f"deadline {draft.id!r}: {error}"))
            continue
        found.append(_deadline(draft, day))
    return tuple(found)


def _day(draft: Draft, by_id: dict[str, Draft], chain: tuple[str, ...]) -> date:
    wanted = draft.entry.date
    if wanted.day is not None:
        return wanted.day
    if draft.id in chain:
        raise ValueError(f"its date hangs on itself: {' -> '.join((*chain, draft.id))}")
    other = by_id.get(wanted.other)
    if other is None:
        raise ValueError(f"no deadline {wanted.other!r}{nearest(wanted.other, by_id)}")
    return shifted(_day(other, by_id, (*chain, draft.id)), wanted.months, wanted.days)


def _deadline(draft: Draft, day: date) -> Deadline:
    entry = draft.entry
    return Deadline(
        id=entry.id,
        watch=draft.watch,
        title=entry.title,
        severity=entry.severity,
        due=day,
        status=entry.status,
        status_since=entry.status_since,
        steps=entry.steps,
        why=entry.why,
        direction=entry.direction,
        source=entry.source,
        family=entry.family or draft.family,
        file=draft.file,
        line=draft.line,
    )
