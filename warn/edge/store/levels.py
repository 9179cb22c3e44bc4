"""Reports that scenarios weigh, how each scenario stands, and how it came there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from warn.edge.store.codec import level_memory_of, level_memory_text
from warn.edge.store.series import marks
from warn.edge.store.tables import HitRow, ItemRow, LevelChangeRow, LevelRow
from warn.model.level import Level, LevelFinding, LevelMemory, Report, Scenario
from warn.model.series import Mark

_hit = HitRow.__table__  # type: ignore[attr-defined]
_item = ItemRow.__table__  # type: ignore[attr-defined]
_level = LevelRow.__table__  # type: ignore[attr-defined]
_change = LevelChangeRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """One change of a scenario's level."""

    at: datetime
    before: Level
    level: Level
    evidence: float
    detail: str
    alert_id: str
    """Empty: it was not told by itself."""


def reports(
    connection: Connection, rules: Collection[str], since: datetime, placed: Collection[str] = ()
) -> tuple[Report, ...]:
    """What each publisher brought of each rule on each day (UTC) from `since` on, counting hits in items as they read
    now; of the rules in `placed` also where. The database counts the others: a scenario looks back months."""
    asked = sorted(frozenset(placed).intersection(rules))
    counted = sorted(frozenset(rules).difference(asked))
    found = _counted(connection, counted, since) if counted else ()
    return found + (_placed(connection, asked, since) if asked else ())


def _counted(connection: Connection, rules: Sequence[str], since: datetime) -> tuple[Report, ...]:
    published = _hit.c.published
    is_postgres = connection.dialect.name == "postgresql"
    day = func.date(func.timezone("UTC", published) if is_postgres else published)
    rows = connection.execute(
        select(
            _hit.c.rule,
            _item.c.publisher,
            _item.c.side,
            func.max(published).label("newest"),
            func.count(_item.c.id.distinct()).label("items"),
        )
        .join(_item, _item.c.id == _hit.c.item_id)
        .where(_hit.c.rule.in_(rules), published >= since, _hit.c.counts, _hit.c.revision == _item.c.revision)
        .group_by(_hit.c.rule, _item.c.publisher, _item.c.side, day)
    )
    return tuple(
        Report(rule=row.rule, publisher=row.publisher, side=row.side, newest=row.newest, items=row.items)
        for row in rows
    )


def _placed(connection: Connection, rules: Sequence[str], since: datetime) -> tuple[Report, ...]:
    """Places stand inside the hits, so each is read; those of one rule, publisher, day and places are one report."""
    grouped: dict[tuple[str, str, str, date, frozenset[str]], list[Mark]] = {}
    for mark in marks(connection, rules, since):
        who, day = (mark.evidence.publisher, mark.evidence.side), mark.published.date()
        grouped.setdefault((mark.rule, *who, day, frozenset(mark.places)), []).append(mark)
    return tuple(
        Report(
            rule=rule,
            publisher=publisher,
            side=side,
            newest=max(mark.published for mark in group),
            items=len({mark.evidence.item_id for mark in group}),
            places=places,
        )
        for (rule, publisher, side, _, places), group in grouped.items()
    )


def standing(connection: Connection, watch: str, scenario: str) -> LevelMemory | None:
    row = connection.execute(
        select(_level.c.memory).where(_level.c.watch == watch, _level.c.scenario == scenario)
    ).first()
    return level_memory_of(row.memory) if row else None


def remember(
    connection: Connection, scenario: Scenario, finding: LevelFinding, *, now: datetime, detail: str, alert_id: str
) -> None:
    """Keep what a look came to, and the change of level if it made one."""
    columns: dict[str, Any] = {
        "level": finding.memory.level.value,
        "evidence": finding.balance.total,
        "memory": level_memory_text(finding.memory),
        "looked": now,
    }
    here = {"watch": scenario.watch, "scenario": scenario.id}
    chosen = (_level.c.watch == scenario.watch) & (_level.c.scenario == scenario.id)
    if connection.execute(update(_level).where(chosen).values(columns)).rowcount == 0:
        connection.execute(insert(_level), here | columns)
    if finding.changed:
        connection.execute(
            insert(_change),
            here
            | {
                "before": finding.before.value,
                "level": finding.memory.level.value,
                "evidence": finding.balance.total,
                "at": now,
                "detail": detail,
                "alert_id": alert_id,
            },
        )


def changes(connection: Connection, watch: str, scenario: str, limit: int = 50) -> tuple[LevelChange, ...]:
    """The last changes, newest first."""
    rows = connection.execute(
        select(_change)
        .where(_change.c.watch == watch, _change.c.scenario == scenario)
        .order_by(_change.c.n.desc())
        .limit(limit)
    )
    return tuple(
        LevelChange(
            at=row.at,
            before=Level(row.before),
            level=Level(row.level),
            evidence=row.evidence,
            detail=row.detail,
            alert_id=row.alert_id,
        )
        for row in rows
    )
