"""What must hold over years: restarts, busy databases, clocks set back, destinations that hang, voices that agree."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from tests.loopback import Loopback, Request
from tests.running import HandClock, daemon, feeds_yaml, folder, rss
from tests.sinks import Reply, SlackSink
from tests.values import NOW, feed, item, scored, watch
from warn.app.sending import Sending
from warn.core import cluster, decide
from warn.core.compose import self_alert
from warn.core.credit import Publishers
from warn.core.understand import understand
from warn.edge.store import Database, StoreInUse, StoreUnavailable, Transaction, alerts, engine, items
from warn.model.alert import Alert, Decision, Delivery, Destination, Message, NotSent, Reason, SendResult, Sent
from warn.model.event import Event, Told
from warn.model.item import Document, Entry

CHECKPOINT = "Azerbaijan sets up a checkpoint on the Lachin road"
DESK = Destination(id="desk", form="text", url="ntfys://desk", per_minute=600.0)


class Scripted:
    """A sender that counts, and does what the test says while it sends."""

    def __init__(self, result: SendResult, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.sent = 0
        self.result, self.meanwhile = result, meanwhile

    def send(self, _message: Message) -> SendResult:
        self.sent += 1
        self.meanwhile()
        return self.result


def note(number: int, created: datetime) -> Alert:
    return self_alert(Decision(reason=Reason.SELF, detail=f"note {number}"), "A note", now=created)


def outbox(
    home: Path,
    clock: HandClock,
    sender: Scripted,
    *,
    notes: int = 1,
    on_dead: Callable[[Transaction, Delivery, str], None],
) -> tuple[Database, Sending]:
    database = Database(f"sqlite:///{home / 'warn.db'}")
    database.migrate()
    with database.writing() as transaction:
        for number in range(notes):
            alerts.add_alert(transaction, note(number, clock.now()), [DESK.id])
    return database, Sending(DESK, sender, database=database, clock=clock, on_dead=on_dead)


def nothing(*_: object) -> None:
    """Nobody is told."""


def waiting(database: Database) -> dict[str, int]:
    with database.reading() as transaction:
        return {row.state: row.count for row in alerts.outbox(transaction)}


def live_blog(*posts: tuple[str, datetime]) -> bytes:
    """Posts of one page: guids of their own, links that differ in their fragment only; newest first."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>post-{number}</guid><title>{title}</title>"
        f"<link>https://live.example/blog#post-{number}</link>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for number, (title, moment) in reversed(list(enumerate(posts)))
    )
    return f'<rss version="2.0"><channel><title>Live</title>{entries}</channel></rss>'.encode()


def test_posts_of_one_page_are_items_of_their_own_and_each_is_told(tmp_path: Path) -> None:
    clock = HandClock()
    titles = (
        "Harvest ends early",
        "Azerbaijan sets up a checkpoint on the Lachin road",
        "Market prices rise",
        "Four Armenian soldiers killed in shelling near Sotk",
    )
    posts: list[tuple[str, datetime]] = []
    site = {"body": b""}

    def answer(_: Request) -> tuple[int, dict[str, str], bytes]:
        return 200, {}, site["body"]

    with Loopback(answer) as server, daemon(folder(tmp_path, feeds_yaml({"a": server.url("/live")})), clock) as running:
        for title in titles:
            posts.append((title, clock.now()))
            site["body"] = live_blog(*posts)
            running.make_due()
            running.poll_due()
            clock.move(hours=8)
        with running.database.reading() as transaction:
            assert items.counts(transaction)["items"] == len(titles)
            assert len(alerts.alerts(transaction)) == 2


def test_a_clock_set_back_does_not_silence_a_destination_whose_bucket_is_empty(tmp_path: Path) -> None:
    clock, sender = HandClock(), Scripted(Sent())
    burst = int(DESK.per_minute / 6)
    database, sending = outbox(tmp_path, clock, sender, notes=burst + 5, on_dead=nothing)
    for _ in range(burst):
        sending.send_one()
    assert sender.sent == burst
    with database.writing() as transaction:
        clock.move(hours=-1)
        alerts.clamp_deliveries(transaction, clock.now())
    for _ in range(3):
        sending.send_one()
        clock.move(seconds=10)
    database.close()
    assert sender.sent > burst


def test_an_alert_promised_before_the_clock_was_set_back_is_not_held_up(tmp_path: Path) -> None:
    clock = HandClock()
    with (
        Loopback(lambda _: (200, {}, rss((CHECKPOINT, "https://a.example/1", NOW)))) as server,
        daemon(folder(tmp_path, feeds_yaml({"a": server.url("/rss")})), clock) as running,
    ):
        running.make_due()
        running.poll_due()
        clock.move(minutes=-40)
        running.tick()
        with running.database.writing() as transaction:
            assert alerts.claim(transaction, "console", clock.now(), timedelta(minutes=5)) is not None


def test_after_a_weekend_off_one_failed_try_is_not_the_last(tmp_path: Path) -> None:
    clock = HandClock()
    sender = Scripted(NotSent(permanent=False, unknown=False, detail="no connection"))
    given_up: list[str] = []
    database, sending = outbox(
        tmp_path, clock, sender, on_dead=lambda _transaction, _delivery, why: given_up.append(why)
    )
    clock.move(hours=60)
    sending.send_one()
    database.close()
    assert not given_up


