"""Events, alerts and the outbox of deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from warn.edge.store.codec import alert_of, alert_text, event_of, event_text, told_of, told_text
from warn.edge.store.items import _ignoring
from warn.edge.store.tables import AlertRow, DeadlineToldRow, DeliveryRow, EventItemRow, EventKeyRow, EventRow
from warn.model.alert import Alert, Decision, Delivery, DeliveryState, Settled
from warn.model.event import Event, Told

_event = EventRow.__table__  # type: ignore[attr-defined]
_event_key = EventKeyRow.__table__  # type: ignore[attr-defined]
_event_item = EventItemRow.__table__  # type: ignore[attr-defined]
_alert = AlertRow.__table__  # type: ignore[attr-defined]
_delivery = DeliveryRow.__table__  # type: ignore[attr-defined]
_deadline = DeadlineToldRow.__table__  # type: ignore[attr-defined]

# The newest of each name are the ones that can still grow; more than this under one name is a storm.
_CANDIDATES = 24


def candidates(
    connection: Connection, watch: str, keys: Iterable[str], since: datetime, until: datetime
) -> tuple[tuple[Event, Told], ...]:
    """Events of the watch that stand under any of these names, were still reported at `since` and had begun by `until`:
    of each name the newest. The cost doesn't grow with the number of events.
    """
    found: dict[str, None] = {}
    for key in sorted(keys):
        rows = connection.execute(
            select(_event_key.c.event_id)
            .where(_event_key.c.key == _key_number(watch, key), _event_key.c.last_seen >= since)
            .order_by(_event_key.c.last_seen.desc())
            .limit(_CANDIDATES)
        )
        found |= dict.fromkeys(row.event_id for row in rows)
    if not found:
        return ()
    rows = connection.execute(
        select(_event.c.payload, _event.c.told)
        .where(_event.c.id.in_(found), _event.c.first_seen <= until)
        .order_by(_event.c.last_seen.desc(), _event.c.id)
    )
    return tuple((event_of(row.payload), told_of(row.told)) for row in rows)


def _key_number(watch: str, key: str) -> int:
    return int.from_bytes(blake2b(f"{watch}\0{key}".encode(), digest_size=8).digest(), "big", signed=True)


def event_holding(connection: Connection, item_id: str, watch: str) -> tuple[Event, Told] | None:
    """The watch's event that an item already belongs to, the newest if several."""
    row = connection.execute(
        select(_event.c.payload, _event.c.told)
        .join(_event_item, _event_item.c.event_id == _event.c.id)
        .where(_event_item.c.item_id == item_id, _event.c.watch == watch)
        .order_by(_event.c.last_seen.desc())
        .limit(1)
    ).first()
    return (event_of(row.payload), told_of(row.told)) if row else None


def save_event(connection: Connection, event: Event, told: Told, keys: Iterable[str] = ()) -> None:
    """Write an event as it is now, and the names under which it is to be found from now on."""
    columns = {
        "severity": event.severity,
        "score": event.score,
        "first_seen": event.first_seen,
        "last_seen": event.last_seen,
        "payload": event_text(event),
        "told": told_text(told),
    }
    if connection.execute(update(_event).where(_event.c.id == event.id).values(columns)).rowcount == 0:
        identity = {"id": event.id, "watch": event.watch, "indicator": event.indicator}
        connection.execute(insert(_event), identity | columns)
    rows = [{"key": _key_number(event.watch, key), "event_id": event.id, "last_seen": event.last_seen} for key in keys]
    if rows:
        connection.execute(
            update(_event_key).where(_event_key.c.event_id == event.id).values(last_seen=event.last_seen)
        )
        connection.execute(_ignoring(connection.dialect, _event_key), rows)


def join_event(
    connection: Connection, event_id: str, item_id: str, revision: int, decision: Decision, now: datetime
) -> None:
    connection.execute(
        _ignoring(connection.dialect, _event_item),
        {
            "event_id": event_id,
            "item_id": item_id,
            "revision": revision,
            "reason": decision.reason.value,
            "detail": decision.detail,
            "decided": now,
        },
    )


