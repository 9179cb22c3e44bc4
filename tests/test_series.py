"""Rules over many items: what each type makes of marks, memory and time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warn.core.series import Now, chance_of, look, span
from warn.model.event import Evidence
from warn.model.rule import Direction
from warn.model.series import (
    Absence,
    Count,
    CountedBy,
    Finding,
    Mark,
    Memory,
    Sequence,
    Series,
    Shape,
    State,
    Surge,
    Transition,
)

START = datetime(2023, 4, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRESHNESS = 2 * DAY


def series(shape: Shape, **changes: Any) -> Series:
    fields: dict[str, Any] = {
        "id": "s",
        "watch": "w",
        "title": "Told",
        "direction": Direction.ESCALATION,
        "severity": 4,
        "why": "because",
        "of": ("r",),
        "shape": shape,
    }
    return Series(**(fields | changes))


def mark(hours: float, rule: str = "r", publisher: str = "", side: str = "", places: tuple[str, ...] = ()) -> Mark:
    evidence = Evidence(
        item_id=f"i{hours}{publisher}{rule}",
        publisher=publisher or f"p{hours}",
        side=side,
        language="en",
        title="t",
        quote="q",
        words=(),
        url="",
        published=START + hours * HOUR,
        rule=rule,
    )
    return Mark(rule=rule, places=places, evidence=evidence)


def at(hours: float, *, healthy: bool = True) -> Now:
    return Now(time=START + hours * HOUR, freshness=FRESHNESS, healthy=healthy)


def seen(one: Series, marks: list[Mark], memory: Memory | None, hours: float, **now: Any) -> Finding:
    return look(one, marks, memory, at(hours, **now))


# count


def test_a_count_is_told_when_reached_and_again_only_after_it_was_missed() -> None:
    one = series(Count(at_least=3, within=6 * HOUR))
    marks = [mark(0), mark(1), mark(2)]
    before = seen(one, marks[:2], None, 1.5)
    assert (before.tells, before.detail) == (False, "2 of 3 publishers in 6 h")
    reached = seen(one, marks, before.memory, 2)
    assert reached.tells
    assert [one.item_id for one in reached.evidence] == ["i2p2r", "i1p1r", "i0p0r"] or len(reached.evidence) == 3
    assert not seen(one, [*marks, mark(3)], reached.memory, 3).tells
    over = seen(one, marks, reached.memory, 9)
    assert (over.tells, over.memory.state) == (False, "")
    assert seen(one, [mark(10), mark(11), mark(12)], over.memory, 12).tells


def test_publishers_are_counted_once_and_unknown_ones_never() -> None:
    one = series(Count(at_least=2, within=6 * HOUR))
    assert not seen(one, [mark(0, publisher="a"), mark(1, publisher="a")], None, 2).tells
    unknown = replace(mark(1), evidence=replace(mark(1).evidence, publisher=""))
    assert not seen(one, [mark(0, publisher="a"), unknown], None, 2).tells
    by_items = series(Count(at_least=2, within=6 * HOUR, by=CountedBy.ITEMS))
    assert seen(by_items, [mark(0, publisher="a"), mark(1, publisher="a")], None, 2).tells
    by_sides = series(Count(at_least=2, within=6 * HOUR, by=CountedBy.SIDES))
    assert not seen(by_sides, [mark(0, side="x"), mark(1, side="x")], None, 2).tells
    assert seen(by_sides, [mark(0, side="x"), mark(1, side="y")], None, 2).tells


def test_a_place_leaves_out_what_names_another() -> None:
    one = series(Count(at_least=2, within=6 * HOUR), places=("lachin",))
    elsewhere = [mark(0, places=("goris",)), mark(1, places=("lachin",))]
    assert not seen(one, elsewhere, None, 2).tells
    assert seen(one, [mark(0, places=("lachin", "goris")), mark(1, places=("lachin",))], None, 2).tells


# surge

SURGE = Surge(window=DAY, baseline=60 * DAY, learning=28 * DAY, probability=0.001, at_least=3)


def daily(counts: list[int], end: float) -> list[Mark]:
    """So many marks on each of the last days before `end` (hours), the first count being the oldest day's."""
    first = end - 24 * len(counts)
    return [
        mark(first + 24 * day + 1 + 20 * index / max(count, 1))
        for day, count in enumerate(counts)
        for index in range(count)
    ]


