"""`warn explain`."""

from __future__ import annotations

import re
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
    from warn.core.judge import Judge
    from warn.core.match import explain as explain_item

    read = everything(context, log_level="error")
    judge = Judge(read.rulebook)
    now = SystemClock().now()
    if _STORED.fullmatch(text):
        item, history = _stored(read, text)
    else:
        item, history = _typed(text, summary, language, now), []
    for line in [*explain_item(judge.matcher, item).lines(), *history]:
        print(line)
    for scored in judge.weigh(item, now=now):
        watch = judge.watches[scored.watch]
        parts = ", ".join(f"{part.name} {part.value:+.1f}" for part in scored.parts)
        verdict = "told" if scored.counting and scored.score >= watch.threshold else "not told"
        print(f"score for {watch.id}: {scored.score:.2f} ({verdict} from {watch.threshold:.2f}): {parts}")


def _typed(text: str, summary: str, language: str, now: datetime) -> Item:
    from warn.model.item import DateBasis, Item

    return Item(
        id="typed",
        feed_id="",
        publisher="",
        side="",
        kind="news",
        language=language,
        title=text,
        summary=summary,
        url="",
        published=now,
        published_basis=DateBasis.FIRST_SEEN,
        first_seen=now,
    )


def _stored(read: Everything, wanted: str) -> tuple[Item, list[str]]:
    """A stored item, and what was decided of it when it came."""
    from warn.config.settings import database_url
    from warn.edge.store import Database, alerts, exists, items

    url = database_url(read.settings)
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
