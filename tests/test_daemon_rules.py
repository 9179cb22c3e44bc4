"""The running daemon and its rules: series over restarts, edits while it runs, corroboration waited for."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from tests.loopback import Loopback, Request
from tests.running import HandClock, daemon, feeds_yaml, folder, rss
from tests.values import NOW
from warn.app.daemon import Daemon
from warn.app.reloading import Reloading
from warn.config import everything as configuration
from warn.edge.store import alerts, series
from warn.model.alert import Reason

WATCH = """\
name: The pass
prior: -2.0
sides: {north: {name: North, party: true}, south: {name: South, party: true}}
places: {pass: {name: The pass, terms: [pass]}}
"""
RULES = """\
family: road
rules:
  - {id: road.closed, type: match, title: Road closed, direction: escalation, severity: 4, weight: 3, why: w,
     when: {all: [{terms: [closed]}, {place: pass}]}}
  - {id: road.opened, type: match, title: Road open, direction: de-escalation, severity: 3, weight: 3, why: w,
     when: {all: [{terms: [opened]}, {place: pass}]}}
"""
STATES = """\
rules:
  - id: road.state
    type: transition
    title: The road
    why: It is the only one.
    initial: open
    states:
      open: {by: [road.opened], title: The road is open, severity: 3}
      blocked: {by: [road.closed], title: The road is blocked, severity: 5}
  - {id: road.many, type: count, title: Many closures, severity: 4, why: w, of: [road.closed], at_least: 2, within: 6h}
  - {id: road.silence, type: absence, title: No word, severity: 2, why: w, of: [road], every: 20h, feeds: [a]}
"""


class Site:
    """Feeds by path, which the test changes."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        return 200, {"Content-Type": "application/rss+xml"}, self.bodies[request.target]


def rules(home: Path, **files: str) -> Path:
    """A rules folder of one watch, `pass`."""
    watch = home / "rules/pass"
    watch.mkdir(parents=True)
    for name, content in {"watch": WATCH, "road": RULES, **files}.items():
        (watch / f"{name}.yaml").write_text(content, encoding="utf-8")
    return home / "rules"


def told(running: Daemon) -> list[tuple[Reason, str, str]]:
    with running.database.reading() as transaction:
        return [(one.reason, one.headline, one.detail) for one in alerts.alerts(transaction, 100)]


def poll(running: Daemon, clock: HandClock) -> None:
    clock.move(minutes=1)
    running.make_due()
    running.poll_due()


TWO_STATES = """\
rules:
  - {id: road.state, type: transition, title: The road, why: w, initial: open, states: {
       open: {by: [road.opened], title: Open, severity: 3}, blocked: {by: [road.closed], title: Blocked, severity: 5}}}
  - {id: valley.state, type: transition, title: The valley, why: w, initial: free, states: {
       free: {by: [road.opened], title: Free, severity: 3}, cut: {by: [road.closed], title: Cut off, severity: 5}}}
"""


