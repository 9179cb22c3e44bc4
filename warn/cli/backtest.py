"""`warn backtest`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import as_json, everything, fail, plain_errors

if TYPE_CHECKING:
    from warn.app.backtesting import Yardstick
    from warn.config.archives import Archive
    from warn.config.dated_items import DatedItem
    from warn.core.backtest import Comparison, Measures


def backtest(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Option("--items", help="An archive: file or folder of past items; may be repeated.")
    ],
    more: Annotated[list[Path] | None, typer.Argument(help="Further archives.", show_default=False)] = None,
    timeline: Annotated[
        Path | None, typer.Option(help="What really happened: CSV or JSON lines.", show_default=False)
    ] = None,
    targets: Annotated[
        Path | None, typer.Option(help="Escalations to hear of ahead, with their precursors.", show_default=False)
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="Items labelled true or false, by url or title.", show_default=False)
    ] = None,
    first: Annotated[str, typer.Option("--from", help="First day, like 2022-12-01; that of the archive.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day; that of the archive.")] = "",
    rules: Annotated[
        Path | None, typer.Option(help="Rules folder; else that of the settings.", show_default=False)
    ] = None,
    against: Annotated[Path | None, typer.Option(help="Another rules folder to compare.", show_default=False)] = None,
    as_data: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the report as a page.", show_default=False)] = None,
) -> None:
    """Play past items by these rules and hold the alerts against what really happened. Nothing is sent or kept."""
    from warn.app.backtesting import doubts
    from warn.config import archives

    if targets and not timeline:
        fail("--targets: their events are those of a timeline: give --timeline too", 2)
    bounds = (_day("--from", first), _day("--to", last))
    yardstick = _yardstick(timeline, targets, labels)
    archive = archives.read([*files, *(more or ())])
    for problem in archive.unread:
        print(problem, file=sys.stderr)
    items, days = _chosen(archive, bounds)
    measures, comparison = _measured(context, items, yardstick.between(*bounds), days, (rules, against))
    unread, left_out = len(archive.unread), dict(archive.left_out)
    if as_data:
        print(_data(measures, comparison, unread, left_out))
    else:
        print("\n".join(_lines(measures, comparison)))
    for words in (*_left_out(archive, items), *doubts(yardstick, items, measures)):
        print(words, file=sys.stderr)
    if html:
        from warn.core.report import page

        with plain_errors():
            html.write_text(page(measures, comparison, unread=unread), encoding="utf-8")
    if unread:
        raise typer.Exit(1)


def _yardstick(timeline: Path | None, targets: Path | None, labels: Path | None) -> Yardstick:
    """Every file read and checked before anything is played."""
    from warn.app.backtesting import Yardstick
    from warn.config import chronology

    events = chronology.read_timeline(timeline) if timeline else ()
    return Yardstick(
        events=events,
        targets=chronology.read_targets(targets, events) if targets else (),
        labels=chronology.read_labels(labels) if labels else chronology.NO_LABELS,
    )


def _chosen(
    archive: Archive, bounds: tuple[date | None, date | None]
) -> tuple[tuple[DatedItem, ...], tuple[date, date]]:
    """Items within the bounds, and the days that the figures are of."""
    from warn.app.backtesting import between

    first, last = bounds
    if first and last and first > last:
        fail(f"--from {first} is after --to {last}", 2)
    items = between(archive.items, first, last)
    if not items:
        fail(f"no items{' between these days' if archive.items else ''}: there is nothing to play", 1)
    return items, (first or items[0].noticed.date(), last or items[-1].noticed.date())


def _measured(
    context: typer.Context,
    items: tuple[DatedItem, ...],
    yardstick: Yardstick,
    days: tuple[date, date],
    folders: tuple[Path | None, Path | None],
) -> tuple[Measures, Comparison | None]:
    from warn.app import build
    from warn.app.backtesting import backtest as play
    from warn.core.backtest import compare

    found: list[Measures] = []
    rules, against = folders
    for folder in [rules, against] if against else [rules]:
        made = build.plan(everything(context, log_level="error", rules=folder))
        with plain_errors():
            name = _as_typed(made.everything.rules_path)
            found.append(play(items, yardstick, made.policy, rules=name, days=days))
    return found[0], compare(found[0], found[1]) if against else None


def _as_typed(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _data(measures: Measures, comparison: Comparison | None, unread: int, left_out: dict[str, int]) -> str:
    from warn.core.backtest import form

    data = form.as_data(measures) | {"unread": unread, "left_out": left_out}
    return as_json(data | {"against": form.comparison_data(comparison)} if comparison else data)


def _lines(measures: Measures, comparison: Comparison | None) -> list[str]:
    from warn.core.backtest import form

    return [*form.lines(measures), *(form.comparison_lines(comparison) if comparison else ())]


def _left_out(archive: Archive, items: tuple[DatedItem, ...]) -> list[str]:
    """Nothing is lost without a word."""
    said = [f"{count} left out: {why}" for why, count in archive.left_out.items()]
    if len(items) < len(archive.items):
        said.append(f"{len(archive.items) - len(items)} items outside these days were left out")
    if archive.unread:
        said.append(f"warn: {len(archive.unread)} lines could not be read; the others were played")
    return said


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fail(f"{option}: a day like 2022-12-01 is expected, not {text!r}", 2)
