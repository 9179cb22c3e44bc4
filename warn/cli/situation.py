"""`warn situation`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from warn.cli.common import ago, as_json, everything, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from warn.config.everything import Everything
    from warn.model.level import Contribution
    from warn.situation import ScenarioStands, WatchStands

BAR = 30
"""Characters of an evidence bar; its end is the threshold of `critical`."""
CONTRIBUTIONS_SHOWN = 5
HEADLINES_SHOWN = 2


def situation(
    context: typer.Context, as_data: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """How near each scenario is, what holds it up and what would change it; states, dates ahead, last alerts."""
    from warn.app.clock import SystemClock

    read = everything(context, log_level="error")
    now = SystemClock().now()
    stands = _stands(read, now)
    if as_data:
        print(as_json({"now": now, "watches": [_watch_report(one) for one in stands]}))
        return
    for one in stands:
        for line in _lines(one, now):
            print(line)


def _stands(read: Everything, now: datetime) -> tuple[WatchStands, ...]:
    from warn.situation import situation as situation_at

    with opened(read.settings, "start `warn run` or `warn once`") as database, database.reading() as transaction:
        return situation_at(transaction, read.rulebook, now)


def _watch_report(stands: WatchStands) -> dict[str, Any]:
    return {
        "id": stands.watch.id,
        "name": stands.watch.name,
        "scenarios": [_scenario_report(one) for one in stands.scenarios],
        "states": [
            {"id": one.series.id, "title": one.series.title, "state": one.state, "since": one.since}
            for one in stands.states
        ],
        "deadlines": [
            {"id": one.id, "title": one.title, "due": one.due, "severity": one.severity} for one in stands.deadlines
        ],
        "alerts": [
            {
                "id": one.id,
                "created": one.created,
                "severity": one.severity,
                "reason": one.reason.value,
                "headline": one.headline,
            }
            for one in stands.alerts
        ],
    }


def _scenario_report(stands: ScenarioStands) -> dict[str, Any]:
    scenario, memory, outlook = stands.scenario, stands.memory, stands.outlook
    return {
        "id": scenario.id,
        "name": scenario.name,
        "good": scenario.good,
        "level": memory.level.value,
        "since": memory.since,
        "looked": stands.looked,
        "evidence": round(stands.balance.total, 3),
        "thresholds": {level.value: wanted for level, wanted in scenario.thresholds},
        "contributions": stands.balance.contributions,
        "newest": [
            {key: getattr(one, key) for key in ("title", "quote", "publisher", "side", "published", "rule", "url")}
            for one in stands.newest
        ],
        "next": {
            "level": outlook.upper,
            "more": round(outlook.more, 3),
            "ways": outlook.ways,
            "falls_to": outlook.lower,
            "falls": outlook.falls,
        },
        "changes": stands.changes,
    }


def _lines(stands: WatchStands, now: datetime) -> Iterator[str]:
    from warn.core.level_words import moment
    from warn.core.render.lines import inert

    yield stands.watch.name
    for one in stands.scenarios:
        yield from _scenario_lines(one, now)
    if not stands.scenarios:
        yield "  no scenarios: watch.yaml has none"
    for state in stands.states:
        since = f" since {moment(state.since)}" if state.since else ", nothing reported yet"
        yield f"  {state.series.title}: {state.state}{since}"
    yield "  deadlines ahead:" if stands.deadlines else "  deadlines ahead: none"
    for deadline in stands.deadlines:
        yield f"    {deadline.due}  {deadline.title} (in {(deadline.due - now.date()).days} days)"
    yield "  last alerts:" if stands.alerts else "  last alerts: none yet"
    for alert in stands.alerts:
        yield f"    [{alert.severity}/5] {inert(alert.headline)} ({ago(alert.created, now)}, key {alert.id})"


def _scenario_lines(stands: ScenarioStands, now: datetime) -> Iterator[str]:
    from warn.core.level_words import ahead, moment, spoken
    from warn.core.render.lines import inert, own

    scenario, balance = stands.scenario, stands.balance
    level = spoken(stands.memory.level, scenario).upper()
    since = f"since {moment(stands.memory.since)}" if stands.looked else "not looked at yet: no daemon has run"
    yield f"  {level:12} {scenario.name} ({since})"
    marks = ", ".join(f"{spoken(one, scenario)} {wanted:g}" for one, wanted in scenario.thresholds)
    yield f"    [{_bar(stands)}] {balance.total:.1f} ({marks})"
    for one in balance.contributions[:CONTRIBUTIONS_SHOWN]:
        yield f"    {_contributed(one, now)}"
    rest = len(balance.contributions) - CONTRIBUTIONS_SHOWN
    if rest > 0:
        yield f"    and {rest} more"
    for evidence in stands.newest[:HEADLINES_SHOWN]:
        yield f'    "{inert(evidence.title)}" - {own(evidence.publisher) or "unknown publisher"}, {evidence.rule}'
    for said in ahead(scenario, stands.outlook):
        yield f"    {said}"


def _bar(stands: ScenarioStands) -> str:
    """`#` for evidence, `|` where a level begins: the last one is the bar's end."""
    thresholds = [wanted for _, wanted in stands.scenario.thresholds]
    filled = round(BAR * min(max(stands.balance.total / thresholds[-1], 0.0), 1.0))
    bar = list("#" * filled + "." * (BAR - filled))
    for wanted in thresholds:
        bar[min(round(BAR * wanted / thresholds[-1]), BAR) - 1] = "|"
    return "".join(bar)


def _contributed(one: Contribution, now: datetime) -> str:
    from warn.core.level_words import publishers

    full = ", can add no more" if one.capped and one.value > 0 else ""
    known = publishers(len(one.publishers)) if one.publishers else "unknown publisher"
    return f"{one.value:+5.1f}  {one.indicator} ({known}, newest {ago(one.newest, now)}{full})"
