"""Marks that rules over many items look at, and what those rules remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from warn.edge.store.codec import hit_of, memory_of, memory_text
from warn.edge.store.tables import HitRow, ItemRow, SeriesChangeRow, SeriesRow
from warn.model.event import Evidence
from warn.model.series import Finding, Mark, Memory

_hit = HitRow.__table__  # type: ignore[attr-defined]
_item = ItemRow.__table__  # type: ignore[attr-defined]
_series = SeriesRow.__table__  # type: ignore[attr-defined]
_change = SeriesChangeRow.__table__  # type: ignore[attr-defined]

MOST_MARKS = 20_000
"""Newest marks that one look reads: bounds its work in a storm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a series stood at its last look."""

    memory: Memory
    detail: str
    looked: datetime


def marks(connection: Connection, rules: Sequence[str], since: datetime) -> tuple[Mark, ...]:
    """Counting hits of these rules in items as they read now, published from `since` on, in order of time."""
    rows = connection.execute(
        select(
            _hit.c.rule,
            _hit.c.payload,
            *(_item.c[name] for name in ("id", "publisher", "side", "language", "title", "url", "published")),
            _item.c.feed_id,
            _item.c.revision,
        )
        .join(_item, _item.c.id == _hit.c.item_id)
        .where(_hit.c.rule.in_(rules), _hit.c.published >= since, _hit.c.counts, _hit.c.revision == _item.c.revision)
        .order_by(_hit.c.published.desc(), _hit.c.n.desc())
        .limit(MOST_MARKS)
    ).all()
    return tuple(_mark(row) for row in reversed(rows))


def _mark(row: Any) -> Mark:
    hit = hit_of(row.payload)
    evidence = Evidence(
        item_id=row.id,
        publisher=row.publisher,
        side=row.side,
        language=row.language,
        title=row.title,
        quote=hit.quote,
        words=hit.words,
        url=row.url,
        published=row.published,
        rule=hit.rule,
        feed_id=row.feed_id,
        revision=row.revision,
    )
    return Mark(rule=hit.rule, places=hit.places, evidence=evidence)


def standing(connection: Connection, series_id: str) -> Standing | None:
    row = connection.execute(select(_series).where(_series.c.id == series_id)).first()
    return Standing(memory=memory_of(row.memory), detail=row.detail, looked=row.looked) if row else None


def remember(
    connection: Connection, series_id: str, before: Memory | None, finding: Finding, now: datetime, alert_id: str
) -> None:
    """Keep what a look came to, and the change of state if it made one."""
    columns = {"memory": memory_text(finding.memory), "detail": finding.detail, "looked": now}
    if connection.execute(update(_series).where(_series.c.id == series_id).values(columns)).rowcount == 0:
        connection.execute(insert(_series), {"id": series_id} | columns)
    if finding.memory.state != (before.state if before else "") or finding.tells:
        connection.execute(
            insert(_change),
            {
                "series_id": series_id,
                "state": finding.memory.state,
                "detail": finding.detail,
                "at": finding.memory.since or now,
                "alert_id": alert_id,
            },
        )


def changes(connection: Connection, series_id: str, limit: int = 50) -> tuple[tuple[datetime, str, str], ...]:
    """(since when, state, detail) of the last changes, newest first."""
    rows = connection.execute(
        select(_change).where(_change.c.series_id == series_id).order_by(_change.c.n.desc()).limit(limit)
    )
    return tuple((row.at, row.state, row.detail) for row in rows)
