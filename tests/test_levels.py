"""Levels of scenarios: evidence that fades, hysteresis, what would change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warn.core import level_words
from warn.core.levels import AHEAD, FALLS_AT, MOST, SETTLES, evidence, floor, level_of, look, outlook
from warn.model.level import Indicator, Level, LevelMemory, Outlook, Report, Scenario

START = datetime(2023, 4, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
THRESHOLDS = ((Level.WATCH, 3.0), (Level.WARNING, 6.0), (Level.CRITICAL, 10.0))


def indicator(name: str, weight: float, half_life: timedelta = WEEK, **changes: Any) -> Indicator:
    return Indicator(name=name, rules=(name,), weight=weight, half_life=half_life, **changes)


def scenario(*indicators: Indicator, **changes: Any) -> Scenario:
    fields: dict[str, Any] = {
        "id": "s",
        "watch": "w",
        "name": "Offensive",
        "indicators": indicators or (indicator("up", 2.0), indicator("more", 1.0), indicator("down", -1.5)),
        "thresholds": THRESHOLDS,
    }
    return Scenario(**(fields | changes))


def report(hours: float, rule: str = "up", publisher: str = "p", **changes: Any) -> Report:
    return Report(rule=rule, publisher=publisher, newest=START + hours * HOUR, **changes)


def at(hours: float) -> datetime:
    return START + hours * HOUR


def total(one: Scenario, reports: list[Report], hours: float) -> float:
    return evidence(one, reports, at(hours)).total


def foreseen(one: Scenario, reports: list[Report], memory: LevelMemory, now: datetime) -> Outlook:
    return outlook(one, reports, evidence(one, reports, now), memory, now)


def begun(level: Level = Level.CALM, **changes: Any) -> LevelMemory:
    fields: dict[str, Any] = {"level": level, "told": level, "since": START, "first_look": START - WEEK}
    return LevelMemory(**(fields | changes))


# evidence


def test_a_report_of_now_adds_its_weight_and_half_of_it_a_half_life_later() -> None:
    one = scenario(indicator("up", 2.0))
    assert total(one, [report(0)], 0) == pytest.approx(2.0)
    assert total(one, [report(0)], 7 * 24) == pytest.approx(1.0)
    assert total(one, [report(0)], 14 * 24) == pytest.approx(0.5)


def test_each_further_publisher_of_a_day_adds_less_and_a_second_report_of_one_adds_nothing() -> None:
    one = scenario(indicator("up", 1.0))
    several = [report(0, publisher=f"p{number}") for number in range(20)]
    values = [total(one, several[:count], 0) for count in (1, 2, 3, 7, 20)]
    assert values == pytest.approx([1.0, 1.585, 2.0, 3.0, MOST], abs=0.001)
    assert total(one, [report(0), report(0, items=40)], 0) == pytest.approx(1.0)


def test_months_of_daily_reports_of_one_thing_are_capped_and_fade_at_once_when_they_end() -> None:
    one = scenario(indicator("up", 1.0))
    daily = [report(24.0 * day) for day in range(200)]
    assert total(one, daily, 199 * 24) == pytest.approx(MOST)
    assert evidence(one, daily, at(199 * 24)).contributions[0].capped
    assert total(one, daily, 206 * 24) == pytest.approx(MOST / 2)


def test_reports_of_the_future_and_of_other_places_do_not_count() -> None:
    one = scenario(indicator("up", 1.0, places=("syunik",)))
    assert total(one, [report(0, places=frozenset({"lachin"})), report(0)], 0) == 0
    assert total(one, [report(0, places=frozenset({"syunik", "armenia"}))], 0) == pytest.approx(1.0)
    assert total(scenario(), [report(5)], 4) == 0


def test_what_holds_it_up_is_listed_the_strongest_first() -> None:
    reports = [
        report(9, "more"),
        report(9, "down", "a"),
        report(8, "down", "b", items=3),
        report(9),
        report(9, "other"),
    ]
    balance = evidence(scenario(), reports, at(9))
    assert [(one.indicator, round(one.value, 2), len(one.publishers), one.items) for one in balance.contributions] == [
        ("down", -2.38, 2, 4),
        ("up", 2.0, 1, 1),
        ("more", 1.0, 1, 1),
    ]
    assert (round(balance.total, 2), balance.newest) == (0.62, at(9))


_reports = st.lists(
    st.builds(
        report,
        st.floats(0, 24 * 30),
        st.sampled_from(["up", "more", "down"]),
        st.sampled_from(["", "a", "b", "c", "d"]),
    ),
    max_size=40,
)
_escalating = st.builds(
    report, st.floats(0, 24 * 30), st.sampled_from(["up", "more"]), st.sampled_from(["", "a", "b", "z"])
)


@given(_reports, _escalating, st.floats(0, 24 * 40))
def test_more_escalation_never_lowers_the_evidence(reports: list[Report], new: Report, hours: float) -> None:
    assert total(scenario(), [*reports, new], hours) >= total(scenario(), reports, hours) - 1e-9


@given(_reports, st.floats(0, 24 * 30), st.floats(0, 24 * 40))
def test_de_escalation_never_raises_it(reports: list[Report], when: float, hours: float) -> None:
    assert total(scenario(), [*reports, report(when, "down", "z")], hours) <= total(scenario(), reports, hours) + 1e-9


@given(_reports.filter(bool), st.floats(0, 24 * 30))
def test_without_new_reports_escalating_evidence_only_fades(reports: list[Report], later: float) -> None:
    one = scenario(indicator("up", 2.0), indicator("more", 1.0, 2 * DAY))
    end = 24 * 30.0
    assert total(one, reports, end + later) <= total(one, reports, end) + 1e-9


@given(_reports, st.randoms(), st.floats(0, 24 * 40))
def test_the_same_reports_in_any_order_and_twice_over_give_the_same(
    reports: list[Report], random: Any, hours: float
) -> None:
    shuffled = [*reports, *reports]
    random.shuffle(shuffled)
    assert total(scenario(), shuffled, hours) == pytest.approx(total(scenario(), reports, hours), abs=1e-12)


@given(_reports, st.floats(0, 24 * 40))
def test_no_indicator_counts_more_than_its_cap(reports: list[Report], hours: float) -> None:
    weights = {"up": 2.0, "more": 1.0, "down": -1.5}
    for one in evidence(scenario(), reports, at(hours)).contributions:
        assert abs(one.value) <= abs(weights[one.indicator]) * MOST + 1e-9


# hysteresis


def test_a_level_rises_at_once_and_as_far_as_the_evidence_reaches() -> None:
    risen = level_of(7.0, scenario(), begun(), at(1))
    assert (risen.level, risen.since) == (Level.WARNING, at(1))


def test_a_level_falls_only_after_the_hold_and_only_if_the_evidence_stayed_low() -> None:
    memory = begun(Level.WARNING)
    memory = level_of(4.0, scenario(), memory, at(1))
    assert (memory.level, memory.lows) == (Level.WARNING, ((Level.WARNING, at(1)),))
    memory = level_of(4.3, scenario(), memory, at(20))  # 0.7 times 6 is 4.2: the hold begins anew
    assert (memory.level, memory.lows) == (Level.WARNING, ())
    memory = level_of(4.0, scenario(), memory, at(21))
    assert level_of(4.0, scenario(), memory, at(44)).level is Level.WARNING
    assert level_of(4.0, scenario(), memory, at(45)).level is Level.WATCH


def test_each_level_is_held_by_itself() -> None:
    memory = level_of(5.0, scenario(), begun(Level.CRITICAL), at(0))
    memory = level_of(0.0, scenario(), memory, at(12))
    memory = level_of(0.0, scenario(), memory, at(24))
    assert (memory.level, memory.since) == (Level.WARNING, at(24))
    assert level_of(0.0, scenario(), memory, at(35)).level is Level.WARNING
    assert level_of(0.0, scenario(), memory, at(36)).level is Level.CALM
    sudden = level_of(0.5, scenario(), begun(Level.CRITICAL), at(0))
    assert level_of(-3.0, scenario(), sudden, at(24)).level is Level.CALM


def test_a_clock_set_back_starts_the_hold_anew_and_does_not_freeze_it() -> None:
    memory = level_of(1.0, scenario(), begun(Level.WATCH), at(1000))
    memory = level_of(1.0, scenario(), memory, at(0))
    assert level_of(1.0, scenario(), memory, at(24)).level is Level.CALM


_walk = st.lists(st.tuples(st.floats(0.05, 30), st.floats(-5, 15)), min_size=1, max_size=60)


@given(_walk)
def test_levels_do_not_flap(walk: list[tuple[float, float]]) -> None:
    """After a rise a fall is at least a hold away, and none comes while the evidence is above the level's floor."""
    one, memory, hours, risen = scenario(), begun(), 0.0, -1e9
    for step, amount in walk:
        hours += step
        after = level_of(amount, one, memory, at(hours))
        if after.level.rank < memory.level.rank:
            assert amount < floor(one, memory.level)
            assert hours - risen >= one.hold / HOUR - 1e-6
        if after.level.rank > memory.level.rank:
            assert amount >= one.threshold(after.level)
            risen = hours
        assert amount < one.threshold(Level.CRITICAL) or after.level is Level.CRITICAL
        memory = after


