"""Of those who are told to have suffered two things, the last: the wounded who died count as killed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from warn.core.numbers.people import Group
from warn.core.numbers.units import Unit

_LESSER = frozenset({"wounded", "captured", "detained"})
"""Not missing: whoever is missing and feared dead is missing."""
_PASSED = frozenset({"clear", "adj", "prep", "thing", "out", "side", "who", "and", "party", ""})
"""What may stand between people and the second thing told of them."""
_REACH = 9
"""Units, at most, between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    at: int
    """Unit."""
    kind: str
    form: str
    total: bool = False
    """It is counted up: "the number of dead", "death toll"."""
    void: bool = False
    """It didn't happen: "was not killed", "could kill". It still takes its people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    group: Group
    outcome: Outcome
    cost: float


def last_fates(
    units: Sequence[Unit], groups: Sequence[Group], outcomes: Sequence[Outcome], pairs: Sequence[Pair]
) -> list[Pair]:
    """The pairs, each with the death that the text tells of its people besides."""
    served = {pair.outcome.at for pair in pairs}
    deaths = [
        outcome
        for outcome in outcomes
        if outcome.kind == "killed" and not outcome.void and not outcome.total and outcome.at not in served
    ]
    found = _together(units, outcomes, pairs, served)
    for number, pair in enumerate(found):
        if pair.outcome.kind in _LESSER and pair.group.usable:
            death = next((death for death in deaths if _goes_on(units, groups, pair, death)), None)
            found[number] = replace(pair, outcome=death) if death else pair
    return [pair for pair in found if not _both_died(found, pair)]


def _goes_on(units: Sequence[Unit], groups: Sequence[Group], pair: Pair, death: Outcome) -> bool:
    """No other people between, and no new clause but one set off by commas: "the soldier, wounded on Monday, died"."""
    group, lesser = pair.group, pair.outcome
    if death.at + 1 == group.first and death.form == "free" and not units[group.first].pause:
        return True  # "died a soldier wounded on Monday", as Russian and Armenian have it
    low, high = group.last + 1, death.at
    if low > high or death.form in {"right", "people"}:
        return False
    if high - low > _REACH or any(low <= other.first < high for other in groups):
        return False
    between = units[low:high]
    if any(unit.role not in _PASSED for unit in between):
        return False
    pauses = [unit.pause for unit in units[low : high + 1] if unit.pause]
    set_off = units[lesser.at].pause == "," and lesser.at == low and pauses.count(",") == len(pauses) == 2
    return not pauses or set_off


def _both_died(pairs: Sequence[Pair], pair: Pair) -> bool:
    """ "Of two wounded, both died"."""
    return pair.outcome.kind in _LESSER and any(
        other.group.form == "both"
        and other.outcome.kind == "killed"
        and pair.group.low == other.group.low
        and pair.group.last < other.group.first
        for other in pairs
    )


def _together(
    units: Sequence[Unit], outcomes: Sequence[Outcome], pairs: Sequence[Pair], served: set[int]
) -> list[Pair]:
    """ "14 killed and wounded" counts both at once: each is up to 14."""
    found: list[Pair] = []
    for pair in pairs:
        second = next((outcome for outcome in outcomes if _is_second(units, pair, outcome, served)), None)
        if second and pair.group.high:
            group = replace(pair.group, low=0)
            found.extend(replace(pair, group=group, outcome=outcome) for outcome in (pair.outcome, second))
        else:
            found.append(pair)
    return found


def _is_second(units: Sequence[Unit], pair: Pair, outcome: Outcome, served: set[int]) -> bool:
    """Whether an outcome without people of its own is joined by an "and" to that of the pair, away from its people."""
    first, group = pair.outcome, pair.group
    step = 2 if group.last < first.at else -2
    if outcome.at != first.at + step or outcome.at in served or {outcome.kind, first.kind} != {"killed", "wounded"}:
        return False
    return units[first.at + step // 2].role == "and" and group.counted and group.holds < 0
