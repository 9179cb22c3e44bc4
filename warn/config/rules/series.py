"""Rules over many items: count, surge, absence, transition and sequence, with the match rules that they look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from warn.config.rules.fields import Codes, Identifier, Severity, Strict, Text, pairs
from warn.config.strict_yaml import Located, Span, YamlPath, nearest
from warn.model import series
from warn.model.problem import Problem
from warn.model.rule import Direction, Rule
from warn.model.series import CountedBy, Series, Shape

Window = Annotated[Span, Field(gt=timedelta(0), le=timedelta(days=400))]
Names = Annotated[tuple[str, ...], Field(min_length=1)]


class SeriesEntry(Strict):
    """What the five types share."""

    id: Identifier
    title: Text
    direction: Direction = Direction.AMBIGUOUS
    severity: Severity
    why: Text
    family: Identifier = ""
    place: tuple[str, ...] | str = ()
    reference: str = ""
    codes: Codes = Field(default_factory=dict)


class CountEntry(SeriesEntry):
    type: Literal["count"]
    of: Names
    at_least: Annotated[int, Field(ge=2, le=1000)]
    within: Window
    by: CountedBy = CountedBy.PUBLISHERS


class SurgeEntry(SeriesEntry):
    type: Literal["surge"]
    of: Names
    window: Window = timedelta(days=1)
    baseline: Window = timedelta(days=90)
    learning: Window = timedelta(days=28)
    probability: Annotated[float, Field(gt=0, lt=0.5)] = 0.001
    at_least: Annotated[int, Field(ge=1, le=1000)] = 3


class AbsenceEntry(SeriesEntry):
    type: Literal["absence"]
    of: Names
    every: Window
    feeds: Names


class StateEntry(Strict):
    by: Names
    title: Text
    severity: Severity
    direction: Direction = Direction.AMBIGUOUS
    min_publishers: Annotated[int, Field(ge=1, le=50)] = 1
    after: tuple[str, ...] = ()


class TransitionEntry(SeriesEntry):
    type: Literal["transition"]
    severity: Severity = 1
    """Each state has its own."""
    initial: str
    states: Annotated[dict[str, StateEntry], Field(min_length=2)]


class SequenceEntry(SeriesEntry):
    type: Literal["sequence"]
    steps: Annotated[tuple[Names | str, ...], Field(min_length=2, max_length=20)]
    within: Window


ENTRIES: dict[str, type[SeriesEntry]] = {
    "count": CountEntry,
    "surge": SurgeEntry,
    "absence": AbsenceEntry,
    "transition": TransitionEntry,
    "sequence": SequenceEntry,
}
"""Rule types over many items, by the word under `type`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDraft:
    """A rule whose names of other rules are not looked up yet."""

    entry: SeriesEntry
    located: Located
    path: YamlPath
    watch: str
    family: str
    places: frozenset[str] | None

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def file(self) -> str:
        return self.located.file

    @property
    def line(self) -> int:
        return self.located.line((*self.path, "id"))


def resolve(drafts: Sequence[SeriesDraft], rules: Sequence[Rule], problems: list[Problem]) -> tuple[Series, ...]:
    """Series with the match rules they name. A name that leads nowhere goes to `problems`."""
    found: list[Series] = []
    for draft in drafts:
        before = len(problems)
        one = _Resolver(draft, [rule for rule in rules if rule.watch == draft.watch], problems).resolved()
        found.extend([one] if len(problems) == before else [])
    return tuple(found)


