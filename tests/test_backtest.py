"""Back-tests: the measures by hand-made alerts, and the command over archives and chronologies."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.commands import CHECKPOINT, complaints, desk, run
from tests.real_input import SHARED
from warn.config import chronology
from warn.core.backtest import Measures, Played, Run, compare, fitting, measure
from warn.core.backtest.form import as_data
from warn.core.report import page
from warn.model.alert import Alert, Reason
from warn.model.chronology import Happening, Precursor, Target
from warn.model.event import Evidence
from warn.model.problem import Refused

CRISIS = SHARED / "data/nk_timeline"


def at(day: str) -> datetime:
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T12:00")
    return moment.replace(tzinfo=UTC)


def played(name: str, day: str, **changes: Any) -> Played:
    fields: dict[str, Any] = {
        "item_id": name,
        "title": f"Item {name}",
        "url": f"https://a.example/{name}",
        "publisher": "a.example",
        "published": at(day),
        "event_id": "",
        "true": None,
        "score": 0.6,
    }
    return Played(**(fields | changes))


def alert(day: str, *items: Played, family: str = "checkpoint", **changes: Any) -> Alert:
    fields: dict[str, Any] = {
        "id": f"{day}/{family}/{'+'.join(item.item_id for item in items)}",
        "watch": "valley",
        "watch_name": "Valley",
        "event_id": "",
        "reason": Reason.NEW_EVENT,
        "detail": "",
        "severity": 4,
        "indicator": family,
        "direction": "escalation",
        "headline": "Checkpoint set up",
        "why": "",
        "places": (),
        "sides": (),
        "publishers": (),
        "score": 0.7,
        "parts": (),
        "evidence": tuple(evidence(item, f"{family}.up") for item in items),
        "created": at(day) + timedelta(minutes=10),
    }
    return Alert(**(fields | changes))


def evidence(item: Played, rule: str) -> Evidence:
    return Evidence(
        item_id=item.item_id,
        publisher=item.publisher,
        side="",
        language="en",
        title=item.title,
        quote="",
        words=(),
        url=item.url,
        published=item.published,
        rule=rule,
    )


def happening(name: str, day: str, indicator: str = "checkpoint", **changes: Any) -> Happening:
    return Happening(id=name, day=date.fromisoformat(day), indicator=indicator, **changes)


def measured(**changes: Any) -> Measures:
    fields: dict[str, Any] = {
        "rules": "rules",
        "items": (),
        "alerts": (),
        "first_day": date(2023, 1, 1),
        "last_day": date(2023, 1, 10),
        "events": (),
        "targets": (),
        "families": frozenset({"checkpoint", "aid", "forces"}),
        "threshold": 0.5,
    }
    return measure(Run(**(fields | changes)))


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


# the command


EVENTS = "id,date,indicator,fact\nE1,2023-04-23,checkpoint,Post set up\nE2,2023-05-20,checkpoint,Never reported\n"
ITEMS = f"""\
title,published,publisher,url,event_id
{CHECKPOINT},2023-04-23T08:00:00Z,a.example,https://a.example/1,E1
Bread is baked,2023-04-25,b.example,https://b.example/2,
"""


def crisis(home: Path) -> Path:
    desk(home)
    (home / "items.csv").write_text(ITEMS, encoding="utf-8")
    (home / "events.csv").write_text(EVENTS, encoding="utf-8")
    (home / "targets.csv").write_text("target_event,precursor_event\nE2,E1\n", encoding="utf-8")
    return home


def test_a_backtest_says_what_was_told_when_and_keeps_nothing(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    arguments = ("backtest", "--items", "items.csv", "--timeline", "events.csv", "--targets", "targets.csv")
    data = json.loads(run(*arguments, "--json", cwd=home).stdout)
    assert (data["event_recall"], data["alerts"], data["precision"]) == (0.5, 1, 1.0)
    assert data["alerts_per_day"] == pytest.approx(1 / 3, abs=1e-4)
    first, second = data["events"]
    assert (first["id"], first["recalled"], first["first_alert"]) == ("E1", True, "2023-04-23T08:10:00Z")
    assert first["delay"] == pytest.approx(10 / 60, abs=0.01)
    assert (second["recalled"], second["first_alert"]) == (False, None)
    assert [(one["id"], one["lead_days"]) for one in data["targets"]] == [("E2", 27)]
    said = run(*arguments, cwd=home).stdout
    assert "events told: 1 of 2 (50%)" in said
    assert "first alert 27 days ahead" in said
    assert not (home / "data").exists()


def test_a_back_test_tells_what_the_replay_tells(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    replayed = [json.loads(line) for line in run("replay", "--json", "items.csv", cwd=home).stdout.splitlines()]
    told = json.loads(run("backtest", "--items", "items.csv", "--json", cwd=home).stdout)["told"]
    assert [one["id"] for one in told] == [one["id"] for one in replayed] != []


def test_bounds_leave_out_items_and_events_and_say_so(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    arguments = ("backtest", "--items", "items.csv", "--timeline", "events.csv", "--json")
    ended = run(*arguments, "--from", "2023-04-24", "--to", "2023-05-22", cwd=home)
    data = json.loads(ended.stdout)
    assert [one["id"] for one in data["events"]] == ["E2"]
    assert (data["days"], data["alerts"]) == (29, 0)
    assert ended.stderr == "1 items outside these days were left out\n"
    assert "nothing to play" in run(*arguments, "--from", "2024-01-01", cwd=home, code=1).stderr
    assert "--to: a day like" in run(*arguments, "--to", "may", cwd=home, code=2).stderr


def test_lines_that_cannot_be_read_are_told_and_the_others_played(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    with (home / "items.csv").open("a", encoding="utf-8") as file:
        file.write("Late,soon,c.example,,\nA comma, too many,2023-04-26,c.example,,\n")
    ended = run("backtest", "--items", "items.csv", "--json", cwd=home, code=1)
    data = json.loads(ended.stdout)
    assert (data["items"], data["alerts"], data["unread"]) == (2, 1, 2)
    assert ended.stderr.splitlines() == [
        "items.csv:4: published: an ISO 8601 date or time is expected, not 'soon'",
        "items.csv:5: more cells than the header has",
        "warn: 2 lines could not be read; the others were played",
    ]


def test_what_does_not_fit_together_is_told(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    with (home / "items.csv").open("a", encoding="utf-8") as file:
        file.write("Rain,2023-04-26,c.example,https://c.example/3,E9\n")
    (home / "labels.csv").write_text(
        "url,label\nhttps://a.example/1,false\nhttps://z.example/,true\n", encoding="utf-8"
    )
    arguments = ("backtest", "--items", "items.csv", "--timeline", "events.csv", "--labels", "labels.csv", "--json")
    ended = run(*arguments, cwd=home)
    assert json.loads(ended.stdout)["precision"] == 0.0, "a label stands before the event's id"
    assert ended.stderr.splitlines() == [
        "1 events are named by items and not in the timeline: E9",
        "1 labels are of no item that was played",
    ]


def test_files_that_are_wrong_are_refused_before_anything_is_played(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    (home / "items.pdf").write_bytes(b"%PDF")
    assert complaints(home, "backtest", "--items", "items.pdf", "gone.csv") == [
        "gone.csv:1: can't be read: No such file or directory",
        "items.pdf:1: no form of archive that is known by this name; see docs/backtest.md",
    ]
    assert complaints(home, "backtest", "--items", "items.csv", "--targets", "targets.csv") == [
        "warn: --targets: their events are those of a timeline: give --timeline too"
    ]


def test_two_sets_of_rules(tmp_path: Path) -> None:
    home = crisis(tmp_path)
    other = desk(tmp_path / "other", watch="name: Valley\nprior: -9\nplaces:\n  valley: {name: V, terms: [valley*]}\n")
    arguments = ("backtest", "--items", "items.csv", "--timeline", "events.csv", "--against", f"{other}/rules")
    found = json.loads(run(*arguments, "--json", "--html", "page.html", cwd=home).stdout)["against"]
    assert (found["alerts"], found["events_gained"], found["events_lost"]) == (0, ["E1"], [])
    assert [one["headline"] for one in found["new_alerts"]] == ["Checkpoint set up"]
    assert "Two sets of rules" in (home / "page.html").read_text(encoding="utf-8")


# the page


class Tags(HTMLParser):
    """Every tag and attribute of a page, and whether all that opens closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def full() -> Measures:
    hostile = '<script>alert("1")</script>'
    items = tuple(
        played(
            f"{number}",
            "2023-01-05",
            event_id="E1",
            true=number % 2 == 0,
            score=number / 10,
            title=hostile,
            url="javascript:alert(1)" if number == 9 else f"https://a.example/{number}?a=1&b='\"",
        )
        for number in range(10)
    )
    events = (
        happening("E1", "2023-01-05", what=hostile),
        happening("E2", "2023-01-01", "aid"),
        happening("E3", "2023-01-02", hostile),
    )
    target = Target(
        id="E1",
        day=date(2023, 1, 9),
        what=hostile,
        indicator="checkpoint",
        precursors=(Precursor(event="E2", day=date(2023, 1, 1), indicator="checkpoint", why=hostile),),
    )
    return measured(
        items=items,
        events=events,
        targets=(target,),
        alerts=tuple(alert("2023-01-05", item, headline=hostile) for item in items),
    )


