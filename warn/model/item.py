"""A published entry, the item we understand it as, and what the rules found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from warn.model.toll import Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as its feed published it: markup, control characters and all."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    """The longest of description, summary and content: may hold HTML."""
    published: datetime | None = None
    """Aware UTC, read from the stated date with the feed's zone where it names none; None: none or unreadable."""
    updated: datetime | None = None
    published_raw: str = ""
    """The date as written, kept for the record."""
    author: str = ""
    language: str = ""
    source_name: str = ""
    """RSS <source> or Atom <source><title>: who an aggregator took it from."""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed feed document."""

    entries: tuple[Entry, ...]
    title: str = ""
    link: str = ""
    language: str = ""
    format: str = ""
    """`rss20`, `rss090`..., `rss10`, `atom10`, `atom03`, `json`, ..."""
    parser: str = ""
    """Which reader decided: `fast`, `feedparser` or `json`."""
    ttl_minutes: int | None = None


class DateBasis(StrEnum):
    """Where an item's `published` comes from."""

    STATED = "stated"
    CLAMPED = "clamped"
    """It was stated in the future: first-seen stands in."""
    FIRST_SEEN = "first-seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One published item as understood: clean text, one identity, a credited publisher."""

    id: str
    """Stable over polls and edits: hex digest of the feed and the entry's strongest key."""
    feed_id: str
    publisher: str
    """Who is credited; for an aggregator's entry its source. Empty: unknown, never independent."""
    side: str
    kind: str
    language: str
    title: str
    summary: str
    """Plain text: no markup, no control or bidirectional-override characters."""
    url: str
    """http(s) only, or empty."""
    published: datetime
    published_basis: DateBasis
    first_seen: datetime
    revision: int = 0
    """0 as first seen, counting up with each edit."""
    keys: tuple[str, ...] = ()
    """Every key the entry can be known by, strongest first: `g:` guid, `l:` link, `t:` title and date."""
    content_hash: str = ""
    """Hex digest of title and summary: a change makes a revision."""


class GuardKind(StrEnum):
    """How a sentence can hold a rule's words without reporting the thing: PLOVER modes, denial, background."""

    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    DENIED = "denied"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule found in an item."""

    rule: str
    indicator: str
    """Family of the rule: its id up to the first dot (`checkpoint`)."""
    severity: int
    weight: float
    field: str
    """`title` or `summary`."""
    start: int
    end: int
    """Character offsets of the deciding words in that field of the Item."""
    quote: str
    """The sentence (at most 300 characters) around the deciding words, as published."""
    words: tuple[str, ...] = ()
    """The deciding words, as published."""
    places: tuple[str, ...] = ()
    """Ids of the watch's places named in the item."""
    guards: tuple[GuardKind, ...] = ()
    """Guards that struck: a hit with any of them is kept for the record and doesn't count."""

    @property
    def counts(self) -> bool:
        return not self.guards


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """One addend of a score, in log-odds, with its reason."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An item weighed against one watch."""

    item: Item
    watch: str
    hits: tuple[Hit, ...]
    score: float
    """Probability-like, 0..1: sigmoid of the sum of the parts."""
    parts: tuple[ScorePart, ...] = field(default=())
    tolls: tuple[Toll, ...] = ()
    """What the item counts of people."""

    @property
    def denying(self) -> tuple[Hit, ...]:
        """Hits that a denial alone struck: the item says that somebody denies the thing."""
        return tuple(hit for hit in self.hits if hit.guards == (GuardKind.DENIED,))

    @property
    def counting(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the store has of an item that one of an entry's keys leads to."""

    item_id: str
    number: int
    """The store's own short key."""
    revision: int
    content_hash: str
    title: str
    url: str
    published: datetime
    first_seen: datetime
