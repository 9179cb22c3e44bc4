"""The tables. Table classes don't validate, so nothing but this package sees them: values go in, values come out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Index, Integer, LargeBinary, Text, TypeDecorator
from sqlmodel import Field, SQLModel


class Utc(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC; SQLite has no zones, so they are taken off and put back here."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite gives a rowid only to a primary key declared INTEGER; PostgreSQL needs BIGINT for the same range.
BigKey = BigInteger().with_variant(Integer(), "sqlite")


def _key() -> Any:
    return Field(default=None, sa_column=Column(BigKey, primary_key=True, autoincrement=True))


def _time(*, nullable: bool = False) -> Any:
    return Field(sa_column=Column(Utc, nullable=nullable))


def _text() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False, server_default=""))


def _bytes() -> Any:
    return Field(default=b"", sa_column=Column(LargeBinary, nullable=False))


class FeedRow(SQLModel, table=True):
    """What is remembered of a feed between polls (model.feed.FeedState), and the lease of the poll under way."""

    __tablename__ = "feed"
    __table_args__ = (Index("feed_due", "due"),)

    feed_id: str = Field(primary_key=True)
    configured_url: str = _text()
    due: datetime = _time()
    lease_until: datetime | None = _time(nullable=True)
    url: str = _text()
    etag: str = _text()
    last_modified: str = _text()
    body_hash: bytes = _bytes()
    block_hashes: bytes = _bytes()
    rhythm_seconds: float | None = None
    failures: int = 0
    failure: str = _text()
    failure_detail: str = _text()
    moved_to: str = _text()
    moved_count: int = 0
    gone: bool = False
    active: bool = True
    """Named and enabled in feeds.yaml when the daemon last started."""
    first_ok: datetime | None = _time(nullable=True)
    last_poll: datetime | None = _time(nullable=True)
    last_ok: datetime | None = _time(nullable=True)
    last_new: datetime | None = _time(nullable=True)
    items_seen: int = 0


class ItemRow(SQLModel, table=True):
    __tablename__ = "item"
    __table_args__ = (Index("item_feed", "feed_id", "published"), Index("item_first_seen", "first_seen"))

    n: int | None = _key()
    id: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    feed_id: str = _text()
    publisher: str = _text()
    side: str = _text()
    kind: str = _text()
    language: str = _text()
    title: str = _text()
    summary: str = _text()
    url: str = _text()
    published: datetime = _time()
    published_basis: str = _text()
    first_seen: datetime = _time()
    revision: int = 0
    content_hash: str = _text()
    score: float | None = None
    """Best score over the watches whose rules hit; null: no rule hit."""
    relevance: float | None = None
    """Probability by the classifier that it is relevant; null: there was none."""
    ruleset: str = _text()
    """Version of the rule set that judged the current revision."""


class ItemKeyRow(SQLModel, table=True):
    """Every key an item can be known by, as a number (items.key_number): a third of the space of the text. A clash must
    fall within one feed to matter: 1 in 10,000 over a feed of 100,000 items."""

    __tablename__ = "item_key"

    key: int = Field(sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True))
    item_n: int = Field(sa_column=Column(BigInteger, nullable=False))


class RevisionRow(SQLModel, table=True):
    """What an edited item said before."""

    __tablename__ = "item_revision"

    item_id: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    title: str = _text()
    summary: str = _text()
    url: str = _text()
    published: datetime = _time()
    content_hash: str = _text()
    ruleset: str = _text()
    replaced: datetime = _time()


class HitRow(SQLModel, table=True):
    __tablename__ = "hit"
    __table_args__ = (Index("hit_rule", "rule", "published"), Index("hit_item", "item_id"))

    n: int | None = _key()
    item_id: str = _text()
    revision: int = 0
    watch: str = _text()
    rule: str = _text()
    severity: int = 0
    counts: bool = True
    published: datetime | None = _time(nullable=True)
    """That of its item; null only for what an older version wrote of an item that is gone."""
    payload: str = _text()
    """The Hit as JSON."""


class SeriesRow(SQLModel, table=True):
    """What a rule over many items remembers between looks."""

    __tablename__ = "series"

    id: str = Field(primary_key=True)
    memory: str = _text()
    """The Memory as JSON."""
    detail: str = _text()
    """How it stood at the last look, in words."""
    looked: datetime = _time()


class SeriesChangeRow(SQLModel, table=True):
    """Each time such a rule's state changed, told or not."""

    __tablename__ = "series_change"
    __table_args__ = (Index("series_change_of", "series_id", "at"),)

    n: int | None = _key()
    series_id: str = _text()
    state: str = _text()
    detail: str = _text()
    at: datetime = _time()
    alert_id: str = _text()
    """Empty: it was not told."""