def test_all_changes_of_state_that_an_item_brings_are_in_its_message(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    with Loopback(site) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/a")}), rules=rules(tmp_path, states=TWO_STATES))
        site.bodies = {"/a": rss(("Harvest ends", "https://a.example/0", NOW - timedelta(hours=3)))}
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            site.bodies["/a"] = rss(("Army closed the pass", "https://a.example/1", NOW + timedelta(minutes=1)))
            poll(running, clock)
            said = "first report; The road: open -> blocked; The valley: free -> cut"
            assert told(running) == [(Reason.NEW_EVENT, "Road closed", said)]


def test_series_are_told_once_with_their_evidence_and_survive_a_restart(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    with Loopback(site) as server:
        feeds = feeds_yaml({"a": server.url("/a"), "b": server.url("/b")})
        config = folder(tmp_path, feeds, rules=rules(tmp_path, states=STATES))
        calm = rss(("Harvest ends", "https://a.example/0", NOW - timedelta(hours=3)))
        site.bodies = {"/a": calm, "/b": calm}
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            assert told(running) == []
            closed = NOW + timedelta(minutes=1)
            site.bodies["/a"] = rss(("Army closed the pass", "https://a.example/1", closed))
            poll(running, clock)
            # The message about the item says the change of state too: one thing, one message.
            assert told(running) == [(Reason.NEW_EVENT, "Road closed", "first report; The road: open -> blocked")]
            with running.database.reading() as transaction:
                assert [(state, detail) for _, state, detail in series.changes(transaction, "road.state")] == [
                    ("blocked", "open -> blocked"),
                    ("open", "open"),
                ]
        with daemon(config, clock) as running:
            running.start()
            site.bodies["/b"] = rss(("The pass is closed", "https://b.example/1", closed + timedelta(minutes=1)))
            poll(running, clock)
            poll(running, clock)
            reasons = [reason for reason, _, _ in told(running)]
            assert reasons.count(Reason.STATE_CHANGED) == 0
            assert reasons.count(Reason.COUNT) == 1


def test_a_change_of_state_that_no_other_message_carries_is_told_alone(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    site.bodies = {"/a": rss(("Harvest ends", "https://a.example/0", NOW - timedelta(hours=3)))}
    weak = RULES.replace("weight: 3", "weight: 0")
    with Loopback(site) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/a")}), rules=rules(tmp_path, road=weak, states=STATES))
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            site.bodies["/a"] = rss(("Army closed the pass", "https://a.example/1", NOW))
            poll(running, clock)
            assert told(running) == [(Reason.STATE_CHANGED, "The road is blocked", "open -> blocked")]
            with running.database.reading() as transaction:
                (alert,) = alerts.alerts(transaction, 9)
            assert (alert.severity, alert.places, alert.publishers) == (5, ("The pass",), ("a.example",))
            assert alert.evidence[0].title == "Army closed the pass"


def test_an_absence_is_told_while_the_feed_answers_and_not_while_it_is_down(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    site.bodies = {"/a": rss(("Harvest ends", "https://a.example/0", NOW - timedelta(hours=1)))}
    with Loopback(site) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/a")}), rules=rules(tmp_path, states=STATES))
        with daemon(config, clock) as running:
            running.start()
            for _ in range(6):
                clock.move(hours=5)
                running.tell_series()  # before the poll: the feed is overdue, as after an outage of ours
                poll(running, clock)
                running.tell_series()
            assert told(running) == []
            for _ in range(22):
                clock.move(minutes=55)
                running.tell_series()
                poll(running, clock)
            assert [reason for reason, _, _ in told(running)] == [Reason.ABSENCE]


def test_a_good_edit_judges_from_the_next_poll_on_and_a_bad_one_is_told(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    site.bodies = {"/a": rss(("Harvest ends", "https://a.example/0", NOW))}
    with Loopback(site) as server:
        folder_of_rules = rules(tmp_path)
        config = folder(tmp_path, feeds_yaml({"a": server.url("/a")}), rules=folder_of_rules)
        road = folder_of_rules / "pass/road.yaml"
        with daemon(config, clock) as running:
            running.start()
            poll(running, clock)
            road.write_text(RULES.replace("severity: 4", "severity: 9"), encoding="utf-8")
            _until(lambda: len(told(running)) == 1)
            ((reason, headline, detail),) = told(running)
            assert (reason, headline) == (Reason.SELF, "Changed rules are refused, the old ones stay")
            assert detail.endswith("road.yaml:3: severity: must be less than or equal to 5, not 9")
            site.bodies["/a"] = rss(("Army closed the pass", "https://a.example/1", NOW))
            poll(running, clock)
            assert told(running)[0][1] == "Road closed"
            road.write_text(RULES.replace("Road closed", "Road shut"), encoding="utf-8")
            with_new = lambda: len(_versions(running)) == 2  # noqa: E731
            _until(with_new)
            clock.move(days=5)
            site.bodies["/a"] = rss(("Army closed the pass again", "https://a.example/2", clock.wall))
            poll(running, clock)
            assert told(running)[0][1] == "Road shut"


def _versions(running: Daemon) -> list[str]:
    with running.database.reading() as transaction:
        return [str(row.version) for row in transaction.execute(text("SELECT version FROM ruleset"))]


def _until(holds: object) -> None:
    ends = time.monotonic() + 20
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


def test_a_file_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    made = rules(tmp_path)
    everything = configuration.load(
        folder(tmp_path, feeds_yaml({"a": "https://a.example/rss"}), rules=made), {}, tmp_path
    )
    seen: list[str] = []
    reloading = Reloading(everything, lambda book: seen.append(book.version), lambda _: seen.append("refused"))
    road = made / "pass/road.yaml"
    reloading.look()
    for round_ in range(3):
        road.write_text(RULES.replace("Road closed", f"Road shut {round_}"), encoding="utf-8")
        os.utime(road, ns=(round_, round_))
        reloading.look()
    assert seen == []
    reloading.look()
    reloading.look()
    assert len(seen) == 1
    road.touch()  # another time, the same text: nothing to use anew
    reloading.look()
    reloading.look()
    assert len(seen) == 1


def test_a_rule_that_requires_corroboration_waits_for_it(tmp_path: Path) -> None:
    site, clock = Site(), HandClock()
    calm = rss(("Harvest ends", "https://a.example/0", NOW))
    site.bodies = {"/a": calm, "/b": calm}
    strict = RULES.replace(
        "weight: 3, why: w,\n     when: {all: [{terms: [closed]}",
        "weight: 3, why: w,\n     require: {min_publishers: 2}, when: {all: [{terms: [closed]}",
    )
    assert strict != RULES
    with Loopback(site) as server:
        feeds = feeds_yaml({"a": server.url("/a"), "b": server.url("/b")})
        with daemon(folder(tmp_path, feeds, rules=rules(tmp_path, road=strict)), clock) as running:
            poll(running, clock)
            site.bodies["/a"] = rss(("Army closed the pass", "https://a.example/1", NOW))
            poll(running, clock)
            assert told(running) == []
            with running.database.reading() as transaction:
                reasons = [row.reason for row in transaction.execute(text("SELECT reason, detail FROM event_item"))]
            assert reasons == [Reason.UNCORROBORATED.value]
            site.bodies["/b"] = rss(("The pass is closed", "https://b.example/1", NOW))
            poll(running, clock)
            assert [reason for reason, _, _ in told(running)] == [Reason.NEW_EVENT]
