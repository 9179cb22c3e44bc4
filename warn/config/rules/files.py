"""One kind of rules file after the other: watch, lists, guards, rules, filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from warn.config.rules.conditions import Names, Parser, needs_words
from warn.config.rules.deadlines import DeadlineEntry, Draft
from warn.config.rules.fields import Codes, Identifier, Severity, Strict, Text, Weight, checked, pairs
from warn.config.rules.scenarios import ScenarioDraft
from warn.config.rules.series import ENTRIES, SeriesDraft
from warn.config.rules.terms import parse_terms
from warn.config.strict_yaml import Located, Span, YamlPath, nearest, shown
from warn.model.item import GuardKind
from warn.model.problem import Problem
from warn.model.rule import (
    Condition,
    Direction,
    Example,
    GuardTerms,
    Requirement,
    Rule,
    RuleTests,
    Term,
    TermList,
    means,
)
from warn.model.rulebook import Seen

TYPES = ("match", *ENTRIES, "deadline")
"""Rule types there are."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class LineEntry(Strict):
    """A test of more than a headline."""

    title: Text
    summary: str = ""


Lines = list[Text | LineEntry]


class Examples(Strict):
    fires: Lines | dict[str, Lines] = Field(default_factory=list)
    silent: Lines | dict[str, Lines] = Field(default_factory=list)


class RequireEntry(Strict):
    min_publishers: Annotated[int, Field(ge=1, le=50)] = 1
    min_sides: Annotated[int, Field(ge=0, le=20)] = 0
    third_party: bool = False


class MatchEntry(Strict):
    id: Identifier
    type: Literal["match"]
    title: Text
    direction: Direction
    severity: Severity
    weight: Weight
    why: Text
    when: Any
    family: Identifier = ""
    guards: list[str] | None = None
    require: RequireEntry = RequireEntry()
    throttle: Span = timedelta(hours=6)
    reference: str = ""
    codes: Codes = Field(default_factory=dict)
    tests: Examples = Examples()


class RulesFile(Strict):
    family: Identifier = ""
    rules: list[dict[str, Any]]


class ListsFile(Strict):
    lists: dict[str, dict[str, list[Any]]]
    """By name, then by language."""


class SeenFile(Strict):
    """What was read in real texts, by language and source: a term that finds none of it is unverified."""

    sources: dict[str, Text] = Field(default_factory=dict)
    seen: dict[str, dict[str, list[Text]]]


class GuardEntry(Strict):
    kind: GuardKind
    within: Annotated[int, Field(ge=0, le=100)] | None = None
    before: bool = False
    unless: dict[str, list[Any]] = Field(default_factory=dict)
    terms: dict[str, list[Any]]


class GuardsFile(Strict):
    guards: list[GuardEntry]
    citations: dict[str, list[Any]] = Field(default_factory=dict)


class FilterEntry(Strict):
    rule: str
    exclude: Any
    why: Text