def test_the_page_is_whole_runs_nothing_and_shows_hostile_words_as_words() -> None:
    measures = full()
    text = page(measures, compare(measures, measured()), unread=2)
    tags = Tags(text)
    assert tags.open == []
    names = {name for name, _ in tags.seen}
    assert not names & {"script", "img", "link", "iframe", "object"}
    assert {"svg", "table", "details"} <= names
    links = [attributes["href"] for name, attributes in tags.seen if name == "a"]
    assert links
    assert all(link and link.startswith("https://a.example/") for link in links)
    assert not [key for _, attributes in tags.seen for key in attributes if key.startswith("on")]
    assert "2 lines of the archive could not be read" in text
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text


def test_the_plots_are_sound_svg_with_a_mark_for_each_event_and_alert() -> None:
    measures = full()
    text = page(measures)
    plots = [part.partition("</svg>")[0] for part in text.split("<svg ")[1:]]
    drawn = [ElementTree.fromstring(f"<svg {plot}</svg>") for plot in plots if "role=" in plot]
    assert [plot.get("aria-label", "").split()[0] for plot in drawn] == [
        "Events",
        "Alerts",
        "Events",
        "Precision",
        "Share",
    ]
    states = [one.get("class") for one in drawn[0].iter("polygon")]
    assert sorted(str(state) for state in states) == ["event", "event missed", "event missed"]
    assert len([one for one in drawn[0].iter("circle") if "alert" in str(one.get("class"))]) == 10
    for plot in drawn:
        width, height = (float(size) for size in str(plot.get("viewBox")).split()[2:])
        for one in plot.iter("circle"):
            assert 0 <= float(one.get("cx", "-1")) <= width
            assert 0 <= float(one.get("cy", "-1")) <= height


