"""The store on SQLite and PostgreSQL: what goes in comes out, and promises outlive the process."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from tests.commands import desk, run
from tests.values import NOW, feed, hit, item, scored, watch
from warn.core import cluster, compose, decide
from warn.core.reconcile import reconcile
from warn.edge import store
from warn.edge.store import Database, StoreRefused, StoreUnavailable, alerts, feeds, items
from warn.model.alert import Alert, DeliveryState, Reason, Settled
from warn.model.event import Told
from warn.model.feed import Failure, FeedState, Validators
from warn.model.rule import Direction, PlaceNamed, Rule

LEASE = timedelta(minutes=5)


def alert(**changes: object) -> Alert:
    event = cluster.join(cluster.open_event(scored()), scored(), watch())
    decision = decide.decide(event, Told(), watch(), is_fresh=True)
    rule = Rule(
        id="checkpoint.established",
        watch="lachin",
        title="Checkpoint set up",
        direction=Direction.ESCALATION,
        severity=5,
        weight=3.0,
        why="It comes before every later step.",
        when=PlaceNamed(places=("lachin",)),
    )
    made = compose.event_alert(event, decision, Told(), rules={rule.id: rule}, watch=watch(), now=NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_message_is_headed_by_a_rule_that_there_still_is() -> None:
    """The event holds a rule that was renamed since it was told; what a side adds now still makes a message."""
    old = replace(scored(), hits=(hit(rule="post.renamed", severity=5),))
    told = decide.after_telling(cluster.open_event(old), Told(), NOW)
    event = replace(cluster.open_event(old), rules=frozenset({"post.renamed", "checkpoint.established"}))
    rule = Rule(
        id="checkpoint.established",
        watch="lachin",
        title="Checkpoint set up",
        direction=Direction.ESCALATION,
        severity=5,
        weight=3.0,
        why="It comes before every later step.",
        when=PlaceNamed(places=("lachin",)),
    )
    for reason in (Reason.NEW_INDICATOR, Reason.OTHER_SIDE):
        decision = decide.Decision(reason=reason, detail="")
        made = compose.event_alert(event, decision, told, rules={rule.id: rule}, watch=watch(), now=NOW)
        assert made.headline == "Checkpoint set up"


def test_migrations_make_the_schema_that_the_tables_describe(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'warn.db'}"
    made = Database(url)
    made.migrate()
    with made.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreRefused, match="9999, newer than this version"):
        made.migrate()


def test_sqlite_keeps_what_it_acknowledged_through_a_power_cut(tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path / 'warn.db'}")
    with made.reading() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert pragmas == ["wal", 2]


def test_a_state_comes_back_as_it_was_saved(database: Database) -> None:
    state = FeedState(
        feed_id="oc-media",
        due=NOW + timedelta(minutes=7),
        url="https://oc-media.example/rss",
        validators=Validators(etag='W/"x"', last_modified="Sun, 23 Apr 2023 08:00:00 GMT"),
        body_hash=b"\x00" * 16,
        block_hashes=bytes(range(16)),
        rhythm=timedelta(minutes=12.5),
        failures=2,
        failure=Failure.BLOCKED,
        failure_detail="403",
        moved_to="https://oc-media.example/new",
        moved_count=2,
        first_ok=NOW - timedelta(days=1),
        last_poll=NOW,
        last_ok=NOW - timedelta(hours=1),
        last_new=NOW - timedelta(hours=2),
        items_seen=42,
    )
    with database.writing() as transaction:
        feeds.sync(transaction, [feed()], {}, NOW)
        feeds.save(transaction, [state])
    with database.reading() as transaction:
        assert feeds.states(transaction) == (state,)


def test_a_restart_keeps_due_times_and_a_changed_address_starts_anew(database: Database) -> None:
    with database.writing() as transaction:
        feeds.sync(transaction, [feed(), feed(id="apa", url="https://apa.example/rss")], {}, NOW)
        for feed_id in ("oc-media", "apa"):
            feeds.save(transaction, [FeedState(feed_id=feed_id, due=NOW + timedelta(hours=1), items_seen=9)])
        feeds.sync(transaction, [feed(), feed(id="apa", url="https://apa.example/new")], {}, NOW)
    with database.reading() as transaction:
        by_id = {state.feed_id: state for state in feeds.states(transaction)}
    assert (by_id["oc-media"].due, by_id["oc-media"].items_seen) == (NOW + timedelta(hours=1), 9)
    assert (by_id["apa"].due, by_id["apa"].items_seen) == (NOW, 0)


def test_a_leased_feed_is_not_leased_again_until_its_lease_runs_out(database: Database) -> None:
    with database.writing() as transaction:
        feeds.sync(transaction, [feed()], {}, NOW)
        assert len(feeds.lease_due(transaction, NOW, NOW + LEASE, 10)) == 1
        assert feeds.lease_due(transaction, NOW, NOW + LEASE, 10) == ()
        assert len(feeds.lease_due(transaction, NOW + LEASE, NOW + 2 * LEASE, 10)) == 1


def test_a_feed_taken_out_of_feeds_yaml_is_polled_no_more(database: Database) -> None:
    with database.writing() as transaction:
        feeds.sync(transaction, [feed()], {}, NOW)
        feeds.sync(transaction, [], {}, NOW)
        assert feeds.lease_due(transaction, NOW, NOW + LEASE, 10) == ()


def test_an_item_is_known_by_any_of_its_keys_and_only_in_its_feed(database: Database) -> None:
    one = item()
    with database.writing() as transaction:
        items.add(transaction, [one], {one.id: 0.5}, "v1")
        by_link = items.known(transaction, "oc-media", [replace(one, keys=("g:other", one.keys[1]))])
        elsewhere = items.known(transaction, "apa", [one])
    assert by_link[one.keys[1]].item_id == one.id
    assert elsewhere == {}


def test_adding_an_item_twice_stores_it_once(database: Database) -> None:
    with database.writing() as transaction:
        items.add(transaction, [item()], {}, "v1")
        items.add(transaction, [item()], {}, "v1")
        assert items.counts(transaction)["items"] == 1


def test_many_items_with_many_keys_are_all_known(database: Database) -> None:
    many = [item(id=f"{n:032x}", keys=(f"g:{n}", f"l:{n}", f"t:{n}")) for n in range(700)]
    with database.writing() as transaction:
        items.add(transaction, many, {}, "v1")
        assert len(items.known(transaction, "oc-media", many)) == 2100


def test_an_edit_keeps_what_was_said_before(database: Database) -> None:
    first, second = item(), item(title="A post on the Lachin road", content_hash="edited")
    with database.writing() as transaction:
        items.add(transaction, [first], {}, "v1")
        (edit,) = reconcile([second], items.known(transaction, "oc-media", [second])).edits
        judged = items.Judged(score=0.7, relevance=0.4, ruleset="v2")
        items.revise(transaction, edit.item, edit.was, judged, NOW)
        stored = items.get(transaction, first.id[:10])
        assert stored is not None
        assert (stored.title, stored.revision) == ("A post on the Lachin road", 1)
        assert items.revisions(transaction, first.id) == (first.title,)


def test_hits_come_back_as_they_were_found(database: Database) -> None:
    with database.writing() as transaction:
        items.add_hits(transaction, [scored()])
        assert items.hits(transaction, item().id) == (hit(),)


def test_an_event_with_what_was_told_of_it_comes_back(database: Database) -> None:
    event = cluster.join(cluster.open_event(scored()), scored(), watch())
    told = decide.after_telling(event, Told(), NOW)
    with database.writing() as transaction:
        names = cluster.keys({"checkpoint"}, {"lachin"}, looking=False)
        alerts.save_event(transaction, event, Told(), names)
        alerts.save_event(transaction, event, told, names)
        since, until = event.last_seen - timedelta(hours=1), event.last_seen
        at_the_place = cluster.keys({"aid"}, {"lachin"}, looking=True)
        placeless = cluster.keys({"checkpoint"}, (), looking=True)
        for wanted in (at_the_place, placeless):
            assert alerts.candidates(transaction, "lachin", wanted, since, until) == ((event, told),)
        for elsewhere in (cluster.keys({"aid"}, (), looking=True), cluster.keys({"aid"}, {"sotk"}, looking=True)):
            assert alerts.candidates(transaction, "lachin", elsewhere, since, until) == ()
        assert alerts.candidates(transaction, "other", at_the_place, since, until) == ()
        later = event.last_seen + timedelta(seconds=1)
        assert alerts.candidates(transaction, "lachin", at_the_place, later, later) == ()
        assert alerts.candidates(transaction, "lachin", at_the_place, since, event.first_seen - timedelta(1)) == ()


def test_the_most_severe_delivery_is_claimed_first_and_only_once(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(id="low", severity=2, event_id="one"), ["desk"])
        alerts.add_alert(transaction, alert(id="high", severity=5, event_id="other"), ["desk", "mail"])
        claimed = [alerts.claim(transaction, "desk", NOW, LEASE) for _ in range(3)]
    assert [one.alert.id if one else None for one in claimed] == ["high", "low", None]
    assert claimed[0] is not None
    assert claimed[0].alert == alert(id="high", severity=5, event_id="other")


def test_messages_about_one_event_go_out_in_their_order_and_as_urgently_as_the_gravest(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(id="new", severity=2), ["desk"])
        alerts.add_alert(transaction, alert(id="elsewhere", severity=4, event_id="other"), ["desk"])
        alerts.add_alert(transaction, alert(id="worse", severity=5), ["desk"])
        claimed = [alerts.claim(transaction, "desk", NOW, LEASE) for _ in range(3)]
    assert [one.alert.id if one else None for one in claimed] == ["new", "worse", "elsewhere"]


def test_the_same_alert_added_twice_is_one_promise(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(), ["desk"])
        alerts.add_alert(transaction, alert(), ["desk"])
        assert [row.count for row in alerts.outbox(transaction)] == [1]


def test_a_delivery_whose_sender_died_is_taken_again_as_a_possible_repeat(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(), ["desk"])
        first = alerts.claim(transaction, "desk", NOW, LEASE)
        again = alerts.claim(transaction, "desk", NOW + LEASE, LEASE)
    assert first is not None
    assert again is not None
    assert (first.possible_repeat, again.possible_repeat, again.attempt) == (False, True, 2)


def test_a_late_answer_of_a_try_that_was_taken_over_changes_nothing(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(), ["desk"])
        first = alerts.claim(transaction, "desk", NOW, LEASE)
        alerts.claim(transaction, "desk", NOW + LEASE, LEASE)
        assert first is not None
        sent = Settled(state=DeliveryState.SENT, due=NOW, possible_repeat=False, at=NOW)
        assert not alerts.settle(transaction, first, sent)


def test_a_retry_waits_and_a_sent_one_is_done(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(), ["desk"])
        first = alerts.claim(transaction, "desk", NOW, LEASE)
        assert first is not None
        later = NOW + timedelta(minutes=1)
        retry = Settled(state=DeliveryState.PENDING, due=later, possible_repeat=True, error="timed out")
        assert alerts.settle(transaction, first, retry)
        assert alerts.claim(transaction, "desk", NOW, LEASE) is None
        second = alerts.claim(transaction, "desk", later, LEASE)
        assert second is not None
        assert second.possible_repeat
        alerts.settle(transaction, second, Settled(state=DeliveryState.SENT, due=later, possible_repeat=True, at=later))
        assert alerts.claim(transaction, "desk", later + LEASE, LEASE) is None
        assert alerts.due_count(transaction, ["desk"], later + LEASE) == 0


def test_at_start_what_was_being_sent_is_due_again(database: Database) -> None:
    with database.writing() as transaction:
        alerts.add_alert(transaction, alert(), ["desk"])
        alerts.claim(transaction, "desk", NOW, LEASE)
        assert alerts.release_abandoned(transaction, NOW) == 1
        again = alerts.claim(transaction, "desk", NOW, LEASE)
    assert again is not None
    assert again.possible_repeat


def test_told_steps_of_a_deadline_belong_to_its_day(database: Database) -> None:
    day, moved = datetime(2027, 2, 19, tzinfo=UTC).date(), datetime(2027, 3, 1, tzinfo=UTC).date()
    with database.writing() as transaction:
        alerts.tell_steps(transaction, "euma", day, [timedelta(days=90), timedelta(days=-1)], NOW)
        assert alerts.told_steps(transaction, "euma", day) == {timedelta(days=90), timedelta(days=-1)}
        assert alerts.told_steps(transaction, "euma", moved) == frozenset()


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail_midway() -> None:
        with database.writing() as transaction:
            items.add(transaction, [item()], {}, "v1")
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        fail_midway()
    with database.reading() as transaction:
        assert items.counts(transaction)["items"] == 0


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = FeedState(feed_id="oc-media", due=datetime(2023, 4, 23))
    with database.writing() as transaction:
        feeds.sync(transaction, [feed()], {}, NOW)
        with pytest.raises(Exception, match="without a zone"):
            feeds.save(transaction, [naive])


def test_a_database_that_cannot_be_opened_says_so_in_one_line(tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path}/missing/warn.db")
    with pytest.raises(StoreUnavailable, match="unable to open database file"), made.reading():
        pass


@pytest.mark.parametrize(
    "url", ["nonsense", "oracle://x:secret@y/z", "sqlite:/:/", "postgresql+nodriver://u:secret@h/d"]
)
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(StoreRefused, match="database: ") as refused:
        Database(url)
    assert "secret" not in str(refused.value)


def test_a_damaged_file_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "warn.db").write_bytes(b"not a database, " * 400)
    with pytest.raises(StoreRefused, match="not a database"):
        Database(f"sqlite:///{tmp_path / 'warn.db'}").migrate()


def test_a_writer_waits_for_another_process_instead_of_failing(tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path / 'warn.db'}")
    made.migrate()
    other = sqlite3.connect(tmp_path / "warn.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, other.execute, ["COMMIT"])
    release.start()
    with made.writing() as transaction:
        items.add(transaction, [item()], {}, "v1")
    release.join()
    other.close()
    with made.reading() as transaction:
        assert items.counts(transaction)["items"] == 1


def at_first_schema(made: Database) -> None:
    with made.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(store.__file__).with_name("migrations")))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


@pytest.mark.parametrize("arguments", [["situation"], ["rules", "lint"], ["explain", "https://a.example/1"]])
def test_commands_that_only_read_bring_an_old_database_up(tmp_path: Path, arguments: list[str]) -> None:
    home = desk(tmp_path)
    (home / "data").mkdir()
    at_first_schema(Database(f"sqlite:///{home / 'data/warn.db'}"))
    code = 1 if arguments[0] == "explain" else 0
    ended = run(*arguments, cwd=home, code=code)
    assert "no such column" not in ended.stderr
    assert code == 0 or "no stored item is https://a.example/1" in ended.stderr


def test_a_database_of_the_first_schema_is_brought_up_with_what_it_holds(tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path / 'warn.db'}")
    at_first_schema(made)
    with made.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO item (id, published, published_basis, first_seen, revision) "
            "VALUES ('a1', '2023-04-23 08:00:00', 'stated', '2023-04-23 08:10:00', 0)"
        )
        connection.exec_driver_sql(
            "INSERT INTO hit (item_id, revision, watch, rule, severity, counts, payload) "
            "VALUES ('a1', 0, 'w', 'post', 5, 1, '{}')"
        )
    made.migrate()
    with made.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
        (row,) = connection.exec_driver_sql("SELECT rule, published FROM hit").all()
    assert (row.rule, row.published[:19]) == ("post", "2023-04-23 08:00:00")
