"""Rules over many items, each a pure function from the marks they look at and what they remember to a finding.

A mark's time is when its item was published. What is older than the watch's freshness changes what is remembered and
earns no message: a first poll brings weeks of old items.
"""

from __future__ import annotations

import math
from collections.abc import Sequence as Many
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from warn.model.event import Evidence
from warn.model.series import (
    Absence,
    Count,
    CountedBy,
    Finding,
    Mark,
    Memory,
    Sequence,
    Series,
    State,
    Surge,
    Transition,
)

EVIDENCE_KEPT = 6
REPORTS_OF_A_STATE = timedelta(hours=72)
"""Within which several publishers must report one state for it to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What a look needs beside the marks."""

    time: datetime
    freshness: timedelta
    healthy: bool = True
    """Of an absence: at least one of its feeds is healthy."""


def span(series: Series, freshness: timedelta) -> timedelta:
    """How far back the marks must reach."""
    match series.shape:
        case Count(within=within):
            return within
        case Surge(window=window, baseline=baseline):
            return window + baseline
        case Absence(every=every):
            return every
        case Transition():
            return max(freshness, REPORTS_OF_A_STATE) * 2
        case Sequence(within=within):
            return within + freshness


def look(series: Series, marks: Many[Mark], memory: Memory | None, now: Now) -> Finding:
    """How a series stands. `marks` in order of time; those of other places than the series' are left out here."""
    memory = memory or Memory(first_look=now.time)
    wanted = frozenset(series.places)
    seen = [mark for mark in marks if not wanted or wanted.intersection(mark.places)]
    seen = [mark for mark in seen if mark.published <= now.time]
    match series.shape:
        case Count():
            return _count(series, series.shape, seen, memory, now)
        case Surge():
            return _surge(series, series.shape, seen, memory, now)
        case Absence():
            return _absence(series, series.shape, seen, memory, now)
        case Transition():
            return _transition(series.shape, seen, memory, now)
        case Sequence():
            return _sequence(series, series.shape, seen, memory, now)


def _count(series: Series, shape: Count, marks: Many[Mark], memory: Memory, now: Now) -> Finding:
    """Told when the number is reached, and again only after it has been missed in between."""
    inside = [mark for mark in marks if mark.published > now.time - shape.within]
    found = _number(inside, shape.by)
    detail = f"{found} of {shape.at_least} {shape.by} in {hours(shape.within)}"
    if found < shape.at_least:
        return Finding(memory=replace(memory, state="", since=None), detail=detail)
    if memory.state == "reached":
        return Finding(memory=memory, detail=detail)
    reached = replace(memory, state="reached", since=now.time, told=now.time)
    return _told(series, reached, detail, inside)


def _number(marks: Many[Mark], by: CountedBy) -> int:
    """Items, or known publishers or sides, among marks."""
    keys = {
        CountedBy.ITEMS: [mark.evidence.item_id for mark in marks],
        CountedBy.PUBLISHERS: [mark.evidence.publisher for mark in marks],
        CountedBy.SIDES: [mark.evidence.side for mark in marks],
    }[by]
    return len({key for key in keys if key})


def _surge(series: Series, shape: Surge, marks: Many[Mark], memory: Memory, now: Now) -> Finding:
    """Told when the window's count becomes improbable, and again only after it has been ordinary in between."""
    watched = now.time - memory.first_look
    if watched < shape.learning:
        days = f"{watched.days} of {math.ceil(shape.learning / timedelta(days=1))} days"
        return Finding(memory=memory, detail=f"learning {days}")
    counts = _windows(marks, shape, now.time, watched)
    chance = chance_of(counts[0], counts[1:])
    usual = sum(counts[1:]) / max(len(counts) - 1, 1)
    detail = f"{counts[0]} in {hours(shape.window)}, usually {usual:.1f} (chance {chance:.2g})"
    if counts[0] < shape.at_least or chance > shape.probability:
        return Finding(memory=replace(memory, state="", since=None), detail=detail)
    if memory.state == "surging":
        return Finding(memory=memory, detail=detail)
    surging = replace(memory, state="surging", since=now.time, told=now.time)
    return _told(series, surging, detail, [mark for mark in marks if mark.published > now.time - shape.window])


def _windows(marks: Many[Mark], shape: Surge, now: datetime, watched: timedelta) -> list[int]:
    """Items in the last window, then in each whole one before it that was watched."""
    past = min(int(shape.baseline / shape.window), max(int(watched / shape.window) - 1, 1))
    items: list[set[str]] = [set() for _ in range(past + 1)]
    for mark in marks:
        index = int((now - mark.published) / shape.window)
        if 0 <= index <= past:
            items[index].add(mark.evidence.item_id)
    return [len(one) for one in items]


def chance_of(count: int, past: Many[int]) -> float:
    """Chance of `count` or more in one window, by a negative binomial drawn from past windows.

    Its mean is theirs with half an item added to the sum, so that a silent past doesn't make one item impossible; its
    variance is that of the counts, at least Poisson's, widened for what so few windows leave unknown. After Noufaily
    et al., "An improved algorithm for outbreak detection in multiple surveillance systems", Statistics in Medicine 32
    (2013), whose negative binomial quantile this is, without its trend and seasons.
    """
    windows = max(len(past), 1)
    mean = (sum(past) + 0.5) / windows
    spread = sum((one - mean) ** 2 for one in past) / max(windows - 1, 1)
    variance = max(spread, mean) * (1 + 1 / windows)
    size = mean * mean / (variance - mean)
    below = math.fsum(_negative_binomial(k, mean, size) for k in range(count))
    return min(max(1.0 - below, 0.0), 1.0)


