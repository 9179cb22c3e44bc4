"""Scenarios a watch fears or hopes for: how near each is, and what holds it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Level(StrEnum):
    """How near a scenario is, the least first."""

    CALM = "calm"
    WATCH = "watch"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What speaks for a scenario, or against it."""

    name: str
    """Id of a rule, or a family, as watch.yaml has it."""
    rules: tuple[str, ...]
    """Ids of the match rules whose hits it counts."""
    weight: float
    """Evidence that one report of today adds; negative: takes away."""
    half_life: timedelta
    """How long until a report counts half."""
    places: tuple[str, ...] = ()
    """Only hits in items that name one of these; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Something that may come, with what would announce it."""

    id: str
    """Unique in its watch."""
    watch: str
    name: str
    indicators: tuple[Indicator, ...]
    thresholds: tuple[tuple[Level, float], ...]
    """Evidence from which each level above calm holds, the lowest first."""
    hold: timedelta = timedelta(hours=24)
    """How long the evidence must stay low before the level falls."""
    good: bool = False
    """It is hoped for: a rising level is good news."""
    why: str = ""
    reference: str = ""
    file: str = ""
    line: int = 0

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(rule for indicator in self.indicators for rule in indicator.rules)

    @property
    def placed(self) -> tuple[str, ...]:
        """Rules of which it asks where."""
        return tuple(rule for indicator in self.indicators if indicator.places for rule in indicator.rules)

    def threshold(self, level: Level) -> float:
        """Evidence from which the level holds; of calm 0."""
        return dict(self.thresholds).get(level, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one publisher brought of one rule on one day."""

    rule: str
    publisher: str
    """Empty: unknown; all unknown ones count as one."""
    side: str = ""
    newest: datetime
    """When the last such item of that day was published."""
    items: int = 1
    places: frozenset[str] = frozenset()
    """Those the items name, each with the places around it; only where a scenario asks for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one indicator adds at a moment, or takes away."""

    indicator: str
    value: float
    publishers: tuple[str, ...]
    """The known ones among its reports that still count."""
    sides: tuple[str, ...]
    """Theirs."""
    items: int
    newest: datetime
    capped: bool = False
    """More reports of it add nothing now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The evidence of a scenario at a moment."""

    total: float
    contributions: tuple[Contribution, ...]
    """Those that count, the strongest first, whichever way they pull."""

    @property
    def newest(self) -> datetime | None:
        return max((one.newest for one in self.contributions), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMemory:
    """What a scenario remembers between looks; kept in the database, so that a restart changes nothing."""

    level: Level = Level.CALM
    since: datetime
    """Since when the level holds; of the first level, when it was first looked at."""
    first_look: datetime
    told: Level = Level.CALM
    """The level the desk knows of."""
    lows: tuple[tuple[Level, datetime], ...] = ()
    """Of this level and those below: since when the evidence has been too low for it, without a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One way to the next level: so many more publishers reporting this indicator today."""

    indicator: str
    publishers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What would change a level."""

    upper: Level | None
    """The next level; None: it is the highest."""
    more: float
    """Evidence that is missing to it."""
    ways: tuple[Missing, ...]
    """Single indicators that would bring it, the fewest reports first."""
    lower: Level | None
    """The level it falls to if nothing more comes; None: it can't fall, or not within the time looked ahead."""
    falls: datetime | None
    """When, by decay and hold alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFinding:
    """What a look at a scenario came to."""

    memory: LevelMemory
    """To be kept."""
    balance: Balance
    before: Level
    """The level of the look before."""
    known: Level
    """The level the desk knew of."""
    tells: bool

    @property
    def changed(self) -> bool:
        return self.memory.level is not self.before

    @property
    def rises(self) -> bool:
        return self.memory.level.rank > self.known.rank
