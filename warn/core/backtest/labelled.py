"""What labels say of alerts and scores: precision, the curve over the threshold, calibration."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from warn.core.backtest.values import Bin, CurvePoint, Played, Run, Tally
from warn.model.alert import Alert

BINS = 10


def verdicts(run: Run) -> dict[str, bool | None]:
    """By alert: right if any item it quotes is labelled true, wrong if all labelled ones are false; else unknown."""
    said = {item.item_id: item.true for item in run.items}
    found: dict[str, bool | None] = {}
    for alert in run.alerts:
        labels = [label for one in alert.evidence if (label := said.get(one.item_id)) is not None]
        found[alert.id] = any(labels) if labels else None
    return found


def tally(name: str, alerts: Iterable[Alert], right: Mapping[str, bool | None]) -> Tally:
    counts = Counter(right[alert.id] for alert in alerts)
    return Tally(name=name, alerts=counts.total(), true=counts[True], false=counts[False])


def tallies(
    alerts: Iterable[Alert], names: Callable[[Alert], Iterable[str]], right: Mapping[str, bool | None]
) -> tuple[Tally, ...]:
    """One for each name, the one with the most alerts first; an alert of several names counts for each."""
    groups: defaultdict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        for name in names(alert):
            groups[name].append(alert)
    found = [tally(name, group, right) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.alerts, one.name)))


def rules_of(alert: Alert) -> frozenset[str]:
    """Ids of the rules that lead the items it quotes."""
    return frozenset(one.rule for one in alert.evidence if one.rule)


def labelled(items: Iterable[Played]) -> tuple[Played, ...]:
    """Those with a label, if there are true and false ones: else a curve would say nothing."""
    known = tuple(item for item in items if item.true is not None)
    return known if len({item.true for item in known}) == 2 else ()


def curve(items: Sequence[Played]) -> tuple[CurvePoint, ...]:
    """Over every score that occurs, the highest threshold first. Items of one score are taken together."""
    by_score = sorted(items, key=lambda item: -item.score)
    positives = sum(item.true is True for item in items)
    points: list[CurvePoint] = []
    hits = 0
    for count, item in enumerate(by_score, start=1):
        hits += item.true is True
        if count == len(by_score) or by_score[count].score != item.score:
            points.append(CurvePoint(threshold=item.score, precision=hits / count, recall=hits / positives))
    return tuple(points)


def bins(items: Sequence[Played]) -> tuple[Bin, ...]:
    """Tenths of the score that hold any item."""
    groups: defaultdict[int, list[Played]] = defaultdict(list)
    for item in items:
        groups[min(int(item.score * BINS), BINS - 1)].append(item)
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            count=len(group),
            mean_score=math.fsum(item.score for item in group) / len(group),
            share_true=sum(item.true is True for item in group) / len(group),
        )
        for number, group in sorted(groups.items())
    )


def brier(items: Sequence[Played]) -> float | None:
    if not items:
        return None
    return math.fsum((item.score - (item.true is True)) ** 2 for item in items) / len(items)