def test_a_message_that_was_taken_is_not_sent_again_because_the_database_was_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOCK_WAIT_SECONDS", 0.1)
    clock, sender = HandClock(), Scripted(Sent())
    database, sending = outbox(tmp_path, clock, sender, on_dead=nothing)
    other = sqlite3.connect(tmp_path / "warn.db", isolation_level=None, check_same_thread=False)
    sender.meanwhile = lambda: nothing(other.execute("BEGIN IMMEDIATE"))
    sending.start()
    until = time.monotonic() + 5
    while not sender.sent and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.3)
    sender.meanwhile = nothing
    other.rollback()
    # It knows that the message was taken: it must write that down as soon as it can.
    until = time.monotonic() + 4
    while waiting(database) != {"sent": 1} and time.monotonic() < until:
        time.sleep(0.05)
    found = waiting(database)
    sending.stop(1)
    other.close()
    database.close()
    assert found == {"sent": 1}


def test_a_dead_letter_is_told_though_the_database_failed_just_then(tmp_path: Path) -> None:
    clock = HandClock()
    sender = Scripted(NotSent(permanent=True, unknown=False, detail="revoked"))
    told: list[str] = []

    def tell(_transaction: Transaction, _delivery: Delivery, why: str) -> None:
        told.append(why)
        if len(told) == 1:
            raise StoreUnavailable("database or disk is full")

    database, sending = outbox(tmp_path, clock, sender, on_dead=tell)
    sending.send_one()
    with database.reading() as transaction:
        assert [row.state for row in alerts.outbox(transaction)] == ["dead"]
    database.close()
    assert (len(told), sender.sent) == (2, 1)


def test_a_database_that_is_busy_while_the_clock_jumps_does_not_end_the_daemon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOCK_WAIT_SECONDS", 0.1)
    clock = HandClock()
    with (
        Loopback(lambda _: (200, {}, rss())) as server,
        daemon(folder(tmp_path, feeds_yaml({"a": server.url("/rss")})), clock) as running,
        closing(sqlite3.connect(tmp_path / "data" / "warn.db", isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        clock.move(hours=1)
        running.tick()


def test_two_daemons_on_one_database_do_not_take_each_others_feeds(tmp_path: Path) -> None:
    clock = HandClock()
    database = f"database: sqlite:///{tmp_path / 'shared.db'}\n"
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with Loopback(lambda _: (200, {}, rss())) as server:
        first = folder(tmp_path / "one", feeds_yaml({"a": server.url("/a")}), database)
        second = folder(tmp_path / "two", feeds_yaml({"b": server.url("/b")}), database)
        with daemon(first, clock) as one:
            with pytest.raises(StoreInUse, match=r"another warn is running on .*shared\.db"), daemon(second, clock):
                pass
            one.make_due()
            one.poll_due()
            assert [request.target for request in server.requests] == ["/a"]


def test_stopping_takes_no_longer_with_several_destinations_that_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warn.app.daemon.STOP_SECONDS", 2.0)
    clock = HandClock()
    hanging = Reply(delay=6)
    with (
        Loopback(lambda _: (200, {}, rss((CHECKPOINT, "https://a.example/1", NOW)))) as server,
        SlackSink(hanging) as one,
        SlackSink(hanging) as two,
        SlackSink(hanging) as three,
    ):
        settings = f"destinations:\n  one: {one.url()}\n  two: {two.url()}\n  three: {three.url()}\n"
        with daemon(folder(tmp_path, feeds_yaml({"a": server.url("/rss")}), settings), clock) as running:
            running.start()
            running.make_due()
            running.poll_due()
            until = time.monotonic() + 5
            while not (one.posts and two.posts and three.posts) and time.monotonic() < until:
                time.sleep(0.02)
            began = time.monotonic()
            running.stop()
            assert time.monotonic() - began < 2.5


def reported(by: str) -> Event:
    return cluster.join(cluster.open_event(scored()), scored(item=item(side=by)), watch())


def test_two_sides_confirm_an_event_first_told_on_an_unknown_voice() -> None:
    first = reported("")
    told = decide.after_telling(first, Told(), NOW)
    one = cluster.join(first, scored(item=item(id="b2" * 16, side="armenia")), watch())
    both = cluster.join(one, scored(item=item(id="c3" * 16, side="azerbaijan")), watch())
    assert decide.decide(both, told, watch(), is_fresh=True).reason is Reason.OTHER_SIDE


def test_a_language_edition_of_a_known_publisher_is_not_another_publisher() -> None:
    known = Publishers(
        sides={"apa.az": "azerbaijan", "rferl.org": "independent"}, aliases={"azatutyun.am": "rferl.org"}
    )
    document = Document(
        entries=(
            Entry(title="A", link="https://news.google.com/a", source_url="https://ru.apa.az"),
            Entry(title="B", link="https://news.google.com/b", source_url="https://rus.azatutyun.am"),
        )
    )
    found = understand(feed(via="google-news", publisher="", side=""), document, now=NOW, publishers=known)
    assert [(one.publisher, one.side) for one in found] == [("apa.az", "azerbaijan"), ("rferl.org", "independent")]


def test_what_the_database_will_never_take_is_not_called_unavailable(database: Database) -> None:
    """The recorder waits and repeats for as long as the store is unavailable: for such a row that is for ever."""
    twice = "INSERT INTO item_key (key, item_n) VALUES (1, 1), (1, 1)"
    with pytest.raises(IntegrityError), database.writing() as transaction:
        transaction.exec_driver_sql(twice)
