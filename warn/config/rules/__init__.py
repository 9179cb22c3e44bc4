"""A folder of rules, read and checked whole.

`rules/lists/*.yaml` hold shared term lists and the guards; every other folder is a watch: `watch.yaml`, `filters.yaml`
(local exclusions) and any number of files with `rules:`. All problems of all files are found before any is refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from warn.config.rules.conditions import Names
from warn.config.rules.deadlines import Draft, resolve
from warn.config.rules.files import (
    Filter,
    Found,
    read_filters,
    read_guards,
    read_lists,
    read_rules,
    read_seen,
)
from warn.config.rules.scenarios import resolve as resolve_scenarios
from warn.config.rules.series import SeriesDraft
from warn.config.rules.series import resolve as resolve_series
from warn.config.rules.terms import parse_terms
from warn.config.rules.watch import read_conditions, read_scenarios, read_watch
from warn.config.strict_yaml import Located, nearest, read
from warn.core.uncollected import uncollected
from warn.model.problem import Problem, Refused
from warn.model.rule import AnyOf, Condition, GuardTerms, Rule, Term, TermList, Watch
from warn.model.rulebook import RuleBook, Seen

__all__ = ["load", "parse_terms"]

LISTS = "lists"
GUARDS = "guards.yaml"
SEEN = "seen.yaml"
WATCH = "watch.yaml"
FILTERS = "filters.yaml"


@uncollected()
def load(directory: Path) -> RuleBook:
    """Read a rules directory. Raises Refused with every problem, each at its file and line."""
    return _Loader(directory).load()


class _Loader:
    """Reads file after file, keeping what is good and every problem."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._problems: list[Problem] = []
        self._digest = hashlib.blake2b(digest_size=8)

    def load(self) -> RuleBook:
        if not self._directory.is_dir():
            raise Refused((Problem(file=str(self._directory), line=1, message="no such directory"),))
        lists = self._lists()
        seen = self._seen()
        # A list file in doubt must not turn every use of its lists into a further problem.
        known_lists = None if self._problems else lists
        guards, citations = self._guards()
        watches: list[Watch] = []
        found = Found()
        for folder in sorted(self._directory.iterdir()):
            if folder.is_dir() and folder.name != LISTS and not folder.name.startswith((".", "_")):
                watch = self._watch(folder, known_lists, found)
                watches.extend([watch] if watch else [])
        if not watches and not self._problems:
            self._say(self._directory, f"no watch here: a watch is a folder with a {WATCH}")
        self._unique(found)
        deadlines = resolve(found.deadlines, self._problems)
        # Where a rule has a problem, every rule that names it would have one too.
        series = resolve_series(found.series, found.rules, self._problems) if not self._problems else ()
        others = [*(one.id for one in found.deadlines), *(one.id for one in found.series)]
        looked_up = [] if self._problems else found.scenarios
        scenarios = resolve_scenarios(looked_up, found.rules, others, self._problems)
        if self._problems:
            raise Refused(tuple(dict.fromkeys(self._problems)))
        return RuleBook(
            version=self._digest.hexdigest(),
            watches=tuple(watches),
            rules=tuple(found.rules),
            deadlines=deadlines,
            series=series,
            scenarios=scenarios,
            lists=tuple(lists.values()),
            seen=seen,
            guards=guards,
            citations=citations,
        )

    def _lists(self) -> dict[str, TermList]:
        lists: dict[str, TermList] = {}
        for path in sorted((self._directory / LISTS).glob("*.yaml")):
            located = self._read(path) if path.name not in {GUARDS, SEEN} else None
            if located is None:
                continue
            for term_list in read_lists(located, self._problems):
                if term_list.name in lists:
                    message = f"list {term_list.name!r} is already given elsewhere"
                    self._problems.append(Problem(file=located.file, line=term_list.line, message=message))
                lists[term_list.name] = term_list
        return lists

    def _seen(self) -> Seen:
        path = self._directory / LISTS / SEEN
        located = self._read(path) if path.exists() else None
        return read_seen(located, self._problems) if located else ()

    def _guards(self) -> tuple[tuple[GuardTerms, ...], tuple[Term, ...]]:
        path = self._directory / LISTS / GUARDS
        located = self._read(path) if path.exists() else None
        return read_guards(located, self._problems) if located else ((), ())

    def _watch(self, folder: Path, lists: dict[str, TermList] | None, found: Found) -> Watch | None:
        """A watch's folder: the watch, its rules added to what is found."""
        located = self._read(folder / WATCH)
        watch = read_watch(located, folder.name, self._problems) if located else None
        # A watch file in doubt must not turn every place of its rules into a further problem.
        names = Names(
            lists=lists,
            places={place.id for place in watch.places} if watch else None,
            actors={actor.id for actor in watch.actors} if watch else None,
            sides={side.id for side in watch.sides} if watch else None,
            problems=self._problems,
        )
        names = replace(names, conditions=read_conditions(located, names) if located and watch else None)
        filters = self._filters(folder, names)
        own = Found()
        for path in sorted(folder.glob("*.yaml")):
            rule_file = self._read(path) if path.name not in {WATCH, FILTERS} else None
            if rule_file is not None:
                read_rules(rule_file, folder.name, names, own)
        self._check_filters(filters, own)
        found.rules += [_filtered(rule, filters) for rule in own.rules]
        found.deadlines += own.deadlines
        found.series += own.series
        found.scenarios += read_scenarios(located, watch, self._problems) if located and watch else []
        return watch

    def _filters(self, folder: Path, names: Names) -> tuple[Filter, ...]:
        path = folder / FILTERS
        located = self._read(path) if path.exists() else None
        return read_filters(located, names) if located else ()

    def _check_filters(self, filters: tuple[Filter, ...], own: Found) -> None:
        known = [rule.id for rule in own.rules]
        for one in filters:
            if self._problems or any(one.covers(rule.id, rule.indicator) for rule in own.rules):
                continue
            hint = nearest(one.rule, known) or (": no rule's id starts so" if one.rule.endswith("*") else "")
            others: list[Draft | SeriesDraft] = [*own.deadlines, *own.series]
            unfit = any(one.covers(other.id, other.family) for other in others)
            message = f"no rule {one.rule!r}{': only match rules can be filtered' if unfit else hint}"
            self._problems.append(Problem(file=one.file, line=one.line, message=message))

    def _read(self, path: Path) -> Located | None:
        try:
            located = read(path)
        except Refused as refused:
            self._problems.extend(refused.problems)
            return None
        name = str(path.relative_to(self._directory))
        self._digest.update(f"{len(name)}:{name}:".encode())
        self._digest.update(repr(located.data).encode("utf-8", "replace"))
        return located

    def _unique(self, found: Found) -> None:
        seen: dict[str, Rule | Draft | SeriesDraft] = {}
        every: tuple[Rule | Draft | SeriesDraft, ...] = (*found.rules, *found.deadlines, *found.series)
        for one in every:
            first = seen.setdefault(one.id, one)
            if first is not one:
                message = f"id {one.id!r} is already that of {first.file}:{first.line}"
                self._problems.append(Problem(file=one.file, line=one.line, message=message))

    def _say(self, path: Path, message: str) -> None:
        self._problems.append(Problem(file=str(path), line=1, message=message))


def _filtered(rule: Rule, filters: tuple[Filter, ...]) -> Rule:
    """The rule with the watch's filters beside its own exclusion."""
    local = tuple(one.exclude for one in filters if one.covers(rule.id, rule.indicator))
    if not local:
        return rule
    own: tuple[Condition, ...] = (rule.exclude,) if rule.exclude else ()
    return replace(rule, exclude=AnyOf(parts=(*own, *local)))
