"""`warn label`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import chosen_watch, everything, fail, opened

if TYPE_CHECKING:
    from warn.edge.store import Transaction
    from warn.model.label import Verdict

_ALERT = re.compile(r"[0-9a-f]{12}(/\d+)?")


def label(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="An item's id or URL, or the key of a message (all it quotes).")],
    verdict: Annotated[str, typer.Argument(help="true, false, or missed.")],
    note: Annotated[str, typer.Option(help="Why.")] = "",
    author: Annotated[str, typer.Option(help="Who says so.", envvar="USER")] = "",
    watch: Annotated[str, typer.Option(help="For which watch; needed where there are several.")] = "",
) -> None:
    """Say what an item really was: it feeds `rules stats`, `rules tune` and training."""
    from warn.app.clock import SystemClock
    from warn.edge.store import labels
    from warn.model.label import Label, Verdict

    read = everything(context, log_level="error")
    said = _verdict(verdict)
    with opened(read.settings) as database, database.writing() as transaction:
        found, of = _items(transaction, target)
        chosen = chosen_watch(read, of or watch)
        now = SystemClock().now()
        labels.put(
            transaction,
            [Label(item_id=item, watch=chosen, verdict=said, author=author, note=note, at=now) for item in found],
        )
    print(f"{len(found)} item{'' if len(found) == 1 else 's'} labelled {Verdict(said).value} for {chosen}")


def _verdict(text: str) -> Verdict:
    from warn.model.label import Verdict

    try:
        return Verdict(text.lower())
    except ValueError:
        fail(f"a verdict is {', '.join(Verdict)}, not {text!r}", 2)


def _items(transaction: Transaction, target: str) -> tuple[list[str], str]:
    """Ids of the items that are meant, and their watch where a message says it."""
    from warn.edge.store import alerts, items

    alert = alerts.by_key(transaction, target) if _ALERT.fullmatch(target) else None
    if alert is not None:
        if not alert.evidence:
            fail(f"the message {target} quotes no item", 1)
        return list(dict.fromkeys(one.item_id for one in alert.evidence)), alert.watch
    item = items.by_url(transaction, target) if "://" in target else items.get(transaction, target)
    if item is None:
        fail(f"no stored item or message is {target}", 1)
    return [item.id], ""