def _negative_binomial(k: int, mean: float, size: float) -> float:
    log = math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
    log += size * math.log(size / (size + mean)) + k * math.log(mean / (size + mean))
    return math.exp(log)


def _absence(series: Series, shape: Absence, marks: Many[Mark], memory: Memory, now: Now) -> Finding:
    """Told once when nothing came for `every` while the feeds were healthy all the time."""
    if not now.healthy:
        return Finding(memory=replace(memory, healthy_since=None), detail="none of its feeds is healthy")
    since = memory.healthy_since or now.time
    memory = replace(memory, healthy_since=since)
    last = marks[-1].published if marks else None
    silent_for = now.time - max(since, last or since)
    if silent_for < shape.every:
        detail = f"last {last:%Y-%m-%d %H:%M} UTC" if last else f"none yet, watched for {hours(now.time - since)}"
        return Finding(memory=replace(memory, state="", since=None), detail=detail)
    detail = f"nothing for {hours(silent_for)}, expected every {hours(shape.every)}; its feeds are healthy"
    if memory.state == "absent":
        return Finding(memory=memory, detail=detail)
    return _told(series, replace(memory, state="absent", since=now.time, told=now.time), detail, marks)


def _transition(shape: Transition, marks: Many[Mark], memory: Memory, now: Now) -> Finding:
    """Follow the reports in order; told for the last change, if the report that made it is fresh."""
    if not memory.state:
        memory = replace(memory, state=shape.initial)
    changed: tuple[State, str, list[Mark]] | None = None
    for mark in marks:
        if memory.since is not None and mark.published <= memory.since:
            continue
        reached = _reached(shape, memory, marks, mark)
        if reached is None:
            continue
        state, reports = reached
        changed = state, memory.state, reports
        memory = replace(memory, state=state.name, since=mark.published)
    since = f" since {memory.since:%Y-%m-%d %H:%M} UTC" if memory.since else ""
    if changed is None:
        return Finding(memory=memory, detail=f"{memory.state}{since}")
    state, before, reports = changed
    detail = f"{before} -> {state.name}"
    if now.time - reports[-1].published > now.freshness:
        return Finding(memory=memory, detail=f"{detail}{since}, from old items")
    return Finding(
        memory=replace(memory, told=now.time),
        detail=detail,
        tells=True,
        title=state.title,
        severity=state.severity,
        direction=state.direction,
        evidence=_evidence(reports),
        places=_places(reports),
    )


def _reached(shape: Transition, memory: Memory, marks: Many[Mark], latest: Mark) -> tuple[State, list[Mark]] | None:
    """The state that this report brings about, with the reports it rests on; None if it changes nothing."""
    for state in shape.states:
        if latest.rule not in state.by or state.name == memory.state:
            continue
        if state.after and memory.state not in state.after:
            continue
        begins = max(latest.published - REPORTS_OF_A_STATE, memory.since or latest.published - REPORTS_OF_A_STATE)
        reports = [mark for mark in marks if mark.rule in state.by and begins <= mark.published <= latest.published]
        if _number(reports, CountedBy.PUBLISHERS) >= state.publishers or state.publishers == 1:
            return state, reports
    return None


def _sequence(series: Series, shape: Sequence, marks: Many[Mark], memory: Memory, now: Now) -> Finding:
    """Told when a chain is complete that began after the last one that was told."""
    usable = [mark for mark in marks if memory.since is None or mark.published > memory.since]
    chain = _chain(shape, usable)
    done = len(chain)
    detail = f"{done} of {len(shape.steps)} steps in {hours(shape.within)}"
    if done < len(shape.steps):
        return Finding(memory=memory, detail=detail)
    complete = replace(memory, state="reached", since=chain[-1].published, told=now.time)
    if now.time - chain[-1].published > now.freshness:
        return Finding(memory=replace(complete, told=memory.told), detail=f"{detail}, from old items")
    days = (chain[-1].published - chain[0].published) / timedelta(days=1)
    return _told(series, complete, f"{detail}: {' -> '.join(mark.rule for mark in chain)}, {days:.1f} days", chain)


def _chain(shape: Sequence, marks: Many[Mark]) -> list[Mark]:
    """The steps that have come, in order and within the window, as many as possible; of equals the latest."""
    best: list[Mark] = []
    for start in range(len(marks) - 1, -1, -1):
        if marks[start].rule not in shape.steps[0]:
            continue
        chain = [marks[start]]
        for mark in marks[start + 1 :]:
            if len(chain) == len(shape.steps) or mark.published - chain[0].published > shape.within:
                break
            if mark.rule in shape.steps[len(chain)] and mark.evidence.item_id != chain[-1].evidence.item_id:
                chain.append(mark)
        if len(chain) > len(best):
            best = chain
    return best


def _told(series: Series, memory: Memory, detail: str, marks: Many[Mark]) -> Finding:
    return Finding(
        memory=memory,
        detail=detail,
        tells=True,
        title=series.title,
        severity=series.severity,
        direction=series.direction,
        evidence=_evidence(marks),
        places=_places(marks),
    )


def _evidence(marks: Many[Mark]) -> tuple[Evidence, ...]:
    """Newest first, each item once."""
    by_item = {mark.evidence.item_id: mark.evidence for mark in marks}
    newest = sorted(by_item.values(), key=lambda one: one.published, reverse=True)
    return tuple(newest[:EVIDENCE_KEPT])


def _places(marks: Many[Mark]) -> tuple[str, ...]:
    return tuple(sorted({place for mark in marks for place in mark.places}))


def hours(length: timedelta) -> str:
    """`6 h`, `3 days`."""
    if length >= timedelta(days=2):
        return f"{length / timedelta(days=1):.0f} days"
    return f"{length / timedelta(hours=1):.0f} h"
