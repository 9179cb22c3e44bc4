"""Which people suffered which outcome: the nearest that can, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warn.core.numbers.fates import Outcome, Pair, last_fates
from warn.core.numbers.people import Group
from warn.core.numbers.units import Unit

_NEVER = 99.0
_WALLS = frozenset({"break", "by", "deny", "hearsay"})
_COSTS = {"clear": 0.0, "adj": 0.5, "side": 0.5, "who": 0.5, "and": 3.0, "report": 6.0, "not": 0.0, "part": 2.0}
_PAUSES = {"": 0.0, ",": 3.0, "(": 3.0, "\u055d": 0.5, ":": 4.0, "-": 4.0, ";": _NEVER}
_REACH = 30
"""Units between people and outcome."""
_FARTHEST = 16.0
_FARTHEST_SINGLE = 11.0
"""For people counted by nothing but their singular."""
_FARTHEST_BARE = 0.6
"""For a number without a noun."""
_LISTED = 4
"""Units from an outcome to the number that a colon or dash gives it."""
_TITLES = frozenset({"side", "party", "who", "adj", "count", "report"})
_LAST_RESORT = 12.0
"""What an outcome of the form `near` costs: whoever is in hospital may have something worse told of them."""
_ORDERED = {"both": 0.6, "free": 6.0, "noun": 0.6, "right": 6.0, "people": 6.0, "left": 0.0}
"""How far right of an outcome, at most, its people may stand; `both` only just behind it."""


def outcomes_of(units: Sequence[Unit]) -> list[Outcome]:
    found: list[Outcome] = []
    for at, unit in enumerate(units):
        if unit.role == "toll":
            found.append(Outcome(at=at, kind=unit.value, form="total", total=True))
        elif unit.role == "unout":
            found.append(Outcome(at=at, kind=unit.value, form=unit.form or "left", void=True))
        elif unit.role == "out":
            total = _counted_up(units, at)
            form = "total" if total else unit.form
            found.append(Outcome(at=at, kind=unit.value, form=form, total=total, void=_unreal(units, at)))
    if all(outcome.kind in {"displaced", "detained"} for outcome in found):
        found += [
            Outcome(at=at, kind="displaced", form="free", void=_unreal(units, at))
            for at, unit in enumerate(units)
            if unit.role == "move"
        ]
    return found


def _unreal(units: Sequence[Unit], at: int) -> bool:
    """A "not" or "could" just before it."""
    here = at - 1
    while here >= 0 and at - here < 4 and units[here].role == "clear" and not units[here + 1].pause:
        here -= 1
    return here >= 0 and units[here].role in {"not", "modal"} and not units[here + 1].pause


def _counted_up(units: Sequence[Unit], at: int) -> bool:
    """ "Number of killed", "ölənlərin sayı"."""
    return any(unit.role == "count" for unit in units[max(at - 3, 0) : at + 3])


def pairs_of(units: Sequence[Unit], groups: Sequence[Group], outcomes: Sequence[Outcome]) -> list[Pair]:
    """Cheapest first, in the order of the text where equal; then groups joined to one that is taken."""
    outcomes = [_directed(units, outcome, groups) for outcome in outcomes]
    marks = _marks(units, groups, outcomes)
    possible = [
        Pair(group=group, outcome=outcome, cost=cost)
        for outcome in outcomes
        for group in groups
        if abs(group.first - outcome.at) <= _REACH and (cost := _cost(units, group, outcome, marks)) < _NEVER
    ]
    possible.sort(key=lambda pair: (pair.cost, min(pair.group.first, pair.outcome.at)))
    served: set[int] = set()
    taken: set[int] = set()
    pairs: list[Pair] = []
    for pair in possible:
        if pair.outcome.at not in served and pair.group.first not in taken:
            served.add(pair.outcome.at)
            taken.add(pair.group.first)
            pairs.append(pair)
    for pair in tuple(pairs):
        pairs.extend(_joined(units, groups, pair, taken))
    return last_fates(units, groups, outcomes, pairs)


def _directed(units: Sequence[Unit], outcome: Outcome, groups: Sequence[Group]) -> Outcome:
    """ "Forces killed three soldiers" is active: what follows at once is its object, if not another outcome's own."""
    after = outcome.at + 1
    if outcome.form != "both" or after >= len(units) or units[after].pause:
        return outcome
    for group in groups:
        if group.first == after and not group.part and (group.counted or units[after].value == "article"):
            own = group.last + 1 < len(units) and units[group.last + 1].role in {"out", "clear"}
            return outcome if own or group.unknown or group.holds >= 0 else replace(outcome, form="right")
    return outcome


def _marks(units: Sequence[Unit], groups: Sequence[Group], outcomes: Sequence[Outcome]) -> list[float]:
    """What it costs to pass each unit because another outcome or group stands there."""
    marks = [0.0] * len(units)
    for outcome in outcomes:
        marks[outcome.at] += 6.0 if outcome.kind != "detained" else 1.0
    for group in groups:
        marks[group.first] += 0.0 if group.is_thing or group.part else 5.0
    return marks


