"""When a delivery is tried again, and when it is given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warn.core.outbox import FIRST_WAIT, GIVE_UP_AFTER, LONGEST_WAIT, Bucket, Dead, Done, Retry, after
from warn.model.alert import NotSent, Sent

START = datetime(2023, 4, 23, 8, 0, tzinfo=UTC)
TEMPORARY = NotSent(permanent=False, unknown=False, detail="HTTP 500")
UNKNOWN = NotSent(permanent=False, unknown=True, detail="no answer in time")


def test_sent_is_done() -> None:
    assert after(Sent(), 1, START, START, 0.5) == Done()


def test_permanent_is_dead_at_once_with_its_reason() -> None:
    gone = NotSent(permanent=True, unknown=False, detail="HTTP 404: no_service")
    assert after(gone, 1, START, START, 0.5) == Dead(reason="HTTP 404: no_service")


@pytest.mark.parametrize(
    ("attempt", "shortest", "longest"),
    [(1, 5, 5), (2, 5, 10), (3, 10, 20), (5, 40, 80), (9, 450, 900), (500, 450, 900)],
)
def test_waits_double_from_five_seconds_to_fifteen_minutes(attempt: int, shortest: int, longest: int) -> None:
    low, high = (after(TEMPORARY, attempt, START, START, draw) for draw in (0.0, 1.0))
    assert isinstance(low, Retry)
    assert isinstance(high, Retry)
    assert (low.due - START, high.due - START) == (timedelta(seconds=shortest), timedelta(seconds=longest))


def test_an_unknown_end_makes_every_later_try_a_possible_repeat() -> None:
    first = after(UNKNOWN, 1, START, START, 0.5)
    assert isinstance(first, Retry)
    assert first.possible_repeat
    second = after(TEMPORARY, 2, START, START, 0.5, possible_repeat=first.possible_repeat)
    assert isinstance(second, Retry)
    assert second.possible_repeat
    clean = after(TEMPORARY, 1, START, START, 0.5)
    assert isinstance(clean, Retry)
    assert not clean.possible_repeat


@pytest.mark.parametrize(
    ("asked", "attempt", "shortest"),
    [(120.0, 1, 120), (2.0, 1, 5), (2.0, 9, 450), (10**9, 1, 3600), (float("nan"), 1, 5), (0.0, 1, 5)],
)
def test_retry_after_is_honoured_within_an_hour(asked: float, attempt: int, shortest: int) -> None:
    throttled = NotSent(permanent=False, unknown=False, detail="HTTP 429", retry_after=asked)
    verdict = after(throttled, attempt, START, START, 0.0)
    assert isinstance(verdict, Retry)
    assert verdict.due - START == timedelta(seconds=shortest)


def test_it_is_given_up_after_a_day_with_a_last_try_at_its_end() -> None:
    nearly = START + GIVE_UP_AFTER - timedelta(seconds=30)
    verdict = after(TEMPORARY, 100, START, nearly, 0.9)
    assert isinstance(verdict, Retry)
    assert verdict.due == START + GIVE_UP_AFTER
    assert after(UNKNOWN, 101, START, START + GIVE_UP_AFTER, 0.9) == Dead(
        reason="given up after 101 tries in 24 h: no answer in time"
    )


@given(
    st.integers(1, 10_000),
    st.floats(0, 1, exclude_max=True),
    st.none() | st.floats(allow_nan=True, allow_infinity=True),
    st.timedeltas(timedelta(0), GIVE_UP_AFTER - timedelta(seconds=1)),
    st.booleans(),
)
def test_within_a_day_a_retry_is_always_ahead_and_never_far(
    attempt: int, draw: float, asked: float | None, age: timedelta, unknown: bool
) -> None:
    now = START + age
    result = NotSent(permanent=False, unknown=unknown, detail="x", retry_after=asked)
    verdict = after(result, attempt, START, now, draw)
    assert isinstance(verdict, Retry)
    assert now < verdict.due <= now + max(LONGEST_WAIT, timedelta(hours=1) + FIRST_WAIT)


def test_a_day_of_outage_is_about_a_hundred_tries() -> None:
    now, tries = START, 0
    while True:
        tries += 1
        verdict = after(TEMPORARY, tries, START, now, 0.5)
        if isinstance(verdict, Dead):
            break
        assert isinstance(verdict, Retry)
        now = verdict.due
    assert 100 < tries < 150
    assert now - START == GIVE_UP_AFTER


def test_a_bucket_holds_its_rate_over_an_hour() -> None:
    bucket, now, sent = Bucket.full(30, START), START, 0
    assert bucket.burst == 5
    while now < START + timedelta(hours=1):
        bucket, wait = bucket.take(now)
        if wait:
            now += wait
        else:
            sent += 1
    assert 1800 <= sent <= 1805


def test_a_bucket_of_less_than_one_a_minute_still_sends() -> None:
    bucket, wait = Bucket.full(0.5, START).take(START)
    assert wait == timedelta(0)
    _, wait = bucket.take(START)
    assert wait == timedelta(minutes=2)


def test_a_clock_that_goes_back_neither_fills_nor_drains_a_bucket() -> None:
    bucket, _ = Bucket.full(60, START).take(START)
    assert bucket.refilled(START - timedelta(hours=1)).tokens == bucket.tokens


@given(st.floats(0.1, 600), st.lists(st.floats(-100, 1000), max_size=40))
def test_a_bucket_never_overflows_and_a_wait_is_long_enough(rate: float, steps: list[float]) -> None:
    bucket, now = Bucket.full(rate, START), START
    for step in steps:
        now += timedelta(seconds=step)
        bucket, wait = bucket.take(now)
        assert -1e-9 <= bucket.tokens <= bucket.burst
        if wait:
            now += wait + timedelta(milliseconds=1)
            bucket, wait = bucket.take(now)
            assert not wait
