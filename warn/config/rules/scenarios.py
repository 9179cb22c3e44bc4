"""Scenarios of watch.yaml, with the match rules that their indicators name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from warn.config.rules.fields import LogOdds, Strict, Text, is_identifier
from warn.config.strict_yaml import Located, Span, YamlPath, nearest, shown
from warn.model.level import Indicator, Level, Scenario
from warn.model.problem import Problem
from warn.model.rule import Direction, Rule, Watch

HalfLife = Annotated[Span, Field(ge=timedelta(hours=1), le=timedelta(days=90))]
Evidence = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]


class IndicatorEntry(Strict):
    """An indicator of more than a weight."""

    weight: LogOdds
    half_life: HalfLife | None = None
    place: list[str] | str = Field(default_factory=list)


def _weighed(value: object) -> object:
    """A bare number is a weight."""
    if isinstance(value, dict):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"must be a number or a mapping, not {shown(value)}"
        raise ValueError(message)  # noqa: TRY004 - what pydantic takes for a wrong value
    return {"weight": value}


Weighed = Annotated[IndicatorEntry, BeforeValidator(_weighed, json_schema_input_type=LogOdds | IndicatorEntry)]


class ThresholdsEntry(Strict):
    watch: Evidence = 3.0
    warning: Evidence = 6.0
    critical: Evidence = 10.0


class ScenarioEntry(Strict):
    name: Text
    why: str = ""
    good: bool = False
    reference: str = ""
    indicators: dict[str, Weighed]
    half_life: HalfLife = timedelta(days=7)
    thresholds: ThresholdsEntry = ThresholdsEntry()
    hold: Annotated[Span, Field(ge=timedelta(0), le=timedelta(days=30))] = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioDraft:
    """A scenario whose names of rules are not looked up yet."""

    id: str
    watch: str
    entry: ScenarioEntry
    located: Located
    places: frozenset[str]
    """Ids of the watch's places."""

    @property
    def path(self) -> YamlPath:
        return ("scenarios", self.id)


def drafts(
    entries: dict[str, ScenarioEntry], watch: Watch, located: Located, problems: list[Problem]
) -> list[ScenarioDraft]:
    """The scenarios of a watch; what can be said of them alone goes to `problems`."""
    places = frozenset(place.id for place in watch.places)
    found = [
        ScenarioDraft(id=name, watch=watch.id, entry=entry, located=located, places=places)
        for name, entry in entries.items()
    ]
    for draft in found:
        if not is_identifier(draft.id):
            message = f"must be lower-case words joined by dots, not {shown(draft.id)}"
            problems.append(located.problem(draft.path, message))
        if not draft.entry.indicators:
            problems.append(located.problem((*draft.path, "indicators"), "indicators: at least one is needed"))
        given = draft.entry.thresholds
        if not given.watch < given.warning < given.critical:
            message = f"thresholds: must rise, not {given.watch:g}, {given.warning:g}, {given.critical:g}"
            problems.append(located.problem((*draft.path, "thresholds"), message))
    return found


def resolve(
    found: Iterable[ScenarioDraft], rules: Sequence[Rule], other: Iterable[str], problems: list[Problem]
) -> tuple[Scenario, ...]:
    """Scenarios with the match rules they name; `other` are the ids of rules that are no match rules."""
    others = frozenset(other)
    return tuple(_scenario(one, [rule for rule in rules if rule.watch == one.watch], others, problems) for one in found)


def _scenario(draft: ScenarioDraft, rules: Sequence[Rule], others: frozenset[str], problems: list[Problem]) -> Scenario:
    entry = draft.entry
    names = _Names(draft, rules, others, problems)
    given = entry.thresholds
    return Scenario(
        id=draft.id,
        watch=draft.watch,
        name=entry.name,
        indicators=tuple(names.indicator(name) for name in entry.indicators),
        thresholds=((Level.WATCH, given.watch), (Level.WARNING, given.warning), (Level.CRITICAL, given.critical)),
        hold=entry.hold,
        good=entry.good,
        why=entry.why,
        reference=entry.reference,
        file=draft.located.file,
        line=draft.located.line(draft.path),
    )


class _Names:
    """The names under `indicators`: ids of rules, and families for the rules that aren't named themselves.

    A family holds the way there and the way back. It stands for its rules of one direction: with a weight above zero
    for those that bring the scenario nearer, below zero for those that lead away from it.
    """

    def __init__(
        self, draft: ScenarioDraft, rules: Sequence[Rule], others: frozenset[str], problems: list[Problem]
    ) -> None:
        self._draft = draft
        self._rules = rules
        self._ids = {rule.id for rule in rules}
        self._others = others
        self._problems = problems

    def indicator(self, name: str) -> Indicator:
        scenario = self._draft.entry
        entry = scenario.indicators[name]
        if not entry.weight:
            self._say(name, f"{name}: a weight of 0 counts nothing: leave it out")
        places = (entry.place,) if isinstance(entry.place, str) else tuple(entry.place)
        for place in places:
            if place not in self._draft.places:
                self._say(name, f"unknown place {place!r}{nearest(place, self._draft.places)}")
        return Indicator(
            name=name,
            rules=self._meant(name, entry.weight),
            weight=entry.weight,
            half_life=entry.half_life or scenario.half_life,
            places=places,
        )

    def _meant(self, name: str, weight: float) -> tuple[str, ...]:
        if name in self._ids:
            return (name,)
        family = [rule for rule in self._rules if rule.indicator == name]
        if not family:
            self._say(name, self._unknown(name))
            return ()
        direction = Direction.ESCALATION if (weight > 0) != self._draft.entry.good else Direction.DE_ESCALATION
        named = self._draft.entry.indicators
        found = tuple(rule.id for rule in family if rule.direction is direction and rule.id not in named)
        if not found:
            self._say(name, f"{name}: this family has no further rule of direction {direction}; name its rules")
        return found

    def _unknown(self, name: str) -> str:
        if name in self._others:
            return f"{name}: only match rules can be indicators; name those that it looks at"
        known = self._ids | {rule.indicator for rule in self._rules}
        return f"no match rule or family {name!r}{nearest(name, known)}"

    def _say(self, name: str, message: str) -> None:
        self._problems.append(self._draft.located.problem((*self._draft.path, "indicators", name), message))
