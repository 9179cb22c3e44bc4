"""How often each rule hit, was told, and was labelled."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from warn.edge.store.tables import AlertRow, HitRow, LabelRow, SeriesRow
from warn.model.label import Verdict

_hit = HitRow.__table__  # type: ignore[attr-defined]
_alert = AlertRow.__table__  # type: ignore[attr-defined]
_label = LabelRow.__table__  # type: ignore[attr-defined]
_series = SeriesRow.__table__  # type: ignore[attr-defined]


@dataclass(slots=True, kw_only=True)
class RuleStats:
    """One rule since a moment."""

    hits: int = 0
    struck: int = 0
    """Of those, struck by a guard."""
    alerts: int = 0
    """Messages that quote it."""
    true: int = 0
    false: int = 0
    """Labelled items in which it hit."""
    last: datetime | None = None
    """Publication of the last item it hit."""
    standing: str = ""
    """Of a rule over many items: how it stood at its last look."""

    @property
    def false_share(self) -> float | None:
        """Share of false alarms among its labelled items; None: none is labelled."""
        labelled = self.true + self.false
        return self.false / labelled if labelled else None


def stats(connection: Connection, since: datetime) -> dict[str, RuleStats]:
    """By rule id, of items published and alerts made from `since` on; rules that never hit are missing."""
    found: defaultdict[str, RuleStats] = defaultdict(RuleStats)
    by_rule = (
        select(_hit.c.rule, _hit.c.counts, func.count().label("hits"), func.max(_hit.c.published).label("last"))
        .where(_hit.c.published >= since)
        .group_by(_hit.c.rule, _hit.c.counts)
    )
    for row in connection.execute(by_rule):
        one = found[row.rule]
        one.hits += row.hits
        one.struck += 0 if row.counts else row.hits
        one.last = max(filter(None, (one.last, row.last)), default=None)
    _add_labels(connection, found, since)
    _add_alerts(connection, found, since)
    for row in connection.execute(select(_series.c.id, _series.c.detail)):
        found[row.id].standing = row.detail
    return dict(found)


def _add_labels(connection: Connection, found: defaultdict[str, RuleStats], since: datetime) -> None:
    judged = (
        select(_hit.c.rule, _label.c.verdict, func.count(_hit.c.item_id.distinct()).label("items"))
        .join(_label, (_label.c.item_id == _hit.c.item_id) & (_label.c.watch == _hit.c.watch))
        .where(_hit.c.published >= since, _hit.c.counts)
        .group_by(_hit.c.rule, _label.c.verdict)
    )
    for row in connection.execute(judged):
        if row.verdict == Verdict.FALSE.value:
            found[row.rule].false += row.items
        elif row.verdict == Verdict.TRUE.value:
            found[row.rule].true += row.items


def _add_alerts(connection: Connection, found: defaultdict[str, RuleStats], since: datetime) -> None:
    for row in connection.execute(select(_alert.c.event_id, _alert.c.payload).where(_alert.c.created >= since)):
        quoted = {one["rule"] for one in json.loads(row.payload)["evidence"]}
        if row.event_id.startswith("series:"):
            quoted = {row.event_id.removeprefix("series:")}
        for rule in quoted:
            found[rule].alerts += 1