@given(_walk, st.floats(0, 6))
def test_higher_evidence_all_along_never_leads_to_a_lower_level(walk: list[tuple[float, float]], more: float) -> None:
    one, lower, higher, hours = scenario(), begun(), begun(), 0.0
    for step, amount in walk:
        hours += step
        lower, higher = level_of(amount, one, lower, at(hours)), level_of(amount + more, one, higher, at(hours))
        assert higher.level.rank >= lower.level.rank


# looks


def test_every_level_is_told_once_and_the_first_polls_are_one_message() -> None:
    one, memory, reports = scenario(indicator("up", 3.4)), None, []
    told: list[tuple[int, Level, Level]] = []
    for minute in range(0, 60, 5):
        reports.append(report(minute / 60, publisher=f"p{minute}"))
        finding = look(one, reports, memory, at(minute / 60))
        memory = finding.memory
        told += [(minute, finding.known, memory.level)] if finding.tells else []
    # Watch with the first report, warning with the third: within the first quarter of an hour, so one message.
    assert told == [(15, Level.CALM, Level.WARNING), (30, Level.WARNING, Level.CRITICAL)]
    assert timedelta(minutes=told[0][0]) == SETTLES


def test_a_second_look_at_the_same_tells_nothing() -> None:
    reports = [report(0, publisher=name) for name in "abc"]
    first = look(scenario(), reports, begun(), at(0))
    again = look(scenario(), reports, first.memory, at(0))
    assert (first.tells, first.rises, first.memory.level) == (True, True, Level.WATCH)
    assert (again.tells, again.changed, again.memory) == (False, False, first.memory)
    assert again.balance == first.balance


