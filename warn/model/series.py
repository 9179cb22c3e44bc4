"""Rules over many items: how many, how unusually many, too few, a state that changes, one thing after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from warn.model.event import Evidence
from warn.model.rule import Direction


class CountedBy(StrEnum):
    ITEMS = "items"
    PUBLISHERS = "publishers"
    SIDES = "sides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """At least so many within a window."""

    at_least: int
    within: timedelta
    by: CountedBy = CountedBy.PUBLISHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """More in the last window than the rule's own past lets expect."""

    window: timedelta
    baseline: timedelta
    """How much past, before the window, the expectation is drawn from."""
    learning: timedelta
    """How long the rule must have watched before it says anything."""
    probability: float
    """Chance of so many or more, at and below which it is a surge (0..1)."""
    at_least: int
    """Fewer items than this are never a surge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Nothing for so long, though the feeds it comes from are healthy."""

    every: timedelta
    """An expected report comes at least so often."""
    feeds: tuple[str, ...]
    """Ids in feeds.yaml; one healthy feed of them is enough to say that a report didn't come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state a place or thing can be in, and the rules whose hits report it."""

    name: str
    by: tuple[str, ...]
    """Ids of rules."""
    title: str
    severity: int
    direction: Direction
    publishers: int = 1
    """Independent publishers that must report it before it is believed."""
    after: tuple[str, ...] = ()
    """States from which it can be reached; empty: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A place's or thing's state changes."""

    states: tuple[State, ...]
    initial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """One thing after another, all within a window."""

    steps: tuple[tuple[str, ...], ...]
    """Per step the ids of rules that report it."""
    within: timedelta


Shape = Count | Surge | Absence | Transition | Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A rule of type count, surge, absence, transition or sequence."""

    id: str
    watch: str
    title: str
    direction: Direction
    severity: int
    why: str
    of: tuple[str, ...]
    """Ids of the match rules whose hits it looks at."""
    shape: Shape
    places: tuple[str, ...] = ()
    """Only hits in items that name one of these; empty: all."""
    family: str = ""
    reference: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    file: str = ""
    line: int = 0

    @property
    def type(self) -> str:
        return type(self.shape).__name__.lower()

    @property
    def indicator(self) -> str:
        return self.family or self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stored hit that a series looks at."""

    rule: str
    places: tuple[str, ...]
    evidence: Evidence

    @property
    def published(self) -> datetime:
        return self.evidence.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a series remembers between looks; kept in the database, so that a restart changes nothing."""

    first_look: datetime
    state: str = ""
    """`reached`, `surging`, `absent`; of a transition the state it is in; empty: nothing to tell."""
    since: datetime | None = None
    """When that state began."""
    told: datetime | None = None
    healthy_since: datetime | None = None
    """Of an absence: since when its feeds have been healthy without a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a look came to."""

    memory: Memory
    """To be kept."""
    detail: str
    """How it stands, in words: `3 of 4 publishers in 72 h`, `learning 9 of 28 days`."""
    tells: bool = False
    title: str = ""
    severity: int = 0
    direction: Direction = Direction.AMBIGUOUS
    evidence: tuple[Evidence, ...] = ()
    """Newest first."""
    places: tuple[str, ...] = ()
