"""How near a scenario is: evidence that fades, levels that don't flap, and what would change them.

An indicator is a bucket that leaks. A day on which n publishers report it pours log2(1 + n) in: one report counts 1,
three publishers 2, seven 3. It halves with every half-life and never holds more than `MOST`, so that neither a storm of
copies nor months of daily reports of one thing outweigh several different signs. What it holds, times its weight, is
its contribution; the sum of all is the evidence.

A level rises at once, and falls only after the evidence has been below `FALLS_AT` of its threshold for the scenario's
hold without a break: a warning that comes and goes within a day is worse than one that stays a day too long.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from warn.model.level import (
    Balance,
    Contribution,
    Indicator,
    Level,
    LevelFinding,
    LevelMemory,
    Missing,
    Outlook,
    Report,
    Scenario,
)

MOST = 3.0
"""An indicator counts at most as much as so many single reports of today."""
FALLS_AT = 0.7
"""Share of its threshold below which a level no longer holds."""
REACH = 6
"""Half-lives after which a report counts nothing (a 64th is left of it by then)."""
SETTLES = timedelta(minutes=15)
"""After the very first look: the first polls bring weeks of items in seconds, and one message says where that leads."""
AHEAD = timedelta(days=90)
"""How far decay is followed to say when a level falls."""
MOST_WAYS = 3
MOST_PUBLISHERS = 9
"""More publishers at once than this are not a way that is worth saying."""

_HOUR = timedelta(hours=1)


def span(scenario: Scenario) -> timedelta:
    """How far back reports must reach."""
    return max(indicator.half_life for indicator in scenario.indicators) * REACH


def evidence(scenario: Scenario, reports: Iterable[Report], now: datetime) -> Balance:
    """What every indicator contributes at `now`; reports of later than `now` don't count yet."""
    by_rule = _by_rule(reports)
    found = [_contribution(one, _counting(one, by_rule, now), now) for one in scenario.indicators]
    counting = [one for one in found if one is not None]
    counting.sort(key=lambda one: (-abs(one.value), one.indicator))
    return Balance(total=math.fsum(one.value for one in counting), contributions=tuple(counting))