def decisions(connection: Connection, item_id: str) -> tuple[tuple[str, str, str], ...]:
    """What was decided when an item joined its events: (event, reason, detail)."""
    rows = connection.execute(
        select(_event_item.c.event_id, _event_item.c.reason, _event_item.c.detail)
        .where(_event_item.c.item_id == item_id)
        .order_by(_event_item.c.decided)
    )
    return tuple((row.event_id, row.reason, row.detail) for row in rows)


def add_alert(connection: Connection, alert: Alert, destinations: Iterable[str]) -> None:
    """Store an alert with one promise a destination. The same alert added twice stays one."""
    connection.execute(
        _ignoring(connection.dialect, _alert),
        {
            "id": alert.id,
            "event_id": alert.event_id,
            "watch": alert.watch,
            "reason": alert.reason.value,
            "severity": alert.severity,
            "created": alert.created,
            "payload": alert_text(alert),
        },
    )
    # What was promised before about the same event goes out before this, and as urgently.
    connection.execute(
        update(_delivery)
        .where(_delivery.c.event_id == alert.event_id, _delivery.c.state == DeliveryState.PENDING.value)
        .where(_delivery.c.severity < alert.severity)
        .values(severity=alert.severity)
    )
    rows = [
        {
            "alert_id": alert.id,
            "event_id": alert.event_id,
            "destination": destination,
            "state": DeliveryState.PENDING.value,
            "severity": alert.severity,
            "attempt": 0,
            "possible_repeat": False,
            "due": alert.created,
            "created": alert.created,
        }
        for destination in destinations
    ]
    if rows:
        connection.execute(_ignoring(connection.dialect, _delivery), rows)


def alerts(connection: Connection, limit: int = 20) -> tuple[Alert, ...]:
    """The newest alerts first."""
    rows = connection.execute(select(_alert.c.payload).order_by(_alert.c.created.desc()).limit(limit))
    return tuple(alert_of(row.payload) for row in rows)


def by_key(connection: Connection, key: str) -> Alert | None:
    """The alert of a key, as messages show it."""
    row = connection.execute(select(_alert.c.payload).where(_alert.c.id == key.partition("/")[0])).first()
    return alert_of(row.payload) if row else None


def claim(connection: Connection, destination: str, now: datetime, lease: timedelta) -> Delivery | None:
    """Take the most severe due delivery of one destination, marked as being sent before anything is sent.

    A delivery whose lease ran out while it was being sent may have arrived: it is taken again as a possible repeat.
    """
    waiting = and_(_delivery.c.state == DeliveryState.PENDING.value, _delivery.c.due <= now)
    abandoned = and_(_delivery.c.state == DeliveryState.SENDING.value, _delivery.c.lease_until <= now)
    row = connection.execute(
        select(_delivery, _alert.c.payload)
        .join(_alert, _alert.c.id == _delivery.c.alert_id)
        .where(_delivery.c.destination == destination, or_(waiting, abandoned))
        .order_by(_delivery.c.severity.desc(), _delivery.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=_delivery)
    ).first()
    if row is None:
        return None
    repeat = bool(row.possible_repeat) or row.state == DeliveryState.SENDING.value
    connection.execute(
        update(_delivery)
        .where(_delivery.c.id == row.id)
        .values(
            state=DeliveryState.SENDING.value,
            attempt=row.attempt + 1,
            possible_repeat=repeat,
            lease_until=now + lease,
            tried=row.tried or now,
        )
    )
    return Delivery(
        id=row.id,
        alert=alert_of(row.payload),
        destination=destination,
        attempt=row.attempt + 1,
        possible_repeat=repeat,
        first_try=row.tried or now,
    )


def settle(connection: Connection, delivery: Delivery, settled: Settled) -> bool:
    """Record what became of a try; False if another try has taken the delivery over since."""
    done = connection.execute(
        update(_delivery)
        .where(_delivery.c.id == delivery.id, _delivery.c.attempt == delivery.attempt)
        .where(_delivery.c.state == DeliveryState.SENDING.value)
        .values(
            state=settled.state.value,
            due=settled.due,
            lease_until=None,
            possible_repeat=settled.possible_repeat,
            error=settled.error,
            settled=settled.at,
        )
    )
    return bool(done.rowcount == 1)


