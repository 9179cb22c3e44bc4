"""A date or a period that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateRole(StrEnum):
    """What the text says of the day."""

    UNTIL = "until"
    FROM = "from"
    ON = "on"
    BEFORE = "before"
    AFTER = "after"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date named in an item, or a period counted from something else that it names."""

    quote: str
    """The words that name it, as published, with those that give its role ("until 19 February 2027")."""
    field: str
    """`title` or `summary`."""
    start: int
    """Character offsets of the quote in that field."""
    end: int
    role: DateRole
    """Of a period: BEFORE, AFTER, or UNTIL for how long something lasts."""
    day: date | None
    """First day of what is named (2025-11-01 for "November 2025"); None for a period."""
    precision: Precision
    """How much is named; of a period, its unit (weeks count as days)."""
    period: str = ""
    """ISO 8601 duration ("P6M"); empty for a date."""
    relation: str = ""
    """`before` or `after` something else, or `for` so long; empty for a date."""
