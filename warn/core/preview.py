"""What other rules would have made of the same items: which newly fire, which go quiet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from warn.core.judge import Judge
from warn.core.verdict import best_of
from warn.model.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What rules make of one item, as far as two sets of rules are compared."""

    fires: bool
    """It would alert, taken alone."""
    score: float
    rules: frozenset[str]
    """Ids of those whose hits count."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An item of which the rules make something else."""

    item: Item
    before: Judged
    after: Judged

    @property
    def newly_fires(self) -> bool:
        return self.after.fires and not self.before.fires

    @property
    def goes_quiet(self) -> bool:
        return self.before.fires and not self.after.fires


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Two sets of rules over the same items."""

    items: int
    before: int
    """Items that fire by the rules there are."""
    after: int
    changes: tuple[Change, ...]
    """Every item that fires by one set alone, or is hit by other rules; newest first."""
    per_day: tuple[tuple[date, int, int], ...]
    """Of each day on which any fires: how many before, how many after."""

    @property
    def newly(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.newly_fires)

    @property
    def quiet(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.goes_quiet)


def preview(before: Judge, after: Judge, items: Iterable[Item]) -> Preview:
    """Judge every item by both. Each is taken alone: how events gather doesn't depend on the rules compared."""
    changes: list[Change] = []
    days: Counter[tuple[date, bool]] = Counter()
    counted = 0
    for item in items:
        counted += 1
        old, new = judged(before, item), judged(after, item)
        day = item.published.date()
        days[day, False] += old.fires
        days[day, True] += new.fires
        if old.fires != new.fires or old.rules != new.rules:
            changes.append(Change(item=item, before=old, after=new))
    named = sorted({day for (day, _), count in days.items() if count})
    return Preview(
        items=counted,
        before=sum(days[day, False] for day in named),
        after=sum(days[day, True] for day in named),
        changes=tuple(sorted(changes, key=lambda change: change.item.published, reverse=True)),
        per_day=tuple((day, days[day, False], days[day, True]) for day in named),
    )


def judged(judge: Judge, item: Item) -> Judged:
    hits = judge.matcher.hits(item)
    best, decision = best_of(judge, item, hits, now=item.published)
    return Judged(
        fires=decision.tells,
        score=best.score,
        rules=frozenset(hit.rule for _, hit in hits if hit.counts),
        reason=f"{decision.reason.value}: {decision.detail}",
    )
