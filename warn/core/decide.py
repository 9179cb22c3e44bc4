"""Tell somebody, or not, and why: subset tests between what an event is and what has been told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from warn.model.alert import Decision, Reason
from warn.model.event import Event, Told
from warn.model.item import DateBasis, Item
from warn.model.rule import Watch


def fresh(item: Item, watch: Watch, *, first_poll: bool, now: datetime) -> bool:
    """Whether an item may still make news.

    On a feed's first poll an item without a date of its own may be years old, so it makes none.
    """
    if first_poll and item.published_basis is DateBasis.FIRST_SEEN:
        return False
    return now - item.published <= watch.freshness


def decide(event: Event, told: Told, watch: Watch, *, is_fresh: bool, waits_for: tuple[str, ...] = ()) -> Decision:
    """What the latest change of an event earns.

    An event is told once when its score reaches the watch's threshold; then again when it becomes more severe, when a
    rule finds in it what none had found, and once when a second side reports it too. Nothing else earns a message.
    The event comes as `corroborated` leaves it, with what its rules still wait for.
    """
    if waits_for and not event.severity:
        return Decision(reason=Reason.UNCORROBORATED, detail="; ".join(waits_for))
    if event.score < watch.threshold:
        return Decision(reason=Reason.BELOW_THRESHOLD, detail=f"score {event.score:.2f} below {watch.threshold:.2f}")
    if not is_fresh:
        return Decision(reason=Reason.NOT_FRESH, detail=f"published longer ago than {watch.freshness}")
    if not told.anything:
        return Decision(reason=Reason.NEW_EVENT, detail="first report")
    if event.severity > told.severity:
        return Decision(reason=Reason.MORE_SEVERE, detail=f"severity raised from {told.severity} to {event.severity}")
    if added := event.indicators - told.indicators:
        return Decision(reason=Reason.NEW_INDICATOR, detail=f"now also {', '.join(sorted(added))}")
    if len(told.sides) < 2 <= len(event.sides) and (others := event.sides - told.sides):
        return Decision(reason=Reason.OTHER_SIDE, detail=f"now also reported by {', '.join(sorted(others))}")
    return Decision(reason=Reason.NOTHING_NEW, detail="told before, nothing new")


def after_telling(event: Event, told: Told, now: datetime) -> Told:
    """What has been told once this event's present state is told."""
    return replace(
        told,
        severity=max(told.severity, event.severity),
        indicators=told.indicators | event.indicators,
        sides=told.sides | event.sides,
        publishers=told.publishers | event.publishers,
        last=now,
    )
