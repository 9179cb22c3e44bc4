"""A back-test: the replay, and what its items scored, as the core measures it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from warn.app.replaying import replay, understood
from warn.config.chronology import Labels, title_key
from warn.config.dated_items import DatedItem
from warn.core.backtest import Measures, Played, Run, measure
from warn.core.judge import Judge
from warn.core.parse.links import canonical
from warn.core.score import sigmoid
from warn.model.chronology import Happening, Target
from warn.model.item import Item
from warn.telling import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What a replay is held against."""

    events: tuple[Happening, ...]
    targets: tuple[Target, ...]
    labels: Labels

    def between(self, first: date | None, last: date | None) -> Yardstick:
        """What of it lies within these days, both included; None: no bound."""
        return replace(
            self,
            events=tuple(one for one in self.events if _within(one.day, first, last)),
            targets=tuple(one for one in self.targets if _within(one.day, first, last)),
        )


def doubts(yardstick: Yardstick, items: Sequence[DatedItem], measures: Measures) -> tuple[str, ...]:
    """What of items and yardstick doesn't fit together, a line each: mostly a slip of the pen."""
    known = {one.id for one in yardstick.events}
    unknown = {item.event_id for item in items if item.event_id} - known if known else set()
    played = measures.run.items
    urls, titles = {canonical(item.url) for item in played}, {title_key(item.title) for item in played}
    idle = len(set(yardstick.labels.by_url) - urls) + len(set(yardstick.labels.by_title) - titles)
    lines = [
        (len(items) - len(played), "items are copies or later versions of others: they count once"),
        (len(unknown), f"events are named by items and not in the timeline: {', '.join(sorted(unknown))}"),
        (idle, "labels are of no item that was played"),
    ]
    return tuple(f"{count} {words}" for count, words in lines if count)


def between(items: Iterable[DatedItem], first: date | None, last: date | None) -> tuple[DatedItem, ...]:
    """Items that come within these days, both included; None: no bound."""
    return tuple(item for item in items if _within(item.noticed.date(), first, last))


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def backtest(
    items: Sequence[DatedItem], yardstick: Yardstick, policy: Policy, *, rules: str, days: tuple[date, date]
) -> Measures:
    """Play the items by these rules, and measure; `days` are those that the alerts are counted over."""
    first_day, last_day = days
    book = policy.judge.rulebook
    families = {rule.indicator for rule in book.rules} | {one.indicator for one in book.series}
    run = Run(
        rules=rules,
        items=_played(items, yardstick.labels, policy),
        alerts=tuple(replay(items, policy)),
        first_day=first_day,
        last_day=last_day,
        events=yardstick.events,
        targets=yardstick.targets,
        families=frozenset(families | {one.indicator for one in book.deadlines}),
        threshold=min((watch.threshold for watch in book.watches), default=0.0),
    )
    return measure(run)


def _played(items: Iterable[DatedItem], labels: Labels, policy: Policy) -> tuple[Played, ...]:
    """Every item once, with its best revision's score."""
    found: dict[str, Played] = {}
    for dated in items:
        item = understood(dated, policy)
        score = _score(policy.judge, item)
        known = found.get(item.id)
        found[item.id] = (
            replace(known, score=max(score, known.score)) if known else _one(dated, item, labels, score=score)
        )
    return tuple(found.values())


def _one(dated: DatedItem, item: Item, labels: Labels, *, score: float) -> Played:
    """A label that was given stands before what the archive itself says; an event's item is true by itself."""
    own = dated.relevant if dated.relevant is not None else (True if dated.event_id else None)
    given = labels.of(item.url, item.title)
    return Played(
        item_id=item.id,
        title=item.title,
        url=item.url,
        publisher=item.publisher,
        published=item.published,
        event_id=dated.event_id,
        true=own if given is None else given,
        score=score,
    )


def _score(judge: Judge, item: Item) -> float:
    """Its score when it is noticed; of what no rule finds anything in, a watch's prior."""
    weighed = judge.weigh(item, now=item.first_seen)
    prior = max((sigmoid(watch.prior) for watch in judge.watches.values()), default=0.0)
    return max((scored.score for scored in weighed), default=prior)
