"""How far an item reports what an event is about: evidence in log-odds, each addend with its reason.

What needs no language comes first: places, rules, tolls, numbers, time. Names are compared across scripts, words within
a language alone. Weights were set on one half of the labelled pairs and measured on the other (benchmarks/grouping.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from warn.core.ground import Ground
from warn.core.names import alike
from warn.core.sketch import shared
from warn.model.event import Event, Sketch
from warn.model.item import Hit, Scored, ScorePart
from warn.model.toll import Toll

SAME = 0.0
"""Sum of log-odds from which an item is taken to report the event."""
PRIOR = -1.6
COPY = 0.8
"""Share of words in common from which one text is taken for a copy of another."""
MENTION = 1
"""Severity of rules that only note that something is spoken of: most items of a watch have one in common."""
HOUR = timedelta(hours=1)

# Families of which one occurrence is often reported as both, and how strongly: a clash has dead, moves a line, breaks a
# ceasefire; but aid and checkpoint share a road on which everything happens.
_KIN = (
    (frozenset({"casualties", "ceasefire", "forces", "prisoners"}), 0.5),
    (frozenset({"aid", "checkpoint"}), 0.1),
    (frozenset({"mandate", "peacekeepers"}), 0.3),
    (frozenset({"diplomacy", "rhetoric"}), 0.1),
)
# Families whose rules are sides of one occurrence. In others a further rule is a further event: closed, then opened.
_SIDES_OF_ONE = frozenset({"casualties", "forces"})


def lead(hits: Iterable[Hit]) -> Hit:
    """The hit an item is told for: the most severe, then the weightiest, then the first by rule id."""
    return min(hits, key=lambda hit: (-hit.severity, -hit.weight, hit.rule))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    parts: tuple[ScorePart, ...]
    total: float

    @property
    def same(self) -> bool:
        return self.total >= SAME


def resemblance(scored: Scored, sketch: Sketch, event: Event, ground: Ground, throttle: timedelta) -> Resemblance:
    """Weigh an item with counting hits, and the sketch of it, against an event of the same watch. `throttle` is the
    rule's: for so long after its last report an event is fully open.
    """
    where, tolls = _places(scored, event, ground), _tolls(scored.tolls, event)
    numbers, names = _numbers(sketch, event), _names(sketch, event, placed=where.value > 1.0)
    # Outlets tell like things in like words: where place, toll, number or names differ, the words are the template's.
    template = any(part.value < 0 for part in (where, tolls, numbers, names))
    parts = [
        ScorePart(name="unrelated by default", value=PRIOR),
        _rules(scored, event),
        where,
        _time(scored.item.published, event, throttle),
        tolls,
        numbers,
        names,
        _words(sketch, event, at_most=0.4 if template else 3.0, late=_gap(scored.item.published, event) > 5 * throttle),
    ]
    told = tuple(part for part in parts if part.value)
    return Resemblance(parts=told, total=sum(part.value for part in told))


def _rules(scored: Scored, event: Event) -> ScorePart:
    """What the item is told for is worth most; what else it mentions, or a like matter, less."""
    telling = {hit.rule for hit in scored.counting if hit.severity > MENTION}
    found = {hit.indicator for hit in scored.counting}
    known = event.families or {event.indicator}
    if lead(scored.counting).rule in event.rules:
        return ScorePart(name="the same rule", value=1.2 if telling else 1.0)
    one_of_sides = bool(found & known & _SIDES_OF_ONE)
    if telling & event.rules:
        return ScorePart(name="a rule in common", value=1.1 if one_of_sides else 0.5)
    if one_of_sides:
        return ScorePart(name="the same family", value=0.9)
    if found & known:
        return ScorePart(name="the same family, another rule", value=-0.3)
    kin = max((value for group, value in _KIN if found & group and known & group), default=0.0)
    return ScorePart(name="a kindred family", value=kin) if kin else ScorePart(name="another family", value=-1.5)


def _places(scored: Scored, event: Event, ground: Ground) -> ScorePart:
    """The narrowest places tell events apart: every item of a watch names its countries."""
    named = ground.narrowest(place for hit in scored.counting for place in hit.places)
    known = ground.narrowest(event.places)
    narrow, there = named - ground.wide, known - ground.wide
    if not named or not known:
        return ScorePart(name="no place to compare", value=0.0)
    if narrow & there:
        return ScorePart(name="the same place", value=1.1)
    if any(ground.beside[place] & there for place in narrow if place in ground.beside):
        return ScorePart(name="the place across the line", value=0.6)
    if narrow and there:
        return ScorePart(name="another place", value=-1.6)
    if any(ground.inside(one, other) or ground.inside(other, one) for one in named for other in known):
        return ScorePart(name="a place around it", value=0.4)
    if named & known:
        return ScorePart(name="the same wide place", value=0.3)
    if any(ground.beside[place] & known for place in named if place in ground.beside):
        return ScorePart(name="a place around that across the line", value=0.2)
    return ScorePart(name="another place", value=-1.6)


def _time(published: datetime, event: Event, throttle: timedelta) -> ScorePart:
    """Between the item and the nearest report of the event, in throttles."""
    gap = _gap(published, event)
    steps = ((1, 0.5), (3, 0.3), (5, -0.3), (8, -0.8), (10, -1.1), (16, -1.8))
    value = next((value for length, value in steps if gap <= throttle * length), -4.0)
    return ScorePart(name=f"{gap / HOUR:.0f} h apart", value=value)


def _gap(published: datetime, event: Event) -> timedelta:
    return max(event.first_seen - published, published - event.last_seen, timedelta(0))


def _tolls(tolls: Iterable[Toll], event: Event) -> ScorePart:
    """Equal counts of the same people speak for one event; counts that can't both be true against it."""
    best, contrary = 0.0, 0.0
    for toll in tolls:
        if toll.revised and any(claim.kind is toll.kind and claim.low < toll.low for claim in event.ledger):
            best = max(best, 0.6)  # it speaks of a lower count, and here is one
        if toll.total or toll.denied or toll.low == 0:
            continue
        for claim in event.ledger:
            if claim.kind is not toll.kind or _of_others(claim.side, toll.side) or _of_others(claim.who, toll.who):
                continue
            if (claim.low, claim.high) == (toll.low, toll.high):
                best = max(best, _equal(toll.low))
            elif _near(claim.low, toll.low):
                best = max(best, 0.3)
            elif not toll.revised and not _part_of(claim.side, claim.low, toll.side, toll.low):
                contrary = -0.7
    return ScorePart(name="tolls", value=best + contrary)


