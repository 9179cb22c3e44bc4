"""Dated items of the past through the same flow, with a clock that stands where each item does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory

from warn import pipeline, telling
from warn.config.dated_items import DatedItem
from warn.edge.store import Database, feeds
from warn.model.alert import Alert
from warn.model.feed import Body, Feed, FeedState, Validators
from warn.model.item import Document, Entry
from warn.pipeline import Poll
from warn.telling import Policy

# Nothing is said of how soon a publisher's feed carried an item; this is the flagship's usual polling interval.
NOTICED_AFTER = timedelta(minutes=10)


def replay(items: Sequence[DatedItem], policy: Policy) -> Iterator[Alert]:
    """Alerts in the order in which they would have come. Nothing is kept: the store is a passing one."""
    if not items:
        return
    with TemporaryDirectory(prefix="warn-replay-") as folder:
        database = Database(f"sqlite:///{folder}/replay.db", durable=False)
        database.migrate()
        yield from _play(database, items, policy)
        database.close()


def _play(database: Database, items: Sequence[DatedItem], policy: Policy) -> Iterator[Alert]:
    day = items[0].published.date()
    pending = policy.judge.rulebook.deadlines
    for item in items:
        now = item.published + NOTICED_AFTER
        while day <= item.published.date():
            morning = datetime.combine(day, datetime.min.time(), tzinfo=now.tzinfo)
            yield from telling.tell_deadlines(database, pending, policy, now=morning)
            yield from telling.tell_series(database, policy, now=morning)
            day += timedelta(days=1)
        with database.writing() as transaction:
            feed = _feed(item)
            feeds.sync(transaction, [feed], {}, now)
        (recorded,) = pipeline.record(database, [_poll(item, feed, now)], policy, now=now, draws=[0.0])
        yield from recorded.alerts


def _feed(item: DatedItem) -> Feed:
    return Feed(
        id=f"replay:{item.publisher or 'unknown'}",
        name=item.publisher or "unknown",
        url=item.url or f"replay:{item.publisher}",
        publisher=item.publisher,
        side=item.side,
        kind="news",
        language=item.language,
        country="",
        packs=(),
        tier=2,
        interval=NOTICED_AFTER,
        stale_after=timedelta(days=1),
        zone="UTC",
    )


def _poll(item: DatedItem, feed: Feed, now: datetime) -> Poll:
    entry = Entry(link=item.url, title=item.title, summary=item.summary, published=item.published)
    state = FeedState(feed_id=feed.id, due=now, first_ok=now - timedelta(days=1))
    body = Body(content=b"", url=feed.url, validators=Validators(), content_type="")
    return Poll(feed=feed, state=state, fetched=body, document=Document(entries=(entry,)), body_hash=b"replayed")
