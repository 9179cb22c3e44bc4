"""People killed, hurt, missing, taken or driven out, as one text counts them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TollKind(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One count that a text states."""

    kind: TollKind
    low: int
    high: int | None
    """None: open-ended ("at least 7", "dozens")."""
    quote: str
    """The words as published."""
    field: str
    """`title` or `summary`."""
    start: int
    end: int
    """Character offsets of the quote in that field."""
    who: str = ""
    """`soldier`, `civilian`, `child` and so on; empty: not said."""
    side: str = ""
    """Id of the watch's side that the people belong to; empty: not said."""
    total: bool = False
    """A running total, rather than the count of this occurrence."""
    revised: bool = False
    """The text says that an earlier count is replaced."""
    denied: bool = False
    """The text denies it."""
