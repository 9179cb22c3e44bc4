"""A replay held against what really happened: recall, delay, lead time, alerts a day, precision.

docs/backtest.md defines each figure for those who read the report.
"""

from __future__ import annotations

from warn.core.backtest.compare import Comparison, compare
from warn.core.backtest.events import IN_TIME, event_outcomes, fitting, target_outcomes
from warn.core.backtest.labelled import bins, brier, curve, labelled, rules_of, tallies, tally, verdicts
from warn.core.backtest.values import (
    Bin,
    CurvePoint,
    EventOutcome,
    Measures,
    Played,
    PrecursorOutcome,
    Run,
    Tally,
    TargetOutcome,
)


def measure(run: Run) -> Measures:
    right = verdicts(run)
    known = labelled(run.items)
    events = event_outcomes(run)
    wanted = {one.event.indicator for one in events if not one.families}
    wanted |= {one.indicator for target in run.targets for one in target.precursors if not _fits(one.indicator, run)}
    return Measures(
        run=run,
        events=events,
        targets=target_outcomes(run),
        overall=tally("all", run.alerts, right),
        by_family=tallies(run.alerts, lambda alert: (alert.indicator,), right),
        by_rule=tallies(run.alerts, rules_of, right),
        curve=curve(known),
        bins=bins(known),
        brier=brier(known),
        unfitting=tuple(sorted(wanted)),
    )


def _fits(indicator: str, run: Run) -> bool:
    return bool(fitting(indicator, run.families))


__all__ = [
    "IN_TIME",
    "Bin",
    "Comparison",
    "CurvePoint",
    "EventOutcome",
    "Measures",
    "Played",
    "PrecursorOutcome",
    "Run",
    "Tally",
    "TargetOutcome",
    "compare",
    "fitting",
    "measure",
]
