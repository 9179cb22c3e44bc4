"""Levels in the store, in the running daemon, on the board, and over the winter of 2022-23."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import desk, run
from tests.loopback import Loopback
from tests.running import SHIPPED_RULES, HandClock, daemon, feeds_yaml, folder, rss
from tests.test_daemon_rules import WATCH, Site, poll, rules
from tests.values import NOW, hit, item
from warn.app.daemon import Daemon
from warn.app.replaying import replay
from warn.config import dated_items
from warn.config.rules import load
from warn.core.credit import NO_PUBLISHERS
from warn.core.judge import Judge
from warn.core.levels import look
from warn.edge.store import Database, alerts, items, levels
from warn.model.alert import Alert, Reason
from warn.model.item import Scored
from warn.model.level import Indicator, Level, Report, Scenario
from warn.telling import Policy

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ITEMS = Path(os.environ.get("WARN_SHARED", Path(__file__).parents[1] / "../shared")) / "data/nk_timeline/items.csv"
SIEGE = Scenario(
    id="siege",
    watch="pass",
    name="Siege",
    indicators=(Indicator(name="road", rules=("road.closed",), weight=2.0, half_life=7 * DAY),),
    thresholds=((Level.WATCH, 3.0), (Level.WARNING, 6.0), (Level.CRITICAL, 10.0)),
)


def store(
    database: Database, number: int, *, publisher: str = "a", places: Sequence[str] = (), **published: float
) -> None:
    """One item with one hit of `road.closed`."""
    one = item(id=f"{number:032x}", keys=(f"k{number}",), publisher=publisher, published=NOW - timedelta(**published))
    found = hit(rule="road.closed", places=tuple(places))
    with database.writing() as transaction:
        items.add(transaction, [one], {}, "v1")
        items.add_hits(transaction, [Scored(item=one, watch="pass", hits=(found,), score=0.5, parts=())])


def test_reports_are_counted_by_rule_publisher_and_day(database: Database) -> None:
    store(database, 1, hours=1)  # 07:30 of the same day
    store(database, 2, hours=2)
    store(database, 3, hours=9)  # 23:30 UTC of the day before, whatever the server's own zone
    store(database, 4, hours=1, publisher="b")
    store(database, 5, days=40)
    with database.reading() as transaction:
        found = levels.reports(transaction, ["road.closed", "road.opened"], NOW - 10 * DAY)
    assert sorted(found, key=lambda one: (one.publisher, one.newest)) == [
        Report(rule="road.closed", publisher="a", side="independent", newest=NOW - 9 * HOUR),
        Report(rule="road.closed", publisher="a", side="independent", newest=NOW - HOUR, items=2),
        Report(rule="road.closed", publisher="b", side="independent", newest=NOW - HOUR),
    ]


def test_where_is_read_only_of_rules_that_are_asked_for_it(database: Database) -> None:
    store(database, 1, hours=1, places=("syunik", "armenia"))
    store(database, 2, hours=2, places=("lachin",))
    store(database, 3, hours=3, places=("lachin",))
    with database.reading() as transaction:
        placed = levels.reports(transaction, ["road.closed"], NOW - DAY, placed=["road.closed"])
        plain = levels.reports(transaction, ["road.closed"], NOW - DAY, placed=["road.opened"])
    assert {(one.places, one.items, one.newest) for one in placed} == {
        (frozenset({"syunik", "armenia"}), 1, NOW - HOUR),
        (frozenset({"lachin"}), 2, NOW - 2 * HOUR),
    }
    assert [(one.places, one.items) for one in plain] == [(frozenset(), 3)]


def test_how_a_scenario_stands_and_came_there_is_kept(database: Database) -> None:
    reports = [Report(rule="road.closed", publisher=name, newest=NOW) for name in "abc"]
    first = look(SIEGE, [], None, NOW - DAY)
    risen = look(SIEGE, reports, first.memory, NOW)
    with database.writing() as transaction:
        assert levels.standing(transaction, "pass", "siege") is None
        levels.remember(transaction, SIEGE, first, now=NOW - DAY, detail="", alert_id="")
        levels.remember(transaction, SIEGE, risen, now=NOW, detail="held up by road", alert_id="a1")
        again = look(SIEGE, reports, levels.standing(transaction, "pass", "siege"), NOW)
        levels.remember(transaction, SIEGE, again, now=NOW, detail="never seen", alert_id="")
    with database.reading() as transaction:
        assert levels.standing(transaction, "pass", "siege") == risen.memory
        assert levels.standing(transaction, "other", "siege") is None
        (change,) = levels.changes(transaction, "pass", "siege")
    assert (change.at, change.before, change.level, change.alert_id) == (NOW, Level.CALM, Level.WATCH, "a1")
    assert (round(change.evidence, 3), change.detail) == (4.0, "held up by road")


# the daemon

QUIET = WATCH.replace("prior: -2.0", "prior: -9.0")
"""No event is told: what is told is levels."""
SCENARIOS = """\
scenarios:
  siege:
    name: Siege of the valley
    why: Nothing else leads in.
    half_life: 2d
    indicators: {road.closed: 2, road.opened: -2}