def _by_rule(reports: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for one in reports:
        found.setdefault(one.rule, []).append(one)
    return found


def _counting(indicator: Indicator, by_rule: Mapping[str, Sequence[Report]], now: datetime) -> list[Report]:
    """The indicator's reports that are neither of the future nor faded."""
    since = now - indicator.half_life * REACH
    wanted = frozenset(indicator.places)
    return [
        report
        for rule in indicator.rules
        for report in by_rule.get(rule, ())
        if since < report.newest <= now and (not wanted or wanted & report.places)
    ]


def _contribution(indicator: Indicator, counting: Sequence[Report], now: datetime) -> Contribution | None:
    """None: nothing of it counts."""
    if not counting:
        return None
    held = _held(indicator, counting, now)
    return Contribution(
        indicator=indicator.name,
        value=indicator.weight * held,
        publishers=tuple(sorted({one.publisher for one in counting} - {""})),
        sides=tuple(sorted({one.side for one in counting} - {""})),
        items=sum(one.items for one in counting),
        newest=max(one.newest for one in counting),
        capped=held > MOST * 0.99,
    )


@dataclass(slots=True)
class _Day:
    publishers: set[str]
    newest: datetime


def _held(indicator: Indicator, reports: Iterable[Report], now: datetime) -> float:
    """What the leaking bucket holds at `now`, 0 to `MOST`."""
    days: dict[date, _Day] = {}
    for one in reports:
        day = days.setdefault(one.newest.astimezone(UTC).date(), _Day(publishers=set(), newest=one.newest))
        day.publishers.add(one.publisher)
        day.newest = max(day.newest, one.newest)
    held, moment = 0.0, now
    for _, day in sorted(days.items()):
        held = held * _left(indicator, day.newest - moment) + math.log2(1 + len(day.publishers))
        held, moment = min(held, MOST), day.newest
    return held * _left(indicator, now - moment)


def _left(indicator: Indicator, age: timedelta) -> float:
    """Share that is left after so long."""
    return float(2.0 ** -(age / indicator.half_life))


def look(scenario: Scenario, reports: Iterable[Report], memory: LevelMemory | None, now: datetime) -> LevelFinding:
    """How a scenario stands, and whether the desk must be told."""
    memory = memory or LevelMemory(since=now, first_look=now)
    balance = evidence(scenario, reports, now)
    after = level_of(balance.total, scenario, memory, now)
    settling = timedelta(0) <= now - memory.first_look < SETTLES
    tells = after.level is not memory.told and not settling
    return LevelFinding(
        memory=replace(after, told=after.level) if tells else after,
        balance=balance,
        before=memory.level,
        known=memory.told,
        tells=tells,
    )


def level_of(total: float, scenario: Scenario, memory: LevelMemory, now: datetime) -> LevelMemory:
    """The level that so much evidence means, given the one before: up at once, down after the hold.

    Each level is held by itself, until the evidence has been too low for it for as long as the hold; the highest that
    is held is the scenario's. So a sudden end leads down several levels at once, and a slow one level by level.
    """
    reached = next((level for level, wanted in reversed(scenario.thresholds) if total >= wanted), Level.CALM)
    if reached.rank > memory.level.rank:
        return replace(memory, level=reached, since=now, lows=())
    known = dict(memory.lows)
    held = [level for level, _ in scenario.thresholds if level.rank <= memory.level.rank]
    # A clock that was set back must not hold a level for as long as it was set.
    lows = {level: min(known.get(level, now), now) for level in held if total < floor(scenario, level)}
    left = [level for level in held if level not in lows or now - lows[level] < scenario.hold]
    level = left[-1] if left else Level.CALM
    since = memory.since if level is memory.level else now
    return replace(memory, level=level, since=since, lows=tuple((one, lows[one]) for one in left if one in lows))


def floor(scenario: Scenario, level: Level) -> float:
    """Evidence below which the level begins to fall."""
    return scenario.threshold(level) * FALLS_AT


def outlook(
    scenario: Scenario, reports: Iterable[Report], balance: Balance, memory: LevelMemory, now: datetime
) -> Outlook:
    """What would raise the level, and when it falls if nothing more comes than the `balance` of these reports."""
    upper = next((level for level in Level if level.rank == memory.level.rank + 1), None)
    more = max(scenario.threshold(upper) - balance.total, 0.0) if upper else 0.0
    lower, falls = _falls(scenario, balance, memory, now)
    return Outlook(
        upper=upper,
        more=more,
        ways=_ways(scenario, reports, more, now) if upper else (),
        lower=lower,
        falls=falls,
    )


def _ways(scenario: Scenario, reports: Iterable[Report], more: float, now: datetime) -> tuple[Missing, ...]:
    """Per indicator the fewest publishers that, reporting it now, would bring so much."""
    by_rule = _by_rule(reports)
    ways: list[tuple[int, float, Missing]] = []
    for indicator in scenario.indicators:
        known = _counting(indicator, by_rule, now)
        before = _held(indicator, known, now)
        for count in range(1, MOST_PUBLISHERS + 1) if indicator.weight > 0 else ():
            new = [Report(rule=indicator.rules[0], publisher=f"\x00{number}", newest=now) for number in range(count)]
            if indicator.weight * (_held(indicator, [*known, *new], now) - before) >= more:
                missing = Missing(indicator=indicator.name, publishers=count)
                ways.append((count, -indicator.weight, missing))
                break
    ways.sort(key=lambda way: (way[0], way[1], way[2].indicator))
    return tuple(missing for _, _, missing in ways[:MOST_WAYS])


def _falls(
    scenario: Scenario, balance: Balance, memory: LevelMemory, now: datetime
) -> tuple[Level | None, datetime | None]:
    """To which level it falls by decay alone, and when, to the hour; None: it doesn't within `AHEAD`.

    What is left of reports when they cease to count (a 64th) is taken to fade on: it may fall some hours earlier.
    """
    by_name = {indicator.name: indicator for indicator in scenario.indicators}
    after = memory
    for hours in range(int(AHEAD / _HOUR) if memory.level is not Level.CALM else 0):
        passed = hours * _HOUR
        total = math.fsum(one.value * _left(by_name[one.indicator], passed) for one in balance.contributions)
        after = level_of(total, scenario, after, now + passed)
        if after.level.rank < memory.level.rank:
            return after.level, now + passed
    return None, None
