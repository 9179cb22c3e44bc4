"""`warn check` and `warn status`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warn.cli.common import ago, as_json, everything, opened

if TYPE_CHECKING:
    from datetime import datetime

    from warn.config.everything import Everything
    from warn.model.feed import FeedState


def check(context: typer.Context) -> None:
    """Read and check settings, feeds and rules, and run the rules' own tests; every problem on its file:line."""
    from warn.core.explain import run_tests

    read = everything(context, log_level="error")
    rulebook = read.rulebook
    print(f"feeds: {len(read.enabled)} of {len(read.feeds)} enabled ({read.feeds_path})")
    for watch in rulebook.watches:
        rules = sum(rule.watch == watch.id for rule in rulebook.rules)
        deadlines = sum(deadline.watch == watch.id for deadline in rulebook.deadlines)
        scenarios = sum(scenario.watch == watch.id for scenario in rulebook.scenarios)
        further = f", {scenarios} scenarios" if scenarios else ""
        print(f"watch {watch.id}: {watch.name}, {rules} rules, {deadlines} deadlines{further} ({read.rules_path})")
    print(f"destinations: {', '.join(destination.id for destination in read.destinations)}")
    results = run_tests(rulebook)
    wrong = [result for result in results if not result.passed]
    for one in wrong:
        print(f"{one.rule.file}:{one.rule.line}: {one.said}")
    print(f"rule tests: {len(results) - len(wrong)} of {len(results)} pass")
    if wrong:
        raise typer.Exit(1)


def status(
    context: typer.Context, as_data: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """How every feed does, what was stored and told, what waits in the outbox, and which deadlines are ahead."""
    from warn.app.clock import SystemClock

    read = everything(context, log_level="error")
    report = _report(read, SystemClock().now())
    if as_data:
        print(as_json(report))
        return
    for line in _lines(report):
        print(line)


def _report(read: Everything, now: datetime) -> dict[str, Any]:
    from warn.core.deadlines import status_at
    from warn.edge.store import alerts, feeds, items

    with opened(read.settings, "start `warn run` or `warn once`") as database, database.reading() as transaction:
        states = {state.feed_id: state for state in feeds.states(transaction)}
        return {
            "now": now,
            "data": str(read.settings.data_dir),
            "feeds": [_feed_report(feed, states.get(feed.id), now) for feed in read.enabled],
            "items": items.counts(transaction),
            "alerts": [
                {"id": alert.id, "created": alert.created, "severity": alert.severity, "headline": alert.headline}
                for alert in alerts.alerts(transaction, 5)
            ],
            "outbox": [row._asdict() for row in alerts.outbox(transaction)],
            "deadlines": [
                {"id": one.id, "title": one.title, "due": one.due, "status": status_at(one, now).value}
                for one in sorted(read.rulebook.deadlines, key=lambda one: one.due)
            ],
        }


def _feed_report(feed: Any, state: FeedState | None, now: datetime) -> dict[str, Any]:
    from warn.core.schedule import health
    from warn.model.feed import FeedState

    found = health(feed, state or FeedState(feed_id=feed.id, due=now), now)
    return {
        "id": feed.id,
        "health": found.kind.value,
        "ok": found.ok,
        "says": found.detail,
        "last_ok": state.last_ok if state else None,
        "last_new": state.last_new if state else None,
        "due": state.due if state else None,
    }


def _lines(report: dict[str, Any]) -> list[str]:
    now = report["now"]
    tally = Counter(feed["health"] for feed in report["feeds"])
    lines = [f"feeds: {', '.join(f'{count} {name}' for name, count in tally.most_common()) or 'none'}"]
    lines += [f"  {feed['id']}: {feed['says']}" for feed in report["feeds"] if not feed["ok"]]
    counts = report["items"]
    lines.append(f"items: {counts['items']} stored, {counts['revisions']} edits, {counts['hits']} rule hits")
    lines.append("last alerts:" if report["alerts"] else "last alerts: none yet")
    lines += [
        f"  [{one['severity']}/5] {one['headline']} ({ago(one['created'], now)}, key {one['id']})"
        for one in report["alerts"]
    ]
    lines.append("outbox:" if report["outbox"] else "outbox: empty")
    for row in report["outbox"]:
        late = f", oldest {ago(row['oldest'], now)}" if row["state"] in {"pending", "sending"} else ""
        why = f", last error: {row['error']}" if row["error"] and row["state"] in {"pending", "dead"} else ""
        lines.append(f"  {row['destination']}: {row['count']} {row['state']}{late}{why}")
    lines.append("deadlines:" if report["deadlines"] else "deadlines: none")
    lines += [f"  {one['due']}  {one['title']} ({one['status']})" for one in report["deadlines"]]
    return lines