"""
ROAD = """\
family: road
rules:
  - {id: road.closed, type: match, title: Road closed, direction: escalation, severity: 4, weight: 0, why: w,
     when: {all: [{terms: [closed]}, {place: pass}]}}
  - {id: road.opened, type: match, title: Road open, direction: de-escalation, severity: 3, weight: 0, why: w,
     when: {all: [{terms: [opened]}, {place: pass}]}}
"""


def told(running: Daemon) -> list[tuple[int, str, str]]:
    """Severity, direction and headline of the messages about levels, oldest first; there are no others."""
    with running.database.reading() as transaction:
        found = alerts.alerts(transaction, 100)
    assert {one.reason for one in found} <= {Reason.LEVEL_CHANGED}
    return [(one.severity, one.direction, one.headline) for one in reversed(found)]


def news(clock: HandClock, *titles: str, at: str = "a") -> bytes:
    calm = ("Harvest ends", f"https://{at}.example/0", NOW - 3 * HOUR)
    new = [(title, f"https://{at}.example/{clock.wall:%d%H%M}/{title}", clock.wall) for title in titles]
    return rss(calm, *new)


def test_levels_rise_with_reports_fall_with_time_and_are_told_once_over_restarts(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    site.bodies = {f"/{name}": news(clock, at=name) for name in "abc"}
    with Loopback(site) as server:
        feeds = feeds_yaml({name: server.url(f"/{name}") for name in "abc"})
        config = folder(tmp_path, feeds, rules=rules(tmp_path, watch=QUIET + SCENARIOS, road=ROAD))
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            clock.move(minutes=20)
            site.bodies["/a"] = news(clock, "Army closed the pass")
            poll(running, clock)
            assert told(running) == []  # 2.0 of 3
            for name in "bc":
                site.bodies[f"/{name}"] = news(clock, "The pass is closed", at=name)
            poll(running, clock)
            watch = (3, "escalation", "Siege of the valley: watch, up from calm")
            assert told(running) == [watch]
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            assert told(running) == [watch]
            with running.database.reading() as transaction:
                (alert,) = alerts.alerts(transaction, 9)
            assert alert.detail.startswith("evidence 4.0, watch from 3.0; held up by road.closed +4.0; 2.0 more to war")
            assert (alert.why, alert.evidence[0].rule) == ("Nothing else leads in.", "road.closed")
            assert (
                alert.publishers
                == ("a.example", "b.example", "c.example")
                == tuple(sorted(one.publisher for one in alert.evidence))
            )
            _fall(running, clock)
            assert told(running) == [watch, (2, "de-escalation", "Siege of the valley: calm, down from watch")]
            with running.database.reading() as transaction:
                changes = levels.changes(transaction, "pass", "siege")
                assert [(one.before.value, one.level.value, bool(one.alert_id)) for one in changes] == [
                    ("watch", "calm", True),
                    ("calm", "watch", True),
                ]


def _fall(running: Daemon, clock: HandClock) -> None:
    """Half an hour after half an hour of the clock alone, until the level is calm: not before the hold is over."""
    with running.database.reading() as transaction:
        (risen,) = levels.changes(transaction, "pass", "siege")
    for _ in range(2 * 24 * 10):
        clock.move(minutes=30)
        running.tell_levels()
        with running.database.reading() as transaction:
            memory = levels.standing(transaction, "pass", "siege")
        assert memory is not None
        if memory.level is Level.CALM:
            # 4.0 is below 2.1 after 1.86 days; a day later the level falls.
            assert timedelta(days=2.8) < clock.wall - risen.at < timedelta(days=3)
            return
    raise AssertionError("it never fell")


def test_a_report_of_the_way_back_pulls_the_level_down(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    site.bodies = {f"/{name}": news(clock, at=name) for name in "abc"}
    with Loopback(site) as server:
        feeds = feeds_yaml({name: server.url(f"/{name}") for name in "abc"})
        scenarios = SCENARIOS.replace("half_life: 2d", "half_life: 30d").replace("why:", "hold: 1h\n    why:")
        config = folder(tmp_path, feeds, rules=rules(tmp_path, watch=QUIET + scenarios, road=ROAD))
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            clock.move(minutes=20)
            for name in "abc":
                site.bodies[f"/{name}"] = news(clock, "The pass is closed", at=name)
            poll(running, clock)
            clock.move(hours=2)
            for name in "abc":
                site.bodies[f"/{name}"] = news(clock, "The pass is opened", at=name)
            poll(running, clock)
            assert len(told(running)) == 1
            clock.move(minutes=61)
            running.tell_levels()
            assert told(running)[1:] == [(2, "de-escalation", "Siege of the valley: calm, down from watch")]
            with running.database.reading() as transaction:
                alert = next(one for one in alerts.alerts(transaction, 9) if one.severity == 2)
            assert "against it road.opened -4.0" in alert.detail
            assert {one.rule for one in alert.evidence} == {"road.opened"}


# the board


def test_the_board_shows_levels_what_holds_them_up_and_what_would_change_them(tmp_path: Path) -> None:
    watch = "name: Valley\nplaces: {valley: {name: The valley, terms: [valley*]}}\n"
    watch += "scenarios: {siege: {name: Siege, indicators: {checkpoint.up: 4}}, relief: {name: Relief, good: true, "
    watch += "indicators: {checkpoint.up: -1}}}\n"
    dates = "rules: [{id: end, type: deadline, title: Mandate ends, severity: 4, why: w, date: 2999-01-01}]\n"
    states = "rules: [{id: post, type: transition, title: The post, why: w, initial: none, states: {none: {by: "
    states += "[checkpoint.up], title: T, severity: 1}, up: {by: [checkpoint.up], title: T, severity: 1}}}]\n"
    moment = datetime.now(UTC) - HOUR
    body = rss(("Army sets up a checkpoint in the valley", "https://a.example/1", moment))
    with Loopback(lambda _: (200, {"Content-Type": "application/rss+xml"}, body)) as server:
        home = desk(tmp_path, feeds_yaml({"a": server.url("/a")}), watch=watch, dates=dates, states=states)
        assert "nothing was stored yet" in run("situation", cwd=home, code=1).stderr
        run("once", cwd=home)
    board = run("situation", cwd=home).stdout
    assert board.startswith("Valley\n  WATCH        Siege (since ")
    assert (
        "\n    [########|###.....|...........|] 4.0 (watch 3, warning 6, critical 10)\n     +4.0  checkpoint.up (1 "
        in board
    )
    assert '"Army sets up a checkpoint in the valley" - a.example, checkpoint.up' in board
    assert "more to warning: checkpoint.up from 1 publisher\n" in board
    assert "\n  CALM         Relief (since " in board
    assert "(first signs 3, good signs 6, strong signs 10)" in board
    assert "\n  The post: up since " in board
    assert "\n    2999-01-01  Mandate ends (in " in board
    (shown,) = json.loads(run("situation", "--json", cwd=home).stdout)["watches"]
    siege, relief = shown["scenarios"]
    assert (siege["level"], siege["good"], siege["thresholds"]["critical"]) == ("watch", False, 10.0)
    assert (relief["level"], relief["good"], round(relief["evidence"])) == ("calm", True, -1)
    assert siege["contributions"][0]["indicator"] == "checkpoint.up"
    assert siege["next"]["ways"] == [{"indicator": "checkpoint.up", "publishers": 1}]
    assert shown["deadlines"][0]["due"] == "2999-01-01"
    assert shown["states"][0]["state"] == "up"


# the winter of 2022-23


@pytest.mark.skipif(not ITEMS.exists(), reason=f"the crisis' items aren't part of the project: no {ITEMS}")
def test_the_offensive_was_on_watch_before_the_checkpoint() -> None:
    """`pytest -s` shows the whole curve."""
    policy = Policy(judge=Judge(load(SHIPPED_RULES)), destinations=(), publishers=NO_PUBLISHERS)
    curve = [one for one in replay(dated_items.read(ITEMS), policy) if one.reason is Reason.LEVEL_CHANGED]
    for one in curve:
        print(f"{one.created:%Y-%m-%d} [{one.severity}] {one.headline}")
    offensive = [one for one in curve if one.indicator == "offensive"]
    before = [one for one in offensive if one.created < datetime(2023, 4, 23, tzinfo=UTC)]
    assert _days("Offensive against Nagorno-Karabakh: watch, up", before)[0] == "2023-03-05"
    assert _days("Offensive against Nagorno-Karabakh: warning, up", before)
    assert len(curve) <= 30  # in half a year: a level that changes every other day says nothing
    assert len({one.id for one in curve}) == len(curve)


def _days(headline: str, told: Sequence[Alert]) -> list[str]:
    return [f"{one.created:%Y-%m-%d}" for one in told if one.headline.startswith(headline)]
