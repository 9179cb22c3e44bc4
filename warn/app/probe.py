"""One look at every feed from where the daemon runs: what `warn feeds check` tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime

from warn.core.understand import understand
from warn.model.feed import Body, Failed, Feed, FeedState
from warn.pipeline import Fetches, Parses


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a feed looks like from here, now."""

    feed_id: str
    url: str
    enabled: bool
    verdict: str
    """`alive`, `stale`, or the name of the failure."""
    items: int = 0
    newest: datetime | None = None
    moved_to: str = ""
    """Where a permanent redirect points."""
    detail: str = ""

    @property
    def good(self) -> bool:
        return self.verdict == "alive"


def probe(feed: Feed, fetcher: Fetches, parser: Parses, now: datetime) -> Probe:
    fetched = fetcher.fetch(feed, FeedState(feed_id=feed.id, due=now))
    if isinstance(fetched, Failed):
        return _failed(feed, fetched)
    if not isinstance(fetched, Body):
        return Probe(feed_id=feed.id, url=feed.url, enabled=feed.enabled, verdict="alive", detail="not modified")
    document = parser.parse(fetched.content, fetched.content_type, feed.zone)
    if isinstance(document, Failed):
        return _failed(feed, document)
    items = understand(feed, document, now=now, base_url=fetched.url)
    newest = max((item.published for item in items), default=None)
    stale = newest is None or now - newest > feed.stale_after
    return Probe(
        feed_id=feed.id,
        url=feed.url,
        enabled=feed.enabled,
        verdict="empty" if not items else "stale" if stale else "alive",
        items=len(items),
        newest=newest,
        moved_to=fetched.moved_to,
        detail=f"answers from {fetched.url}" if fetched.url != feed.url and not fetched.moved_to else "",
    )


def _failed(feed: Feed, failed: Failed) -> Probe:
    return Probe(
        feed_id=feed.id,
        url=feed.url,
        enabled=feed.enabled,
        verdict=failed.failure.value,
        moved_to=failed.moved_to,
        detail=failed.detail,
    )


def probe_all(feeds: Sequence[Feed], fetcher: Fetches, parser: Parses, now: datetime, workers: int) -> Iterator[Probe]:
    """Probes as they come in."""
    with ThreadPoolExecutor(workers, thread_name_prefix="probe") as pool:
        waiting = [pool.submit(probe, feed, fetcher, parser, now) for feed in feeds]
        for done in as_completed(waiting):
            yield done.result()
