"""Alerts, items and happenings of back-tests, made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from warn.core.backtest import Measures, Played, Run, measure
from warn.model.alert import Alert, Reason
from warn.model.chronology import Happening
from warn.model.event import Evidence


def at(day: str) -> datetime:
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T12:00")
    return moment.replace(tzinfo=UTC)


def played(name: str, day: str, **changes: Any) -> Played:
    fields: dict[str, Any] = {
        "item_id": name,
        "title": f"Item {name}",
        "url": f"https://a.example/{name}",
        "publisher": "a.example",
        "published": at(day),
        "event_id": "",
        "true": None,
        "score": 0.6,
    }
    return Played(**(fields | changes))


def alert(day: str, *items: Played, family: str = "checkpoint", **changes: Any) -> Alert:
    fields: dict[str, Any] = {
        "id": f"{day}/{family}/{'+'.join(item.item_id for item in items)}",
        "watch": "valley",
        "watch_name": "Valley",
        "event_id": "",
        "reason": Reason.NEW_EVENT,
        "detail": "",
        "severity": 4,
        "indicator": family,
        "direction": "escalation",
        "headline": "Checkpoint set up",
        "why": "",
        "places": (),
        "sides": (),
        "publishers": (),
        "score": 0.7,
        "parts": (),
        "evidence": tuple(evidence(item, f"{family}.up") for item in items),
        "created": at(day) + timedelta(minutes=10),
    }
    return Alert(**(fields | changes))


def evidence(item: Played, rule: str) -> Evidence:
    return Evidence(
        item_id=item.item_id,
        publisher=item.publisher,
        side="",
        language="en",
        title=item.title,
        quote="",
        words=(),
        url=item.url,
        published=item.published,
        rule=rule,
    )


def happening(name: str, day: str, indicator: str = "checkpoint", **changes: Any) -> Happening:
    return Happening(id=name, day=date.fromisoformat(day), indicator=indicator, **changes)


def measured(**changes: Any) -> Measures:
    fields: dict[str, Any] = {
        "rules": "rules",
        "items": (),
        "alerts": (),
        "first_day": date(2023, 1, 1),
        "last_day": date(2023, 1, 10),
        "events": (),
        "targets": (),
        "families": frozenset({"checkpoint", "aid", "forces"}),
        "threshold": 0.5,
    }
    return measure(Run(**(fields | changes)))
