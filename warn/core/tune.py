"""From labelled false alarms to filter lines that silence them and keep every labelled true alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warn.core.judge import Judge
from warn.core.normalise import normalise
from warn.model.item import Hit, Item

MOST_TERMS = 6
"""A filter longer than this is a list of accidents."""
COMMON_SHARE = 0.05
"""A word of more than this share of all items says nothing about any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An item with what a person said of it."""

    item: Item
    true: bool
    watch: str = ""
    """The watch that it was said for; empty: for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A filter for one rule, with what it would do."""

    watch: str
    rule: str
    terms: tuple[str, ...]
    silenced: int
    """Labelled false alarms of the rule that it silences."""
    false: int
    """Labelled false alarms of the rule."""
    kept: int
    """Labelled true alarms of the rule: all of them stay."""
    unlabelled: int
    """Stored hits without a label that it would silence too: to be looked at."""
    left: tuple[str, ...]
    """Titles of the false alarms that no word tells apart."""


def tune(judge: Judge, labelled: Sequence[Labelled], stored: Iterable[Item] = ()) -> tuple[Proposal, ...]:
    """One proposal for each rule with labelled false alarms, most false alarms first.

    Terms are words and pairs of words of the false alarms that stand in no true alarm of the rule, are no words by
    which the rule decided, and are not common; the fewest that silence most are taken, greedily.
    """
    known = {one.item.id for one in labelled}
    others = [item for item in stored if item.id not in known]
    usual = _usual([*(one.item for one in labelled), *others])
    hits = [
        (one, hit, watch)
        for one in labelled
        for watch, hit in judge.matcher.hits(one.item)
        if hit.counts and one.watch in {"", watch}
    ]
    rules = Counter((watch, hit.rule) for one, hit, watch in hits if not one.true)
    unlabelled = [(item, watch, hit) for item in others for watch, hit in judge.matcher.hits(item) if hit.counts]
    found: list[Proposal] = []
    for (watch, rule), false in rules.most_common():
        wrong = [(one.item, hit) for one, hit, of in hits if not one.true and (of, hit.rule) == (watch, rule)]
        right = [one.item for one, hit, of in hits if one.true and (of, hit.rule) == (watch, rule)]
        terms, left = _chosen(wrong, right, usual)
        silenced = sum(
            bool(set(terms) & _phrases(item)) for item, of, hit in unlabelled if (of, hit.rule) == (watch, rule)
        )
        found.append(
            Proposal(
                watch=watch,
                rule=rule,
                terms=terms,
                silenced=false - len(left),
                false=false,
                kept=len(right),
                unlabelled=silenced,
                left=tuple(item.title for item in left),
            )
        )
    return tuple(found)


def _chosen(
    wrong: Sequence[tuple[Item, Hit]], right: Sequence[Item], usual: frozenset[str]
) -> tuple[tuple[str, ...], list[Item]]:
    """Terms that silence the wrong ones and none of the right ones, and what they leave."""
    forbidden = usual.union(*(_phrases(item) for item in right), *(_deciding(hit) for _, hit in wrong))
    open_ = {item.id: _phrases(item) - forbidden for item, _ in wrong}
    left = {item.id: item for item, _ in wrong}
    terms: list[str] = []
    while left and len(terms) < MOST_TERMS:
        counted = Counter(phrase for item_id in left for phrase in open_[item_id])
        if not counted:
            break
        # Of those that silence most the one of fewest words, then the longest, then the first by the alphabet.
        best = min(counted, key=lambda phrase: (-counted[phrase], phrase.count(" "), -len(phrase), phrase))
        terms.append(best)
        left = {item_id: item for item_id, item in left.items() if best not in open_[item_id]}
    return tuple(terms), list(left.values())


def _phrases(item: Item) -> frozenset[str]:
    """Folded words of at least three letters, and pairs of words that follow one another."""
    words: list[str] = []
    pairs: list[str] = []
    for text in (item.title, item.summary):
        tokens = [token.text for token in normalise(text).tokens]
        words += [token for token in tokens if len(token) >= 3 and not token.isdigit()]
        pairs += [f"{one} {two}" for one, two in pairwise(tokens)]
    return frozenset(words) | frozenset(pairs)


def _deciding(hit: Hit) -> frozenset[str]:
    """The words by which a rule decided: a filter on them would undo the rule."""
    return frozenset(token.text for word in hit.words for token in normalise(word).tokens)


def _usual(items: Sequence[Item]) -> frozenset[str]:
    """Phrases of so many items that they say nothing; from a few items nobody can tell."""
    if len(items) < 100:
        return frozenset()
    counted = Counter(phrase for item in items for phrase in _phrases(item))
    return frozenset(phrase for phrase, count in counted.items() if count > len(items) * COMMON_SHARE)
