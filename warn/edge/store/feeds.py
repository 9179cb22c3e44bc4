"""Feeds as the store keeps them: due times, leases, what the last poll left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from warn.edge.store.tables import FeedRow
from warn.model.feed import Failure, Feed, FeedState, Validators

_feed = FeedRow.__table__  # type: ignore[attr-defined]

_SAVE = (
    update(_feed)
    .where(_feed.c.feed_id == bindparam("b_feed_id"))
    .values({name: bindparam(name) for name in _feed.c.keys() if name not in {"feed_id", "configured_url", "active"}})  # noqa: SIM118
)


def state_of(row: Any) -> FeedState:
    return FeedState(
        feed_id=row.feed_id,
        due=row.due,
        url=row.url,
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        body_hash=bytes(row.body_hash),
        block_hashes=bytes(row.block_hashes),
        rhythm=None if row.rhythm_seconds is None else timedelta(seconds=row.rhythm_seconds),
        failures=row.failures,
        failure=Failure(row.failure) if row.failure else None,
        failure_detail=row.failure_detail,
        moved_to=row.moved_to,
        moved_count=row.moved_count,
        gone=row.gone,
        first_ok=row.first_ok,
        last_poll=row.last_poll,
        last_ok=row.last_ok,
        last_new=row.last_new,
        items_seen=row.items_seen,
    )


def _columns(state: FeedState) -> dict[str, Any]:
    return {
        "due": state.due,
        "lease_until": None,
        "url": state.url,
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "body_hash": state.body_hash,
        "block_hashes": state.block_hashes,
        "rhythm_seconds": None if state.rhythm is None else state.rhythm.total_seconds(),
        "failures": state.failures,
        "failure": state.failure.value if state.failure else "",
        "failure_detail": state.failure_detail,
        "moved_to": state.moved_to,
        "moved_count": state.moved_count,
        "gone": state.gone,
        "first_ok": state.first_ok,
        "last_poll": state.last_poll,
        "last_ok": state.last_ok,
        "last_new": state.last_new,
        "items_seen": state.items_seen,
    }


def sync(connection: Connection, feeds: Sequence[Feed], first_due: Mapping[str, datetime], now: datetime) -> None:
    """Make the table hold exactly these feeds as active; a feed already known keeps its due time and memory.

    A feed whose address changed in feeds.yaml starts anew: validators and hashes of another document would lie.
    Leases are dropped: whoever held them is gone, since one daemon owns a database.
    """
    known = {
        row.feed_id: row.configured_url for row in connection.execute(select(_feed.c.feed_id, _feed.c.configured_url))
    }
    connection.execute(update(_feed).values(active=False, lease_until=None))
    fresh = [feed for feed in feeds if known.get(feed.id) != feed.url]
    if moved := [feed.id for feed in fresh if feed.id in known]:
        connection.execute(_feed.delete().where(_feed.c.feed_id.in_(moved)))
    if fresh:
        connection.execute(
            insert(_feed),
            [
                {"feed_id": feed.id, "configured_url": feed.url, "active": True}
                | _columns(FeedState(feed_id=feed.id, due=first_due.get(feed.id, now)))
                for feed in fresh
            ],
        )
    connection.execute(update(_feed).where(_feed.c.feed_id.in_([feed.id for feed in feeds])).values(active=True))


def lease_due(connection: Connection, now: datetime, until: datetime, limit: int) -> tuple[FeedState, ...]:
    """Claim up to `limit` due feeds, the longest overdue first, until the lease runs out or a poll is saved."""
    due = (
        select(_feed)
        .where(_feed.c.active, ~_feed.c.gone, _feed.c.due <= now)
        .where(or_(_feed.c.lease_until.is_(None), _feed.c.lease_until <= now))
        .order_by(_feed.c.due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    states = tuple(state_of(row) for row in connection.execute(due))
    if states:
        connection.execute(
            update(_feed).where(_feed.c.feed_id.in_([state.feed_id for state in states])).values(lease_until=until)
        )
    return states


def save(connection: Connection, states: Iterable[FeedState]) -> None:
    rows = [{"b_feed_id": state.feed_id} | _columns(state) for state in states]
    if rows:
        connection.execute(_SAVE, rows)


def set_due(connection: Connection, due: Mapping[str, datetime]) -> None:
    """Move due times by hand: after a clock jump, or to poll now."""
    rows = [{"b_feed_id": feed_id, "b_due": when} for feed_id, when in due.items()]
    if rows:
        statement = update(_feed).where(_feed.c.feed_id == bindparam("b_feed_id")).values(due=bindparam("b_due"))
        connection.execute(statement.values(lease_until=None), rows)


def shift(connection: Connection, by: timedelta) -> None:
    """After a clock jump: what was due, or leased, for so many minutes still is."""
    timed = select(_feed.c.feed_id, _feed.c.due, _feed.c.lease_until).where(_feed.c.active, ~_feed.c.gone)
    rows = connection.execute(timed).all()
    moved = [
        {"b_feed_id": row.feed_id, "b_due": row.due + by, "b_lease": row.lease_until and row.lease_until + by}
        for row in rows
    ]
    if moved:
        statement = update(_feed).where(_feed.c.feed_id == bindparam("b_feed_id"))
        connection.execute(statement.values(due=bindparam("b_due"), lease_until=bindparam("b_lease")), moved)


def states(connection: Connection) -> tuple[FeedState, ...]:
    """Every active feed."""
    return tuple(
        state_of(row) for row in connection.execute(select(_feed).where(_feed.c.active).order_by(_feed.c.feed_id))
    )


def some(connection: Connection, feed_ids: Sequence[str]) -> tuple[FeedState, ...]:
    """These feeds, as far as they are active."""
    chosen = select(_feed).where(_feed.c.active, _feed.c.feed_id.in_(feed_ids))
    return tuple(state_of(row) for row in connection.execute(chosen))