class LevelRow(SQLModel, table=True):
    """How a scenario stands."""

    __tablename__ = "level"

    watch: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    level: str = _text()
    evidence: float = 0.0
    memory: str = _text()
    """The LevelMemory as JSON."""
    looked: datetime = _time()


class LevelChangeRow(SQLModel, table=True):
    """Each time a scenario's level changed, told or not."""

    __tablename__ = "level_change"
    __table_args__ = (Index("level_change_of", "watch", "scenario", "at"),)

    n: int | None = _key()
    watch: str = _text()
    scenario: str = _text()
    before: str = _text()
    level: str = _text()
    evidence: float = 0.0
    at: datetime = _time()
    detail: str = _text()
    """What held it up, in words."""
    alert_id: str = _text()
    """Empty: it was not told by itself."""


class LabelRow(SQLModel, table=True):
    """What a person said of an item: a true alarm, a false one, or missed."""

    __tablename__ = "label"

    item_id: str = Field(primary_key=True)
    watch: str = Field(primary_key=True)
    verdict: str = _text()
    author: str = _text()
    note: str = _text()
    at: datetime = _time()


class RulesetRow(SQLModel, table=True):
    """Versions of the rules that have judged."""

    __tablename__ = "ruleset"

    version: str = Field(primary_key=True)
    first_used: datetime = _time()
    last_used: datetime = _time()
    summary: str = _text()
    """How many watches, rules and terms, in words."""


class EventRow(SQLModel, table=True):
    __tablename__ = "event"
    __table_args__ = (Index("event_open", "watch", "indicator", "last_seen"),)

    id: str = Field(primary_key=True)
    watch: str = _text()
    indicator: str = _text()
    severity: int = 0
    score: float = 0.0
    first_seen: datetime = _time()
    last_seen: datetime = _time()
    payload: str = _text()
    """The Event as JSON."""
    told: str = _text()
    """The Told as JSON."""


class EventKeyRow(SQLModel, table=True):
    """Names under which open events are found again (core.cluster.keys), as numbers."""

    __tablename__ = "event_key"
    __table_args__ = (Index("event_key_found", "key", "last_seen"),)

    key: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    event_id: str = Field(primary_key=True, index=True)
    last_seen: datetime = _time()


class EventItemRow(SQLModel, table=True):
    __tablename__ = "event_item"

    event_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True, index=True)
    revision: int = Field(primary_key=True)
    reason: str = _text()
    """What was decided when this item joined, and why (model.alert.Decision)."""
    detail: str = _text()
    decided: datetime = _time()


class AlertRow(SQLModel, table=True):
    __tablename__ = "alert"
    __table_args__ = (Index("alert_created", "created"),)

    id: str = Field(primary_key=True)
    event_id: str = _text()
    watch: str = _text()
    reason: str = _text()
    severity: int = 0
    created: datetime = _time()
    payload: str = _text()
    """The Alert as JSON."""


class DeliveryRow(SQLModel, table=True):
    """A promise to tell: done only when the destination took it."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("delivery_one", "alert_id", "destination", unique=True),
        Index("delivery_due", "destination", "state", "due"),
        Index("delivery_event", "event_id"),
    )

    id: int | None = _key()
    alert_id: str = Field(sa_column=Column(Text, nullable=False))
    event_id: str = _text()
    destination: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(sa_column=Column(Text, nullable=False))
    severity: int = 0
    attempt: int = 0
    possible_repeat: bool = False
    due: datetime = _time()
    lease_until: datetime | None = _time(nullable=True)
    created: datetime = _time()
    tried: datetime | None = _time(nullable=True)
    """When it was first tried."""
    settled: datetime | None = _time(nullable=True)
    error: str = _text()


class DeadlineToldRow(SQLModel, table=True):
    """Which steps of which deadline were told; a deadline that moves to another day starts anew."""

    __tablename__ = "deadline_told"

    deadline_id: str = Field(primary_key=True)
    due: str = Field(primary_key=True)
    """The day, ISO 8601."""
    step_seconds: int = Field(primary_key=True)
    told: datetime = _time()