def release_abandoned(connection: Connection, now: datetime) -> int:
    """At start: whatever was being sent when the last process ended is due now, as a possible repeat."""
    freed = connection.execute(
        update(_delivery)
        .where(_delivery.c.state == DeliveryState.SENDING.value)
        .values(state=DeliveryState.PENDING.value, possible_repeat=True, due=now, lease_until=None)
    )
    return int(freed.rowcount)


def bury_orphans(connection: Connection, destinations: Sequence[str], now: datetime) -> dict[str, int]:
    """Give up what was promised to destinations that no longer exist: how many deliveries of each."""
    lost = and_(
        _delivery.c.destination.not_in(destinations),
        _delivery.c.state.in_([DeliveryState.PENDING.value, DeliveryState.SENDING.value]),
    )
    counted = connection.execute(
        select(_delivery.c.destination, func.count().label("lost")).where(lost).group_by(_delivery.c.destination)
    ).all()
    connection.execute(
        update(_delivery)
        .where(lost)
        .values(state=DeliveryState.DEAD.value, error="no such destination any more", settled=now, lease_until=None)
    )
    return {row.destination: row.lost for row in counted}


def clamp_deliveries(connection: Connection, latest: datetime) -> None:
    """After a clock jump: no delivery waits, or is leased, beyond `latest`."""
    connection.execute(update(_delivery).where(_delivery.c.due > latest).values(due=latest))
    connection.execute(update(_delivery).where(_delivery.c.lease_until > latest).values(lease_until=latest))


def shift_deliveries(connection: Connection, by: timedelta) -> None:
    """After a clock jump: what was to be tried in so many seconds still is, and its day to try isn't over sooner."""
    unsettled = _delivery.c.state.in_([DeliveryState.PENDING.value, DeliveryState.SENDING.value])
    names = ("due", "tried", "lease_until")
    rows = connection.execute(select(_delivery.c.id, *(_delivery.c[name] for name in names)).where(unsettled)).all()
    moved = [
        {"b_id": row.id} | {f"b_{name}": when and when + by for name in names for when in [getattr(row, name)]}
        for row in rows
    ]
    if moved:
        statement = update(_delivery).where(_delivery.c.id == bindparam("b_id"))
        connection.execute(statement.values({name: bindparam(f"b_{name}") for name in names}), moved)


def due_count(connection: Connection, destinations: Sequence[str], now: datetime) -> int:
    """How many deliveries to these destinations are due or being sent."""
    waiting = and_(_delivery.c.state == DeliveryState.PENDING.value, _delivery.c.due <= now)
    counted = select(func.count()).where(
        _delivery.c.destination.in_(destinations), or_(waiting, _delivery.c.state == DeliveryState.SENDING.value)
    )
    return int(connection.execute(counted).scalar_one())


def outbox(connection: Connection) -> tuple[Any, ...]:
    """(destination, state, count, oldest created, last error) for every destination that has deliveries."""
    return tuple(
        connection.execute(
            select(
                _delivery.c.destination,
                _delivery.c.state,
                func.count().label("count"),
                func.min(_delivery.c.created).label("oldest"),
                func.max(_delivery.c.error).label("error"),
            )
            .group_by(_delivery.c.destination, _delivery.c.state)
            .order_by(_delivery.c.destination, _delivery.c.state)
        )
    )


def told_steps(connection: Connection, deadline_id: str, due: date) -> frozenset[timedelta]:
    rows = connection.execute(
        select(_deadline.c.step_seconds).where(
            _deadline.c.deadline_id == deadline_id, _deadline.c.due == due.isoformat()
        )
    )
    return frozenset(timedelta(seconds=row.step_seconds) for row in rows)


def tell_steps(connection: Connection, deadline_id: str, due: date, steps: Sequence[timedelta], now: datetime) -> None:
    rows = [
        {
            "deadline_id": deadline_id,
            "due": due.isoformat(),
            "step_seconds": int(step.total_seconds()),
            "told": now,
        }
        for step in steps
    ]
    if rows:
        connection.execute(_ignoring(connection.dialect, _deadline), rows)
