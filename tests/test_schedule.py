"""Polling policy: back-off, rhythm, wishes of origins, moved and gone feeds, clock jumps, health."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warn.core.schedule import (
    ABANDON_AFTER,
    ADOPT_AFTER,
    LONGEST,
    SHORTEST,
    HealthKind,
    Outcome,
    ago,
    backoff,
    clamp_due,
    first_due,
    health,
    longest_wait,
    next_state,
    span_in_words,
    tier_cap,
)
from warn.model.feed import Body, Failed, Failure, Feed, FeedState, NotModified, Validators

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_feed(**changes: Any) -> Feed:
    feed = Feed(
        id="primeminister-am",
        name="Prime Minister of Armenia",
        url="https://www.primeminister.am/rss/",
        publisher="primeminister.am",
        side="armenia",
        kind="official",
        language="hy",
        country="AM",
        packs=("caucasus",),
        tier=2,
        interval=timedelta(minutes=10),
        stale_after=timedelta(days=2),
        zone="Asia/Yerevan",
    )
    return replace(feed, **changes)


def a_state(**changes: Any) -> FeedState:
    return replace(FeedState(feed_id="primeminister-am", due=NOW), **changes)


def body(**changes: Any) -> Body:
    document = Body(
        content=b"<rss/>", url="https://www.primeminister.am/rss/", validators=Validators(etag='"2"'), content_type=""
    )
    return replace(document, **changes)


def failed(failure: Failure = Failure.TIMEOUT, **changes: Any) -> Failed:
    return replace(Failed(failure=failure, detail="took too long"), **changes)


def poll(
    feed: Feed, state: FeedState, fetched: Any, *, now: datetime = NOW, draw: float = 0.5, **outcome: Any
) -> FeedState:
    return next_state(feed, state, Outcome(fetched=fetched, **outcome), now=now, draw=draw)


spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40_000))
draws = st.floats(min_value=0, max_value=1, exclude_max=True)
moments = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2200, 1, 1),
    timezones=st.just(UTC),
)
feeds = st.builds(
    a_feed,
    tier=st.integers(min_value=0, max_value=6),
    interval=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)),
)
good = st.builds(
    lambda max_age, moved, is_body: (
        body(max_age=max_age, moved_to=moved)
        if is_body
        else NotModified(validators=Validators(), max_age=max_age, moved_to=moved)
    ),
    st.none() | spans,
    st.sampled_from(["", "https://a.example/rss", "https://b.example/rss"]),
    st.booleans(),
)
bad = st.builds(failed, st.sampled_from(list(Failure)), retry_after=st.none() | spans)
outcomes = st.builds(
    lambda fetched, new, ttl: Outcome(
        fetched=fetched, new_items=new if not isinstance(fetched, Failed) else 0, ttl=ttl
    ),
    good | bad,
    st.integers(min_value=0, max_value=500),
    st.none() | spans,
)


@given(feed=feeds, steps=st.lists(st.tuples(outcomes, moments, draws), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_due_is_always_ahead_and_within_a_day(feed: Feed, steps: list[tuple[Outcome, datetime, float]]) -> None:
    """Whatever origins send and however the clock jumps between polls (decades, either way)."""
    state = a_state()
    for outcome, now, draw in steps:
        state = next_state(feed, state, outcome, now=now, draw=draw)
        wait = state.due - now
        assert wait >= SHORTEST
        assert wait <= longest_wait(feed, state)
        if not state.gone:
            assert wait <= LONGEST
        assert state.failures == 0 or state.failure is not None
        assert clamp_due(state.due, now, longest_wait(feed, state)) == state.due


@given(feed=feeds, draw=draws, kind=st.sampled_from(list(Failure)), asked=st.none() | spans)
def test_backoff_never_shrinks_and_stays_under_the_cap(
    feed: Feed, draw: float, kind: Failure, asked: timedelta | None
) -> None:
    waits = [backoff(feed, failed(kind, retry_after=asked), failures, draw) for failures in range(1, 40)]
    assert waits == sorted(waits)
    if kind is not Failure.THROTTLED:
        assert waits[-1] <= max(tier_cap(feed), SHORTEST)
    elif asked is not None:
        assert waits[0] >= min(asked, LONGEST)


@given(feed=feeds, gaps=st.lists(st.tuples(spans, st.integers(0, 50)), max_size=20), wish=st.none() | spans, draw=draws)
def test_a_healthy_feed_is_polled_between_half_and_four_times_its_interval(
    feed: Feed, gaps: list[tuple[timedelta, int]], wish: timedelta | None, draw: float
) -> None:
    state, now = a_state(), datetime(2026, 1, 1, tzinfo=UTC)
    base = max(feed.interval, SHORTEST)
    for gap, new in gaps:
        now = min(now + gap, datetime(9000, 1, 1, tzinfo=UTC))
        state = poll(feed, state, body(max_age=wish), new_items=new, now=now, draw=draw)
        wait = state.due - now
        assert max(min(base, LONGEST) / 2, SHORTEST) <= wait <= min(4 * base, LONGEST)
        if feed.tier <= 1:
            assert wait <= max(15 * MINUTE, feed.interval)


def test_backoff_doubles_from_the_interval_to_the_tiers_cap() -> None:
    waits = [backoff(a_feed(), failed(), failures, 0.0) / MINUTE for failures in range(1, 6)]
    assert waits == [10, 20, 40, 60, 60]


@pytest.mark.parametrize(("tier", "minutes"), [(1, 15), (2, 60), (3, 360), (4, 720)])
def test_caps_by_tier(tier: int, minutes: int) -> None:
    feed = a_feed(tier=tier, interval=5 * MINUTE)
    assert backoff(feed, failed(), 30, 0.0) == minutes * MINUTE


def test_throttling_may_exceed_the_cap_but_not_a_day() -> None:
    feed = a_feed(tier=1, interval=2 * MINUTE)
    asked = failed(Failure.THROTTLED, status=429, retry_after=timedelta(hours=3))
    assert backoff(feed, asked, 1, 0.0) == timedelta(hours=3)
    assert backoff(feed, asked, 1, 0.9) > timedelta(hours=3)
    assert backoff(feed, replace(asked, retry_after=timedelta(days=4000)), 1, 0.9) == LONGEST


def test_retry_after_on_other_failures_is_capped() -> None:
    feed = a_feed(tier=1, interval=2 * MINUTE)
    asked = failed(Failure.BLOCKED, status=403, retry_after=timedelta(hours=3))
    assert backoff(feed, asked, 1, 0.0) == 15 * MINUTE


def test_a_hostile_document_is_left_alone_at_once() -> None:
    assert backoff(a_feed(tier=3), failed(Failure.HOSTILE), 1, 0.0) == timedelta(hours=6)


def test_a_failure_keeps_what_the_last_good_poll_left() -> None:
    state = a_state(
        validators=Validators(etag='"1"'), body_hash=b"h", block_hashes=b"b" * 8, last_ok=NOW - MINUTE, items_seen=7
    )
    after = poll(a_feed(), state, failed(status=500))
    assert (after.validators, after.body_hash, after.block_hashes) == (Validators(etag='"1"'), b"h", b"b" * 8)
    assert (after.failures, after.failure, after.failure_detail) == (1, Failure.TIMEOUT, "took too long")
    assert (after.last_ok, after.last_poll, after.items_seen) == (NOW - MINUTE, NOW, 7)


def test_a_good_poll_clears_the_failure_and_remembers() -> None:
    state = a_state(failures=5, failure=Failure.DNS, failure_detail="no such host", body_hash=b"old")
    after = poll(a_feed(), state, body(), new_items=3, body_hash=b"new", block_hashes=b"12345678")
    assert (after.failures, after.failure, after.failure_detail) == (0, None, "")
    assert (after.body_hash, after.block_hashes, after.validators.etag) == (b"new", b"12345678", '"2"')
    assert (after.first_ok, after.last_ok, after.last_new, after.items_seen) == (NOW, NOW, NOW, 3)


def test_not_modified_keeps_hashes_and_takes_validators() -> None:
    state = a_state(body_hash=b"old", block_hashes=b"12345678", first_ok=NOW - MINUTE, last_new=NOW - MINUTE)
    after = poll(a_feed(), state, NotModified(validators=Validators(etag='"3"')))
    assert (after.body_hash, after.block_hashes, after.validators.etag) == (b"old", b"12345678", '"3"')
    assert (after.first_ok, after.last_new) == (NOW - MINUTE, NOW - MINUTE)


@pytest.mark.parametrize("wish", ["max_age", "ttl"])
def test_an_origins_wish_is_honoured_up_to_the_cap(wish: str) -> None:
    def due(feed: Feed, asked: timedelta) -> timedelta:
        if wish == "ttl":
            return poll(feed, a_state(), body(), ttl=asked).due - NOW
        return poll(feed, a_state(), body(max_age=asked)).due - NOW

    assert due(a_feed(), timedelta(minutes=30)) == timedelta(minutes=30)
    assert due(a_feed(), timedelta(days=1)) == timedelta(minutes=40)
    assert due(a_feed(tier=1, interval=5 * MINUTE), timedelta(days=1)) == timedelta(minutes=15)
    assert due(a_feed(), timedelta(seconds=5)) == timedelta(minutes=10)


def rhythmic(feed: Feed, *, gap: timedelta, polls: int) -> FeedState:
    state, now = poll(feed, a_state(), body(), new_items=40), NOW
    for _ in range(polls):
        now += gap
        state = poll(feed, state, body(), new_items=1, now=now)
    return replace(state, due=state.due - (now - NOW))


def test_the_interval_follows_the_feeds_own_rhythm() -> None:
    feed = a_feed()
    assert poll(feed, a_state(), body(), new_items=40).due - NOW == 10 * MINUTE, "a backfill teaches nothing"
    assert rhythmic(feed, gap=3 * MINUTE, polls=12).due - NOW == 5 * MINUTE
    slow = rhythmic(feed, gap=timedelta(days=7), polls=20).due - NOW
    assert 39 * MINUTE < slow <= 40 * MINUTE
    middling = rhythmic(feed, gap=30 * MINUTE, polls=20).due - NOW
    assert 14 * MINUTE < middling < 16 * MINUTE


def test_a_slow_feed_that_wakes_up_is_soon_polled_fast_again() -> None:
    feed = a_feed()
    state = replace(rhythmic(feed, gap=timedelta(days=7), polls=20), last_new=NOW)
    now = NOW
    for _ in range(6):
        now += 5 * MINUTE
        state = poll(feed, state, body(), new_items=3, now=now)
    assert state.due - now < 8 * MINUTE


def test_a_permanent_redirect_is_adopted_after_agreeing_polls() -> None:
    feed, state = a_feed(), a_state()
    for count in range(1, ADOPT_AFTER):
        state = poll(feed, state, body(moved_to="https://new.example/rss"))
        assert (state.url, state.moved_count) == ("", count)
    state = poll(feed, state, failed())
    state = poll(feed, state, NotModified(validators=Validators(), moved_to="https://new.example/rss"))
    assert (state.url, state.moved_to, state.moved_count) == ("https://new.example/rss", "", 0)


@pytest.mark.parametrize("other", ["", "https://elsewhere.example/rss"])
def test_disagreement_starts_the_count_anew(other: str) -> None:
    feed, state = a_feed(), a_state()
    for target in ("https://new.example/rss", "https://new.example/rss", other, "https://new.example/rss"):
        state = poll(feed, state, body(moved_to=target))
    assert (state.url, state.moved_to, state.moved_count) == ("", "https://new.example/rss", 1)


def test_a_feed_that_moves_back_home_forgets_the_adopted_address() -> None:
    feed, state = a_feed(), a_state(url="https://new.example/rss")
    for _ in range(ADOPT_AFTER):
        state = poll(feed, state, body(moved_to=feed.url))
    assert (state.url, state.moved_count) == ("", 0)


def test_an_adopted_address_that_keeps_failing_is_given_up() -> None:
    feed, state = a_feed(), a_state(url="https://new.example/rss", validators=Validators(etag='"1"'), body_hash=b"h")
    for _ in range(ABANDON_AFTER - 1):
        state = poll(feed, state, failed())
        assert state.url == "https://new.example/rss"
    state = poll(feed, state, failed())
    assert (state.url, state.validators, state.body_hash) == ("", Validators(), b"h")


def test_three_polls_that_agree_on_gone_stop_polling() -> None:
    feed = a_feed()
    state = poll(feed, a_state(), body(), new_items=3)
    for expected in (False, False, True):
        state = poll(feed, state, failed(Failure.GONE, status=410))
        assert state.gone is expected
    assert state.due > NOW + timedelta(days=365)


def test_a_single_gone_among_other_failures_stops_nothing() -> None:
    state = a_state()
    for failure in (Failure.TIMEOUT, Failure.TIMEOUT, Failure.TIMEOUT, Failure.GONE):
        state = poll(a_feed(), state, failed(failure))
    assert not state.gone


def test_gone_at_an_adopted_address_goes_back_to_the_configured_one() -> None:
    after = poll(a_feed(), a_state(url="https://new.example/rss"), failed(Failure.GONE, status=410))
    assert (after.gone, after.url) == (False, "")
    assert after.due <= NOW + timedelta(hours=1)


def test_first_polls_are_spread_and_no_later_than_an_interval() -> None:
    feed = a_feed()
    assert first_due(feed, NOW, 0.0, 5 * MINUTE) == NOW
    assert first_due(feed, NOW, 0.5, 5 * MINUTE) == NOW + 2.5 * MINUTE
    assert first_due(feed, NOW, 0.999, timedelta(days=1)) < NOW + 10 * MINUTE


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(seconds=-5), timedelta(days=-3650), timedelta(0)])
def test_a_clock_set_back_stops_no_feed(jump: timedelta) -> None:
    feed = a_feed()
    state = poll(feed, a_state(), body())
    now = NOW + jump
    due = clamp_due(state.due, now, longest_wait(feed, state))
    assert due - now <= 40 * MINUTE
    healed = poll(feed, state, body(), new_items=1, now=due)
    assert due < healed.due <= due + 40 * MINUTE


def test_a_clock_ten_years_ahead_only_makes_feeds_due() -> None:
    feed = a_feed()
    state = poll(feed, a_state(last_new=NOW), body())
    later = NOW + timedelta(days=3650)
    assert clamp_due(state.due, later, longest_wait(feed, state)) == state.due < later
    after = poll(feed, state, body(), new_items=1, now=later)
    assert after.due - later <= 40 * MINUTE


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("feed", "state", "kind", "words"),
    [
        (a_feed(enabled=False), a_state(), HealthKind.DISABLED, "switched off"),
        (a_feed(), a_state(), HealthKind.NEVER_POLLED, "first poll"),
        (a_feed(), a_state(last_poll=NOW, gone=True), HealthKind.GONE, "410"),
        (
            a_feed(),
            a_state(last_poll=NOW, last_ok=NOW, first_ok=NOW, last_new=NOW - 3 * HOUR),
            HealthKind.ALIVE,
            "last new item 3 h ago",
        ),
        (
            a_feed(),
            a_state(last_poll=NOW, last_ok=NOW - HOUR, last_new=NOW - HOUR, failures=1, failure=Failure.RESET),
            HealthKind.ALIVE,
            "last poll failed (reset)",
        ),
        (
            a_feed(),
            a_state(last_poll=NOW, last_ok=NOW, first_ok=NOW - 90 * HOUR, last_new=NOW - 72 * HOUR),
            HealthKind.STALE,
            "last new item 3 d ago, expected one within 2 d",
        ),
        (
            a_feed(),
            a_state(last_poll=NOW, last_ok=NOW, first_ok=NOW - 72 * HOUR),
            HealthKind.STALE,
            "no item yet, expected one within 2 d",
        ),
        (
            a_feed(),
            a_state(last_poll=NOW, last_ok=NOW - 5 * HOUR, failures=4, failure=Failure.DNS, failure_detail="no host"),
            HealthKind.FAILING,
            "dns 4 times in a row, last good poll 5 h ago: no host",
        ),
        (
            a_feed(),
            a_state(last_poll=NOW, failures=1, failure=Failure.BLOCKED, failure_detail="status 403"),
            HealthKind.BLOCKED,
            "blocked 1 time in a row, no good poll yet: status 403",
        ),
    ],
)
def test_health(feed: Feed, state: FeedState, kind: HealthKind, words: str) -> None:
    judged = health(feed, state, NOW)
    assert judged.kind is kind
    assert words in judged.detail
    assert judged.ok == (kind in {HealthKind.ALIVE, HealthKind.NEVER_POLLED, HealthKind.DISABLED})


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-5), "0 s"),
        (timedelta(seconds=40), "40 s"),
        (timedelta(seconds=61), "1 min"),
        (timedelta(minutes=90), "1 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=12, hours=5), "12 d"),
    ],
)
def test_spans_in_words(span: timedelta, words: str) -> None:
    assert span_in_words(span) == words


def test_a_moment_in_the_future_is_just_now() -> None:
    assert ago(NOW, NOW + HOUR) == "just now"