def test_a_surge_learns_first_and_says_how_far_it_is() -> None:
    early = seen(series(SURGE), daily([0, 9], 48), Memory(first_look=START), 9 * 24)
    assert (early.tells, early.detail) == (False, "learning 9 of 28 days")


def test_a_surge_is_what_the_past_makes_improbable_told_once() -> None:
    one, memory = series(SURGE), Memory(first_look=START)
    end = 24.0 * 57
    quiet = daily([1, 0, 2, 1] * 14 + [2], end)
    usual = seen(one, quiet, memory, end)
    assert not usual.tells
    assert usual.detail.startswith("2 in 24 h, usually 1.0")
    loud = daily([1, 0, 2, 1] * 14 + [8], end)
    surging = seen(one, loud, memory, end)
    assert surging.tells
    assert len(surging.evidence) == 6
    assert not seen(one, loud, surging.memory, end).tells


def test_a_rule_that_is_often_loud_needs_more_to_surge() -> None:
    end = 24.0 * 60
    loud_past = daily([0, 9, 1, 12] * 14 + [14], end)
    assert not seen(series(SURGE), loud_past, Memory(first_look=START), end).tells


def test_the_chance_is_that_of_a_negative_binomial() -> None:
    # Equal mean and variance is nearly Poisson: 1 - exp(-1) * (1 + 1) for two or more at mean 1.
    poisson = chance_of(2, [1] * 400)
    assert poisson == pytest.approx(0.2642, abs=0.003)
    assert chance_of(0, [3, 1]) == 1.0
    assert chance_of(3, [0] * 28) < 0.0001 < chance_of(1, [0] * 28)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=60), st.integers(0, 400))
def test_more_is_never_more_probable(past: list[int], count: int) -> None:
    assert 0.0 <= chance_of(count + 1, past) <= chance_of(count, past) <= 1.0


# absence

DAILY = Absence(every=26 * HOUR, feeds=("mod",))


def test_an_absence_is_told_once_and_only_while_its_feeds_are_healthy() -> None:
    one = series(DAILY)
    first = seen(one, [mark(0)], None, 1)
    assert (first.tells, first.detail) == (False, "last 2023-04-01 00:00 UTC")
    assert not seen(one, [mark(0)], first.memory, 25).tells
    absent = seen(one, [mark(0)], first.memory, 28)
    assert absent.tells
    assert absent.detail == "nothing for 27 h, expected every 26 h; its feeds are healthy"
    assert not seen(one, [mark(0)], absent.memory, 30).tells
    back = seen(one, [mark(0), mark(31)], absent.memory, 31)
    assert (back.tells, back.memory.state) == (False, "")


def test_a_feed_that_was_down_starts_the_wait_anew() -> None:
    one = series(DAILY)
    first = seen(one, [mark(0)], None, 1)
    down = seen(one, [mark(0)], first.memory, 20, healthy=False)
    assert (down.tells, down.memory.healthy_since) == (False, None)
    assert down.detail == "none of its feeds is healthy"
    up = seen(one, [mark(0)], down.memory, 40)
    assert not up.tells
    assert not seen(one, [mark(0)], up.memory, 60).tells
    assert seen(one, [mark(0)], up.memory, 67).tells


# transition


def state(name: str, rule: str, **changes: Any) -> State:
    fields: dict[str, Any] = {"title": f"now {name}", "severity": 4, "direction": Direction.ESCALATION}
    return State(name=name, by=(rule,), **(fields | changes))


ROAD = Transition(initial="open", states=(state("open", "opened"), state("blocked", "closed"), state("half", "half")))


def test_a_change_of_state_is_told_and_a_mention_is_not() -> None:
    one = series(ROAD)
    first = seen(one, [mark(1, "closed")], None, 1)
    assert (first.tells, first.title, first.detail) == (True, "now blocked", "open -> blocked")
    again = seen(one, [mark(1, "closed"), mark(3, "closed", publisher="b")], first.memory, 3)
    assert (again.tells, again.detail) == (False, "blocked since 2023-04-01 01:00 UTC")
    reopened = seen(one, [mark(1, "closed"), mark(5, "opened")], again.memory, 5)
    assert (reopened.tells, reopened.detail) == (True, "blocked -> open")