def _of_others(one: str, other: str) -> bool:
    """Both say whose people they count, and not the same."""
    return bool(one and other and one != other)


def _part_of(one_side: str, one: int, other_side: str, other: int) -> bool:
    """One counts the dead of a side, the other those of all."""
    return bool(one_side) is not bool(other_side) and ((one <= other) if one_side else (other <= one))


def _equal(count: int) -> float:
    """Few are often as many by chance."""
    return 1.3 if count > 2 else 0.9 if count > 1 else 0.5


def _near(one: int, other: int) -> bool:
    return min(one, other) * 2 >= max(one, other)


def _numbers(sketch: Sketch, event: Event) -> ScorePart:
    """Lorries, patients, prisoners: a tally of another day has another number."""
    known = {number for other in event.sketches for number in other.numbers}
    if not known or not sketch.numbers:
        return ScorePart(name="no numbers to compare", value=0.0)
    if known.intersection(sketch.numbers):
        return ScorePart(name="the same number", value=0.8)
    return ScorePart(name="another number", value=-1.2)


def _names(sketch: Sketch, event: Event, *, placed: bool) -> ScorePart:
    """Names that not every item of the watch bears. Across languages only a common one says something; where both are
    `placed` alike, one name is likely the place's.
    """
    theirs = {name for other in event.sketches for name in other.names}
    common = sum(any(alike(one, other) for other in theirs) for one in sketch.names)
    if common:
        return ScorePart(name="names in common", value=(0.6 if common == 1 else 1.0) - (0.4 if placed else 0.0))
    if sketch.names and any(other.names for other in event.sketches if other.language == sketch.language):
        return ScorePart(name="other names", value=-0.5)
    return ScorePart(name="no names to compare", value=0.0)


def _words(sketch: Sketch, event: Event, *, at_most: float, late: bool) -> ScorePart:
    """Words in common with the event's likest item in the same language. An outlet's own words of days ago (`late`) are
    its template.
    """
    shares = [
        shared(sketch, other)
        for other in event.sketches
        if other.language == sketch.language and not (late and sketch.publisher and other.publisher == sketch.publisher)
    ]
    if not shares:
        return ScorePart(name="no text in this language", value=0.0)
    best = max(shares)
    steps = ((COPY, 3.0), (0.5, 1.8), (0.33, 1.1), (0.2, 0.3), (0.1, 0.0))
    value = next((value for least, value in steps if best >= least), -0.2)
    return ScorePart(name=f"{best:.0%} of its words", value=min(value, at_most))
