"""Rules, classifier and score in one hand: the same for the daemon, explain, check and replay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from warn.core.classify import Classifier, text_of
from warn.core.match import Matcher
from warn.core.score import score
from warn.model.item import Hit, Item, Scored
from warn.model.level import Scenario
from warn.model.rulebook import RuleBook
from warn.model.series import Absence, Series, Surge


class Judge:
    """A compiled rule book, with a classifier or none (rules only)."""

    def __init__(self, rulebook: RuleBook, classifier: Classifier | None = None) -> None:
        self.classifier = classifier
        self.version = rulebook.version
        self.rulebook = rulebook
        self.rules = {rule.id: rule for rule in rulebook.rules}
        self.watches = {watch.id: watch for watch in rulebook.watches}
        self.matcher = Matcher(rulebook)
        self._series: defaultdict[str, list[Series]] = defaultdict(list)
        for series in rulebook.series:
            if not isinstance(series.shape, Surge | Absence):  # those two are looked at by the clock alone
                for rule in series.of:
                    self._series[rule].append(series)
        self._scenarios: defaultdict[str, list[Scenario]] = defaultdict(list)
        for scenario in rulebook.scenarios:
            for rule in scenario.rules:
                self._scenarios[rule].append(scenario)

    def relevances(self, items: Sequence[Item]) -> dict[str, float]:
        """The classifier's log-odds of each item, by its id; empty where there is none."""
        if self.classifier is None:
            return {}
        found = self.classifier.logits(text_of(item.title, item.summary) for item in items)
        return {item.id: logit for item, logit in zip(items, found, strict=True)}

    def relevance(self, item: Item) -> float | None:
        return self.classifier.logit(text_of(item.title, item.summary)) if self.classifier else None

    def weigh(self, item: Item, *, now: datetime, relevance: float | None = None) -> tuple[Scored, ...]:
        """The item weighed against every watch that found anything in it; empty for nearly all items.

        `relevance`: the classifier's log-odds, where they have been worked out.
        """
        found: defaultdict[str, list[Hit]] = defaultdict(list)
        for watch, hit in self.matcher.hits(item):
            found[watch].append(hit)
        if not found:
            return ()
        said = self.relevance(item) if relevance is None else relevance
        tolls = self.matcher.tolls(item)
        weighed = (
            score(item, tuple(hits), self.watches[watch], now=now, relevance=said) for watch, hits in found.items()
        )
        return tuple(replace(scored, tolls=tolls) for scored in weighed)

    def series_of(self, weighed: Iterable[Scored]) -> tuple[Series, ...]:
        """Rules over many items that look at any of these hits, each once."""
        rules = {hit.rule for scored in weighed for hit in scored.counting}
        found = {series.id: series for rule in sorted(rules) for series in self._series.get(rule, ())}
        return tuple(found.values())

    def scenarios_of(self, rules: Iterable[str]) -> tuple[Scenario, ...]:
        """Scenarios that weigh hits of any of these rules, each once."""
        found = {(one.watch, one.id): one for rule in sorted(rules) for one in self._scenarios.get(rule, ())}
        return tuple(found.values())
