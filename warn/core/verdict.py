"""One item judged alone, as if nothing had been reported before: hits, tolls, dates, score, would it alert."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warn.core import cluster, corroborate, decide
from warn.core.dates import read_dates
from warn.core.judge import Judge
from warn.core.score import score
from warn.model.alert import Decision, Reason
from warn.model.event import Told
from warn.model.item import Hit, Item, Scored
from warn.model.mention import DateMention
from warn.model.rule import Watch
from warn.model.toll import Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules make of one item."""

    item: Item
    hits: tuple[tuple[str, Hit], ...]
    """Of all watches, each with its watch; those that guards struck too."""
    tolls: tuple[Toll, ...]
    dates: tuple[DateMention, ...]
    best: Scored
    """Against the watch in which it would alert, else in which its score is highest."""
    decision: Decision
    """What it would earn as a new event, with why."""

    @property
    def would_alert(self) -> bool:
        return self.decision.tells


def verdict(judge: Judge, item: Item, *, now: datetime) -> Verdict:
    """Judge an item alone. It counts as fresh, since what is asked is what the text is worth."""
    passage = judge.matcher.passage(item)
    hits = judge.matcher.hits(item)
    best, decision = best_of(judge, item, hits, now=now)
    return Verdict(
        item=item,
        hits=hits,
        tolls=passage.tolls,
        dates=read_dates(item.title, item.summary, language=passage.language, published=item.published),
        best=best,
        decision=decision,
    )


def best_of(judge: Judge, item: Item, hits: Sequence[tuple[str, Hit]], *, now: datetime) -> tuple[Scored, Decision]:
    """An item's hits against the watch in which it would alert, else in which its score is highest."""
    relevance = judge.relevance(item) if hits else None
    weighed = [_weighed(judge, item, watch, hits, relevance, now) for watch in judge.watches.values()]
    return max(weighed, key=lambda one: (one[1].tells, one[0].score, -len(one[0].watch)))


def _weighed(
    judge: Judge,
    item: Item,
    watch: Watch,
    hits: Iterable[tuple[str, Hit]],
    relevance: float | None,
    now: datetime,
) -> tuple[Scored, Decision]:
    found = tuple(hit for name, hit in hits if name == watch.id)
    scored = score(item, found, watch, now=now, relevance=relevance if found else None)
    if not scored.hits:
        return scored, Decision(reason=Reason.BELOW_THRESHOLD, detail="no rule found anything")
    if not scored.counting:
        struck = "; ".join(f"{hit.rule} struck by {', '.join(hit.guards)}" for hit in scored.hits)
        return scored, Decision(reason=Reason.BELOW_THRESHOLD, detail=struck)
    event = cluster.join(cluster.open_event(scored), scored, watch)
    known, waits_for = corroborate.corroborated(event, judge.rules, watch)
    return scored, decide.decide(known, Told(), watch, is_fresh=True, waits_for=waits_for)
