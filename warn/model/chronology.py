"""What really happened, as a person wrote it down: the yardstick of a back-test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of a chronology."""

    id: str
    day: date
    indicator: str
    """In the chronology's own words: `aid_blockage`."""
    direction: str = ""
    what: str = ""
    source_url: str = ""
    """Where it is reported: an item of this address belongs to the event."""
    families: frozenset[str] = frozenset()
    """Rule families that fit it, where the chronology names them; empty: by its indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precursor:
    """What came before a target and could have warned of it."""

    event: str
    day: date
    indicator: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An escalation of which a desk wants to hear ahead."""

    id: str
    """Of the event that it is."""
    day: date
    what: str
    indicator: str
    precursors: tuple[Precursor, ...] = ()
