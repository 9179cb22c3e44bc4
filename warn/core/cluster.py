"""Which event an item belongs to, and what the event becomes by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from math import exp, log

from warn.model.event import Event, Evidence
from warn.model.item import Hit, Scored
from warn.model.rule import Watch

EVIDENCE_KEPT = 12
NEWS = 3
"""Severity from which a further rule in an event is news; below it, it is evidence only."""
# An event reported without a pause for so many throttles is told anew: the next shift must hear of it too.
LONGEST_IN_THROTTLES = 4


def lead(hits: Iterable[Hit]) -> Hit:
    """The hit an item is told for: the most severe, then the weightiest, then the first by rule id."""
    return min(hits, key=lambda hit: (-hit.severity, -hit.weight, hit.rule))


def find(scored: Scored, candidates: Sequence[Event], throttle: timedelta) -> Event | None:
    """The open event of the same watch and indicator that this item reports, if any.

    Same occurrence: the item was published within `throttle` of the event's reports, the event would span at most
    LONGEST_IN_THROTTLES of them, and they share a place. An item that names no place joins the newest that fits.
    """
    first = lead(scored.counting)
    places = _places(scored)
    published = scored.item.published
    for event in candidates:
        begins, ends = min(event.first_seen, published), max(event.last_seen, published)
        if ends - begins > throttle * LONGEST_IN_THROTTLES:
            continue
        if published > event.last_seen + throttle or published < event.first_seen - throttle:
            continue
        if event.indicator == first.indicator and (not places or not event.places or places & event.places):
            return event
    return None


def open_event(scored: Scored) -> Event:
    """A new event from the first item that reports it."""
    first = lead(scored.counting)
    identity = f"{scored.watch}\x00{first.indicator}\x00{scored.item.id}\x00{scored.item.revision}"
    return Event(
        id=blake2b(identity.encode(), digest_size=8).hexdigest(),
        watch=scored.watch,
        indicator=first.indicator,
        indicators=frozenset(),
        places=frozenset(),
        publishers=frozenset(),
        sides=frozenset(),
        severity=0,
        score=0.0,
        best_score=0.0,
        first_seen=scored.item.published,
        last_seen=scored.item.published,
        title=scored.item.title,
        evidence=(),
        item_count=0,
    )


def join(event: Event, scored: Scored, watch: Watch, *, again: bool = False) -> Event:
    """The event with one more item in it, or (`again`) with a new revision of one it holds.

    Its score is the best item's, raised by `watch.publisher_weight` (log-odds) for each further independent publisher.
    """
    item = scored.item
    hits = scored.counting
    publishers = event.publishers | ({item.publisher} if item.publisher else frozenset())
    best = max(event.best_score, scored.score)
    others = tuple(evidence for evidence in event.evidence if evidence.item_id != item.id)
    return replace(
        event,
        indicators=event.indicators | {hit.rule for hit in hits if hit.severity >= NEWS},
        places=event.places | _places(scored),
        publishers=publishers,
        sides=event.sides | ({item.side} if item.side else frozenset()),
        severity=max(event.severity, *(hit.severity for hit in hits)),
        score=_shift(best, watch.publisher_weight * max(0, len(publishers) - 1)),
        best_score=best,
        parts=scored.parts if scored.score > event.best_score else event.parts,
        first_seen=min(event.first_seen, item.published),
        last_seen=max(event.last_seen, item.published),
        evidence=(_evidence(scored), *others)[:EVIDENCE_KEPT],
        item_count=event.item_count + (0 if again else 1),
        rules=event.rules | {hit.rule for hit in hits},
    )


def _places(scored: Scored) -> frozenset[str]:
    return frozenset(place for hit in scored.counting for place in hit.places)


def _shift(score: float, by: float) -> float:
    """A probability moved by so many log-odds."""
    if not 0.0 < score < 1.0:
        return score
    return 1.0 / (1.0 + exp(-(log(score / (1.0 - score)) + by)))


def _evidence(scored: Scored) -> Evidence:
    item = scored.item
    hit = lead(scored.counting)
    return Evidence(
        item_id=item.id,
        publisher=item.publisher,
        side=item.side,
        language=item.language,
        title=item.title,
        quote=hit.quote,
        words=hit.words,
        url=item.url,
        published=item.published,
        rule=hit.rule,
        feed_id=item.feed_id,
        revision=item.revision,
    )
