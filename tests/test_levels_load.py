"""How watch.yaml says what scenarios there are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from warn.config.rules import load
from warn.model.level import Indicator, Level, Scenario
from warn.model.problem import Refused

DAY = timedelta(days=1)
THRESHOLDS = ((Level.WATCH, 3.0), (Level.WARNING, 6.0), (Level.CRITICAL, 10.0))
WATCH = """\
name: The pass
places: {pass: {name: The pass, terms: [pass]}}
"""
_MATCH = "type: match, title: T, severity: 4, weight: 3, why: w, when: {terms: [word]}"
RULES = f"""\
family: road
rules:
  - {{id: road.closed, direction: escalation, {_MATCH}}}
  - {{id: road.mined, direction: escalation, {_MATCH}}}
  - {{id: road.opened, direction: de-escalation, {_MATCH}}}
  - {{id: road.word, direction: ambiguous, {_MATCH}}}
  - {{id: many, type: count, title: Many, severity: 4, why: w, of: [road.closed], at_least: 3, within: 6h}}
"""


def loaded(tmp_path: Path, scenarios: str) -> tuple[Scenario, ...]:
    watch = tmp_path / "pass"
    watch.mkdir(parents=True)
    (watch / "watch.yaml").write_text(f"{WATCH}scenarios:\n{scenarios}", encoding="utf-8")
    (watch / "road.yaml").write_text(RULES, encoding="utf-8")
    return load(tmp_path).scenarios


def test_a_scenario_loads_with_its_defaults(tmp_path: Path) -> None:
    (one,) = loaded(tmp_path, "  siege: {name: Siege, indicators: {road.closed: 1.5}}\n")
    assert (one.id, one.watch, one.name, one.good, one.hold) == ("siege", "pass", "Siege", False, DAY)
    assert one.thresholds == THRESHOLDS
    assert one.indicators == (
        Indicator(name="road.closed", rules=("road.closed",), weight=1.5, half_life=timedelta(days=7)),
    )
    assert (Path(one.file).name, one.line) == ("watch.yaml", 4)


def test_a_family_means_its_rules_of_one_direction_that_are_not_named_themselves(tmp_path: Path) -> None:
    siege, relief = loaded(
        tmp_path,
        """\
  siege:
    name: Siege
    half_life: 3d
    indicators:
      road: 1
      road.closed: {weight: 2, half_life: 12h, place: pass}
  relief: {name: Relief, good: true, indicators: {road: 1, road.closed: -1}, hold: 6h, thresholds: {watch: 1}}
""",
    )
    road, closed = siege.indicators
    assert (road.rules, road.half_life, closed.rules) == (("road.mined",), 3 * DAY, ("road.closed",))
    assert (closed.half_life, closed.places, siege.placed) == (timedelta(hours=12), ("pass",), ("road.closed",))
    assert relief.indicators[0].rules == ("road.opened",)
    assert relief.threshold(Level.WATCH) == 1


@pytest.mark.parametrize(
    ("scenario", "line", "message"),
    [
        (
            "{name: S, indicators: {road.close: 1}}",
            4,
            "no match rule or family 'road.close': did you mean 'road.closed'?",
        ),
        (
            "{name: S, indicators: {many: 1}}",
            4,
            "many: only match rules can be indicators; name those that it looks at",
        ),
        ("{name: S, indicators: {road.closed: 0}}", 4, "road.closed: a weight of 0 counts nothing: leave it out"),
        ("{name: S, indicators: {}}", 4, "indicators: at least one is needed"),
        ("{name: S, indicators: {road: 1}, thresholds: {watch: 7}}", 4, "thresholds: must rise, not 7, 6, 10"),
        ("{name: S, indicators: {road: [1]}}", 4, "road: must be a number or a mapping, not [1]"),
        ("{name: S, indicators: {road: {weight: 1, place: [vale]}}}", 4, "unknown place 'vale'"),
        ("{name: S, indicators: {road: 1}, half_live: 7d}", 4, "unknown key 'half_live': did you mean 'half_life'?"),
        (
            "{name: S, indicators: {road: {weight: 1, halflife: 7d}}}",
            4,
            "unknown key 'halflife': did you mean 'half_life'?",
        ),
        ("{name: S, indicators: {road: {half_life: 7d}}}", 4, "key 'weight' is missing"),
        ("{name: S, indicators: {road: 21}}", 4, "road: must be less than or equal to 20, not 21"),
        ("{name: S}", 4, "key 'indicators' is missing"),
        (
            "\n    name: S\n    indicators:\n      road.closed: 1\n      road.mined: 1\n      road: 1",
            9,
            "road: this family has no further rule of direction escalation; name its rules",
        ),
        ("{name: S, indicators: {road: 1}, half_life: 0s}", 4, "half_life: must be greater than or equal to"),
    ],
)
def test_a_mistake_is_refused_on_its_line(tmp_path: Path, scenario: str, line: int, message: str) -> None:
    with pytest.raises(Refused) as refused:
        loaded(tmp_path, f"  siege: {scenario}\n")
    (problem,) = refused.value.problems
    assert (Path(problem.file).name, problem.line) == ("watch.yaml", line)
    assert message in problem.message


def test_an_id_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="must be lower-case words joined by dots, not 'The siege'"):
        loaded(tmp_path, "  The siege: {name: S, indicators: {road: 1}}\n")
