"""Alerts, before any destination's form: what happened, where, how sure, why now, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from warn.core import level_words
from warn.core.deadlines import DeadlineNotice
from warn.core.ground import ground_of
from warn.core.ledger import standing
from warn.model.alert import Alert, Decision, Reason
from warn.model.event import Event, Evidence, Told
from warn.model.item import ScorePart
from warn.model.level import Level, LevelFinding, Scenario
from warn.model.rule import Direction, Rule, Watch
from warn.model.series import Finding, Series

EVIDENCE_SHOWN = 5


def alert_key(*parts: object) -> str:
    """Short hex key of what an alert says: told again after a crash, the same thing carries the same key."""
    return blake2b("\x00".join(str(part) for part in parts).encode(), digest_size=6).hexdigest()


def event_alert(
    event: Event, decision: Decision, told: Told, *, rules: Mapping[str, Rule], watch: Watch, now: datetime
) -> Alert:
    """The alert that a decision about an event earned, `told` being what was told of it before.

    It is headed by the event's most severe rule, or by the one that is new in it.
    """
    rule = _heading(event, decision, told, rules)
    return Alert(
        id=alert_key(
            event.id,
            decision.reason,
            event.severity,
            sorted(event.indicators),
            sorted(event.sides),
            sorted(event.denied_by),
            [count.key for count in standing(event.ledger)],
        ),
        watch=watch.id,
        watch_name=watch.name,
        event_id=event.id,
        reason=decision.reason,
        detail=decision.detail,
        severity=event.severity,
        indicator=event.indicator,
        direction=rule.direction.value,
        headline=rule.title,
        why=rule.why,
        places=_places(event.places, watch),
        sides=tuple(sorted(event.sides)),
        publishers=tuple(sorted(event.publishers)),
        score=event.score,
        parts=_parts(event, watch),
        evidence=_spread(event),
        created=now,
    )


def _heading(event: Event, decision: Decision, told: Told, rules: Mapping[str, Rule]) -> Rule:
    """The rule that a message is headed by: of what is new, else of all that the event holds. The rule book may have
    lost some of an old event's rules since, but not what an item of now hit."""
    new = event.indicators - told.indicators if decision.reason is Reason.NEW_INDICATOR else frozenset()
    groups = (new, event.indicators, event.rules, {one.rule for one in event.evidence})
    known = next(found for group in groups if (found := [rules[one] for one in group if one in rules]))
    return min(known, key=lambda rule: (-rule.severity, -rule.weight, rule.id))


def _places(named: Iterable[str], watch: Watch) -> tuple[str, ...]:
    """Names of places, the narrowest only: "Lachin corridor" says Nagorno-Karabakh too."""
    names = {place.id: place.name for place in watch.places}
    return tuple(names.get(place, place) for place in sorted(ground_of(watch).narrowest(named)))


def _parts(event: Event, watch: Watch) -> tuple[ScorePart, ...]:
    """What the event's score is made of: its best item's parts, and its further publishers."""
    further = len(event.publishers) - 1
    if further < 1:
        return event.parts
    name = f"{further} further publisher{'' if further == 1 else 's'}"
    return (*event.parts, ScorePart(name=name, value=watch.publisher_weight * further))


def _spread(event: Event) -> tuple[Evidence, ...]:
    """The evidence to show: newest first, but every publisher before any publisher's second item."""
    seen: set[str] = set()
    firsts: list[Evidence] = []
    rest: list[Evidence] = []
    for evidence in event.evidence:
        (rest if evidence.publisher in seen else firsts).append(evidence)
        seen.add(evidence.publisher)
    return tuple((firsts + rest)[:EVIDENCE_SHOWN])


