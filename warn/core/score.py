"""Weights of evidence: an item's score as a sum of log-odds, each addend kept with its reason.

Only rules bear evidence. The classifier's word strengthens or weakens it, and is heard only where a rule counts: it
never alerts alone. Of each indicator family the strongest rule counts in full and every further one for a
quarter: rules of a family are mostly other words for one fact. What the publisher is and how old the item is shade the
evidence; they are added only where there is some.
"""

from __future__ import annotations

import math
from datetime import datetime

from warn.model.item import Hit, Item, Scored, ScorePart
from warn.model.rule import Watch

FURTHER_SHARE = 0.25
"""Share of its weight that a second and each further rule of a family adds."""
STALE_PENALTY = 0.5
"""Log-odds taken off an item as old as the watch's freshness; half of it at half that age."""
KIND_TRUST = {
    "wire": 0.4,
    "un": 0.4,
    "ngo": 0.3,
    "official": 0.3,
    "news": 0.2,
    "analysis": 0.1,
    "aggregator": -0.1,
    "social": -0.4,
}
"""Log-odds by the kind of feed."""
UNKNOWN_PUBLISHER = -0.3
"""Log-odds of an item that nobody is credited with."""
CLASSIFIER_LIMIT = 2.5
"""The classifier's log-odds are cut to this much either way before the watch's weight: it can't outvote a rule."""


def score(item: Item, hits: tuple[Hit, ...], watch: Watch, *, now: datetime, relevance: float | None = None) -> Scored:
    """Weigh an item. The parts sum exactly (`math.fsum`) to the logit of the score, in any order of hits.

    `relevance`: the classifier's log-odds that the item is relevant; None: there is no classifier.
    """
    counting = sorted((hit for hit in hits if hit.counts), key=lambda hit: (hit.indicator, -hit.weight, hit.rule))
    parts = [ScorePart(name="prior", value=watch.prior), *_rule_parts(counting)]
    if counting:
        if any(hit.field == "title" for hit in counting):
            parts.append(ScorePart(name="in the title", value=watch.title_weight))
        parts.append(_publisher_part(item))
        parts.append(_age_part(item, watch, now))
        if relevance is not None:
            parts.append(_classifier_part(relevance, watch))
    return Scored(
        item=item,
        watch=watch.id,
        hits=hits,
        score=sigmoid(logit(tuple(parts))),
        parts=tuple(p for p in parts if p.value),
    )


def logit(parts: tuple[ScorePart, ...]) -> float:
    return math.fsum(part.value for part in parts)


def sigmoid(value: float) -> float:
    """Log-odds as a probability, without overflow."""
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    odds = math.exp(value)
    return odds / (1.0 + odds)


def _rule_parts(hits: list[Hit]) -> list[ScorePart]:
    """Hits come sorted by family and falling weight."""
    parts: list[ScorePart] = []
    family = ""
    for hit in hits:
        first = hit.indicator != family
        family = hit.indicator
        name = hit.rule if first else f"{hit.rule} (further of {family})"
        parts.append(ScorePart(name=name, value=hit.weight if first else hit.weight * FURTHER_SHARE))
    return parts


def _publisher_part(item: Item) -> ScorePart:
    if not item.publisher:
        return ScorePart(name="publisher unknown", value=UNKNOWN_PUBLISHER)
    return ScorePart(name=f"publisher is {item.kind or 'of no kind'}", value=KIND_TRUST.get(item.kind, 0.0))


def _classifier_part(relevance: float, watch: Watch) -> ScorePart:
    heard = max(-CLASSIFIER_LIMIT, min(relevance, CLASSIFIER_LIMIT))
    return ScorePart(name=f"classifier says {sigmoid(relevance):.0%}", value=heard * watch.classifier_weight)


def _age_part(item: Item, watch: Watch, now: datetime) -> ScorePart:
    age = max((now - item.published).total_seconds(), 0.0)
    limit = watch.freshness.total_seconds()
    share = min(age / limit, 1.0) if limit > 0 else 0.0
    return ScorePart(name=f"age {age / 3600:.0f} h", value=-STALE_PENALTY * share)
