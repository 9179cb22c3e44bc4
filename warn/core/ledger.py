"""The toll of an event, source by source: what each says last, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from warn.model.event import Claim
from warn.model.item import Item
from warn.model.toll import Toll, TollKind

CURRENT = timedelta(hours=12)
"""A source that last spoke so long before the newest one has been overtaken."""
CLAIMS_KEPT = 60
_WHOEVER = frozenset({"", "soldier"})
"""A clash's dead are soldiers to most who tell of it; policemen or children are some of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What the sources come to for one kind."""

    kind: TollKind
    low: int
    high: int | None
    sources: int

    @property
    def key(self) -> tuple[str, int, int]:
        """As `Told` remembers it."""
        return self.kind.value, self.low, -1 if self.high is None else self.high

    def __str__(self) -> str:
        if self.high is None:
            return f"at least {self.low} {self.kind}"
        return f"{self.low} {self.kind}" if self.high == self.low else f"{self.low} to {self.high} {self.kind}"


def entered(ledger: Sequence[Claim], item: Item, tolls: Iterable[Toll]) -> tuple[Claim, ...]:
    """The ledger with an item's counts. Running totals and denials are no counts of this occurrence.

    A source's earlier count of the same people is replaced: the last word of each counts.
    """
    fresh = {(one.kind, one.who, one.side): one for one in tolls if not one.total and not one.denied}
    source = item.publisher or item.id
    kept = [claim for claim in ledger if _source(claim) != source or (claim.kind, claim.who, claim.side) not in fresh]
    added = [
        Claim(
            kind=one.kind,
            low=one.low,
            high=one.high,
            who=one.who,
            side=one.side,
            publisher=item.publisher,
            publisher_side=item.side,
            item_id=item.id,
            published=item.published,
            revised=one.revised,
        )
        for one in fresh.values()
    ]
    return tuple([*kept, *added][-CLAIMS_KEPT:])


def standing(ledger: Sequence[Claim]) -> tuple[Count, ...]:
    """What the sources come to, kind by kind: from the lowest to the highest that a current source says.

    Current are those whose last word is within CURRENT of the newest, and not older than a count that replaces others.
    """
    counts = (_count(kind, [claim for claim in ledger if claim.kind is kind]) for kind in TollKind)
    return tuple(count for count in counts if count is not None)


def _count(kind: TollKind, claims: Sequence[Claim]) -> Count | None:
    claims = _wholes(claims)
    if not claims:
        return None
    newest = max(claim.published for claim in claims)
    replaced = max((claim.published for claim in claims if claim.revised), default=None)
    current = [
        claim
        for claim in claims
        if newest - claim.published <= CURRENT and (replaced is None or claim.published >= replaced)
    ]
    by_source: dict[str, list[Claim]] = {}
    for claim in current:
        by_source.setdefault(_source(claim), []).append(claim)
    sums = [_of_source(said) for said in by_source.values()]
    highs = [high for _, high in sums]
    high = None if None in highs else max(one for one in highs if one is not None)
    low = min(low for low, _ in sums)
    return Count(kind=kind, low=low, high=max(high, low) if high is not None else None, sources=len(sums))


def _wholes(claims: Sequence[Claim]) -> list[Claim]:
    """Without what another source counts of some only (three of them policemen, four of them of one side) where a
    larger whole is known. Who says just "four" after that means the same four.
    """
    parts = [claim for claim in claims if claim.side or claim.who not in _WHOEVER]
    whole = [claim for claim in claims if claim not in parts]
    of_some = {claim.low for claim in parts}
    return [
        claim
        for claim in claims
        if claim.revised
        or (claim in whole and claim.low not in of_some)
        or not any(_source(one) != _source(claim) and one.low > claim.low for one in whole)
    ]


def _source(claim: Claim) -> str:
    return claim.publisher or claim.item_id


def _of_source(claims: Sequence[Claim]) -> tuple[int, int | None]:
    """One source's whole count: what it says of nobody's people in particular, else the sum of what it says of each."""
    whole = [claim for claim in claims if not claim.side]
    if whole:
        last = max(whole, key=lambda claim: (claim.published, claim.low))
        return last.low, last.high
    highs = [claim.high for claim in claims]
    high = None if None in highs else sum(one for one in highs if one is not None)
    return sum(claim.low for claim in claims), high
