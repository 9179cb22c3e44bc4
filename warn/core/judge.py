"""Rules and score in one hand: the same for the daemon, explain, check and replay."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from warn.core.match import Matcher
from warn.core.score import score
from warn.model.item import Hit, Item, Scored
from warn.model.rule import RuleBook


class Judge:
    """A compiled rule book."""

    def __init__(self, rulebook: RuleBook) -> None:
        self.version = rulebook.version
        self.rulebook = rulebook
        self.rules = {rule.id: rule for rule in rulebook.rules}
        self.watches = {watch.id: watch for watch in rulebook.watches}
        self.matcher = Matcher(rulebook)

    def weigh(self, item: Item, *, now: datetime) -> tuple[Scored, ...]:
        """The item weighed against every watch that found anything in it; empty for nearly all items."""
        found: defaultdict[str, list[Hit]] = defaultdict(list)
        for watch, hit in self.matcher.hits(item):
            found[watch].append(hit)
        return tuple(score(item, tuple(hits), self.watches[watch], now=now) for watch, hits in found.items())
