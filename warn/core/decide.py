"""Tell somebody, or not, and why: subset tests between what an event is and what has been told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from warn.core.ledger import Count, standing
from warn.model.alert import Decision, Reason
from warn.model.event import Event, Told
from warn.model.item import DateBasis, Item
from warn.model.rule import Watch
from warn.model.toll import TollKind


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
    rule finds in it what none had found, once when a second side reports it too, when a further side denies it, and
    when its toll is revised. Nothing else earns a message. The event comes as `corroborated` leaves it, with what its
    rules still wait for.
    """
    if waits_for and not event.severity:
        return Decision(reason=Reason.UNCORROBORATED, detail="; ".join(waits_for))
    if event.score < watch.threshold:
        return Decision(reason=Reason.BELOW_THRESHOLD, detail=f"score {event.score:.2f} below {watch.threshold:.2f}")
    if not is_fresh:
        return Decision(reason=Reason.NOT_FRESH, detail=f"published longer ago than {watch.freshness}")
    if not told.anything:
        return Decision(reason=Reason.NEW_EVENT, detail="first report")
    nothing = Decision(reason=Reason.NOTHING_NEW, detail="told before, nothing new")
    return next(_news(event, told), nothing)


def _news(event: Event, told: Told) -> Iterator[Decision]:
    """What is new in an event that was told before, the weightiest first."""
    if event.severity > told.severity:
        detail = f"severity raised from {told.severity} to {event.severity}"
        yield Decision(reason=Reason.MORE_SEVERE, detail=detail)
    if added := event.indicators - told.indicators:
        yield Decision(reason=Reason.NEW_INDICATOR, detail=f"now also {', '.join(sorted(added))}")
    if len(told.sides) < 2 <= len(event.sides) and (others := event.sides - told.sides):
        yield Decision(reason=Reason.OTHER_SIDE, detail=f"now also reported by {', '.join(sorted(others))}")
    if by := event.denied_by - told.denied_by:
        yield Decision(reason=Reason.DENIED, detail=f"denied by {', '.join(sorted(by))}")
    if counts := revised(event, told):
        yield Decision(reason=Reason.TOLL_REVISED, detail="; ".join(str(count) for count in counts))


def revised(event: Event, told: Told) -> tuple[Count, ...]:
    """Tolls worth a message: of the killed, captured and missing each new count; of the wounded and displaced one that
    doubled or halved. A count that was told before is never told again, nor a range between two that were.
    """
    news: list[Count] = []
    for count in standing(event.ledger):
        before = [toll for toll in told.tolls if toll[0] == count.kind.value]
        known = {end for _, low, high in before for end in (low, high)}
        if {count.key[1], count.key[2]} <= known or (not before and not count.low):
            continue
        if count.kind in _EVERY_COUNT or not any(_alike(count.low, low) for _, low, _ in before):
            news.append(count)
    return tuple(news)


_EVERY_COUNT = frozenset({TollKind.KILLED, TollKind.CAPTURED, TollKind.MISSING})


def _alike(one: int, other: int) -> bool:
    return max(one, other) < 2 * max(min(one, other), 1)


def after_telling(event: Event, told: Told, now: datetime) -> Told:
    """What has been told once this event's present state is told."""
    return replace(
        told,
        severity=max(told.severity, event.severity),
        indicators=told.indicators | event.indicators,
        sides=told.sides | event.sides,
        publishers=told.publishers | event.publishers,
        tolls=told.tolls | {count.key for count in standing(event.ledger)},
        denied_by=told.denied_by | event.denied_by,
        last=now,
    )
