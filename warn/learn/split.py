"""Which examples are kept aside to test, and in which blocks the others calibrate: by time, never by chance.

What has a day is cut by day, each source by itself: the newest fifth is kept. What was written for the purpose has no
day: of each rule, indicator or trap in each language every fifth line is kept, in the order in which they were written.
The blocks are cut the same way: a stretch of days each, or every fifth line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from warn.learn.data import Example

SHARES = 5
"""A fifth is kept; the rest makes five blocks."""
FEW = 10
"""Dated texts of a source of which none is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an example stands in training."""

    kept: bool
    """To test; not fitted until the test is done."""
    block: int
    """Part in which it calibrates, scored by what the other parts taught."""


def distinct(examples: Sequence[Example]) -> tuple[Example, ...]:
    """Each text once: of two that say the same the later word counts."""
    return tuple({one.digest: one for one in examples}.values())


def places(examples: Sequence[Example], keep_from: date | None = None) -> tuple[Place, ...]:
    """The place of each example; `keep_from`: the day from which dated ones are kept, in place of the newest fifth."""
    days = {source: _days(examples, source) for source in {one.source for one in examples if one.day}}
    kept = {
        source: keep_from or (found[len(found) * (SHARES - 1) // SHARES] if len(found) >= FEW else date.max)
        for source, found in days.items()
    }
    edges = {source: _edges([day for day in found if day < kept[source]]) for source, found in days.items()}
    tally: Counter[tuple[str, str]] = Counter()
    found: list[Place] = []
    for one in examples:
        if one.day is None:
            found.append(_written(one, tally))
            continue
        block = sum(one.day >= edge for edge in edges[one.source])
        found.append(Place(kept=one.day >= kept[one.source], block=block))
    return tuple(found)


def _days(examples: Sequence[Example], source: str) -> list[date]:
    return sorted(one.day for one in examples if one.source == source and one.day)


def _edges(days: Sequence[date]) -> list[date]:
    """The days on which the blocks after the first begin."""
    return [days[len(days) * part // SHARES] for part in range(1, SHARES)] if days else []


def _written(example: Example, tally: Counter[tuple[str, str]]) -> Place:
    """By its number among the lines of its group and language. Groups begin at different numbers, since most have few
    lines: else their first would always be kept."""
    start = blake2b(f"{example.group} {example.language}".encode(), digest_size=2).digest()[0]
    number = start + tally[example.group, example.language]
    tally[example.group, example.language] += 1
    return Place(kept=number % SHARES == 0, block=(number % SHARES + number // SHARES) % SHARES)