def _cost(units: Sequence[Unit], group: Group, outcome: Outcome, marks: Sequence[float]) -> float:
    if group.holds == outcome.at:
        return -1.0
    if group.part or group.first <= outcome.at <= group.last:
        return _NEVER
    left = group.last < outcome.at
    if _is_object(group, outcome) or _is_listed(units, group, outcome):
        return 0.0
    low, high = (group.last + 1, outcome.at) if left else (outcome.at + 1, group.first)
    if (left and outcome.form in {"right", "people", "total"}) or (not left and outcome.form == "left"):
        return _NEVER
    farthest = _farthest(group, outcome, left=left)
    cost = _pauses(units, low, high, group, outcome)
    cost += units[outcome.at].role == "move"  # whoever only left or arrived
    cost += _LAST_RESORT if outcome.form == "near" and not group.bare else 0.0
    for here in range(low, high):
        if cost > farthest:
            return _NEVER
        cost += marks[here]
        if not _in_count(group, here, left):
            cost += _between(units[here], outcome, left=left)
    return cost if cost <= farthest else _NEVER


def _is_object(group: Group, outcome: Outcome) -> bool:
    """Russian puts an object before its verb: "троих ранили", "пастуха застрелили"."""
    return outcome.form == "right" and group.form in {"acc", "obl"} and group.last + 1 == outcome.at


def _is_listed(units: Sequence[Unit], group: Group, outcome: Outcome) -> bool:
    """ "Dead: 3, wounded: 5", "losses of the army: 31"."""
    if not group.bare or group.unknown or not group.usable or not 0 < group.first - outcome.at <= _LISTED:
        return False
    between = units[outcome.at + 1 : group.first]
    named = all(unit.role in _TITLES and not unit.pause for unit in between)
    return named and units[group.first].pause in {":", "-", "\u055d"}


def _in_count(group: Group, here: int, left: bool) -> bool:
    """Unknown words counted with a bare number, as in "four sappers killed"."""
    return left and group.bare and 0 < here - group.last <= group.unknown


def _pauses(units: Sequence[Unit], low: int, high: int, group: Group, outcome: Outcome) -> float:
    last = min(high, len(units) - 1)
    pauses = [units[here].pause for here in range(low, last + 1)]
    if (
        high == group.first
        and outcome.form in {"free", "total", "noun", "left"}
        and pauses[:-1].count("") == high - low
    ):
        return 0.0 if pauses[-1] in {":", "-", "\u055d"} else _PAUSES[pauses[-1]]
    return sum(_PAUSES[pause] for pause in pauses)


def _between(unit: Unit, outcome: Outcome, *, left: bool) -> float:
    if unit.role in _WALLS:
        return _NEVER
    if outcome.total:
        return 0.1
    if unit.role == "prep":
        return 1.0 if left or outcome.form == "free" else _NEVER
    return _COSTS.get(unit.role, 1.0)


def _farthest(group: Group, outcome: Outcome, *, left: bool) -> float:
    if outcome.total:
        return 8.0 if group.counted and not group.unknown else -1.0
    if _misfit(group, outcome, left=left):
        return -1.0
    if group.is_thing or (group.bare and (group.unknown or outcome.form == "people") and not left):
        return -1.0
    farthest = _FARTHEST if group.counted or not group.usable else _FARTHEST_SINGLE
    if group.bare:
        farthest = _FARTHEST_BARE
    elif outcome.form == "near":
        farthest = _LAST_RESORT + 1.0
    if not left:
        farthest = min(farthest, _ORDERED.get(outcome.form, 0.6))
        if group.form == "obl" and outcome.form not in {"right", "people"}:
            return -1.0
    elif group.form == "obl":
        return -1.0
    return farthest


def _misfit(group: Group, outcome: Outcome, *, left: bool) -> bool:
    """ "Civilian casualties", "lost a son"; "capturing both towns"."""
    if not group.counted:
        return outcome.kind == "casualty" or (outcome.form == "people" and not group.who)
    return group.form == "both" and group.bare and not left


def _joined(units: Sequence[Unit], groups: Sequence[Group], pair: Pair, taken: set[int]) -> list[Pair]:
    """Further people joined by a comma or an "and" to those of the pair, away from its outcome."""
    left = pair.group.last < pair.outcome.at
    found: list[Pair] = []
    edge = pair.group
    for group in sorted(groups, key=lambda group: group.first, reverse=left):
        before, after = (group, edge) if left else (edge, group)
        if before.last >= after.first or group.first in taken or group.bare or group.part:
            continue
        if (
            edge.bare
            or not group.usable
            or not (group.counted or left or _closes(units, group))
            or not _only_joins(units, before.last + 1, after.first)
        ):
            break
        taken.add(group.first)
        found.append(Pair(group=group, outcome=pair.outcome, cost=pair.cost))
        edge = group
    return found


def _closes(units: Sequence[Unit], group: Group) -> bool:
    """Nothing follows of which the group could be the subject: "погибли журналист и чиновник"."""
    after = group.last + 1
    return after >= len(units) or bool(units[after].pause) or units[after].role in {"prep", "break", "by"}


def _only_joins(units: Sequence[Unit], low: int, high: int) -> bool:
    between = units[low:high]
    joined = any(unit.role == "and" for unit in between) or units[high].pause == ","
    return joined and len(between) <= 2 and all(unit.role in {"and", "side", "who", "adj"} for unit in between)
