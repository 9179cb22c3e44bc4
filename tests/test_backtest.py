"""Back-tests: the measures by hand-made alerts, and the chronology's files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.backtest_values import alert, happening, measured, played
from warn.config import chronology
from warn.core.backtest import Played, compare, fitting
from warn.model.alert import Alert
from warn.model.chronology import Happening, Precursor, Target
from warn.model.problem import Refused

# events


def outcome(event: Happening, items: tuple[Played, ...], *alerts: Alert) -> tuple[bool, bool, bool]:
    (found,) = measured(events=(event,), items=items, alerts=alerts).events
    return found.recalled, found.in_time, found.by_item


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2023-01-04", (False, False, False)),
        ("2023-01-05", (True, True, True)),
        ("2023-01-08", (True, True, True)),
        ("2023-01-09", (True, False, True)),
    ],
)
def test_an_item_of_the_event_tells_it_on_its_day_or_later(told: str, expected: tuple[bool, bool, bool]) -> None:
    own = played("x", told, event_id="E1")
    assert outcome(happening("E1", "2023-01-05"), (own,), alert(told, own, family="aid")) == expected


@pytest.mark.parametrize(
    ("told", "family", "recalled"),
    [
        ("2023-01-05", "checkpoint", True),
        ("2023-01-08", "checkpoint", True),
        ("2023-01-09", "checkpoint", False),
        ("2023-01-04", "checkpoint", False),
        ("2023-01-05", "aid", False),
    ],
)
def test_a_family_that_fits_tells_an_event_for_three_days(told: str, family: str, recalled: bool) -> None:
    other = played("y", told)
    found = outcome(happening("E1", "2023-01-05"), (other,), alert(told, other, family=family))
    assert found == (recalled, recalled, False)


def test_the_items_address_can_be_the_events_source() -> None:
    own = played("x", "2023-01-05", url="https://www.a.example/x?utm_source=rss")
    event = happening("E1", "2023-01-05", source_url="https://www.a.example/x")
    assert outcome(event, (own,), alert("2023-01-05", own, family="aid"))[0]
    assert not outcome(happening("E1", "2023-01-05"), (own,), alert("2023-01-05", own, family="aid"))[0]


def test_the_delay_starts_with_the_events_first_item() -> None:
    early = played("before", "2023-01-03", event_id="E1")
    first = played("first", "2023-01-05", event_id="E1")
    second = played("second", "2023-01-06", event_id="E1")
    items = (early, first, second)
    (found,) = measured(
        events=(happening("E1", "2023-01-05"),), items=items, alerts=(alert("2023-01-06", second),)
    ).events
    assert found.delay == timedelta(days=1, minutes=10)
    deadline = alert("2023-01-05", family="checkpoint")
    (found,) = measured(events=(happening("E1", "2023-01-05"),), items=items, alerts=(deadline,)).events
    assert found.recalled
    assert found.delay == timedelta(minutes=10), "the event's own first item came ten minutes before"
    (found,) = measured(events=(happening("E1", "2023-01-05"),), alerts=(deadline,)).events
    assert found.delay is None


def test_recall_is_of_all_events_and_of_those_with_items() -> None:
    own = played("x", "2023-01-05", event_id="E1")
    events = (
        happening("E1", "2023-01-05"),
        happening("E2", "2023-01-01", "aid_blockage"),
        happening("E3", "2022-01-01"),
    )
    lost = played("z", "2023-01-02", event_id="E2")
    found = measured(events=events, items=(own, lost), alerts=(alert("2023-01-05", own),))
    assert found.event_recall == pytest.approx(1 / 3)
    assert found.event_recall_of_reported == pytest.approx(1 / 2)
    assert measured().event_recall is None


def test_indicators_fit_families_by_name_by_other_names_or_as_the_chronology_says() -> None:
    families = frozenset({"aid", "diplomacy", "forces"})
    assert fitting("aid_blockage", families) == {"aid"}
    assert fitting("diplomatic", families) == {"diplomacy"}
    assert fitting("troop_movement", families) == {"forces"}
    assert fitting("weather", families) == frozenset()
    assert fitting("weather", families, frozenset({"aid", "nosuch"})) == {"aid"}
    assert measured(events=(happening("E1", "2023-01-01", "weather"),)).unfitting == ("weather",)


# targets


def test_lead_time_runs_from_the_first_fitting_alert_after_the_precursor_to_the_target() -> None:
    target = Target(
        id="T",
        day=date(2023, 4, 23),
        what="Checkpoint",
        indicator="checkpoint",
        precursors=(
            Precursor(event="P1", day=date(2023, 2, 18), indicator="checkpoint"),
            Precursor(event="P2", day=date(2023, 3, 25), indicator="troop_movement"),
            Precursor(event="P3", day=date(2023, 4, 22), indicator="checkpoint"),
        ),
    )
    alerts = (
        alert("2023-02-17", family="checkpoint"),
        alert("2023-02-24", family="checkpoint"),
        alert("2023-03-25", family="forces"),
        alert("2023-04-23", family="checkpoint"),
    )
    (found,) = measured(targets=(target,), alerts=alerts).targets
    assert [one.lead_days for one in found.precursors] == [58, 29, None]
    assert [one.possible_days for one in found.precursors] == [64, 29, 1]
    assert (found.own_days, found.lead_days) == (58, 58)
    (none,) = measured(targets=(target,), alerts=alerts[3:]).targets
    assert none.lead_days is None


# alerts a day, labels


def test_alerts_a_day_are_over_all_days_and_the_busiest_is_the_first_of_equals() -> None:
    found = measured(alerts=tuple(alert(f"2023-01-0{day}") for day in (2, 2, 5, 5, 7)))
    assert found.alerts_per_day == pytest.approx(0.5)
    assert found.busiest == (date(2023, 1, 2), 2)
    assert measured().busiest is None


def test_an_alert_is_right_if_any_item_it_quotes_is() -> None:
    right, wrong, unknown = (
        played(name, "2023-01-02", true=true) for name, true in (("r", True), ("w", False), ("u", None))
    )
    alerts = (
        alert("2023-01-02", right, wrong),
        alert("2023-01-03", wrong, unknown, family="aid"),
        alert("2023-01-04", unknown),
    )
    found = measured(items=(right, wrong, unknown), alerts=alerts)
    assert (found.overall.true, found.overall.false, found.overall.precision) == (1, 1, 0.5)
    assert {one.name: one.precision for one in found.by_family} == {"checkpoint": 1.0, "aid": 0.0}
    assert {(one.name, one.alerts) for one in found.by_rule} == {("checkpoint.up", 2), ("aid.up", 1)}


def test_the_curve_and_the_calibration_of_labelled_items() -> None:
    scores = [(0.95, True), (0.9, True), (0.9, False), (0.2, True), (0.1, False)]
    items = tuple(
        played(f"{number}", "2023-01-02", score=score, true=true) for number, (score, true) in enumerate(scores)
    )
    found = measured(items=(*items, played("u", "2023-01-02", score=0.99)))
    assert [(one.threshold, round(one.precision, 3), round(one.recall, 3)) for one in found.curve] == [
        (0.95, 1.0, 0.333),
        (0.9, 0.667, 0.667),
        (0.2, 0.75, 1.0),
        (0.1, 0.6, 1.0),
    ]
    assert [(one.low, one.count, round(one.share_true, 3)) for one in found.bins] == [
        (0.1, 1, 0.0),
        (0.2, 1, 1.0),
        (0.9, 3, 0.667),
    ]
    assert found.brier == pytest.approx((0.05**2 + 0.1**2 + 0.9**2 + 0.8**2 + 0.1**2) / 5)
    assert measured(items=items[:2]).curve == ()


def test_two_sets_of_rules_are_compared_by_events_and_alerts() -> None:
    own = played("x", "2023-01-05", event_id="E1")
    other = played("y", "2023-01-07", event_id="E2")
    events = (happening("E1", "2023-01-05"), happening("E2", "2023-01-07", "aid"))
    here = measured(events=events, items=(own, other), alerts=(alert("2023-01-05", own),))
    there = measured(
        events=events,
        items=(own, other),
        alerts=(alert("2023-01-06", own), alert("2023-01-07", other, family="aid")),
    )
    found = compare(here, there)
    assert (found.gained, found.lost, found.sooner, found.later) == ((), ("E2",), ("E1",), ())
    assert (len(found.new_alerts), len(found.gone_alerts)) == (1, 2)
    assert compare(here, here).new_alerts == ()


# the chronology's files


def refused(read: Any, path: Path, text: str, *more: Any) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read(path, *more)
    return [str(problem).removeprefix(f"{path.parent}/") for problem in caught.value.problems]


def test_a_timeline_is_refused_whole_with_each_line(tmp_path: Path) -> None:
    text = "id,date,indicator\nE1,2023-01-01,aid\nE1,2023-01-02,aid\n,2023-01-03,aid\nE4,soon,aid\nE5,2023-01-05\n"
    assert refused(chronology.read_timeline, tmp_path / "t.csv", text) == [
        "t.csv:3: id: E1 is there already",
        "t.csv:4: id: is missing",
        "t.csv:5: date: a day like 2023-04-23 is expected, not 'soon'",
        "t.csv:6: indicator: is missing",
    ]


def test_targets_take_from_the_timeline_what_their_lines_leave_out(tmp_path: Path) -> None:
    events = (happening("P", "2023-01-01", "aid"), happening("T", "2023-02-01"))
    path = tmp_path / "t.csv"
    path.write_text("target_event,precursor_event,why\nT,P,first\n", encoding="utf-8")
    (target,) = chronology.read_targets(path, events)
    assert (target.day, target.indicator) == (date(2023, 2, 1), "checkpoint")
    assert target.precursors == (Precursor(event="P", day=date(2023, 1, 1), indicator="aid", why="first"),)
    assert refused(chronology.read_targets, path, "target_event,precursor_event\nX,P\nP,T\nT,Q\n", events) == [
        "t.csv:2: target_event: no event X in the timeline",
        "t.csv:3: precursor_date: 2023-02-01 is not before the target's 2023-01-01",
        "t.csv:4: precursor_event: no event Q in the timeline, and the line gives no date and indicator",
    ]


def test_labels_are_found_by_address_or_title(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    path.write_text(
        '{"url": "https://a.example/x?utm_source=q", "label": "false"}\n{"title": "Two  words", "relevant": true}\n',
        encoding="utf-8",
    )
    labels = chronology.read_labels(path)
    assert labels.of("https://a.example/x", "") is False
    assert labels.of("", "two words") is True
    assert labels.of("https://a.example/y", "three") is None
    assert refused(chronology.read_labels, path, '{"url": "x", "label": "maybe"}\n{"label": "true"}\n')[1:] == [
        "l.jsonl:2: title: is missing"
    ]
