"""What a back-test is made from, and what it comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from warn.model.alert import Alert
from warn.model.chronology import Happening, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One item of the archive as it was judged."""

    item_id: str
    title: str
    url: str
    publisher: str
    published: datetime
    event_id: str
    true: bool | None
    """Whether an alert about it is right, as a person said; None: nobody did."""
    score: float
    """0..1, taken alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One replay, and the yardstick it is held against."""

    rules: str
    """Which rules: their folder's name."""
    items: tuple[Played, ...]
    alerts: tuple[Alert, ...]
    """In the order in which they came."""
    first_day: date
    last_day: date
    events: tuple[Happening, ...]
    targets: tuple[Target, ...]
    families: frozenset[str]
    """All indicator families that the rules have."""
    threshold: float
    """Score from which the watch tells; of several watches the lowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutcome:
    """Whether and when an event of the chronology was told."""

    event: Happening
    families: frozenset[str]
    """Families whose alerts fit it."""
    items: int
    """Items of the archive that belong to it."""
    alert: Alert | None = None
    """The first alert of it."""
    by_item: bool = False
    """That alert quotes an item that belongs to the event; else it is of a family that fits."""
    in_time: bool = False
    """It was told from the event's day to IN_TIME days after."""
    delay: timedelta | None = None
    """From the first item to that alert; None: no alert, or one that no item brought about."""

    @property
    def recalled(self) -> bool:
        return self.alert is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecursorOutcome:
    """What a precursor gave of warning."""

    event: str
    day: date
    indicator: str
    why: str
    possible_days: int
    """From the precursor's day to the target's: more can't be had."""
    alert: Alert | None
    lead_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetOutcome:
    """How long ahead of an escalation the desk heard."""

    target: Target
    own: Alert | None
    """The first alert ahead of the target of the target's own family."""
    own_days: int | None
    precursors: tuple[PrecursorOutcome, ...]

    @property
    def lead_days(self) -> int | None:
        """Of the earliest alert that could warn of it; None: nothing did."""
        leads = [one.lead_days for one in self.precursors] + [self.own_days]
        return max((lead for lead in leads if lead is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Alerts of one rule or family, and how many of them were right."""

    name: str
    alerts: int
    true: int
    false: int
    """Both of those whose items somebody labelled."""

    @property
    def precision(self) -> float | None:
        labelled = self.true + self.false
        return self.true / labelled if labelled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Precision and recall of labelled items, were this score the threshold."""

    threshold: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Labelled items whose scores lie in one tenth."""

    low: float
    high: float
    count: int
    mean_score: float
    share_true: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Everything a back-test measured."""

    run: Run
    events: tuple[EventOutcome, ...]
    targets: tuple[TargetOutcome, ...]
    overall: Tally
    by_family: tuple[Tally, ...]
    by_rule: tuple[Tally, ...]
    curve: tuple[CurvePoint, ...]
    """Empty unless both true and false items are labelled."""
    bins: tuple[Bin, ...]
    brier: float | None
    """Mean squared error of the scores of labelled items; None: as for the curve."""
    unfitting: tuple[str, ...]
    """Indicators of the chronology that no family of the rules fits."""

    @property
    def event_recall(self) -> float | None:
        """Share of events that were told; None: there are none."""
        return _share(sum(one.recalled for one in self.events), len(self.events))

    @property
    def event_recall_in_time(self) -> float | None:
        return _share(sum(one.in_time for one in self.events), len(self.events))

    @property
    def event_recall_of_reported(self) -> float | None:
        """Of those events only that the archive has an item of."""
        reported = [one for one in self.events if one.items]
        return _share(sum(one.recalled for one in reported), len(reported))

    @property
    def days(self) -> int:
        return (self.run.last_day - self.run.first_day).days + 1

    @property
    def per_day(self) -> Counter[date]:
        return Counter(alert.created.date() for alert in self.run.alerts)

    @property
    def alerts_per_day(self) -> float:
        return len(self.run.alerts) / self.days

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The day with the most alerts, of several the first; None: no alert at all."""
        return min(self.per_day.items(), key=lambda one: (-one[1], one[0]), default=None)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
