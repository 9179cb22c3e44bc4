"""A folder of rules, read and checked whole.

`rules/lists/*.yaml` hold shared term lists and the guards; every other folder is a watch: `watch.yaml`, `filters.yaml`
(local exclusions) and any number of files with `rules:`. All problems of all files are found before any is refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from warn.config.rules.conditions import Names, parse_terms
from warn.config.rules.deadlines import Draft, resolve
from warn.config.rules.files import Filter, read_filters, read_guards, read_lists, read_rules, read_watch
from warn.config.strict_yaml import Located, nearest, read
from warn.model.problem import Problem, Refused
from warn.model.rule import AnyOf, Condition, Deadline, GuardTerms, Rule, RuleBook, TermList, Watch

__all__ = ["load", "parse_terms"]

LISTS = "lists"
GUARDS = "guards.yaml"
WATCH = "watch.yaml"
FILTERS = "filters.yaml"


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
        # A list file in doubt must not turn every use of its lists into a further problem.
        known_lists = None if self._problems else lists
        guards = self._guards()
        watches: list[Watch] = []
        rules: list[Rule] = []
        drafts: list[Draft] = []
        for folder in sorted(self._directory.iterdir()):
            if folder.is_dir() and folder.name != LISTS and not folder.name.startswith((".", "_")):
                watch, found, timed = self._watch(folder, known_lists)
                watches.extend([watch] if watch else [])
                rules.extend(found)
                drafts.extend(timed)
        if not watches and not self._problems:
            self._say(self._directory, f"no watch here: a watch is a folder with a {WATCH}")
        self._unique(rules, drafts)
        deadlines = resolve(drafts, self._problems)
        if self._problems:
            raise Refused(tuple(dict.fromkeys(self._problems)))
        return _book(self._digest.hexdigest(), (watches, rules, deadlines, lists, guards))

    def _lists(self) -> dict[str, TermList]:
        lists: dict[str, TermList] = {}
        for path in sorted((self._directory / LISTS).glob("*.yaml")):
            located = self._read(path) if path.name != GUARDS else None
            if located is None:
                continue
            for term_list, line in read_lists(located, self._problems):
                if term_list.name in lists:
                    self._problems.append(
                        Problem(
                            file=located.file, line=line, message=f"list {term_list.name!r} is already given elsewhere"
                        )
                    )
                lists[term_list.name] = term_list
        return lists

    def _guards(self) -> tuple[GuardTerms, ...]:
        path = self._directory / LISTS / GUARDS
        located = self._read(path) if path.exists() else None
        return read_guards(located, self._problems) if located else ()

    def _watch(self, folder: Path, lists: dict[str, TermList] | None) -> tuple[Watch | None, list[Rule], list[Draft]]:
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
        filters = self._filters(folder, names)
        rules: list[Rule] = []
        deadlines: list[Draft] = []
        for path in sorted(folder.glob("*.yaml")):
            rule_file = self._read(path) if path.name not in {WATCH, FILTERS} else None
            if rule_file is not None:
                found, drafts = read_rules(rule_file, folder.name, names)
                rules.extend(found)
                deadlines.extend(drafts)
        self._check_filters(filters, rules, deadlines)
        return watch, [_filtered(rule, filters) for rule in rules], deadlines

    def _filters(self, folder: Path, names: Names) -> tuple[Filter, ...]:
        path = folder / FILTERS
        located = self._read(path) if path.exists() else None
        return read_filters(located, names) if located else ()

    def _check_filters(self, filters: tuple[Filter, ...], rules: list[Rule], deadlines: list[Draft]) -> None:
        known = [rule.id for rule in rules]
        for one in filters:
            if self._problems or any(one.covers(rule.id, rule.indicator) for rule in rules):
                continue
            hint = nearest(one.rule, known) or (": no rule's id starts so" if one.rule.endswith("*") else "")
            timed = ": deadlines can't be filtered" if any(one.covers(draft.id, draft.family) for draft in deadlines) else hint
            self._problems.append(Problem(file=one.file, line=one.line, message=f"no rule {one.rule!r}{timed}"))

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

    def _unique(self, rules: list[Rule], drafts: list[Draft]) -> None:
        seen: dict[str, Rule | Draft] = {}
        every: tuple[Rule | Draft, ...] = (*rules, *drafts)
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


def _book(
    version: str,
    parts: tuple[list[Watch], list[Rule], tuple[Deadline, ...], dict[str, TermList], tuple[GuardTerms, ...]],
) -> RuleBook:
    watches, rules, deadlines, lists, guards = parts
    return RuleBook(
        version=version,
        watches=tuple(watches),
        rules=tuple(rules),
        deadlines=deadlines,
        lists=tuple(lists.values()),
        guards=guards,
    )
