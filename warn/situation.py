"""How the watches stand: scenarios with what holds them up, states, dates ahead, what was told last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from warn.core import levels as weighing
from warn.core.deadlines import status_at
from warn.edge.store import Transaction, alerts, levels, series
from warn.edge.store.levels import LevelChange
from warn.model.alert import Alert
from warn.model.event import Evidence
from warn.model.level import Balance, Indicator, LevelMemory, Outlook, Report, Scenario
from warn.model.rule import Deadline, DeadlineStatus, Watch
from warn.model.rulebook import RuleBook
from warn.model.series import Series, Transition

DEADLINES_SHOWN = 5
ALERTS_SHOWN = 5
CHANGES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStands:
    """One scenario as it is now."""

    scenario: Scenario
    memory: LevelMemory
    """As of the daemon's last look."""
    looked: bool
    """False: no daemon has looked at it yet."""
    balance: Balance
    """Evidence as of now."""
    outlook: Outlook
    newest: tuple[Evidence, ...]
    """The newest item of each indicator that holds it up, the strongest first."""
    changes: tuple[LevelChange, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateStands:
    """A rule of type transition, and the state it is in."""

    series: Series
    state: str
    since: datetime | None
    """None: nothing was reported, it is the state that the rule begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStands:
    """One watch as it is now."""

    watch: Watch
    scenarios: tuple[ScenarioStands, ...]
    states: tuple[StateStands, ...]
    deadlines: tuple[Deadline, ...]
    """The next pending ones."""
    alerts: tuple[Alert, ...]
    """The last ones, newest first."""


def situation(transaction: Transaction, rulebook: RuleBook, now: datetime) -> tuple[WatchStands, ...]:
    """Every watch, in the order of their folders. Nothing is changed: the daemon alone moves a level."""
    return tuple(_watch(transaction, rulebook, watch, now) for watch in rulebook.watches)


def _watch(transaction: Transaction, rulebook: RuleBook, watch: Watch, now: datetime) -> WatchStands:
    chosen = [one for one in rulebook.scenarios if one.watch == watch.id]
    reports = reports_for(transaction, chosen, now)
    pending = [
        one
        for one in sorted(rulebook.deadlines, key=lambda one: one.due)
        if one.watch == watch.id and one.due >= now.date() and status_at(one, now) is DeadlineStatus.PENDING
    ]
    return WatchStands(
        watch=watch,
        scenarios=tuple(_scenario(transaction, one, reports, now) for one in chosen),
        states=tuple(
            _state(transaction, one, one.shape)
            for one in rulebook.series
            if one.watch == watch.id and isinstance(one.shape, Transition)
        ),
        deadlines=tuple(pending[:DEADLINES_SHOWN]),
        alerts=alerts.alerts(transaction, ALERTS_SHOWN, watch=watch.id),
    )


def _scenario(transaction: Transaction, one: Scenario, reports: Sequence[Report], now: datetime) -> ScenarioStands:
    known = levels.standing(transaction, one.watch, one.id)
    memory = known or LevelMemory(since=now, first_look=now)
    balance = weighing.evidence(one, reports, now)
    return ScenarioStands(
        scenario=one,
        memory=memory,
        looked=known is not None,
        balance=balance,
        outlook=weighing.outlook(one, reports, balance, memory, now),
        newest=quoted(transaction, one, balance, rises=True, now=now),
        changes=levels.changes(transaction, one.watch, one.id, CHANGES_SHOWN),
    )


def _state(transaction: Transaction, one: Series, shape: Transition) -> StateStands:
    known = series.standing(transaction, one.id)
    state = known.memory.state if known else ""
    return StateStands(series=one, state=state or shape.initial, since=known.memory.since if known else None)


def reports_for(transaction: Transaction, chosen: Sequence[Scenario], now: datetime) -> tuple[Report, ...]:
    """What these scenarios weigh, read once for all."""
    if not chosen:
        return ()
    rules = {rule for scenario in chosen for rule in scenario.rules}
    placed = {rule for scenario in chosen for rule in scenario.placed}
    since = now - max(weighing.span(scenario) for scenario in chosen)
    return levels.reports(transaction, rules, since, placed)


QUOTED = 5
"""Items that a message about a level quotes."""


def quoted(
    transaction: Transaction, scenario: Scenario, balance: Balance, *, rises: bool, now: datetime
) -> tuple[Evidence, ...]:
    """The newest item of each indicator that moved the level, the strongest first; then those of other publishers."""
    indicators = {indicator.name: indicator for indicator in scenario.indicators}
    moved = [one for one in balance.contributions if (one.value > 0) is rises][:QUOTED]
    listed = [_newest_of(transaction, indicators[one.indicator], one.newest, now) for one in moved]
    found: dict[str, Evidence] = {}
    seen: set[str] = set()
    for turn in range(QUOTED):
        for items in listed:
            fitting = (one for one in items if one.item_id not in found and (turn == 0 or one.publisher not in seen))
            new = next(fitting, None)
            if new is not None and len(found) < QUOTED:
                found[new.item_id] = new
                seen.add(new.publisher)
    return tuple(found.values())


def _newest_of(transaction: Transaction, indicator: Indicator, newest: datetime, now: datetime) -> list[Evidence]:
    """What the indicator counted in its last day, newest first."""
    wanted = frozenset(indicator.places)
    marks = series.marks(transaction, indicator.rules, newest - timedelta(days=1))
    here = [mark for mark in marks if mark.published <= now and (not wanted or wanted.intersection(mark.places))]
    return [mark.evidence for mark in reversed(here)]
