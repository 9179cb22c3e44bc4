"""`warn feeds ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import ago, as_json, everything, fail

if TYPE_CHECKING:
    from datetime import datetime

    from warn.app.probe import Probe

app = typer.Typer(help="Look after the feeds.", no_args_is_help=True)


@app.callback()
def _feeds() -> None:
    """Look after the feeds."""


@app.command("check")
def check(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(help="Feed ids; default: every enabled feed.")] = None,
    disabled: Annotated[bool, typer.Option("--all", help="Disabled feeds too.")] = False,
    as_data: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Fetch every feed once from here, storing nothing, and say how it looks. Exit code 1 if none is alive."""
    from rich.console import Console
    from rich.progress import track

    from warn.app import build
    from warn.app.clock import SystemClock
    from warn.app.probe import probe_all

    read = everything(context, log_level="error")
    chosen = [feed for feed in read.feeds if (feed.id in ids if ids else disabled or feed.enabled)]
    if unknown := set(ids or ()) - {feed.id for feed in chosen}:
        fail(f"no feed {', '.join(sorted(unknown))} in {read.feeds_path}", 2)
    now = SystemClock().now()
    fetcher, parser = build.fetcher(read.settings), build.parser(read.settings)
    console = Console(stderr=True)
    probes = probe_all(chosen, fetcher, parser, now, read.settings.fetch.workers)
    shown = track(
        probes, "probing", total=len(chosen), console=console, transient=True, disable=not console.is_terminal
    )
    found = sorted(shown, key=lambda one: (one.good, one.verdict, one.feed_id))
    fetcher.close()
    parser.close()
    for one in found:
        print(as_json(one) if as_data else _line(one, now))
    good = sum(one.good for one in found)
    if not as_data:
        print(f"{good} of {len(found)} alive")
    if not good:
        raise typer.Exit(1)


def _line(one: Probe, now: datetime) -> str:
    seen = f"{one.items} items, newest {ago(one.newest, now)}" if one.items else ""
    moved = f"moved to {one.moved_to}" if one.moved_to else ""
    rest = "; ".join(part for part in (seen, moved, one.detail) if part)
    return f"{one.verdict:<16} {one.feed_id:<28} {rest or one.url}"