class _Resolver:
    """One draft against the match rules of its watch."""

    def __init__(self, draft: SeriesDraft, rules: Sequence[Rule], problems: list[Problem]) -> None:
        self.draft = draft
        self.problems = problems
        self.by_name: dict[str, list[str]] = {}
        for rule in rules:
            for name in {rule.id, rule.indicator}:
                self.by_name.setdefault(name, []).append(rule.id)

    def resolved(self) -> Series:
        draft, entry = self.draft, self.draft.entry
        shape = self._shape(entry)
        return Series(
            id=entry.id,
            watch=draft.watch,
            title=entry.title,
            direction=entry.direction,
            severity=entry.severity,
            why=entry.why,
            of=tuple(dict.fromkeys(self._looked_at(entry, shape))),
            shape=shape,
            places=self._places(entry),
            family=entry.family or draft.family,
            reference=entry.reference,
            codes=pairs(entry.codes),
            file=draft.file,
            line=draft.line,
        )

    def _shape(self, entry: SeriesEntry) -> Shape:
        match entry:
            case CountEntry():
                return series.Count(at_least=entry.at_least, within=entry.within, by=entry.by)
            case SurgeEntry():
                self._surge(entry)
                return series.Surge(
                    window=entry.window,
                    baseline=entry.baseline,
                    learning=entry.learning,
                    probability=entry.probability,
                    at_least=entry.at_least,
                )
            case AbsenceEntry():
                return series.Absence(every=entry.every, feeds=entry.feeds)
            case TransitionEntry():
                return self._transition(entry)
            case SequenceEntry():
                steps = [(one,) if isinstance(one, str) else one for one in entry.steps]
                named = [self.rules(step, ("steps", index)) for index, step in enumerate(steps)]
                return series.Sequence(steps=tuple(named), within=entry.within)
        raise AssertionError(entry)

    def _surge(self, entry: SurgeEntry) -> None:
        if entry.baseline < entry.window * 4:
            self.say(("baseline",), "baseline: must be at least four windows long")
        if entry.learning < entry.window * 4:
            self.say(("learning",), "learning: must be at least four windows long")

    def _transition(self, entry: TransitionEntry) -> series.Transition:
        if entry.initial not in entry.states:
            self.say(("initial",), f"unknown state {entry.initial!r}{nearest(entry.initial, entry.states)}")
        states: list[series.State] = []
        for name, state in entry.states.items():
            for index, before in enumerate(state.after):
                if before not in entry.states:
                    where = ("states", name, "after", index)
                    self.say(where, f"unknown state {before!r}{nearest(before, entry.states)}")
            states.append(
                series.State(
                    name=name,
                    by=self.rules(state.by, ("states", name, "by")),
                    title=state.title,
                    severity=state.severity,
                    direction=state.direction,
                    publishers=state.min_publishers,
                    after=state.after,
                )
            )
        return series.Transition(states=tuple(states), initial=entry.initial)

    def _looked_at(self, entry: SeriesEntry, shape: Shape) -> tuple[str, ...]:
        match shape:
            case series.Transition(states=states):
                return tuple(name for state in states for name in state.by)
            case series.Sequence(steps=steps):
                return tuple(name for step in steps for name in step)
            case _:
                return self.rules(getattr(entry, "of", ()), ("of",))

    def rules(self, names: Sequence[str], where: YamlPath) -> tuple[str, ...]:
        """Ids of the match rules that these names mean: ids, families, beginnings of ids (`corridor.*`)."""
        found: list[str] = []
        for name in names:
            meant = self._meant(name)
            if not meant:
                self.say(where, f"no match rule or family {name!r}{nearest(name, self.by_name)}")
            found += meant
        return tuple(dict.fromkeys(found))

    def _meant(self, name: str) -> list[str]:
        if name.endswith("*"):
            return [rule for known, rules in self.by_name.items() if known.startswith(name[:-1]) for rule in rules]
        return self.by_name.get(name, [])

    def _places(self, entry: SeriesEntry) -> tuple[str, ...]:
        places = (entry.place,) if isinstance(entry.place, str) else entry.place
        known = self.draft.places
        for place in places:
            if known is not None and place not in known:
                self.say(("place",), f"unknown place {place!r}{nearest(place, known)}")
        return places

    def say(self, where: YamlPath, message: str) -> None:
        self.problems.append(self.draft.located.problem((*self.draft.path, *where), message))


def unknown_feeds(found: Sequence[Series], feeds: Collection[str]) -> list[Problem]:
    """Absences that would wait for a feed that doesn't exist."""
    named = [(one, feed) for one in found if isinstance(one.shape, series.Absence) for feed in one.shape.feeds]
    return [
        Problem(file=one.file, line=one.line, message=f"rule {one.id!r}: no feed {feed!r}{nearest(feed, feeds)}")
        for one, feed in named
        if feed not in feeds
    ]
