"""The main job on real input: two years of one feed poll by poll, and the crisis of 2022-23 day by day, to the mailbox.

The data is not part of the project; without it these tests skip. `python -m tests.test_real_input` prints when each
event of the crisis was first told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from sqlalchemy import text

from tests import real_input
from tests.loopback import Loopback
from tests.real_input import CRISIS, WHITE_HOUSE, PastPoll, Report, Served
from tests.running import HandClock, daemon, feeds_yaml, folder
from tests.sinks import SlackSink, SmtpSink
from warn.app.daemon import Daemon, Summary
from warn.core.parse.text import plain_text
from warn.core.render.lines import safe_url
from warn.edge.store import items

HISTORY = WHITE_HOUSE / "polls_2022-04_2024-01.jsonl.gz"
CAPTURES = ("2022-04-03T212622", "2022-10-26T031341", "2023-12-20T183135", "2026-08-21T204617")
needs_history = pytest.mark.skipif(not HISTORY.is_file(), reason=f"no poll history {HISTORY}")
needs_crisis = pytest.mark.skipif(not CRISIS.is_file(), reason=f"no dated items {CRISIS}")

FIRST_DAY, LAST_DAY = date(2022, 12, 15), date(2023, 5, 28)
KEY_EVENTS = {
    "E16": "five killed on the bypass road",
    "E20": "advance near Shusha",
    "E23": "seven killed at Tegh",
    "E25": "checkpoint on the bridge",
    "E30": "patient transfers halted",
    "E31": "artillery near Sotk",
}
MOST_A_DAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a run left in the database."""

    summary: Summary
    titles: dict[str, str]
    """Address to title, as last edited."""
    rows: int
    revisions: int


def stored(running: Daemon) -> Stored:
    with running.database.reading() as transaction:
        rows = transaction.execute(text("SELECT url, title FROM item")).all()
        revisions = items.counts(transaction)["revisions"]
    titles = {row.url: row.title for row in rows}
    return Stored(summary=running.summary, titles=titles, rows=len(rows), revisions=revisions)


def poll_all(polls: Sequence[PastPoll], home: Path) -> Stored:
    """The daemon polls the feed at each moment of its history."""
    site = Served()
    clock = HandClock(wall=polls[0].at)
    with Loopback(site) as server, daemon(folder(home, feeds_yaml({"wh": server.url("/wh")})), clock) as running:
        for past in polls:
            clock.wall = past.at
            site.show("/wh", past.document)
            running.make_due()
            running.poll_due()
        return stored(running)


@pytest.fixture(scope="module")
def polls() -> tuple[PastPoll, ...]:
    return tuple(real_input.history(HISTORY))


@needs_history
@pytest.mark.slow
def test_two_years_of_polls_store_every_item_once_and_every_edit(polls: tuple[PastPoll, ...], tmp_path: Path) -> None:
    expected = real_input.expected(polls)
    assert (len(polls), expected.guids) == (3_158, 5_800)
    found = poll_all(polls, tmp_path)
    assert (found.summary.polls, found.summary.failed) == (len(polls), 0)
    assert (found.rows, found.summary.items) == (expected.items, expected.items)
    assert len(found.titles) == found.rows, "an address stored twice"
    assert Counter(found.titles.values()) == Counter(expected.titles)
    assert (found.revisions, found.summary.edits) == (expected.edits, expected.edits)


@needs_history
def test_what_vanishes_from_a_feed_and_comes_back_is_not_stored_twice(
    polls: tuple[PastPoll, ...], tmp_path: Path
) -> None:
    """Every fifth answer comes from a cache a dozen polls behind: new items vanish, old ones come back."""
    some = polls[:251]
    unsteady = [some[max(0, n - 12)].document if n % 5 == 4 else past.document for n, past in enumerate(some)]
    seen = [PastPoll(at=past.at, document=was, changed=past.changed) for past, was in zip(some, unsteady, strict=True)]
    found = poll_all(seen, tmp_path)
    assert found.summary.failed == 0
    assert len(found.titles) == found.rows == found.summary.items == real_input.expected(some).items


