"""Which events of a chronology were told, when, and how long ahead of its targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from warn.core.backtest.values import EventOutcome, Played, PrecursorOutcome, Run, TargetOutcome
from warn.core.parse.links import canonical
from warn.model.alert import Alert
from warn.model.chronology import Happening, Precursor, Target

IN_TIME = timedelta(days=3)
"""After an event's day, that an alert about it counts as in time; a fitting family alone counts only so long."""
OTHER_NAMES = {
    "diplomatic": "diplomacy",
    "talks": "diplomacy",
    "troop": "forces",
    "troops": "forces",
    "military": "forces",
    "fatalities": "casualties",
    "killed": "casualties",
    "blockade": "aid",
    "humanitarian": "aid",
    "refugees": "displacement",
    "exodus": "displacement",
    "truce": "ceasefire",
    "observers": "mandate",
}
"""What chronologies call the families of the shipped rules."""


def fitting(indicator: str, families: frozenset[str], named: frozenset[str] = frozenset()) -> frozenset[str]:
    """Families that fit an indicator: those the chronology names, else those whose name is one of its words."""
    if named:
        return named & families
    words = re.split(r"[\W_]+", indicator.lower())
    return frozenset(families & {word for one in words for word in (one, OTHER_NAMES.get(one, one))})


def event_outcomes(run: Run) -> tuple[EventOutcome, ...]:
    addresses = {item.item_id: canonical(item.url) for item in run.items if item.url}
    return tuple(_event(event, run, addresses) for event in run.events)


def _event(event: Happening, run: Run, addresses: Mapping[str, str]) -> EventOutcome:
    families = fitting(event.indicator, run.families, event.families)
    source = canonical(event.source_url)
    own = [
        item for item in run.items if item.event_id == event.id or (source and addresses.get(item.item_id) == source)
    ]
    ids = {item.item_id for item in own}
    until = event.day + IN_TIME
    for alert in run.alerts:
        day = alert.created.date()
        by_item = any(evidence.item_id in ids for evidence in alert.evidence)
        in_time = event.day <= day <= until
        if day >= event.day and (by_item or (in_time and alert.indicator in families)):
            return EventOutcome(
                event=event,
                families=families,
                items=len(own),
                alert=alert,
                by_item=by_item,
                in_time=in_time,
                delay=_delay(alert, own, event.day),
            )
    return EventOutcome(event=event, families=families, items=len(own))


def _delay(alert: Alert, own: Sequence[Played], day: date) -> timedelta | None:
    """From the event's first item since its day; where the alert came before any of them, from the newest it quotes."""
    since = [item.published for item in own if item.published.date() >= day and item.published <= alert.created]
    quoted = [evidence.published for evidence in alert.evidence if evidence.published <= alert.created]
    if since:
        return alert.created - min(since)
    return alert.created - max(quoted) if quoted else None


def target_outcomes(run: Run) -> tuple[TargetOutcome, ...]:
    return tuple(_target(target, run) for target in run.targets)


def _target(target: Target, run: Run) -> TargetOutcome:
    # Far earlier alerts of its family are of other matters: the earliest precursor bounds what can announce it.
    since = min((one.day for one in target.precursors), default=run.first_day)
    event = next((one for one in run.events if one.id == target.id), None)
    own_families = fitting(target.indicator, run.families, event.families if event else frozenset())
    own = _first(run.alerts, own_families, since, target.day)
    return TargetOutcome(
        target=target,
        own=own,
        own_days=_days_ahead(own, target.day),
        precursors=tuple(_precursor(one, target, run) for one in target.precursors),
    )


def _precursor(precursor: Precursor, target: Target, run: Run) -> PrecursorOutcome:
    alert = _first(run.alerts, fitting(precursor.indicator, run.families), precursor.day, target.day)
    return PrecursorOutcome(
        event=precursor.event,
        day=precursor.day,
        indicator=precursor.indicator,
        why=precursor.why,
        possible_days=(target.day - precursor.day).days,
        alert=alert,
        lead_days=_days_ahead(alert, target.day),
    )


def _first(alerts: Iterable[Alert], families: frozenset[str], since: date, before: date) -> Alert | None:
    fit = (one for one in alerts if one.indicator in families and since <= one.created.date() < before)
    return next(fit, None)


def _days_ahead(alert: Alert | None, day: date) -> int | None:
    return None if alert is None else (day - alert.created.date()).days
