"""Rules over many items as YAML: what loads, and what is refused on which line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from warn.config.rules import load
from warn.config.rules.series import unknown_feeds
from warn.model.problem import Refused
from warn.model.rule import Direction
from warn.model.series import Absence, Count, CountedBy, Sequence, Surge, Transition

WATCH = """\
name: The pass
places: {pass: {name: The pass, terms: [pass]}}
"""
MATCH = """\
family: road
rules:
  - {id: road.closed, type: match, title: Closed, direction: escalation, severity: 4, weight: 3, why: w, when: [closed]}
  - {id: road.opened, type: match, title: Up, direction: de-escalation, severity: 3, weight: 2, why: w, when: [opened]}
""".replace("when: [", "when: {terms: [").replace("]}", "]}}")
SERIES = """\
family: road
rules:
  - id: many
    type: count
    title: Many closures
    severity: 4
    why: because
    of: [road.closed]
    at_least: 3
    within: 6h
    by: items
    place: pass
  - {id: surging, type: surge, title: More than usual, severity: 3, why: w, of: [road], window: 1d, baseline: 60d}
  - {id: silent, type: absence, title: No bulletin, severity: 2, why: w, of: [road.*], every: 26h, feeds: [mod]}
  - id: road
    type: transition
    title: The road
    why: w
    initial: open
    states:
      open: {by: [road.opened], title: The road is open, severity: 3, direction: de-escalation}
      blocked: {by: [road.closed], title: The road is blocked, severity: 5, min_publishers: 2, after: [open]}
  - {id: chain, type: sequence, title: Chain, severity: 4, why: w, steps: [road.opened, [road.closed]], within: 9d}
"""


def folder(tmp_path: Path, series: str) -> Path:
    watch = tmp_path / "pass"
    watch.mkdir()
    (watch / "watch.yaml").write_text(WATCH, encoding="utf-8")
    (watch / "road.yaml").write_text(MATCH, encoding="utf-8")
    (watch / "series.yaml").write_text(series, encoding="utf-8")
    return tmp_path


def test_every_type_loads(tmp_path: Path) -> None:
    book = load(folder(tmp_path, SERIES))
    many, surging, silent, road, chain = book.series
    assert many.shape == Count(at_least=3, within=timedelta(hours=6), by=CountedBy.ITEMS)
    assert (many.of, many.places, many.indicator, many.direction) == (
        ("road.closed",),
        ("pass",),
        "road",
        Direction.AMBIGUOUS,
    )
    assert isinstance(surging.shape, Surge)
    assert surging.of == ("road.closed", "road.opened")
    assert silent.shape == Absence(every=timedelta(hours=26), feeds=("mod",))
    assert isinstance(road.shape, Transition)
    assert [(one.name, one.by, one.publishers, one.after) for one in road.shape.states] == [
        ("open", ("road.opened",), 1, ()),
        ("blocked", ("road.closed",), 2, ("open",)),
    ]
    assert road.of == ("road.opened", "road.closed")
    assert isinstance(chain.shape, Sequence)
    assert chain.shape.steps == (("road.opened",), ("road.closed",))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "of: [road.closed]",
            "of: [road.close]",
            "8: no match rule or family 'road.close': did you mean 'road.closed'?",
        ),
        ("at_least: 3\n", "at_least: 1\n", "9: at_least: must be greater than or equal to 2, not 1"),
        ("within: 6h", "within: 0s", "10: within: must be greater than"),
        (
            "by: items",
            "by: item",
            "11: by: must be 'items', 'publishers' or 'sides', not 'item': did you mean 'items'?",
        ),
        ("place: pass", "place: past", "12: unknown place 'past': did you mean 'pass'?"),
        ("baseline: 60d", "baseline: 3d", "13: baseline: must be at least four windows long"),
        ("initial: open", "initial: opened", "19: unknown state 'opened': did you mean 'open'?"),
        ("after: [open]", "after: [shut]", "22: unknown state 'shut'"),
        ("feeds: [mod]", "feeds: []", "14: feeds: "),
        ("within: 9d", "within: 9d, whithin: 3", "23: unknown key 'whithin': did you mean 'within'?"),
        ("id: chain", "id: many", "23: id 'many' is already that of "),
    ],
)
def test_a_mistake_is_told_on_its_line(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in SERIES
    with pytest.raises(Refused) as refused:
        load(folder(tmp_path, SERIES.replace(before, after)))
    told = [str(one).removeprefix(f"{tmp_path}/") for one in refused.value.problems]
    assert any(line.startswith(f"pass/series.yaml:{message}") for line in told), told


def test_an_absence_that_waits_for_a_feed_nobody_polls_is_a_problem(tmp_path: Path) -> None:
    book = load(folder(tmp_path, SERIES))
    assert unknown_feeds(book.series, {"mod", "other"}) == []
    (problem,) = unknown_feeds(book.series, {"modd"})
    assert (
        str(problem).removeprefix(f"{tmp_path}/")
        == "pass/series.yaml:14: rule 'silent': no feed 'mod': did you mean 'modd'?"
    )


def test_a_filter_is_for_match_rules_only(tmp_path: Path) -> None:
    made = folder(tmp_path, SERIES)
    (made / "pass/filters.yaml").write_text(
        "filters:\n  - {rule: road, exclude: drill, why: w}\n  - {rule: many, exclude: drill, why: w}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        load(made)
    assert [str(one).removeprefix(f"{tmp_path}/") for one in refused.value.problems] == [
        "pass/filters.yaml:3: no rule 'many': only match rules can be filtered"
    ]
