"""The whole daemon on loopback: from a feed to a mailbox and a webhook, through restarts, outages and clock jumps."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.loopback import Loopback, Request
from tests.running import HandClock, daemon, feeds_yaml, folder, rss
from tests.sinks import Reply, SlackSink, SmtpReply, SmtpSink
from tests.values import NOW
from warn.app import build
from warn.app.daemon import Daemon
from warn.config import everything as configuration
from warn.edge.store import StoreInUse, alerts, feeds, items

CHECKPOINT = "Azerbaijan sets up a checkpoint on the Lachin road"
RECENT = NOW - timedelta(hours=1)


class Site:
    """A server of one feed document that the test changes."""

    def __init__(self, body: bytes, status: int = 200) -> None:
        self.body, self.status = body, status

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        return self.status, {"Content-Type": "application/rss+xml"}, self.body


def count_items(running: Daemon) -> dict[str, int]:
    with running.database.reading() as transaction:
        return items.counts(transaction)


def test_a_report_reaches_slack_and_every_recipient_once_with_its_evidence(tmp_path: Path) -> None:
    site = Site(rss((CHECKPOINT, "https://a.example/1", RECENT), ("Harvest ends", "https://a.example/2", RECENT)))
    with Loopback(site) as server, SlackSink() as slack, SmtpSink() as smtp:
        config = folder(
            tmp_path,
            feeds_yaml({"a": server.url("/rss"), "b": server.url("/same")}),
            f"destinations:\n  slack: {slack.url()}\n"
            f"  mail: {{url: '{smtp.url()}', to: [ann@desk.example, bo@desk.example]}}\n",
        )
        clock = HandClock()
        with daemon(config, clock) as running:
            assert running.run_once(everything=True, wait=20)
            clock.move(minutes=10)
            running.make_due()
            running.poll_due()
            assert running.deliver_due(20)
    assert len(slack.posts) == 1
    assert "checkpoint" in slack.posts[0].text.lower()
    assert sorted(mail.recipients[0] for mail in smtp.mails) == ["ann@desk.example", "bo@desk.example"]
    assert CHECKPOINT in smtp.mails[0].part("plain").replace("*", "")
    assert "https://a.example/1" in smtp.mails[0].part("plain")


def test_old_news_of_a_first_poll_is_stored_and_not_told(tmp_path: Path) -> None:
    with (
        Loopback(Site(rss((CHECKPOINT, "https://a.example/1", NOW - timedelta(days=9))))) as server,
        SlackSink() as slack,
    ):
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}), f"destinations: {{slack: '{slack.url()}'}}\n")
        with daemon(config, HandClock()) as running:
            assert running.run_once(everything=True, wait=5)
            assert count_items(running) == {"items": 1, "revisions": 0, "hits": pytest.approx(1, abs=3)}
    assert slack.posts == []


def test_a_restart_polls_nothing_early_and_tells_nothing_again(tmp_path: Path) -> None:
    with Loopback(Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))) as server, SlackSink() as slack:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}), f"destinations: {{slack: '{slack.url()}'}}\n")
        clock = HandClock()
        with daemon(config, clock) as running:
            running.run_once(everything=True, wait=5)
        polled = len(server.requests)
        clock.move(seconds=30)
        with daemon(config, clock) as running:
            running.run_once(everything=False, wait=5)
            assert len(server.requests) == polled
            clock.move(hours=2)
            running.poll_due()
            assert len(server.requests) == polled + 1
        assert len(slack.posts) == 1


def test_an_edited_headline_is_a_revision_and_tells_only_what_is_new(tmp_path: Path) -> None:
    site = Site(rss(("Azerbaijan plans something on the road", "https://a.example/1", RECENT)))
    with Loopback(site) as server, SlackSink() as slack:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}), f"destinations: {{slack: '{slack.url()}'}}\n")
        clock = HandClock()
        with daemon(config, clock) as running:
            running.run_once(everything=True, wait=5)
            assert slack.posts == []
            for title in (CHECKPOINT, CHECKPOINT + ", officials say"):
                clock.move(minutes=20)
                site.body = rss((title, "https://a.example/1", RECENT))
                running.make_due()
                running.poll_due()
                running.deliver_due(5)
            assert count_items(running)["items"] == 1
            assert count_items(running)["revisions"] == 2
    assert len(slack.posts) == 1


def test_a_destination_that_is_down_gets_it_later_and_delays_no_other(tmp_path: Path) -> None:
    with (
        Loopback(Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))) as server,
        SlackSink(Reply(status=500)) as broken,
        SlackSink() as healthy,
    ):
        config = folder(
            tmp_path,
            feeds_yaml({"a": server.url("/rss")}),
            f"destinations: {{broken: '{broken.url()}', healthy: '{healthy.url()}'}}\n",
        )
        clock = HandClock()
        with daemon(config, clock) as running:
            running.run_once(everything=True, wait=5)
            assert (len(broken.posts), len(healthy.posts)) == (1, 1)
            broken.script(Reply())
            clock.move(minutes=1)
            running.deliver_due(5)
            assert (len(broken.posts), len(healthy.posts)) == (2, 1)
            with running.database.reading() as transaction:
                assert {row.state for row in alerts.outbox(transaction)} == {"sent"}


def test_a_dead_letter_is_told_through_the_other_destination(tmp_path: Path) -> None:
    with (
        Loopback(Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))) as server,
        SmtpSink(SmtpReply(recipient="550 no such mailbox")) as smtp,
        SlackSink() as slack,
    ):
        config = folder(
            tmp_path,
            feeds_yaml({"a": server.url("/rss")}),
            f"destinations:\n  slack: {slack.url()}\n  mail: {{url: '{smtp.url()}', to: [gone@desk.example]}}\n",
        )
        with daemon(config, HandClock()) as running:
            running.run_once(everything=True, wait=10)
            running.deliver_due(10)
    assert len(slack.posts) == 2
    told = slack.posts[-1].text
    assert "mail/gone" in told or "gone" in told


def test_a_site_that_fails_is_left_alone_longer_each_time(tmp_path: Path) -> None:
    with Loopback(Site(b"oops", status=500)) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}))
        clock = HandClock()
        waits = []
        with daemon(config, clock) as running:
            for _ in range(4):
                running.make_due()
                running.poll_due()
                with running.database.reading() as transaction:
                    (state,) = feeds.states(transaction)
                waits.append(state.due - clock.wall)
                clock.wall = state.due
        assert state.failures == 4
        assert waits[0] < waits[-1] <= timedelta(hours=1)


@pytest.mark.parametrize("body", [b"<html><body>Log in</body></html>", b"", b"not a feed!", b"<rss><channel/></rss>"])
def test_what_is_no_feed_is_a_failure_with_a_name_and_keeps_what_was_known(tmp_path: Path, body: bytes) -> None:
    site = Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))
    with Loopback(site) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}))
        with daemon(config, HandClock()) as running:
            running.make_due()
            running.poll_due()
            with running.database.reading() as transaction:
                (before,) = feeds.states(transaction)
            site.body = body
            running.make_due()
            running.poll_due()
            with running.database.reading() as transaction:
                (after,) = feeds.states(transaction)
    assert after.failure is not None
    assert after.failure.value in {"html", "empty", "not-a-feed", "blocked"}
    assert (after.body_hash, after.block_hashes) == (before.body_hash, before.block_hashes)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=3653)])
def test_a_clock_that_jumps_stops_nothing_and_hurries_nothing(tmp_path: Path, jump: timedelta) -> None:
    with Loopback(Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}))
        clock = HandClock()
        with daemon(config, clock) as running:
            running.make_due()
            running.poll_due()
            with running.database.reading() as transaction:
                (before,) = feeds.states(transaction)
            clock.wall += jump
            running.tick()
            with running.database.reading() as transaction:
                (after,) = feeds.states(transaction)
            assert abs((after.due - clock.wall) - (before.due - NOW)) < timedelta(seconds=5)
            assert len(server.requests) == 1


def test_after_a_start_with_a_clock_set_back_a_feed_is_polled_within_its_interval(tmp_path: Path) -> None:
    with Loopback(Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))) as server:
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}))
        clock = HandClock(wall=NOW + timedelta(days=3653))
        with daemon(config, clock) as running:
            running.make_due()
            running.poll_due()
        clock.wall = NOW
        with daemon(config, clock) as running, running.database.reading() as transaction:
            (state,) = feeds.states(transaction)
    assert state.due - NOW <= timedelta(minutes=40)


def test_a_second_daemon_on_the_same_data_is_refused(tmp_path: Path) -> None:
    config = folder(tmp_path, feeds_yaml({"a": "http://127.0.0.1:9/rss"}))
    plan = build.plan(configuration.load(config, {}, tmp_path))
    with daemon(config, HandClock()), pytest.raises(StoreInUse, match="another warn is running"):
        Daemon(plan, HandClock())


def test_a_deadline_is_told_at_each_step_once(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "w").mkdir(parents=True)
    (rules / "w" / "watch.yaml").write_text("name: W\n", encoding="utf-8")
    (rules / "w" / "dates.yaml").write_text(
        "rules:\n  - {id: mandate.end, title: The mandate ends, type: deadline, date: 2023-05-23, severity: 4,"
        " why: No mandate no mission., steps: [P30D, P7D, P0D]}\n",
        encoding="utf-8",
    )
    with SlackSink() as slack:
        settings = f"destinations: {{slack: '{slack.url()}'}}\n"
        config = folder(tmp_path, feeds_yaml({"a": "http://127.0.0.1:9/rss"}), settings, rules=rules)
        clock = HandClock()
        with daemon(config, clock) as running:
            running.start()
            for _ in range(40):
                running.tell_deadlines()
                running.tell_deadlines()
                running.deliver_due(5)
                clock.move(days=1)
    assert len(slack.posts) == 4
    assert "passed" in slack.posts[-1].text


def test_what_was_promised_to_a_destination_that_is_gone_is_given_up_and_told(tmp_path: Path) -> None:
    with Loopback(Site(rss((CHECKPOINT, "https://a.example/1", RECENT)))) as server, SlackSink() as slack:
        feeds_text = feeds_yaml({"a": server.url("/rss")})
        old = folder(tmp_path, feeds_text, "destinations: {old: 'slackhook://127.0.0.1:9/x'}\n")
        clock = HandClock()
        with daemon(old, clock) as running:
            running.run_once(everything=True, wait=3)
        new = folder(tmp_path, feeds_text, f"destinations: {{new: '{slack.url()}'}}\n")
        with daemon(new, clock) as running:
            running.start()
            assert running.deliver_due(5)
            with running.database.reading() as transaction:
                assert {(row.destination, row.state) for row in alerts.outbox(transaction)} == {
                    ("old", "dead"),
                    ("new", "sent"),
                }
    assert len(slack.posts) == 1
    assert "No destination old any more" in slack.posts[0].text


def test_the_same_daemon_runs_on_postgresql(tmp_path: Path, empty_postgres: str) -> None:
    site = Site(rss((CHECKPOINT, "https://a.example/1", RECENT), ("Harvest ends", "https://a.example/2", RECENT)))
    with Loopback(site) as server, SlackSink() as slack:
        settings = f"database: {empty_postgres}\ndestinations: {{slack: '{slack.url()}'}}\n"
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}), settings)
        clock = HandClock()
        for _ in range(2):
            with daemon(config, clock) as running:
                assert running.run_once(everything=True, wait=10)
                assert count_items(running)["items"] == 2
            clock.move(minutes=30)
            site.body = rss((CHECKPOINT + " (updated)", "https://a.example/1", RECENT))
        with daemon(config, clock) as running:
            assert count_items(running)["revisions"] == 1
    assert len(slack.posts) == 1
