"""One notice at a time, the tightest reached; silence once the matter is settled; an alarm when it isn't."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warn.core.deadlines import PASSED, due_steps, status_at
from warn.model.rule import Deadline, DeadlineStatus

DAY = date(2027, 2, 19)
STEPS = tuple(timedelta(days=days) for days in (90, 30, 7, 1, 0))


def deadline(status: DeadlineStatus = DeadlineStatus.PENDING, since: date | None = None) -> Deadline:
    return Deadline(
        id="m.end", watch="w", title="T", severity=3, due=DAY, status=status, status_since=since, steps=STEPS, why="y"
    )


def at(days_before: int, hour: int = 0) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=UTC) - timedelta(days=days_before)


@pytest.mark.parametrize(
    ("now", "step", "detail"),
    [
        (at(90), 90, "90 days left, until 2027-02-19"),
        (at(31, 23), 90, "31 days left, until 2027-02-19"),
        (at(30), 30, "30 days left, until 2027-02-19"),
        (at(1, 5), 1, "1 day left, until 2027-02-19"),
        (at(0, 23), 0, "today, 2027-02-19"),
        (at(-1), -1, "2027-02-19 has passed with no report of what became of it"),
        (at(-400), -1, "2027-02-19 has passed with no report of what became of it"),
    ],
)
def test_the_tightest_step_reached_is_told(now: datetime, step: int, detail: str) -> None:
    notice = due_steps(deadline(), frozenset(), now)
    assert notice is not None
    assert (notice.step, notice.detail, notice.passed) == (timedelta(days=step), detail, step < 0)


def test_nothing_before_the_first_step() -> None:
    assert due_steps(deadline(), frozenset(), at(91, 23)) is None


def test_missed_steps_are_covered_and_never_told_later() -> None:
    told: frozenset[timedelta] = frozenset()
    notice = due_steps(deadline(), told, at(6))
    assert notice is not None
    assert notice.covers == (timedelta(days=7), timedelta(days=30), timedelta(days=90))
    told |= set(notice.covers)
    assert due_steps(deadline(), told, at(2)) is None
    later = due_steps(deadline(), told, at(1))
    assert later is not None
    assert later.covers == (timedelta(days=1),)


def test_a_step_told_alone_silences_wider_ones() -> None:
    assert due_steps(deadline(), frozenset({timedelta(days=7)}), at(5)) is None


def test_an_overtaken_deadline_is_silent_now_and_told_in_a_replay() -> None:
    overtaken = deadline(DeadlineStatus.OVERTAKEN, date(2027, 1, 1))
    assert due_steps(overtaken, frozenset(), at(20)) is None
    replayed = due_steps(overtaken, frozenset(), at(80))
    assert replayed is not None
    assert replayed.step == timedelta(days=90)
    assert status_at(overtaken, datetime(2027, 1, 1, tzinfo=UTC)) is DeadlineStatus.OVERTAKEN
    assert due_steps(deadline(DeadlineStatus.CANCELLED), frozenset(), at(80)) is None


def test_the_day_is_that_of_utc() -> None:
    yerevan = timezone(timedelta(hours=4))
    assert due_steps(deadline(), frozenset(), datetime(2026, 11, 21, 3, tzinfo=yerevan)) is None
    assert due_steps(deadline(), frozenset(), datetime(2026, 11, 21, 5, tzinfo=yerevan)) is not None


@given(st.lists(st.integers(-3 * 24, 100 * 24), min_size=1, max_size=30))
def test_however_often_it_is_asked_each_step_is_told_once(hours: list[int]) -> None:
    told: set[timedelta] = set()
    count = 0
    for hour in sorted(hours, reverse=True):
        notice = due_steps(deadline(), frozenset(told), at(0) - timedelta(hours=hour))
        if notice:
            assert not told & set(notice.covers)
            told |= set(notice.covers)
            count += 1
            assert notice.step == min(told)
    assert count <= len(STEPS) + 1
    first = min(hours)
    assert (PASSED in told) == (first <= -24)
