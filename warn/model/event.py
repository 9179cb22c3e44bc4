"""An occurrence in the world, gathered from the items that report it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warn.model.item import ScorePart
from warn.model.toll import TollKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One item's part in an event: what an alert quotes."""

    item_id: str
    publisher: str
    side: str
    language: str
    title: str
    quote: str
    words: tuple[str, ...]
    """The deciding words inside the quote."""
    url: str
    published: datetime
    rule: str
    feed_id: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source's count of people, as it stands in an event's ledger."""

    kind: TollKind
    low: int
    high: int | None
    who: str
    side: str
    """Whose people they are."""
    publisher: str
    """Who says so; empty: unknown."""
    publisher_side: str
    item_id: str
    published: datetime
    revised: bool = False
    """The source itself says that an earlier count is replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """An item's text in short: what near-copies and retellings are known by."""

    item_id: str
    publisher: str
    language: str
    words: tuple[int, ...]
    """Hashes of its distinct longer words, sorted."""
    names: tuple[str, ...] = ()
    """Its unusual proper names as skeletons that scripts share (core.names), in order."""
    numbers: tuple[int, ...] = ()
    """Numbers of its title that are no toll, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Items that report one occurrence."""

    id: str
    watch: str
    indicator: str
    """The family that opened it."""
    indicators: frozenset[str]
    """Ids of the rules that hit in it, from the severity on at which a further rule is news."""
    places: frozenset[str]
    publishers: frozenset[str]
    """Known publishers only: what corroboration counts."""
    sides: frozenset[str]
    severity: int
    score: float
    """0..1: the best item's, raised by each further independent publisher."""
    best_score: float
    """0..1: the best single item's."""
    parts: tuple[ScorePart, ...] = ()
    """What that item's score is made of."""
    first_seen: datetime
    last_seen: datetime
    """Earliest and latest publication among its items."""
    title: str
    """The opening item's title."""
    evidence: tuple[Evidence, ...]
    """Newest first, at most a dozen."""
    item_count: int
    rules: frozenset[str] = frozenset()
    """Ids of all rules that hit in it."""
    families: frozenset[str] = frozenset()
    """Of those rules."""
    ledger: tuple[Claim, ...] = ()
    """What each source counts, in the order in which it came."""
    sketches: tuple[Sketch, ...] = ()
    """Of its latest items, at most a dozen."""
    copies: frozenset[str] = frozenset()
    """Publishers that only copied another's text: they corroborate nothing."""
    denied_by: frozenset[str] = frozenset()
    """Sides that deny it; a publisher of no side by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What has been told of an event: sets, so that a decision is a subset test and not a hash."""

    severity: int = 0
    indicators: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    tolls: frozenset[tuple[str, int, int]] = frozenset()
    """(kind, low, high) of every toll that was told; -1: open-ended."""
    denied_by: frozenset[str] = frozenset()
    last: datetime | None = None

    @property
    def anything(self) -> bool:
        return self.last is not None
