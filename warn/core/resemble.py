"""How far an item reports what an event is about: evidence in log-odds, each addend with its reason.

What needs no language comes first: places, the indicator, tolls, who acts, time. Words are compared within a language
alone. The weights were set by hand and are measured on labelled pairs (benchmarks/grouping.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from warn.core.normalise import normalise
from warn.model.event import Event, Sketch
from warn.model.item import Item, Scored, ScorePart
from warn.model.rule import Place
from warn.model.toll import Toll

SAME = 0.0
"""Sum of log-odds from which an item is taken to report the event."""
PRIOR = -1.6
COPY = 0.8
"""Share of words in common from which one text is taken for a copy of another."""
SHORTEST_WORD = 4
MOST_WORDS = 60
HOUR = timedelta(hours=1)

# Families of which one occurrence is often reported as both: a clash has dead, moves a line, breaks a ceasefire.
_KIN = (
    frozenset({"casualties", "ceasefire", "forces", "prisoners"}),
    frozenset({"aid", "checkpoint"}),
    frozenset({"mandate", "peacekeepers"}),
    frozenset({"diplomacy", "rhetoric"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    parts: tuple[ScorePart, ...]
    total: float

    @property
    def same(self) -> bool:
        return self.total >= SAME


def resemblance(scored: Scored, event: Event, places: Mapping[str, Place], throttle: timedelta) -> Resemblance:
    """Weigh an item with counting hits against an event of the same watch. `throttle` is the rule's: for so long after
    its last report an event is fully open.
    """
    where, tolls = _places(scored, event, places), _tolls(scored.tolls, event)
    # Outlets tell like things in like words: where place or toll differ, the words that agree are the template's.
    template = where.value < 0 or tolls.value < 0
    parts = [
        ScorePart(name="unrelated by default", value=PRIOR),
        _indicators(scored, event),
        where,
        _time(scored.item.published, event, throttle),
        tolls,
        _words(sketch_of(scored.item), event, at_most=0.4 if template else 3.0),
    ]
    told = tuple(part for part in parts if part.value)
    return Resemblance(parts=told, total=sum(part.value for part in told))


def _indicators(scored: Scored, event: Event) -> ScorePart:
    found = {hit.indicator for hit in scored.counting}
    rules = {hit.rule for hit in scored.counting}
    if rules & event.rules:
        return ScorePart(name="the same rule", value=1.2)
    if found & (event.families or {event.indicator}):
        return ScorePart(name="the same family", value=0.9)
    kin = any(found & group and (event.families or {event.indicator}) & group for group in _KIN)
    return ScorePart(name="a kindred family", value=0.5) if kin else ScorePart(name="another family", value=-1.5)


def _places(scored: Scored, event: Event, places: Mapping[str, Place]) -> ScorePart:
    """Only the narrowest places tell events apart: every item of a watch names its countries."""
    named = narrowest({place for hit in scored.counting for place in hit.places}, places)
    known = narrowest(event.places, places)
    if not named or not known:
        return ScorePart(name="no place to compare", value=0.0)
    if common := named & known:
        outer = all(_is_wide(place, places) for place in common)
        return ScorePart(name="the same wide place" if outer else "the same place", value=0.2 if outer else 1.1)
    if any(_inside(one, other, places) or _inside(other, one, places) for one in named for other in known):
        return ScorePart(name="a place around it", value=0.5)
    return ScorePart(name="another place", value=-1.6)


def narrowest(named: Iterable[str], places: Mapping[str, Place]) -> frozenset[str]:
    """Places without those that contain another of them."""
    found = frozenset(named)
    return frozenset(one for one in found if not any(one != other and _inside(other, one, places) for other in found))


def _inside(inner: str, outer: str, places: Mapping[str, Place], depth: int = 8) -> bool:
    if inner not in places or not depth:
        return False
    around = places[inner].inside
    return outer in around or any(_inside(one, outer, places, depth - 1) for one in around)


def _is_wide(place: str, places: Mapping[str, Place]) -> bool:
    """It contains other places of the watch."""
    return any(place in other.inside for other in places.values())


def _time(published: datetime, event: Event, throttle: timedelta) -> ScorePart:
    """Between the item and the nearest report of the event, in throttles."""
    gap = max(event.first_seen - published, published - event.last_seen, timedelta(0))
    steps = ((1, 0.5), (3, 0.3), (6, -0.2), (10, -0.9), (16, -1.8))
    value = next((value for length, value in steps if gap <= throttle * length), -4.0)
    return ScorePart(name=f"{gap / HOUR:.0f} h apart", value=value)


def _tolls(tolls: Iterable[Toll], event: Event) -> ScorePart:
    """Equal counts of the same people speak for one event; counts that can't both be true against it."""
    best = 0.0
    for toll in tolls:
        if toll.total or toll.denied or toll.low == 0:
            continue
        for claim in event.ledger:
            if claim.kind is not toll.kind or (claim.side and toll.side and claim.side != toll.side):
                continue
            if (claim.low, claim.high) == (toll.low, toll.high):
                best = max(best, 1.3 if toll.low > 1 else 0.6)
            elif _near(claim.low, toll.low):
                best = max(best, 0.3)
            elif not best and not toll.revised:
                best = -0.6
    return ScorePart(name="tolls", value=best)


def _near(one: int, other: int) -> bool:
    return min(one, other) * 2 >= max(one, other)


def _words(sketch: Sketch, event: Event, at_most: float) -> ScorePart:
    """Words in common with the event's likest item in the same language."""
    shares = [shared(sketch, other) for other in event.sketches if other.language == sketch.language]
    if not shares:
        return ScorePart(name="no text in this language", value=0.0)
    best = max(shares)
    steps = ((COPY, 3.0), (0.5, 1.8), (0.33, 1.0), (0.2, 0.4), (0.1, 0.0))
    value = next((value for least, value in steps if best >= least), -0.4)
    return ScorePart(name=f"{best:.0%} of its words", value=min(value, at_most))


def sketch_of(item: Item) -> Sketch:
    """The item's longer words: of the title, then of the summary as far as there is room."""
    words: dict[int, None] = {}
    for text in (item.title, item.summary):
        for word in normalise(text).words:
            if len(word.decode()) >= SHORTEST_WORD and len(words) < MOST_WORDS:
                words[crc32(word[:24])] = None
    return Sketch(item_id=item.id, publisher=item.publisher, language=item.language, words=tuple(sorted(words)))


def shared(one: Sketch, other: Sketch) -> float:
    """Share of the shorter text's words that the longer one holds too; of two short titles less is believed."""
    if not one.words or not other.words:
        return 0.0
    common = len(set(one.words).intersection(other.words))
    return common / max(min(len(one.words), len(other.words)), 5)