def test_an_older_report_that_comes_late_moves_nothing() -> None:
    one = series(ROAD)
    blocked = seen(one, [mark(5, "closed")], None, 5)
    late = seen(one, [mark(2, "opened"), mark(5, "closed")], blocked.memory, 6)
    assert (late.tells, late.memory.state) == (False, "blocked")


def test_a_state_can_ask_for_several_publishers() -> None:
    shape = replace(ROAD, states=(*ROAD.states[:1], state("blocked", "closed", publishers=2)))
    one = series(shape)
    assert not seen(one, [mark(1, "closed", "a"), mark(2, "closed", "a")], None, 2).tells
    believed = seen(one, [mark(1, "closed", "a"), mark(2, "closed", "b")], None, 2)
    assert believed.tells
    assert len(believed.evidence) == 2


def test_a_state_can_ask_what_was_before() -> None:
    shape = replace(ROAD, states=(*ROAD.states, state("gone", "removed", after=("blocked",))))
    one = series(shape)
    assert not seen(one, [mark(1, "removed")], None, 1).tells
    assert seen(one, [mark(1, "closed"), mark(2, "removed")], None, 2).detail == "blocked -> gone"


def test_old_items_move_a_state_without_a_message() -> None:
    found = seen(series(ROAD), [mark(0, "closed")], None, 60)
    assert (found.tells, found.memory.state) == (False, "blocked")
    assert "from old items" in found.detail


# sequence

STEPS = Sequence(steps=(("demand",), ("advance", "fire"), ("post",)), within=30 * DAY)


def test_a_sequence_is_told_when_its_last_step_comes_in_order() -> None:
    one = series(STEPS)
    marks = [mark(0, "demand"), mark(24, "fire"), mark(48, "post")]
    half = seen(one, marks[:2], None, 30)
    assert (half.tells, half.detail) == (False, "2 of 3 steps in 30 days")
    done = seen(one, marks, half.memory, 48)
    assert done.tells
    assert done.detail == "3 of 3 steps in 30 days: demand -> fire -> post, 2.0 days"
    assert not seen(one, [*marks, mark(50, "post")], done.memory, 50).tells
    anew = [*marks, mark(60, "demand"), mark(70, "advance"), mark(80, "post")]
    assert seen(one, anew, done.memory, 80).tells


def test_a_sequence_out_of_order_or_too_slow_is_none() -> None:
    one = series(STEPS)
    assert not seen(one, [mark(0, "post"), mark(1, "fire"), mark(2, "demand")], None, 3).tells
    slow = [mark(0, "demand"), mark(24, "fire"), mark(24 * 40, "post")]
    assert not seen(one, slow, None, 24 * 40).tells


def test_one_item_is_one_step() -> None:
    first = mark(0, "demand")
    same = replace(mark(0, "fire"), evidence=replace(first.evidence, rule="fire"))
    assert "1 of 3" in seen(series(STEPS), [first, same], None, 1).detail


# all of them

SHAPES: tuple[Shape, ...] = (Count(at_least=3, within=6 * HOUR), SURGE, DAILY, ROAD, STEPS)
RULES = ("r", "opened", "closed", "half", "demand", "fire", "post")


@given(
    st.sampled_from(SHAPES),
    st.lists(st.tuples(st.floats(0, 2000), st.sampled_from(RULES)), max_size=40),
    st.floats(0, 2000),
)
def test_looking_twice_at_the_same_time_tells_once(shape: Shape, given: list[tuple[float, str]], hours: float) -> None:
    marks = [mark(when, rule) for when, rule in sorted(given)]
    one = series(shape, of=RULES)
    first = seen(one, marks, Memory(first_look=START - 40 * DAY), hours)
    second = seen(one, marks, first.memory, hours)
    assert not second.tells
    assert second.memory.state == first.memory.state


@pytest.mark.parametrize("shape", SHAPES)
def test_how_far_back_each_looks_is_bounded(shape: Shape) -> None:
    assert timedelta(0) < span(series(shape), FRESHNESS) <= timedelta(days=400)