@pytest.mark.parametrize("last", [date(2023, 1, 1), date(2023, 2, 20), date(2024, 1, 5), date(2043, 1, 1)])
def test_a_page_of_nothing_and_of_any_length(last: date) -> None:
    measures = measured(last_day=last, alerts=(alert("2023-01-01"),))
    assert Tags(page(measures)).open == []
    assert Tags(page(measured(last_day=last))).open == []
    assert json.dumps(as_data(measures))


# the real crisis


@pytest.fixture(scope="module")
def lachin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not (CRISIS / "items.csv").is_file():
        pytest.skip(f"needs {CRISIS}")
    files = [f"{CRISIS}/{name}.csv" for name in ("items", "events", "targets")]
    arguments = ("--items", files[0], "--timeline", files[1], "--targets", files[2], "--json")
    return dict(json.loads(run("backtest", *arguments, cwd=tmp_path_factory.mktemp("crisis")).stdout))


def test_the_crisis_of_the_corridor_is_told(lachin: dict[str, Any]) -> None:
    assert (lachin["items"], lachin["unread"], len(lachin["events"])) == (65, 0, 34)
    assert lachin["unfitting_indicators"] == []
    assert lachin["event_recall"] >= 0.85
    assert lachin["event_recall_of_reported"] >= 0.9


def test_the_checkpoint_was_told_of_seven_weeks_ahead(lachin: dict[str, Any]) -> None:
    (target,) = lachin["targets"]
    assert (target["id"], len(target["precursors"])) == ("E25", 6)
    assert target["lead_days"] >= 49
