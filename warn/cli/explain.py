"""`warn explain`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import everything, fail, plain_errors

if TYPE_CHECKING:
    from datetime import datetime

    from warn.config.everything import Everything
    from warn.model.item import Item

_STORED = re.compile(r"https?://\S+|[0-9a-f]{8,32}")


def explain(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A headline; or the URL or id of a stored item.")],
    summary: Annotated[str, typer.Option(help="A second paragraph to judge with the headline.")] = "",
    language: Annotated[str, typer.Option(help="ISO 639-1 code of the text.")] = "en",
) -> None:
    """Why a text fires, or stays silent: every rule, each condition with the words that decided, guards, score."""
    from warn.app.clock import SystemClock
    from warn.app.model import classifier
    from warn.core.explain import explain as explain_item
    from warn.core.match import Matcher

    read = everything(context, log_level="error")
    now = SystemClock().now()
    if _STORED.fullmatch(text):
        item, history = _stored(read, text)
    else:
        item, history = _typed(text, summary, language, now), []
    explained = explain_item(Matcher(read.rulebook), item, now=now, classifier=classifier(read.settings))
    for line in [*explained.lines(), *history]:
        print(line)


def _typed(text: str, summary: str, language: str, now: datetime) -> Item:
    from warn.core.explain import item_of

    return replace(item_of(text, summary), language=language, kind="news", published=now, first_seen=now)


def _stored(read: Everything, wanted: str) -> tuple[Item, list[str]]:
    """A stored item, and what was decided of it when it came."""
    from warn.edge.store import Database, alerts, exists, items

    url = read.settings.database_url
    if not exists(url):
        fail(f"nothing was stored yet in {read.settings.data_dir}", 1)
    with plain_errors():
        database = Database(url)
        with database.reading() as transaction:
            found = items.by_url(transaction, wanted) if "://" in wanted else items.get(transaction, wanted)
            if found is None:
                fail(f"no stored item is {wanted}", 1)
            decided = alerts.decisions(transaction, found.id)
            earlier = items.revisions(transaction, found.id)
    history = [f"event {event}: {reason} ({detail})" for event, reason, detail in decided]
    return found, [f"earlier title: {title}" for title in earlier] + (history or ["joined no event"])