@needs_history
@pytest.mark.parametrize("name", CAPTURES)
def test_a_feed_as_captured_gives_the_items_it_holds(name: str, tmp_path: Path) -> None:
    captured = (WHITE_HOUSE / f"{name}.xml").read_bytes()
    at = datetime.strptime(name, "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC)
    found = poll_all([PastPoll(at=at, document=captured, changed=())], tmp_path)
    entries = ElementTree.fromstring(captured).findall("./channel/item")
    held = {(entry.findtext("link") or "").strip(): plain_text(entry.findtext("title") or "") for entry in entries}
    assert found.titles == held
    assert found.rows == len(entries) == 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One message as a destination got it."""

    day: date
    key: str
    body: str
    """As it was sent; of a mail, the text part."""

    def holds(self, reports: Sequence[Report]) -> bool:
        addresses = set(re.findall(r"https?://[^\s|>]+", self.body.replace("&amp;", "&")))
        return any(safe_url(report.url) in addresses for report in reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the crisis brought to the two destinations, in order of arrival."""

    slack: tuple[Arrived, ...]
    mail: tuple[Arrived, ...]
    summary: Summary


def arrived(day: date, body: str) -> Arrived:
    key = re.search(r"\| key ([0-9a-f]+)/1$", body.rstrip())
    assert key, f"a message without its key, or a repeat:\n{body}"
    return Arrived(day=day, key=key[1], body=body)


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return real_input.crisis(CRISIS)


@pytest.fixture(scope="module")
def told(reports: tuple[Report, ...], tmp_path_factory: pytest.TempPathFactory) -> Told:
    return live_through(reports, tmp_path_factory.mktemp("crisis"))


def live_through(reports: Sequence[Report], home: Path) -> Told:
    """The crisis, polled at 18:00 of every day."""
    slack_got: list[Arrived] = []
    mail_got: list[Arrived] = []
    publishers = sorted({report.publisher for report in reports})
    with Loopback(site := Served()) as server, SlackSink() as slack, SmtpSink() as smtp:
        feeds = feeds_yaml({(name := real_input.feed_id(one)): server.url(f"/{name}") for one in publishers})
        config = folder(home, feeds, destinations(slack, smtp))
        clock = HandClock(wall=datetime.combine(FIRST_DAY, time(18), UTC))
        with daemon(config, clock) as running:
            running.start()
            for day in days():
                for one in publishers:
                    site.show(f"/{real_input.feed_id(one)}", real_input.publisher_feed(reports, one, day))
                running.make_due()
                running.poll_due()
                running.tell_deadlines()
                assert running.deliver_due(20)
                slack_got += [arrived(day, post.text) for post in slack.posts[len(slack_got) :]]
                mail_got += [arrived(day, mail.part("plain")) for mail in smtp.mails[len(mail_got) :]]
                clock.move(days=1)
            return Told(slack=tuple(slack_got), mail=tuple(mail_got), summary=running.summary)


def destinations(slack: SlackSink, smtp: SmtpSink) -> str:
    """Both without a pause between messages: the clock stands while they are sent."""
    return (
        f"destinations:\n  slack: {{url: '{slack.url()}', per_minute: 600}}\n"
        f"  mail: {{url: '{smtp.url()}', to: [desk@example.org], per_minute: 600}}\n"
    )


def days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += timedelta(days=1)


@needs_crisis
@pytest.mark.slow
@pytest.mark.parametrize("event", KEY_EVENTS)
def test_each_key_event_reaches_both_destinations_within_a_day(
    event: str, reports: tuple[Report, ...], told: Told
) -> None:
    own = [report for report in reports if report.event == event]
    assert own, f"no item of {event}"
    for messages in (told.slack, told.mail):
        first = first_told(messages, own)
        assert first is not None, f"{event} ({KEY_EVENTS[event]}) was never told"
        assert timedelta(0) <= first - own[0].day <= timedelta(days=1)


def first_told(messages: Sequence[Arrived], own: Sequence[Report]) -> date | None:
    return next((one.day for one in messages if one.holds(own)), None)


@needs_crisis
@pytest.mark.slow
def test_both_destinations_got_the_same_messages_each_once(told: Told) -> None:
    slack, mail = [one.key for one in told.slack], [one.key for one in told.mail]
    assert max(Counter(slack).values()) == 1
    assert max(Counter(mail).values()) == 1
    assert set(slack) == set(mail)
    assert told.summary.failed == 0


@needs_crisis
@pytest.mark.slow
def test_no_day_of_the_crisis_brings_more_messages_than_a_desk_reads(told: Told) -> None:
    a_day = Counter(one.day for one in told.slack)
    assert {day: count for day, count in a_day.items() if count > MOST_A_DAY} == {}


def print_table() -> None:
    """Every event of the crisis: the day of its first item, and of the first message that holds one of its items."""
    reports = real_input.crisis(CRISIS)
    with TemporaryDirectory() as home:
        told = live_through(reports, Path(home))
    print(f"{'event':6} {'first item':11} {'Slack':11} {'mail':11} key event")
    for event in sorted({report.event for report in reports}):
        own = [report for report in reports if report.event == event]
        days_told = [str(first_told(messages, own) or "never") for messages in (told.slack, told.mail)]
        print(f"{event:6} {own[0].day!s:11} {days_told[0]:11} {days_told[1]:11} {KEY_EVENTS.get(event, '')}")
    print(f"{len(told.slack)} messages a destination; by day: {Counter(str(one.day) for one in told.slack)}")


if __name__ == "__main__":
    print_table()
