"""`warn missed`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import as_json, chosen_watch, everything, opened, since_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from warn.edge.store import Database
    from warn.model.item import Item

_KEYS = {"t": "missed", "m": "missed", "f": "false"}
"""`t` and `m` say the same of an item that no rule caught: it is a true one, and was missed."""


def missed(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="How far back, or from which day.")] = "7d",
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 100,
    watch: Annotated[str, typer.Option(help="Which watch labels are for; needed where there are several.")] = "",
    author: Annotated[str, typer.Option(help="Who labels.", envvar="USER")] = "",
    as_data: Annotated[bool, typer.Option("--json", help="One item as JSON a line.")] = False,
) -> None:
    """Items that no rule caught and the classifier finds likely, newest first; on a terminal one key labels each."""
    from warn.edge.store import items

    read = everything(context, log_level="error")
    asks = not as_data and sys.stdin.isatty() and sys.stdout.isatty()
    with opened(read.settings) as database:
        chosen = chosen_watch(read, watch) if asks else ""
        with database.reading() as transaction:
            found = items.missed(transaction, read.settings.missed_threshold, since_of(since), limit)
        if asks:
            _ask(database, found, chosen, author)
    if asks:
        return
    for item, chance in found:
        print(as_json(_row(item, chance)) if as_data else _line(item, chance))
    if not found and not as_data:
        print(f"none since {since} at {read.settings.missed_threshold:.0%} or more")


def _ask(database: Database, found: Sequence[tuple[Item, float]], watch: str, author: str) -> None:
    """Show item by item and label each by one key."""
    from warn.app.clock import SystemClock

    clock, done = SystemClock(), 0
    print(f"{len(found)} items for {watch}: t or m one that a rule should have caught, f no matter, s skip, q quit")
    for item, chance in found:
        print(_line(item, chance))
        key = _key()
        if key == "q":
            break
        if key in _KEYS:
            _put(database, item, watch, _KEYS[key], author, clock.now())
            done += 1
    print(f"{done} labelled")


def _key() -> str:
    """The next of our keys; any other is asked again, and the end of input means quit."""
    while True:
        print("  [t/f/m/s/q] ", end="", flush=True)
        try:
            key = typer.getchar(echo=False).lower()
        except (EOFError, KeyboardInterrupt):
            key = "q"
        if key in {"t", "f", "m", "s", "q"}:
            print(key)
            return key
        print()


def _put(database: Database, item: Item, watch: str, verdict: str, author: str, now: datetime) -> None:
    from warn.edge.store import labels
    from warn.model.label import Label, Verdict

    with database.writing() as transaction:
        said = Label(item_id=item.id, watch=watch, verdict=Verdict(verdict), author=author, note="", at=now)
        labels.put(transaction, [said])


def _line(item: Item, chance: float) -> str:
    about = f"{item.published:%Y-%m-%d %H:%M} {item.publisher or 'unknown'} {item.language}".rstrip()
    return f"{chance:.0%} {item.id[:12]} {about}: {item.title or item.summary[:200]} {item.url}".rstrip()


def _row(item: Item, chance: float) -> dict[str, object]:
    return {
        "id": item.id,
        "relevance": round(chance, 6),
        "published": item.published,
        "publisher": item.publisher,
        "language": item.language,
        "title": item.title,
        "summary": item.summary,
        "url": item.url,
    }