def test_de_escalation_pulls_a_level_down() -> None:
    reports = [report(0, publisher=name) for name in "abc"]
    reports += [report(1, "down", name) for name in "abc"]
    memory = look(scenario(), reports, begun(Level.WATCH), at(1)).memory
    fallen = look(scenario(), reports, memory, at(25))
    assert (fallen.tells, fallen.rises, fallen.memory.level) == (True, False, Level.CALM)
    without = [one for one in reports if one.rule != "down"]
    assert look(scenario(), without, memory, at(25)).memory.level is Level.WATCH


# what would change it


def test_the_outlook_says_what_is_missing_and_what_would_bring_it() -> None:
    ahead = foreseen(scenario(), [report(0)], begun(), at(0))
    assert (ahead.upper, round(ahead.more, 6)) == (Level.WATCH, 1.0)
    assert [(way.indicator, way.publishers) for way in ahead.ways] == [("up", 1), ("more", 1)]
    assert (ahead.lower, ahead.falls) == (None, None)
    assert foreseen(scenario(), [], begun(Level.CRITICAL), at(0)).upper is None


@given(_reports)
@settings(max_examples=40)
def test_every_way_brings_the_next_level_and_one_publisher_fewer_does_not(reports: list[Report]) -> None:
    now = 24 * 31.0
    ahead = foreseen(scenario(), reports, begun(), at(now))
    for way in ahead.ways:
        new = [report(now, way.indicator, f"new{number}") for number in range(way.publishers)]
        assert total(scenario(), [*reports, *new], now) >= 3.0 - 1e-9
        if way.publishers > 1:
            assert total(scenario(), [*reports, *new[1:]], now) < 3.0


@given(_reports.filter(bool), st.sampled_from([Level.WATCH, Level.WARNING, Level.CRITICAL]))
@settings(max_examples=40)
def test_the_foretold_fall_comes_when_nothing_more_does(reports: list[Report], level: Level) -> None:
    one, now = scenario(indicator("up", 2.0), indicator("more", 1.0, 2 * DAY)), at(24 * 30)
    memory = look(one, reports, begun(level), now).memory
    if memory.level is not level:
        return
    foretold = foreseen(one, reports, memory, now)
    assert foretold.falls is not None  # the highest evidence there can be is gone in less than `AHEAD`
    assert now < foretold.falls <= now + AHEAD
    moment = now
    while memory.level is level:
        moment += HOUR
        memory = look(one, reports, memory, moment).memory
    if moment == foretold.falls:
        assert memory.level is foretold.lower
    # Reports of six half-lives ago cease to count at once, and not by decay.
    assert timedelta(0) <= foretold.falls - moment <= DAY


def test_a_change_in_words() -> None:
    reports = [report(0, publisher=name) for name in "abc"] + [report(0, "more"), report(0, "down")]
    one = scenario()
    found = look(one, reports, begun(), at(0))
    said = level_words.change(one, found, foreseen(one, reports, found.memory, at(0)))
    assert level_words.headline(one, found) == "Offensive: watch, up from calm"
    assert said == (
        "evidence 3.5, watch from 3.0; held up by up +4.0, more +1.0; against it down -1.5; "
        "2.5 more to warning: no indicator brings it alone; calm from 2023-04-07 04:00 UTC if nothing more comes"
    )
    hoped = replace(one, good=True, name="Settlement")
    assert level_words.headline(hoped, found) == "Settlement: first signs, up from calm (good news)"
    fallen = replace(found, memory=begun(), known=Level.WARNING)
    assert level_words.headline(hoped, fallen) == "Settlement: calm, down from good signs (hope fades)"
    assert level_words.measured(one, found.balance, Level.CALM, rises=False) == (
        f"evidence 3.5, watch holds from {3 * FALLS_AT:.1f}"
    )
