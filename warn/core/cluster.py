"""Which event an item belongs to, and what the event becomes by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import blake2b
from math import log

from warn.core.ground import ground_of
from warn.core.ledger import entered
from warn.core.resemble import COPY, Resemblance, lead, resemblance
from warn.core.score import sigmoid
from warn.core.sketch import shared, sketch_of
from warn.model.event import Event, Evidence, Sketch
from warn.model.item import Scored
from warn.model.rule import Watch

EVIDENCE_KEPT = 12
NEWS = 3
"""Severity from which a further rule in an event is news; below it, it is evidence only."""
LONGEST = timedelta(days=14)
"""An event that goes on is told anew after so long: whoever has forgotten it must hear of it again."""
REACH = 16
"""Throttles over which an event is looked for."""
SKETCHES_KEPT = 12
LONG_ENOUGH = 8
"""Words that a text must have for equal words to mean that it was copied: two short headlines may just agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The event that an item reports, and what speaks for it."""

    event: Event
    why: Resemblance


def find(scored: Scored, candidates: Iterable[Event], watch: Watch, throttle: timedelta) -> Found | None:
    """The candidate that an item with counting hits most likely reports; None where it is something new."""
    ground = ground_of(watch)
    sketch = sketch_of(scored.item, scored.tolls, ground)
    published = scored.item.published
    best: Found | None = None
    for event in candidates:
        if max(event.last_seen, published) - min(event.first_seen, published) > LONGEST:
            continue
        why = resemblance(scored, sketch, event, ground, throttle)
        if why.same and (best is None or why.total > best.why.total):
            best = Found(event=event, why=why)
    return best


def keys(families: Iterable[str], places: Iterable[str], *, looking: bool) -> frozenset[str]:
    """Names under which an event is found again. An event stands under each of its places and families; who is
    `looking` with a place finds what names it too, or no place at all.
    """
    named = [f"place:{place}" for place in places]
    if looking:
        return frozenset([*named, *(f"{'nowhere' if named else 'family'}:{family}" for family in families)])
    found = [*named, *(f"family:{family}" for family in families)]
    return frozenset(found if named else [*found, *(f"nowhere:{family}" for family in families)])


def stands_under(event: Event, watch: Watch) -> frozenset[str]:
    """The names of an event; one that no narrow place is known of stands under its wide ones as such, too."""
    ground = ground_of(watch)
    broad = frozenset() if event.places - ground.wide else ground.narrowest(event.places)
    return keys(event.families, event.places, looking=False) | {f"broadly:{place}" for place in broad}


def looks_under(scored: Scored, watch: Watch) -> frozenset[str]:
    """The names under which an item with counting hits finds what it may report: its narrowest places, those across
    the line from them, and what is told of the places around them without a narrower one.
    """
    ground = ground_of(watch)
    narrow = ground.narrowest(_places(scored))
    across = (other for place in narrow for other in ground.beside.get(place, ()))
    around = frozenset(outer for place in narrow for outer in ground.around.get(place, ()))
    families = {hit.indicator for hit in scored.counting}
    return keys(families, narrow.union(across), looking=True) | {f"broadly:{place}" for place in around}


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
    Who only copies another's text isn't one.
    """
    item = scored.item
    hits = scored.counting
    sketch = sketch_of(item, scored.tolls, ground_of(watch))
    copied = _copies(sketch, event)
    publishers = event.publishers | ({item.publisher} if item.publisher and not copied else frozenset())
    best = max(event.best_score, scored.score)
    others = tuple(evidence for evidence in event.evidence if evidence.item_id != item.id)
    sketches = tuple(one for one in event.sketches if one.item_id != item.id)
    return replace(
        event,
        indicators=event.indicators | {hit.rule for hit in hits if hit.severity >= NEWS},
        places=event.places | _places(scored),
        publishers=publishers,
        sides=event.sides | ({item.side} if item.side and not copied else frozenset()),
        severity=max(event.severity, *(hit.severity for hit in hits)),
        score=_shift(best, watch.publisher_weight * max(0, len(publishers) - 1)),
        best_score=best,
        parts=scored.parts if scored.score > event.best_score else event.parts,
        first_seen=min(event.first_seen, item.published),
        last_seen=max(event.last_seen, item.published),
        evidence=(_evidence(scored), *others)[:EVIDENCE_KEPT],
        item_count=event.item_count + (0 if again else 1),
        rules=event.rules | {hit.rule for hit in hits},
        families=event.families | {hit.indicator for hit in hits},
        ledger=entered(event.ledger, item, scored.tolls),
        sketches=(sketch, *sketches)[:SKETCHES_KEPT],
        copies=(event.copies | {item.publisher} if copied else event.copies - {item.publisher}) - publishers,
    )


def as_if_true(scored: Scored) -> Scored:
    """An item that denies something, as if it had reported it: what it denies is looked for so."""
    return replace(scored, hits=tuple(replace(hit, guards=()) for hit in scored.denying))


def deny(event: Event, scored: Scored) -> Event:
    """The event with somebody's denial of it: more evidence, and nothing that corroborates."""
    item = scored.item
    who = item.side or item.publisher
    others = tuple(evidence for evidence in event.evidence if evidence.item_id != item.id)
    return replace(
        event,
        denied_by=event.denied_by | ({who} if who else frozenset()),
        evidence=(_evidence(as_if_true(scored)), *others)[:EVIDENCE_KEPT],
        last_seen=max(event.last_seen, item.published),
    )


def _copies(sketch: Sketch, event: Event) -> bool:
    """Another publisher's item in the same language has nearly the same words."""
    return any(
        other.publisher != sketch.publisher and other.language == sketch.language and shared(sketch, other) >= COPY
        for other in event.sketches
        if len(other.words) >= LONG_ENOUGH and len(sketch.words) >= LONG_ENOUGH
    )


def _places(scored: Scored) -> frozenset[str]:
    return frozenset(place for hit in scored.counting for place in hit.places)


def _shift(score: float, by: float) -> float:
    """A probability moved by so many log-odds."""
    if not 0.0 < score < 1.0:
        return score
    return sigmoid(log(score / (1.0 - score)) + by)


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
