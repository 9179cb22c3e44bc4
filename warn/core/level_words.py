"""Levels of scenarios in words: for a message's lines, and for the board."""

from __future__ import annotations

from datetime import UTC, datetime

from warn.core.levels import FALLS_AT
from warn.model.level import Balance, Contribution, Level, LevelFinding, Outlook, Scenario

SHOWN = 4
"""Contributions that a message names."""
_HOPES = {
    Level.CALM: "calm",
    Level.WATCH: "first signs",
    Level.WARNING: "good signs",
    Level.CRITICAL: "strong signs",
}
"""A settlement is never `critical`."""


def spoken(level: Level, scenario: Scenario) -> str:
    """The level as it is said of this scenario."""
    return _HOPES[level] if scenario.good else level.value


def headline(scenario: Scenario, finding: LevelFinding) -> str:
    """`Offensive: warning, up from watch`; `Settlement: first signs, up from calm (good news)`."""
    moved = "up" if finding.rises else "down"
    news = (" (good news)" if finding.rises else " (hope fades)") if scenario.good else ""
    now, before = (spoken(level, scenario) for level in (finding.memory.level, finding.known))
    return f"{scenario.name}: {now}, {moved} from {before}{news}"


def change(scenario: Scenario, finding: LevelFinding, outlook: Outlook) -> str:
    """What a change rests on, and what would change it again, in one line."""
    parts = [measured(scenario, finding.balance, finding.memory.level, rises=finding.rises)]
    parts += [f"held up by {listed}" for listed in [held_up(finding.balance)] if listed]
    parts += [f"against it {listed}" for listed in [held_down(finding.balance)] if listed]
    parts += ahead(scenario, outlook)
    return "; ".join(parts)


def measured(scenario: Scenario, balance: Balance, level: Level, *, rises: bool) -> str:
    """`evidence 6.4, warning from 6.0`; of a fall the threshold above that it no longer holds."""
    evidence = f"evidence {balance.total:.1f}"
    if rises:
        return f"{evidence}, {spoken(level, scenario)} from {scenario.threshold(level):.1f}"
    left = next((one for one in Level if one.rank == level.rank + 1), level)
    return f"{evidence}, {spoken(left, scenario)} holds from {scenario.threshold(left) * FALLS_AT:.1f}"


def held_up(balance: Balance) -> str:
    """`buildup +3.0, rhetoric.ultimatum +1.8`; empty: nothing does."""
    return _listed([one for one in balance.contributions if one.value > 0])


def held_down(balance: Balance) -> str:
    return _listed([one for one in balance.contributions if one.value < 0])


def _listed(contributions: list[Contribution]) -> str:
    shown = [f"{one.indicator} {one.value:+.1f}" for one in contributions[:SHOWN]]
    rest = len(contributions) - SHOWN
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def ahead(scenario: Scenario, outlook: Outlook) -> list[str]:
    """What would raise the level, and when it falls by itself."""
    found: list[str] = []
    if outlook.upper is not None:
        ways = [f"{one.indicator} from {publishers(one.publishers)}" for one in outlook.ways]
        how = " or ".join(ways) if ways else "no indicator brings it alone"
        found.append(f"{outlook.more:.1f} more to {spoken(outlook.upper, scenario)}: {how}")
    if outlook.lower is not None and outlook.falls is not None:
        found.append(f"{spoken(outlook.lower, scenario)} from {moment(outlook.falls)} if nothing more comes")
    return found


def publishers(count: int) -> str:
    return f"{count} publisher{'' if count == 1 else 's'}"


def moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
