"""Promises to tell: the outbox's side of the flow, and what is told besides events: deadlines, series, levels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warn import situation
from warn.core import compose, deadlines, level_words, route, schedule
from warn.core import levels as weighing
from warn.core.credit import Publishers
from warn.core.judge import Judge
from warn.core.series import Now, look, span
from warn.edge.store import Database, Transaction, alerts, feeds, levels, series
from warn.model.alert import Alert, Decision, Destination, Reason
from warn.model.level import Scenario
from warn.model.rule import Deadline
from warn.model.series import Absence, Finding, Memory, Series, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that decides, for `record`."""

    judge: Judge
    destinations: tuple[Destination, ...]
    publishers: Publishers
    """Whom the items of aggregators can be credited to."""


def promise(transaction: Transaction, alert: Alert, destinations: Sequence[Destination]) -> None:
    """An alert and every promise to carry it are written with their cause."""
    alerts.add_alert(transaction, alert, [destination.id for destination in route.route(alert, destinations)])


def tell_deadlines(
    database: Database, pending: Sequence[Deadline], policy: Policy, *, now: datetime
) -> tuple[Alert, ...]:
    """Tell every step of a deadline that has come since the last time, once."""
    told: list[Alert] = []
    with database.writing() as transaction:
        for deadline in pending:
            notice = deadlines.due_steps(deadline, alerts.told_steps(transaction, deadline.id, deadline.due), now)
            if notice is None:
                continue
            watch = policy.judge.watches[deadline.watch]
            alert = compose.deadline_alert(notice, watch=watch, now=now)
            alerts.tell_steps(transaction, deadline.id, deadline.due, notice.covers, now)
            promise(transaction, alert, policy.destinations)
            told.append(alert)
    return tuple(told)


def tell_series(database: Database, policy: Policy, *, now: datetime) -> tuple[Alert, ...]:
    """Look at every rule over many items: some change by time alone."""
    with database.writing() as transaction:
        looks = look_at(transaction, policy.judge.rulebook.series, policy, now)
        return tell_looks(transaction, looks, policy, now, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a rule over many items came to, before anything is told."""

    series: Series
    before: Memory | None
    finding: Finding


def look_at(transaction: Transaction, chosen: Iterable[Series], policy: Policy, now: datetime) -> tuple[Look, ...]:
    looks: list[Look] = []
    for one in chosen:
        freshness = policy.judge.watches[one.watch].freshness
        standing = series.standing(transaction, one.id)
        before = standing.memory if standing else None
        marks = series.marks(transaction, one.of, now - span(one, freshness))
        around = Now(time=now, freshness=freshness, healthy=_healthy(transaction, one, now))
        looks.append(Look(series=one, before=before, finding=look(one, marks, before, around)))
    return tuple(looks)


NoteKey = tuple[str, str]
"""A watch and the item that brought a change of state about in it."""


def notes_of(looks: Sequence[Look]) -> dict[NoteKey, tuple[str, ...]]:
    """The changes of state that an item brought about: the message about the item says them, and stands for all."""
    notes: dict[NoteKey, tuple[str, ...]] = {}
    for one in looks:
        key = _note_key(one)
        if key is not None:
            notes[key] = (*notes.get(key, ()), f"{one.series.title}: {one.finding.detail}")
    return notes


def _note_key(one: Look) -> NoteKey | None:
    if not (one.finding.tells and one.finding.evidence and isinstance(one.series.shape, Transition)):
        return None
    return one.series.watch, one.finding.evidence[0].item_id


def tell_looks(
    transaction: Transaction, looks: Sequence[Look], policy: Policy, now: datetime, said: Collection[NoteKey]
) -> tuple[Alert, ...]:
    """Tell what the looks found, but for the changes of state that messages about items have `said`."""
    alone: list[Alert] = []
    for one in looks:
        finding, watch = one.finding, policy.judge.watches[one.series.watch]
        alert = None
        if finding.tells and _note_key(one) not in said:
            alert = compose.series_alert(one.series, finding, watch=watch, now=now)
            promise(transaction, alert, policy.destinations)
            alone.append(alert)
        series.remember(transaction, one.series.id, one.before, finding, now, alert.id if alert else "")
    return tuple(alone)


def tell_levels_by_time(database: Database, policy: Policy, *, now: datetime) -> tuple[Alert, ...]:
    """Look at every scenario: evidence fades by time alone."""
    with database.writing() as transaction:
        return tell_levels(transaction, policy.judge.rulebook.scenarios, policy, now)


def tell_levels(
    transaction: Transaction, chosen: Sequence[Scenario], policy: Policy, now: datetime
) -> tuple[Alert, ...]:
    """Look at these scenarios, keep how they stand, and tell each level that the desk doesn't know of."""
    if not chosen:
        return ()
    reports = situation.reports_for(transaction, chosen, now)
    told: list[Alert] = []
    for scenario in chosen:
        before = levels.standing(transaction, scenario.watch, scenario.id)
        finding = weighing.look(scenario, reports, before, now)
        detail, alert = "", None
        if finding.changed or finding.tells:
            ahead = weighing.outlook(scenario, reports, finding.balance, finding.memory, now)
            detail = level_words.change(scenario, finding, ahead)
        if finding.tells:
            quoted = situation.quoted(transaction, scenario, finding.balance, rises=finding.rises, now=now)
            watch = policy.judge.watches[scenario.watch]
            alert = compose.level_alert(scenario, finding, detail, quoted, watch=watch, now=now)
            promise(transaction, alert, policy.destinations)
            told.append(alert)
        levels.remember(transaction, scenario, finding, now=now, detail=detail, alert_id=alert.id if alert else "")
    return tuple(told)


def _healthy(transaction: Transaction, one: Series, now: datetime) -> bool:
    """Whether a report that an absence waits for could have come: one of its feeds is polled and answers."""
    if not isinstance(one.shape, Absence):
        return True
    return any(schedule.answers(state, now) for state in feeds.some(transaction, one.shape.feeds))


def tell_about_itself(
    transaction: Transaction, detail: str, headline: str, destinations: Sequence[Destination], *, now: datetime
) -> None:
    """Promise an alert whose matter is the daemon itself, such as a dead letter, with what caused it."""
    decision = Decision(reason=Reason.SELF, detail=detail)
    promise(transaction, compose.self_alert(decision, headline, now=now), destinations)
