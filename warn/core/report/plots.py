"""The five plots: what was told when, how much a day, how much of it in the end, how sure, how honest the scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from warn.core.backtest.form import length
from warn.core.backtest.values import EventOutcome, Measures, TargetOutcome
from warn.core.report import svg
from warn.core.report.svg import Frame, Scale
from warn.model.alert import Alert

WIDE = 960.0
LANE = 44.0
_WORDS_WIDE = 190.0
"""What the words beside a target need."""
_SQUARE = Frame(width=460.0, height=350.0, left=48.0, top=30.0, bottom=44.0)


def span(measures: Measures) -> tuple[date, date]:
    """From the first to the last day of anything shown, and a little more: marks on the edge are cut otherwise."""
    run = measures.run
    days = [run.first_day, run.last_day]
    days += [one.event.day for one in measures.events] + [one.target.day for one in measures.targets]
    margin = timedelta(days=max(1, (max(days) - min(days)).days // 60))
    return min(days) - margin, max(days) + margin


def timeline(measures: Measures) -> str:
    """A lane for each family: what happened above, what was told below it."""
    lanes = _lanes(measures)
    top = 20.0 + 26.0 * len(measures.targets)
    frame = Frame(width=WIDE, height=top + LANE * len(lanes) + 34, left=118.0, top=top, bottom=34.0)
    first, last = span(measures)
    across = frame.across(first.toordinal(), last.toordinal())
    marks = svg.time_axis(frame, across, first, last)
    for number, name in enumerate(lanes):
        y = top + LANE * (number + 0.5)
        marks.append(svg.line((frame.left, y + LANE / 2), (frame.width - frame.right, y + LANE / 2), "grid"))
        marks.append(svg.text((frame.left - 12, y + 4), name, "lane", "end"))
        marks += _events(across, y - 9, (one for one in measures.events if _lane_of(one, lanes) == name))
        marks += _alerts(across, y + 9, [one for one in measures.run.alerts if one.indicator == name])
    for number, target in enumerate(measures.targets):
        marks += _target(frame, across, 18.0 + 26.0 * number, target)
    return svg.picture(frame, "Events and alerts over time, by family", marks)


def _lanes(measures: Measures) -> list[str]:
    told = Counter(alert.indicator for alert in measures.run.alerts)
    names = set(told) | {name for one in measures.events for name in sorted(one.families)[:1]}
    names |= {one.event.indicator for one in measures.events if not one.families}
    return sorted(names, key=lambda name: (-told[name], name))


def _lane_of(one: EventOutcome, lanes: Sequence[str]) -> str:
    return next((name for name in lanes if name in one.families), one.event.indicator)


def _events(across: Scale, y: float, outcomes: Iterable[EventOutcome]) -> list[str]:
    marks: list[str] = []
    for one in outcomes:
        state = "event" if one.in_time else "event late" if one.recalled else "event missed"
        said = f"told after {length(one.delay)}" if one.alert else "not told"
        hint = f"{one.event.id}, {one.event.day}: {one.event.what} ({said})"
        marks.append(svg.diamond((across(one.event.day.toordinal()), y), 6.5, state, hint))
    return marks


def _alerts(across: Scale, y: float, alerts: Iterable[Alert]) -> list[str]:
    marks: list[str] = []
    for alert in sorted(alerts, key=lambda one: one.severity):
        moment = alert.created.toordinal() + alert.created.hour / 24
        hint = f"{alert.created:%Y-%m-%d %H:%M}, severity {alert.severity}: {alert.headline}"
        radius = 2.4 + 0.9 * alert.severity
        marks.append(svg.circle((across(moment), y), radius, f"alert s{alert.severity}", hint))
    return marks


def _target(frame: Frame, across: Scale, y: float, one: TargetOutcome) -> list[str]:
    """A line through all lanes on the target's day, and a bracket over the days by which it was known ahead."""
    x = across(one.target.day.toordinal())
    marks = [svg.line((x, y), (x, frame.height - frame.bottom), "target")]
    days = one.lead_days
    start = x if days is None else across(one.target.day.toordinal() - days)
    words = f"{one.target.id}: " + ("no alert ahead" if days is None else f"first alert {days} days ahead")
    if days is not None:
        marks += [svg.line((start, y), (x, y), "lead"), svg.line((start, y - 5), (start, y + 5), "lead")]
    fits_before = start - frame.left > _WORDS_WIDE
    at = (start - 8, y + 4) if fits_before else (x + 8, y + 4)
    return [*marks, svg.text(at, words, "note", "end" if fits_before else "start")]


