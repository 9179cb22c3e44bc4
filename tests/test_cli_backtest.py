"""The command over archives and chronologies, and over the real crisis."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import CHECKPOINT, complaints, desk, run
from tests.real_input import SHARED
from warn.config import dated_items

CRISIS = SHARED / "data/nk_timeline"


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


def test_a_line_ends_at_a_newline_and_not_at_what_unicode_calls_one(tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl"
    rows = [{"title": f"Post\u2028{number}", "published": "2023-04-23"} for number in (1, 2)]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\r\n" for row in rows), encoding="utf-8", newline="")
    assert [one.title for one in dated_items.read(file)] == [row["title"] for row in rows]


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
    assert lachin["event_recall"] >= 0.9
    assert lachin["event_recall_of_reported"] >= 0.9


def test_the_checkpoint_was_told_of_seven_weeks_ahead(lachin: dict[str, Any]) -> None:
    (target,) = lachin["targets"]
    assert (target["id"], len(target["precursors"])) == ("E25", 6)
    assert target["lead_days"] >= 49


def test_the_busiest_day_of_the_crisis_stays_short(lachin: dict[str, Any]) -> None:
    assert lachin["busiest_day"]["alerts"] <= 4
