"""The page: figures first, then the plots, then what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from warn.core.backtest.compare import Comparison
from warn.core.backtest.form import length, percent
from warn.core.backtest.values import EventOutcome, Measures, PrecursorOutcome, Tally, TargetOutcome
from warn.core.report import plots, svg
from warn.core.report.style import STYLE
from warn.model.alert import Alert

_LOCKED = "default-src 'none'; style-src 'unsafe-inline'"
"""The page holds words from anywhere: it may run nothing and ask for nothing."""


def page(measures: Measures, comparison: Comparison | None = None, *, unread: int = 0) -> str:
    run = measures.run
    title = f"Back-test {run.first_day} to {run.last_day}"
    body = "\n".join(_sections(measures, comparison, unread))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_LOCKED}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>{escape(title)}</h1>\n"
        f'<p class="sub">{len(run.items):,} items over {measures.days:,} days. Rules: {escape(run.rules)}</p>'
        f"</header>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _sections(measures: Measures, comparison: Comparison | None, unread: int) -> Iterator[str]:
    if unread:
        yield f'<p class="warning">{unread} lines of the archive could not be read and were not played.</p>'
    if measures.unfitting:
        names = escape(", ".join(measures.unfitting))
        yield f'<p class="warning">No family of the rules fits these indicators of the chronology: {names}.</p>'
    yield _tiles(measures)
    if comparison:
        yield _comparison(comparison)
    if measures.events or measures.run.alerts:
        yield _section("What happened, and what was told", _TIMELINE, _key() + _plot(plots.timeline(measures)))
    unit = "day" if measures.days <= 240 else "week"
    yield _section(f"Alerts a {unit}", _busy(measures), _plot(plots.per_day(measures)))
    if measures.events:
        against = comparison.against if comparison else None
        yield _section("Recall as time goes on", _RECALL, _plot(plots.cumulative(measures, against)))
    if measures.targets:
        yield _section("Lead time", _LEAD, _scroll(_targets(measures.targets)))
    yield _quality(measures)
    if measures.events:
        yield _section("Every event", "", _scroll(_events(measures.events)))
    yield _section("By family and by rule", "", _scroll(_tallies(measures)))
    yield _section("Every alert", "", _folded(f"{len(measures.run.alerts)} alerts", _alerts(measures.run.alerts)))


_TIMELINE = "Above in each lane what happened, below it the alerts of the family. Point at a mark to read it."
_RECALL = "An event is told on the day of its first alert."
_LEAD = "Days from the first alert of a precursor's family, told on or after the precursor's day, to the target."


def _tiles(measures: Measures) -> str:
    tiles = [(f"{len(measures.run.alerts)}", "alerts", f"{measures.alerts_per_day:.2f} a day")]
    if measures.busiest:
        tiles.append((f"{measures.busiest[1]}", "alerts on the busiest day", f"{measures.busiest[0]}"))
    if measures.events:
        told = sum(one.recalled for one in measures.events)
        tiles = [
            (percent(measures.event_recall), "of the events told", f"{told} of {len(measures.events)}"),
            (percent(measures.event_recall_in_time), "told within three days", ""),
            *tiles,
        ]
    leads = [one for one in measures.targets if one.lead_days is not None]
    if measures.targets:
        best = max(leads, key=lambda one: one.lead_days or 0, default=None)
        value = _days(best.lead_days) if best else "none"
        tiles.append((value, "lead before", best.target.what if best else measures.targets[0].target.what))
    if measures.overall.precision is not None:
        labelled = measures.overall.true + measures.overall.false
        tiles.append((percent(measures.overall.precision), "of labelled alerts right", f"{labelled} labelled"))
    inner = "".join(
        f'<div class="tile"><b>{escape(value)}</b><span>{escape(name)}</span><span><i>{escape(more)}</i></span></div>'
        for value, name, more in tiles
    )
    return f'<div class="tiles">{inner}</div>'


def _busy(measures: Measures) -> str:
    quiet = measures.days - len(measures.per_day)
    return f"{measures.alerts_per_day:.2f} a day on average; nothing at all on {quiet:,} of {measures.days:,} days."


def _section(title: str, say: str, inner: str) -> str:
    said = f'<p class="say">{escape(say)}</p>' if say else ""
    return f"<section><h2>{escape(title)}</h2>\n{said}\n{inner}\n</section>"


def _plot(drawn: str, kind: str = "plot wide") -> str:
    return f'<div class="{kind}">{drawn}</div>'


def _scroll(inner: str) -> str:
    return f'<div class="scroll">{inner}</div>'


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{_scroll(inner)}</details>"


def _key() -> str:
    marks = [
        (svg.diamond((8, 8), 6.5, "event"), "event, told within three days"),
        (svg.diamond((8, 8), 6.0, "event late"), "told later"),
        (svg.diamond((8, 8), 6.0, "event missed"), "not told"),
        *((svg.circle((8, 8), 2.4 + 0.9 * level, f"alert s{level}"), f"{level}") for level in range(1, 6)),
    ]
    words = ["", "", "", "alert of severity ", "", "", "", ""]
    return '<ul class="key">{}</ul>'.format(
        "".join(
            f'<li><svg viewBox="0 0 16 16" aria-hidden="true">{mark}</svg>{word}{name}</li>'
            for word, (mark, name) in zip(words, marks, strict=True)
        )
    )


def _quality(measures: Measures) -> str:
    if not measures.curve:
        why = "These plots need items of both kinds, labelled true and labelled false; here there are none of one kind."
        return _section("Precision and calibration", why, "")
    right = _section(
        "Precision and recall",
        "Of labelled items, each taken alone, over every threshold of the score.",
        _plot(plots.precision_recall(measures), "plot"),
    )
    honest = _section(
        "Calibration",
        f"Do scores mean what they say? Numbers are items; Brier score {measures.brier or 0:.3f}.",
        _plot(plots.calibration(measures), "plot"),
    )
    return f'<div class="pair">{right}{honest}</div>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """`heads` and cells are HTML already; a head that begins with # is of numbers."""
    top = "".join(f'<th class="n">{head[1:]}</th>' if head.startswith("#") else f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cell(words: object, kind: str = "") -> str:
    return f'<td class="{kind}">{escape(str(words))}</td>' if kind else f"<td>{escape(str(words))}</td>"


def _events(outcomes: Iterable[EventOutcome]) -> str:
    heads = ("Event", "Day", "What", "#Items", "Told", "#After the first item", "First alert")
    return _table(heads, (_event_row(one) for one in outcomes))


def _event_row(one: EventOutcome) -> list[str]:
    if one.alert is None:
        state, kind, first = "not told", "no", "<td></td>"
    else:
        after = (one.alert.created.date() - one.event.day).days
        state = "same day" if after == 0 else f"{after} day{'' if after == 1 else 's'} after"
        kind = "yes" if one.in_time else "late"
        by = "" if one.by_item else " (by family)"
        first = f"<td>{_headline(one.alert)}{by}</td>"
    what = f'<td>{escape(one.event.what)} <span class="sub">· {escape(one.event.indicator)}</span></td>'
    return [
        _cell(one.event.id),
        _cell(one.event.day, "w"),
        what,
        _cell(one.items, "n"),
        _cell(state, kind),
        _cell(length(one.delay), "n w"),
        first,
    ]


def _headline(alert: Alert) -> str:
    """With a link to the newest item, where that has an address."""
    words = escape(alert.headline)
    url = next((one.url for one in alert.evidence if one.url.startswith(("http://", "https://"))), "")
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{words}</a>' if url else words


def _targets(outcomes: Iterable[TargetOutcome]) -> str:
    heads = ("Target", "Precursor", "Day", "#Lead", "#Possible", "", "First alert")
    return _table(heads, (row for one in outcomes for row in _target_rows(one)))


def _target_rows(one: TargetOutcome) -> Iterator[list[str]]:
    name = f"<td><b>{escape(one.target.id)}</b> {escape(one.target.what)}, {one.target.day}</td>"
    longest = max((precursor.possible_days for precursor in one.precursors), default=one.own_days or 1)
    first = _headline(one.own) if one.own else ""
    yield [
        name,
        "<td>any, by its own family</td>",
        "<td></td>",
        _cell(_days(one.own_days), "n w" if one.own else "n no"),
        "<td></td>",
        f"<td>{_meter((one.own_days or 0) / max(longest, 1))}</td>",
        f"<td>{first}</td>",
    ]
    for precursor in one.precursors:
        yield _precursor_row(precursor, longest)


def _precursor_row(one: PrecursorOutcome, longest: int) -> list[str]:
    return [
        "<td></td>",
        _cell(f"{one.event} {one.why or one.indicator}"),
        _cell(one.day, "w"),
        _cell(_days(one.lead_days), "n no" if one.lead_days is None else "n w"),
        _cell(_days(one.possible_days), "n w"),
        f"<td>{_meter((one.lead_days or 0) / max(longest, 1))}</td>",
        f"<td>{_headline(one.alert) if one.alert else ''}</td>",
    ]


def _meter(share: float) -> str:
    return f'<span class="meter"><span style="width:{min(max(share, 0.0), 1.0):.1%}"></span></span>'


def _tallies(measures: Measures) -> str:
    heads = ("Family or rule", "#Alerts", "#Right", "#Wrong", "#Precision", "")
    rows = [
        *(_tally_row(one, "b") for one in measures.by_family),
        *(_tally_row(one, "span") for one in measures.by_rule),
    ]
    return _table(heads, rows)


def _tally_row(one: Tally, kind: str) -> list[str]:
    return [
        f"<td><{kind}>{escape(one.name)}</{kind}></td>",
        _cell(one.alerts, "n"),
        _cell(one.true, "n"),
        _cell(one.false, "n"),
        _cell("-" if one.precision is None else percent(one.precision), "n"),
        f"<td>{'' if one.precision is None else _meter(one.precision)}</td>",
    ]


def _alerts(alerts: Iterable[Alert]) -> str:
    heads = ("Time (UTC)", "#Severity", "#Score", "Family", "Alert", "Reason", "Newest item")
    rows = (
        [
            _cell(f"{one.created:%Y-%m-%d %H:%M}", "w"),
            _cell(one.severity, "n"),
            _cell(f"{one.score:.2f}", "n"),
            _cell(one.indicator),
            f"<td>{_headline(one)}</td>",
            _cell(one.reason.value),
            _cell(one.evidence[0].title if one.evidence else ""),
        ]
        for one in alerts
    )
    return _table(heads, rows)


def _comparison(found: Comparison) -> str:
    here, there = found.measures, found.against
    figures = [
        ("Events told", percent(here.event_recall), percent(there.event_recall)),
        ("within three days", percent(here.event_recall_in_time), percent(there.event_recall_in_time)),
        ("Alerts", str(len(here.run.alerts)), str(len(there.run.alerts))),
        ("Alerts a day", f"{here.alerts_per_day:.2f}", f"{there.alerts_per_day:.2f}"),
        ("Most on one day", _most(here), _most(there)),
        ("Precision", percent(here.overall.precision), percent(there.overall.precision)),
    ]
    leads = {one.target.id: one.lead_days for one in there.targets}
    figures += [
        (f"Lead before {one.target.id}", _days(one.lead_days), _days(leads.get(one.target.id))) for one in here.targets
    ]
    rows = ([_cell(name), _cell(mine, "n"), _cell(theirs, "n")] for name, mine, theirs in figures)
    table = _table(("", f"#{escape(here.run.rules)}", f"#{escape(there.run.rules)}"), rows)
    lists = "".join(
        f'<p class="sub">{name}: {escape(", ".join(events))}.</p>'
        for name, events in (
            ("Events only these rules tell", found.gained),
            ("Events only the others tell", found.lost),
            ("Told sooner by these", found.sooner),
            ("Told later by these", found.later),
        )
        if events
    )
    changed = _folded(f"{len(found.new_alerts)} alerts only by these rules", _alerts(found.new_alerts))
    changed += _folded(f"{len(found.gone_alerts)} alerts only by the others", _alerts(found.gone_alerts))
    return _section("Two sets of rules", "", f'<div class="scroll narrow">{table}</div>{lists}{changed}')


def _most(measures: Measures) -> str:
    return f"{measures.busiest[1]}" if measures.busiest else "none"


def _days(value: int | None) -> str:
    return "none" if value is None else f"{value} day{'' if value == 1 else 's'}"
