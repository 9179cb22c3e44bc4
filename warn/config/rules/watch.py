"""watch.yaml: name, places, sides, actors, thresholds, and conditions that the watch gives names to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from warn.config.rules import scenarios
from warn.config.rules.conditions import Names, Parser
from warn.config.rules.fields import LogOdds, Strict, Text, Weight, checked
from warn.config.rules.scenarios import ScenarioDraft, ScenarioEntry
from warn.config.rules.terms import parse_terms
from warn.config.strict_yaml import Located, Span, nearest
from warn.model.problem import Problem
from warn.model.rule import Actor, Condition, Place, Side, Watch


class PlaceEntry(Strict):
    name: Text
    terms: list[Any]
    inside: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class SideEntry(Strict):
    name: Text
    party: bool = False
    terms: list[Any] = Field(default_factory=list)


class ActorEntry(Strict):
    name: Text
    side: str = ""
    terms: list[Any]


class WatchFile(Strict):
    name: Text
    places: dict[str, PlaceEntry] = Field(default_factory=dict)
    sides: dict[str, SideEntry] = Field(default_factory=dict)
    actors: dict[str, ActorEntry] = Field(default_factory=dict)
    conditions: dict[str, Any] = Field(default_factory=dict)
    prior: LogOdds = -4.0
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5
    freshness: Span = timedelta(days=2)
    publisher_weight: Weight = 0.8
    title_weight: Weight = 0.7
    classifier_weight: Annotated[float, Field(ge=0, le=2)] = 0.5
    scenarios: dict[str, ScenarioEntry] = Field(default_factory=dict)


def read_watch(located: Located, watch: str, problems: list[Problem]) -> Watch | None:
    """watch.yaml; None after a problem."""
    before = len(problems)
    entry = checked(WatchFile, located, problems)
    if entry is None:
        return None
    places: list[Place] = []
    for name, place in entry.places.items():
        terms = parse_terms(located, ("places", name, "terms"), problems)
        for key, others in (("inside", place.inside), ("beside", place.beside)):
            for index, other in enumerate(others):
                if other not in entry.places or other == name:
                    path = ("places", name, key, index)
                    problems.append(located.problem(path, f"unknown place {other!r}{nearest(other, entry.places)}"))
        places.append(Place(id=name, name=place.name, terms=terms, inside=place.inside, beside=place.beside))
    sides = _sides(located, entry, problems)
    actors = _actors(located, entry, problems)
    if len(problems) > before:
        return None
    return Watch(
        sides=sides,
        actors=actors,
        id=watch,
        name=entry.name,
        places=tuple(places),
        prior=entry.prior,
        threshold=entry.threshold,
        freshness=entry.freshness,
        publisher_weight=entry.publisher_weight,
        title_weight=entry.title_weight,
        classifier_weight=entry.classifier_weight,
    )


def _sides(located: Located, entry: WatchFile, problems: list[Problem]) -> tuple[Side, ...]:
    return tuple(
        Side(
            id=name,
            name=side.name,
            party=side.party,
            terms=parse_terms(located, ("sides", name, "terms"), problems) if side.terms else (),
        )
        for name, side in entry.sides.items()
    )


def _actors(located: Located, entry: WatchFile, problems: list[Problem]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for name, actor in entry.actors.items():
        terms = parse_terms(located, ("actors", name, "terms"), problems)
        if actor.side and actor.side not in entry.sides:
            message = f"unknown side {actor.side!r}{nearest(actor.side, entry.sides)}"
            problems.append(located.problem(("actors", name, "side"), message))
        found.append(Actor(id=name, name=actor.name, terms=terms, side=actor.side))
    return tuple(found)


def read_conditions(located: Located, names: Names) -> dict[str, Condition | None]:
    """The conditions that a watch gives names to, each of which may use those before it."""
    found: dict[str, Condition | None] = {}
    listed = located.at(("conditions",))
    for name in listed if isinstance(listed, dict) else ():
        found[name] = Parser(located, replace(names, conditions=found)).condition(("conditions", name))
    return found


def read_scenarios(located: Located, watch: Watch, problems: list[Problem]) -> list[ScenarioDraft]:
    """The scenarios of a watch.yaml that is known to be good otherwise."""
    entry = checked(WatchFile, located, problems)
    return scenarios.drafts(entry.scenarios, watch, located, problems) if entry else []
