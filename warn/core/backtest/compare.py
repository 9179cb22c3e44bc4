"""Two sets of rules over the same archive and chronology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from warn.core.backtest.values import Measures
from warn.model.alert import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the rules make otherwise than the others they are held against."""

    measures: Measures
    against: Measures
    gained: tuple[str, ...]
    """Events that only these rules tell."""
    lost: tuple[str, ...]
    """Events that only the others tell."""
    sooner: tuple[str, ...]
    """Events that these rules tell at an earlier time."""
    later: tuple[str, ...]
    new_alerts: tuple[Alert, ...]
    """Alerts that only these rules give: of another family, time or occasion."""
    gone_alerts: tuple[Alert, ...]


def compare(measures: Measures, against: Measures) -> Comparison:
    told = {one.event.id: one.alert for one in measures.events if one.alert}
    before = {one.event.id: one.alert for one in against.events if one.alert}
    both = [name for name in told if name in before]
    return Comparison(
        measures=measures,
        against=against,
        gained=tuple(name for name in told if name not in before),
        lost=tuple(name for name in before if name not in told),
        sooner=tuple(name for name in both if told[name].created < before[name].created),
        later=tuple(name for name in both if told[name].created > before[name].created),
        new_alerts=_only_in(measures.run.alerts, against.run.alerts),
        gone_alerts=_only_in(against.run.alerts, measures.run.alerts),
    )


def _only_in(these: Iterable[Alert], those: Iterable[Alert]) -> tuple[Alert, ...]:
    """By what a desk would see: time, family and the newest item. Keys of alerts change with their events."""
    left = Counter(_seen_as(alert) for alert in those)
    found: list[Alert] = []
    for alert in these:
        if left[_seen_as(alert)]:
            left[_seen_as(alert)] -= 1
        else:
            found.append(alert)
    return tuple(found)


def _seen_as(alert: Alert) -> tuple[object, ...]:
    newest = alert.evidence[0].item_id if alert.evidence else alert.headline
    return alert.created, alert.indicator, alert.reason, newest
