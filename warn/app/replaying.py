"""Dated items of the past through the same flow, with a clock that stands where each item does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory

from warn import pipeline, telling
from warn.config.dated_items import NOTICED_AFTER, DatedItem
from warn.core.credit import Publishers, counted_as
from warn.core.understand import understand
from warn.edge.store import Database, feeds
from warn.model.alert import Alert
from warn.model.feed import Body, Feed, FeedState, Validators
from warn.model.item import Document, Entry, Item
from warn.pipeline import Poll
from warn.telling import Policy


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
    day = items[0].noticed.date()
    pending = policy.judge.rulebook.deadlines
    for item in items:
        now = item.noticed
        while day <= now.date():
            morning = datetime.combine(day, datetime.min.time(), tzinfo=now.tzinfo)
            yield from telling.tell_deadlines(database, pending, policy, now=morning)
            yield from telling.tell_series(database, policy, now=morning)
            yield from telling.tell_levels_by_time(database, policy, now=morning)
            day += timedelta(days=1)
        with database.writing() as transaction:
            feed = _feed(item, policy.publishers)
            feeds.sync(transaction, [feed], {}, now)
        (recorded,) = pipeline.record(database, [_poll(item, feed, now)], policy, now=now, draws=[0.0])
        yield from recorded.alerts


def understood(item: DatedItem, policy: Policy) -> Item:
    """The item as the replay understands and stores it."""
    feed = _feed(item, policy.publishers)
    document = Document(entries=(_entry(item),))
    return understand(feed, document, now=item.noticed, base_url=feed.url, publishers=policy.publishers)[0]


def _feed(item: DatedItem, publishers: Publishers) -> Feed:
    """As if the item came by a feed of its publisher, whose side feeds.yaml may know."""
    publisher = counted_as(item.publisher, publishers)
    return Feed(
        id=f"replay:{item.publisher or 'unknown'}",
        name=item.publisher or "unknown",
        url=item.url or f"replay:{item.publisher}",
        publisher=publisher,
        side=item.side or publishers.sides.get(publisher, ""),
        kind="news",
        language=item.language,
        country="",
        packs=(),
        tier=2,
        interval=NOTICED_AFTER,
        stale_after=timedelta(days=1),
        zone="UTC",
    )


def _entry(item: DatedItem) -> Entry:
    return Entry(link=item.url, title=item.title, summary=item.summary, published=item.published)


def _poll(item: DatedItem, feed: Feed, now: datetime) -> Poll:
    state = FeedState(feed_id=feed.id, due=now, first_ok=now - timedelta(days=1))
    body = Body(content=b"", url=feed.url, validators=Validators(), content_type="")
    return Poll(feed=feed, state=state, fetched=body, document=Document(entries=(_entry(item),)), body_hash=b"replayed")
