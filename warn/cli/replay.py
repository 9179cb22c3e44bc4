"""`warn replay`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from warn.cli.common import as_json, everything, plain_errors


def replay(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Dated items: JSON lines, or CSV with a header.")],
    as_data: Annotated[bool, typer.Option("--json", help="One alert as JSON a line.")] = False,
) -> None:
    """What these rules would have told of items of the past, and when; nothing is sent or kept."""
    from warn.app import build
    from warn.app.replaying import replay as play
    from warn.config import dated_items
    from warn.core.render import render

    made = build.plan(everything(context, log_level="error"))
    items = sorted((item for file in files for item in dated_items.read(file)), key=lambda item: item.published)
    told: Counter[str] = Counter()
    with plain_errors():
        for alert in play(items, made.policy):
            told[alert.indicator] += 1
            if as_data:
                print(as_json(alert))
            else:
                print(f"--- {alert.created:%Y-%m-%d %H:%M} UTC")
                print(render(alert, "console", attempt=1, possible_repeat=False).text)
    tally = ", ".join(f"{count} {family}" for family, count in told.most_common()) or "none"
    print(f"{len(items)} items, {told.total()} alerts: {tally}", file=sys.stderr)