class FiltersFile(Strict):
    filters: list[FilterEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A local exclusion: of a rule, a family, all rules whose id starts so (`checkpoint.*`), or the watch (`*`)."""

    rule: str
    exclude: Condition
    file: str
    line: int

    def covers(self, rule_id: str, family: str) -> bool:
        return means(self.rule, rule_id, family)


def read_seen(located: Located, problems: list[Problem]) -> Seen:
    """Every text that was seen, by language."""
    entry = checked(SeenFile, located, problems)
    found: dict[str, tuple[str, ...]] = {}
    for language, by_source in entry.seen.items() if entry else ():
        for source in by_source:
            if entry and source not in entry.sources:
                message = f"unknown source {source!r}{nearest(source, entry.sources)}"
                problems.append(located.problem(("seen", language, source), message))
        found[language] = tuple(text for one in by_source.values() for text in one)
    return tuple(found.items())


def read_lists(located: Located, problems: list[Problem]) -> Iterator[TermList]:
    """Term lists of a file."""
    entry = checked(ListsFile, located, problems)
    for name, groups in entry.lists.items() if entry else ():
        path = ("lists", name)
        found = {language: _in_language(located, path, language, problems) for language in groups}
        terms = tuple(dict.fromkeys(term for group in found.values() for term in group))
        if not terms:
            problems.append(located.problem(path, f"list {name!r} has no terms"))
        yield TermList(
            name=name,
            terms=terms,
            languages=tuple(found.items()),
            file=located.file,
            line=located.line(path),
        )


def read_guards(located: Located, problems: list[Problem]) -> tuple[tuple[GuardTerms, ...], tuple[Term, ...]]:
    """The guards, and the words beside which a date is a document's."""
    entry = checked(GuardsFile, located, problems)
    found: list[GuardTerms] = []
    for index, guard in enumerate(entry.guards if entry else ()):
        for language in guard.terms:
            path = ("guards", index)
            unless: tuple[Term, ...] = ()
            if language in guard.unless:
                unless = _in_language(located, (*path, "unless"), language, problems)
            found.append(
                GuardTerms(
                    kind=guard.kind,
                    language=language,
                    terms=_in_language(located, (*path, "terms"), language, problems),
                    within=guard.within,
                    before=guard.before,
                    unless=unless,
                )
            )
    languages = entry.citations if entry else {}
    cited = [term for one in languages for term in _in_language(located, ("citations",), one, problems)]
    return tuple(found), tuple(dict.fromkeys(cited))


@dataclass(slots=True)
class Found:
    """What the files of a watch hold; what hangs on other rules is not looked up yet."""

    rules: list[Rule] = field(default_factory=list)
    deadlines: list[Draft] = field(default_factory=list)
    series: list[SeriesDraft] = field(default_factory=list)
    scenarios: list[ScenarioDraft] = field(default_factory=list)


def read_rules(located: Located, watch: str, names: Names, found: Found) -> None:
    """Add the rules of a file to what is found, by type."""
    entry = checked(RulesFile, located, names.problems)
    if entry is None:
        return
    for index, raw in enumerate(entry.rules):
        path: YamlPath = ("rules", index)
        kind = raw.get("type")
        if kind == "match":
            rule = _match(located, path, watch, names)
            found.rules.extend([replace(rule, family=rule.family or entry.family)] if rule else [])
        elif kind == "deadline":
            draft = _deadline(located, path, watch, names.problems)
            found.deadlines.extend([replace(draft, family=entry.family)] if draft else [])
        elif isinstance(kind, str) and kind in ENTRIES:
            series = _series(located, path, watch, names)
            found.series.extend([replace(series, family=entry.family)] if series else [])
        elif "type" not in raw:
            names.problems.append(located.problem(path, f"key 'type' is missing ({', '.join(TYPES)})"))
        else:
            message = f"type {shown(kind)} is not known ({', '.join(TYPES)}){nearest(str(kind), TYPES)}"
            names.problems.append(located.problem((*path, "type"), message))


def _deadline(located: Located, path: YamlPath, watch: str, problems: list[Problem]) -> Draft | None:
    entry = checked(DeadlineEntry, located, problems, path)
    if entry is None:
        return None
    return Draft(entry=entry, watch=watch, family="", file=located.file, line=located.line((*path, "id")))


def _series(located: Located, path: YamlPath, watch: str, names: Names) -> SeriesDraft | None:
    entry = checked(ENTRIES[located.at((*path, "type"))], located, names.problems, path)
    if entry is None:
        return None
    places = None if names.places is None else frozenset(names.places)
    return SeriesDraft(entry=entry, located=located, path=path, watch=watch, family="", places=places)


def read_filters(located: Located, names: Names) -> tuple[Filter, ...]:
    entry = checked(FiltersFile, located, names.problems)
    found: list[Filter] = []
    for index, one in enumerate(entry.filters if entry else ()):
        path = ("filters", index, "exclude")
        exclude = Parser(located, names).excluded(path)
        if exclude is not None:
            line = located.line(("filters", index, "rule"))
            found.append(Filter(rule=one.rule, exclude=exclude, file=located.file, line=line))
    return tuple(found)


_GUARDS = [str(kind) for kind in GuardKind]


def _match(located: Located, path: YamlPath, watch: str, names: Names) -> Rule | None:
    entry = checked(MatchEntry, located, names.problems, path)
    parser = Parser(located, names)
    found = _when(parser, path)
    guards = _rule_guards(located, path, entry.guards if entry else None, names.problems)
    if entry is None or found is None:
        return None
    condition, exclude = found
    return Rule(
        id=entry.id,
        watch=watch,
        title=entry.title,
        direction=entry.direction,
        severity=entry.severity,
        weight=entry.weight,
        why=entry.why,
        when=condition,
        exclude=exclude,
        guards=guards,
        throttle=entry.throttle,
        tests=RuleTests(
            fires=_examples(located, (*path, "tests", "fires"), entry.tests.fires, names.problems),
            silent=_examples(located, (*path, "tests", "silent"), entry.tests.silent, names.problems),
        ),
        family=entry.family,
        require=Requirement(
            publishers=entry.require.min_publishers,
            sides=entry.require.min_sides,
            third_party=entry.require.third_party,
        ),
        reference=entry.reference,
        codes=pairs(entry.codes),
        file=located.file,
        line=located.line((*path, "id")),
    )


def _examples(
    located: Located, path: YamlPath, lines: Lines | dict[str, Lines], problems: list[Problem]
) -> tuple[Example, ...]:
    """Lines of a test, by language or not."""
    found: list[Example] = []
    for language, group in (lines if isinstance(lines, dict) else {"": lines}).items():
        if language and not _LANGUAGE.fullmatch(language):
            problems.append(located.problem((*path, language), f"{language!r} is no language code (en, ru, hy, ...)"))
        for one in group:
            title, summary = (one, "") if isinstance(one, str) else (one.title, one.summary)
            found.append(Example(title=title, summary=summary, language=language))
    return tuple(found)


def _when(parser: Parser, path: YamlPath) -> tuple[Condition, Condition | None] | None:
    """The rule's condition, and what its outermost `not` excludes; None after a problem."""
    path = (*path, "when")
    value = parser.located.at(path)
    if value is None:
        return None  # a missing `when` is told by the model
    excludes = isinstance(value, dict) and "not" in value
    exclude = parser.excluded((*path, "not")) if excludes else None
    condition = parser.condition(path, leaving_out="not")
    if condition is None or (excludes and exclude is None):
        return None
    if not needs_words(condition):
        parser.problem(path, "needs at least one term or place that must occur")
        return None
    return condition, exclude


def _rule_guards(
    located: Located, path: YamlPath, wanted: list[str] | None, problems: list[Problem]
) -> frozenset[GuardKind]:
    if wanted is None:
        return frozenset(GuardKind)
    for index, name in enumerate(wanted):
        if name not in _GUARDS:
            message = f"unknown guard {name!r}{nearest(name, _GUARDS)}"
            problems.append(located.problem((*path, "guards", index), message))
    return frozenset(GuardKind(name) for name in wanted if name in _GUARDS)


def _in_language(located: Located, path: YamlPath, language: str, problems: list[Problem]) -> tuple[Term, ...]:
    if not _LANGUAGE.fullmatch(language):
        problems.append(located.problem((*path, language), f"{language!r} is no language code (en, ru, hy, ...)"))
        return ()
    return parse_terms(located, (*path, language), problems)
