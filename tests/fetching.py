"""What the tests of fetching share: a feed, a fetcher of either library, and how to look at what came back."""

from __future__ import annotations

import importlib.util
import ipaddress
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.loopback import Loopback, Reply
from warn.edge.fetch import Fetcher, Library
from warn.model.feed import Body, Failed, Feed, FeedState, Fetched, Validators

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>i</title></item></channel></rss>'
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
STATE = FeedState(feed_id="f", due=datetime(2026, 11, 22, tzinfo=UTC))
SEEN = replace(STATE, validators=Validators(etag='W/"1"', last_modified="Sat, 21 Nov 2026 08:00:00 GMT"))


def a_feed(url: str, **changes: Any) -> Feed:
    feed = Feed(
        id="f",
        name="f",
        url=url,
        publisher="",
        side="independent",
        kind="news",
        language="en",
        country="",
        packs=(),
        tier=2,
        interval=timedelta(minutes=5),
        stale_after=timedelta(days=1),
        zone="UTC",
    )
    return replace(feed, **changes)


@pytest.fixture(scope="session", params=["httpx", "httpx2"])
def library(request: pytest.FixtureRequest) -> Library:
    name: Library = request.param
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed")
    return name


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def make_fetcher(library: Library) -> Iterator[MakeFetcher]:
    made: list[Fetcher] = []

    def make(**settings: Any) -> Fetcher:
        defaults = {"user_agent": "warn/test", "allow_networks": LOOPBACK, "timeout": timedelta(seconds=5)}
        options: dict[str, Any] = {**defaults, **settings}
        made.append(Fetcher(library=library, **options))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture(scope="session")
def fetcher(library: Library) -> Iterator[Fetcher]:
    """One for all tests that need no setting of their own, as the daemon has one for all feeds."""
    shared = Fetcher(user_agent="warn/test", allow_networks=LOOPBACK, timeout=timedelta(seconds=5), library=library)
    yield shared
    shared.close()


def poll(fetcher: Fetcher, reply: Reply, state: FeedState = STATE) -> Fetched:
    with Loopback(lambda _: reply) as server:
        return fetcher.fetch(a_feed(server.url("/feed.xml")), state)


def body_of(fetched: Fetched) -> Body:
    assert isinstance(fetched, Body), fetched
    return fetched


def failure_of(fetched: Fetched) -> Failed:
    assert isinstance(fetched, Failed), fetched
    assert "\n" not in fetched.detail
    return fetched