def deadline_alert(notice: DeadlineNotice, *, watch: Watch, now: datetime) -> Alert:
    """The alert of one step of a deadline."""
    deadline = notice.deadline
    reason = Reason.DEADLINE_PASSED if notice.passed else Reason.DEADLINE_NEAR
    return replace(
        _bare(reason, notice.detail, now, key=(deadline.id, deadline.due, notice.step)),
        watch=watch.id,
        watch_name=watch.name,
        event_id=f"deadline:{deadline.id}",
        severity=deadline.severity,
        indicator=deadline.indicator,
        direction=deadline.direction.value,
        headline=deadline.title,
        why=deadline.why,
    )


_SERIES_REASONS = {
    "count": Reason.COUNT,
    "surge": Reason.SURGE,
    "absence": Reason.ABSENCE,
    "transition": Reason.STATE_CHANGED,
    "sequence": Reason.SEQUENCE,
}


def series_alert(series: Series, finding: Finding, *, watch: Watch, now: datetime) -> Alert:
    """The alert of a rule over many items."""
    reason = _SERIES_REASONS[series.type]
    return replace(
        _bare(reason, finding.detail, now, key=(series.id, finding.memory.state, finding.memory.since)),
        watch=watch.id,
        watch_name=watch.name,
        event_id=f"series:{series.id}",
        severity=finding.severity,
        indicator=series.indicator,
        direction=finding.direction.value,
        headline=finding.title,
        why=series.why,
        places=_places(finding.places, watch),
        sides=tuple(sorted({one.side for one in finding.evidence if one.side})),
        publishers=tuple(sorted({one.publisher for one in finding.evidence if one.publisher})),
        evidence=finding.evidence,
    )


_RISEN = {Level.WATCH: 3, Level.WARNING: 4, Level.CRITICAL: 5}
"""Severity of a rise to each level."""


def level_alert(
    scenario: Scenario,
    finding: LevelFinding,
    detail: str,
    evidence: tuple[Evidence, ...],
    *,
    watch: Watch,
    now: datetime,
) -> Alert:
    """The alert of a level that rose or fell; `detail` says what it rests on, `evidence` quotes it."""
    level, known = finding.memory.level, finding.known
    fallen = 3 if scenario.good or known is Level.CRITICAL else 2
    moved = [one for one in finding.balance.contributions if (one.value > 0) is finding.rises]
    nearer, farther = Direction.ESCALATION, Direction.DE_ESCALATION
    return replace(
        _bare(Reason.LEVEL_CHANGED, detail, now, key=(watch.id, scenario.id, known, level, finding.memory.since)),
        watch=watch.id,
        watch_name=watch.name,
        event_id=f"level:{scenario.id}",
        severity=_RISEN[level] if finding.rises else fallen,
        indicator=scenario.id,
        direction=(nearer if finding.rises != scenario.good else farther).value,
        headline=level_words.headline(scenario, finding),
        why=scenario.why,
        sides=tuple(sorted({side for one in moved for side in one.sides})),
        publishers=tuple(sorted({publisher for one in moved for publisher in one.publishers})),
        evidence=evidence,
    )


def self_alert(decision: Decision, headline: str, *, now: datetime) -> Alert:
    """An alert whose matter is the daemon itself."""
    alert = _bare(decision.reason, decision.detail, now, key=(headline, decision.detail, now))
    return replace(alert, event_id="warn", severity=5, indicator="warn", headline=headline)


def trial_alert(now: datetime) -> Alert:
    """What `warn send-test` sends."""
    alert = _bare(Reason.TEST, "sent by hand to try this destination", now, key=("test", now))
    return replace(
        alert,
        event_id="test",
        indicator="test",
        headline="Test message: nothing happened",
        why="It shows that warn can reach you here.",
    )


def _bare(reason: Reason, detail: str, now: datetime, *, key: tuple[object, ...]) -> Alert:
    """An alert without an event behind it."""
    return Alert(
        id=alert_key(reason, *key),
        watch="",
        watch_name="warn",
        event_id="",
        reason=reason,
        detail=detail,
        severity=1,
        indicator="",
        direction="ambiguous",
        headline="",
        why="",
        places=(),
        sides=(),
        publishers=(),
        score=0.0,
        parts=(),
        evidence=(),
        created=now,
    )
