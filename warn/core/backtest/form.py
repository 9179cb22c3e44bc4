"""A back-test's result as plain data, for programs, and as lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from warn.core.backtest.compare import Comparison
from warn.core.backtest.values import EventOutcome, Measures, PrecursorOutcome, Tally, TargetOutcome
from warn.model.alert import Alert


def as_data(measures: Measures) -> dict[str, Any]:
    """The mapping that `--json` prints; docs/backtest.md names its keys."""
    run, busiest = measures.run, measures.busiest
    return {
        "rules": run.rules,
        "first_day": run.first_day.isoformat(),
        "last_day": run.last_day.isoformat(),
        "days": measures.days,
        "items": len(run.items),
        "event_recall": _rounded(measures.event_recall),
        "event_recall_in_time": _rounded(measures.event_recall_in_time),
        "event_recall_of_reported": _rounded(measures.event_recall_of_reported),
        "events": [_event(one) for one in measures.events],
        "targets": [_target(one) for one in measures.targets],
        "alerts": len(run.alerts),
        "alerts_per_day": _rounded(measures.alerts_per_day),
        "busiest_day": {"day": busiest[0].isoformat(), "alerts": busiest[1]} if busiest else None,
        "per_day": {day.isoformat(): count for day, count in sorted(measures.per_day.items())},
        "precision": _rounded(measures.overall.precision),
        "labelled_alerts": {"true": measures.overall.true, "false": measures.overall.false},
        "families": [_tally(one) for one in measures.by_family],
        "rules_told": [_tally(one) for one in measures.by_rule],
        "curve": [
            {"threshold": round(one.threshold, 6), "precision": _rounded(one.precision), "recall": _rounded(one.recall)}
            for one in measures.curve
        ],
        "calibration": [
            {"low": one.low, "high": one.high, "items": one.count}
            | {"mean_score": _rounded(one.mean_score), "share_true": _rounded(one.share_true)}
            for one in measures.bins
        ],
        "brier": _rounded(measures.brier),
        "unfitting_indicators": list(measures.unfitting),
        "told": [_alert(one) for one in run.alerts],
    }


def comparison_data(found: Comparison) -> dict[str, Any]:
    return {
        "rules": found.against.run.rules,
        "event_recall": _rounded(found.against.event_recall),
        "event_recall_in_time": _rounded(found.against.event_recall_in_time),
        "alerts": len(found.against.run.alerts),
        "alerts_per_day": _rounded(found.against.alerts_per_day),
        "precision": _rounded(found.against.overall.precision),
        "targets": [{"id": one.target.id, "lead_days": one.lead_days} for one in found.against.targets],
        "events_gained": list(found.gained),
        "events_lost": list(found.lost),
        "events_sooner": list(found.sooner),
        "events_later": list(found.later),
        "new_alerts": [_alert(one) for one in found.new_alerts],
        "gone_alerts": [_alert(one) for one in found.gone_alerts],
    }


def _event(one: EventOutcome) -> dict[str, Any]:
    return {
        "id": one.event.id,
        "date": one.event.day.isoformat(),
        "indicator": one.event.indicator,
        "what": one.event.what,
        "items": one.items,
        "recalled": one.recalled,
        "in_time": one.in_time,
        "by": None if one.alert is None else ("item" if one.by_item else "family"),
        "first_alert": _moment(one.alert),
        "delay": None if one.delay is None else round(hours(one.delay), 2),
        "days_after": None if one.alert is None else (one.alert.created.date() - one.event.day).days,
        "headline": one.alert.headline if one.alert else None,
        "severity": one.alert.severity if one.alert else None,
    }


def _target(one: TargetOutcome) -> dict[str, Any]:
    return {
        "id": one.target.id,
        "date": one.target.day.isoformat(),
        "what": one.target.what,
        "lead_days": one.lead_days,
        "first_alert": _moment(one.own),
        "first_alert_days": one.own_days,
        "precursors": [_precursor(precursor) for precursor in one.precursors],
    }


def _precursor(one: PrecursorOutcome) -> dict[str, Any]:
    return {
        "event": one.event,
        "date": one.day.isoformat(),
        "indicator": one.indicator,
        "why": one.why,
        "possible_days": one.possible_days,
        "first_alert": _moment(one.alert),
        "lead_days": one.lead_days,
    }


def _tally(one: Tally) -> dict[str, Any]:
    return {
        "name": one.name,
        "alerts": one.alerts,
        "true": one.true,
        "false": one.false,
        "precision": _rounded(one.precision),
    }


def _alert(one: Alert) -> dict[str, Any]:
    return {
        "id": one.id,
        "created": _moment(one),
        "watch": one.watch,
        "indicator": one.indicator,
        "severity": one.severity,
        "score": _rounded(one.score),
        "reason": one.reason.value,
        "headline": one.headline,
        "items": [{"title": evidence.title, "url": evidence.url} for evidence in one.evidence],
    }


def _moment(alert: Alert | None) -> str | None:
    return None if alert is None else moment(alert.created)


def moment(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def hours(value: timedelta) -> float:
    return value.total_seconds() / 3600


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def percent(value: float | None) -> str:
    return "none" if value is None else f"{value:.0%}"


def length(value: timedelta | None) -> str:
    """`10 min`, `7 h`, `12 days`; `-` for none."""
    if value is None:
        return "-"
    minutes = value.total_seconds() / 60
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"


def lines(measures: Measures) -> Iterator[str]:
    run, busiest = measures.run, measures.busiest
    yield f"{run.first_day} to {run.last_day}: {len(run.items)} items, {len(run.alerts)} alerts by {run.rules}"
    most = f", most {busiest[1]} on {busiest[0]}" if busiest else ""
    yield f"alerts a day: {measures.alerts_per_day:.2f}{most}"
    if measures.events:
        yield from _event_lines(measures)
    for target in measures.targets:
        yield from _target_lines(target)
    if measures.overall.precision is not None:
        yield from _precision_lines(measures)
    if measures.unfitting:
        yield f"no family of the rules fits: {', '.join(measures.unfitting)}"


def _event_lines(measures: Measures) -> Iterator[str]:
    told = sum(one.recalled for one in measures.events)
    yield (
        f"events told: {told} of {len(measures.events)} ({percent(measures.event_recall)}), within three days "
        f"{percent(measures.event_recall_in_time)}, of those with items {percent(measures.event_recall_of_reported)}"
    )
    for one in measures.events:
        if one.alert is None:
            state = f"not told; {one.items} items"
        else:
            after = (one.alert.created.date() - one.event.day).days
            late = "" if one.in_time else ", late"
            state = f"day {after}{late}, {length(one.delay)} after the first item: {one.alert.headline}"
        yield f"  {one.event.id:<5} {one.event.day} {one.event.indicator:<20} {state}"


def _target_lines(one: TargetOutcome) -> Iterator[str]:
    ahead = "no alert ahead of it" if one.lead_days is None else f"first alert {one.lead_days} days ahead"
    yield f"target {one.target.id} {one.target.day} {one.target.what}: {ahead}"
    for precursor in one.precursors:
        lead = "none" if precursor.lead_days is None else f"{precursor.lead_days}"
        yield (
            f"  after {precursor.event} {precursor.day} {precursor.indicator}: "
            f"{lead} of {precursor.possible_days} days ({precursor.why})"
        )


def _precision_lines(measures: Measures) -> Iterator[str]:
    overall = measures.overall
    yield f"precision: {percent(overall.precision)} of {overall.true + overall.false} labelled alerts"
    yield from _tally_lines(measures.by_family)


def _tally_lines(tallies: Iterable[Tally]) -> Iterator[str]:
    for one in tallies:
        yield f"  {one.name:<24} {one.alerts:>4} alerts, {one.true} true, {one.false} false"


def comparison_lines(found: Comparison) -> Iterator[str]:
    here, there = found.measures, found.against
    yield f"against {there.run.rules}: {len(there.run.alerts)} alerts; events told {percent(there.event_recall)}"
    for name, events in (("gained", found.gained), ("lost", found.lost), ("sooner", found.sooner)):
        if events:
            yield f"  events {name}: {', '.join(events)}"
    if found.later:
        yield f"  events later: {', '.join(found.later)}"
    leads = {one.target.id: one.lead_days for one in there.targets}
    for one in here.targets:
        if one.lead_days != leads.get(one.target.id):
            yield f"  target {one.target.id}: {one.lead_days} days ahead, there {leads.get(one.target.id)}"
    for name, alerts in (("new", found.new_alerts), ("gone", found.gone_alerts)):
        yield f"  {len(alerts)} alerts {name}"
        for alert in alerts:
            yield f"    {alert.created:%Y-%m-%d %H:%M} {alert.indicator} {alert.severity} {alert.headline}"
