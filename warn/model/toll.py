"""How many people a text says were killed, wounded, missing, captured or displaced."""

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
    """One count of people, as a text claims it."""

    kind: TollKind
    low: int
    high: int | None
    """None: open-ended ("at least 7", "dozens")."""
    quote: str
    """The words as published, from the first to the last that decided: "at least seven soldiers killed"."""
    field: str
    """`title` or `summary`."""
    start: int
    """Character offsets of the quote in that field."""
    end: int
    who: str = ""
    """`soldier`, `civilian`, `child`, `police`, `peacekeeper`, `aid worker`, `journalist`, or empty: not said."""
    side: str = ""
    """Id of the side whose adjective stands by the people; empty: not said."""
    total: bool = False
    """A running total ("since the start of the war", "bringing the toll to 12"), not this occurrence alone."""
    revised: bool = False
    """The text itself says that the count changed: "rises to 4", "up from 2"."""
    denied: bool = False
    """The sentence denies it."""