def per_day(measures: Measures) -> str:
    """Bars, each a day; in a long run a week."""
    first, last = measures.run.first_day, measures.run.last_day
    size = 1 if measures.days <= 240 else 7
    groups = Counter((day - first).days // size for day in measures.per_day.elements())
    most = max(groups.values(), default=1)
    frame = Frame(width=WIDE, height=200.0)
    whole = -(-measures.days // size) * size  # the last week too takes its full width
    across = frame.across(first.toordinal(), first.toordinal() + whole)
    up = frame.up(0, svg.levels(most)[-1])
    marks = [*svg.level_axis(frame, up, svg.levels(most)), *svg.time_axis(frame, across, first, last)]
    width = across(first.toordinal() + size) - across(first.toordinal())
    for number, count in sorted(groups.items()):
        day = first + timedelta(days=number * size)
        hint = f"{day}{' and the six days after' if size > 1 else ''}: {count}"
        marks.append(svg.bar(across(day.toordinal()), max(width - 1.5, 1.2), up(count), up(0), hint))
    return svg.picture(frame, "Alerts over time", marks)


def cumulative(measures: Measures, against: Measures | None = None) -> str:
    """How many events had happened, and how many had been told, as time goes on."""
    first, last = span(measures)
    frame = Frame(width=WIDE, height=240.0, right=128.0)
    across = frame.across(first.toordinal(), last.toordinal())
    up = frame.up(0, svg.levels(len(measures.events))[-1])
    marks = [*svg.level_axis(frame, up, svg.levels(len(measures.events))), *svg.time_axis(frame, across, first, last)]
    series = [("happened", [one.event.day for one in measures.events], "happened")]
    if against is not None:
        series.append(("by the others", _told_days(against), "there"))
    series.append(("told", _told_days(measures), "told"))
    ends: list[float] = []
    for name, days, kind in series:
        corners = [(across(first.toordinal()), up(0))]
        corners += [(across(day.toordinal()), up(count)) for count, day in enumerate(sorted(days), start=1)]
        corners.append((across(last.toordinal()), up(len(days))))
        marks.append(svg.path(svg.steps(corners), f"curve {kind}"))
        y = _apart(up(len(days)), ends)
        ends.append(y)
        marks.append(svg.text((frame.width - frame.right + 8, y + 4), f"{len(days)} {name}", f"end {kind}", "start"))
    return svg.picture(frame, "Events that happened and that were told, added up", marks)


def _told_days(measures: Measures) -> list[date]:
    return [one.alert.created.date() for one in measures.events if one.alert]


def _apart(y: float, taken: Sequence[float]) -> float:
    """A label's place, moved down where another one stands."""
    while any(abs(y - other) < 15 for other in taken):
        y += 3
    return y


def precision_recall(measures: Measures) -> str:
    frame = _SQUARE
    across, up = frame.across(0, 1), frame.up(0, 1)
    marks = _unit_axes(frame, across, up, ("recall", "precision"))
    points = [(across(one.recall), up(one.precision)) for one in measures.curve]
    marks.append(svg.path(points, "curve told"))
    above = [one for one in measures.curve if one.threshold >= measures.run.threshold]
    if above:
        here = above[-1]
        at = (across(here.recall), up(here.precision))
        words = f"threshold {measures.run.threshold:g}: {here.precision:.0%} right, {here.recall:.0%} found"
        marks.append(svg.circle(at, 5.5, "alert s4", words))
        right = here.recall < 0.5
        where = (at[0] + (12 if right else -4), at[1] + 22)
        marks.append(svg.text(where, words, "note", "start" if right else "end"))
    return svg.picture(frame, "Precision and recall over the score's threshold", marks)


def calibration(measures: Measures) -> str:
    """Were the scores probabilities, the dots would lie on the diagonal."""
    frame = _SQUARE
    across, up = frame.across(0, 1), frame.up(0, 1)
    marks = _unit_axes(frame, across, up, ("score", "share labelled true"))
    marks.append(svg.line((across(0), up(0)), (across(1), up(1)), "diagonal"))
    most = max((one.count for one in measures.bins), default=1)
    dots = [(across(one.mean_score), up(one.share_true)) for one in measures.bins]
    marks.append(svg.path(dots, "curve told thin"))
    for one, at in zip(measures.bins, dots, strict=True):
        hint = f"scores {one.low:.1f} to {one.high:.1f}: {one.count} items, {one.share_true:.0%} of them true"
        radius = 4 + 8 * (one.count / most) ** 0.5
        marks.append(svg.circle(at, radius, "alert s3", hint))
        away = -radius - 5 if one.share_true < 0.5 else radius + 14
        marks.append(svg.text((at[0], at[1] + away), f"{one.count}", "tick"))
    return svg.picture(frame, "Share of items labelled true, by score", marks)


def _unit_axes(frame: Frame, across: Scale, up: Scale, names: tuple[str, str]) -> list[str]:
    base = frame.height - frame.bottom
    marks = svg.level_axis(frame, up, [0, 0.25, 0.5, 0.75, 1], percent=True)
    for value in (0, 0.25, 0.5, 0.75, 1):
        marks.append(svg.text((across(value), base + 18), f"{value:.0%}" if names[0] == "recall" else f"{value:g}"))
    marks.append(svg.text((frame.width - frame.right, base + 36), names[0], "axis", "end"))
    marks.append(svg.text((frame.left - 40, frame.top - 16), names[1], "axis", "start"))
    return marks
