"""`warn explain`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import as_json, everything, fail, opened

if TYPE_CHECKING:
    from datetime import datetime

    from warn.config.everything import Everything
    from warn.core.explain import Explanation
    from warn.model.item import Item

_STORED = re.compile(r"https?://\S+|[0-9a-f]{8,32}")


def explain(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A headline; or the URL or id of a stored item.")],
    summary: Annotated[str, typer.Option(help="A second paragraph to judge with the headline.")] = "",
    language: Annotated[str, typer.Option(help="ISO 639-1 code of the text; else by its script and words.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it: a name or a domain.")] = "",
    rules: Annotated[
        Path | None, typer.Option(help="Rules folder; else that of the settings.", show_default=False)
    ] = None,
    as_data: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Why a text fires, or stays silent: every rule, each condition with the words that decided, guards, score."""
    from warn.app.clock import SystemClock
    from warn.app.model import classifier
    from warn.core.explain import explain as explain_item
    from warn.core.judge import Judge
    from warn.core.verdict import verdict

    read = everything(context, log_level="error", rules=rules)
    now = SystemClock().now()
    if _STORED.fullmatch(text):
        item, history = _stored(read, text)
    else:
        item, history = _typed(read, text, summary, language, publisher, now), []
    judge = Judge(read.rulebook, classifier(read.settings))
    found = explain_item(judge.matcher, item, now=now, classifier=judge.classifier)
    alone = verdict(judge, item, now=now)
    if as_data:
        print(
            as_json({"would_alert": alone.would_alert, "decision": alone.decision, "history": history, **_plain(found)})
        )
        return
    answer = "yes" if alone.would_alert else "no"
    print(f"would alert, taken alone: {answer} ({alone.decision.reason.value}: {alone.decision.detail})")
    for line in [*found.lines(), *history]:
        print(line)


def _plain(found: Explanation) -> dict[str, object]:
    """The explanation without the rules' own definitions."""
    rules = [
        {"rule": one.rule.id, "holds": one.holds, "when": one.when, "exclude": one.exclude, "hit": one.hit}
        for one in found.rules
    ]
    scores = [{"watch": scored.watch, "score": scored.score, "parts": scored.parts} for scored, _ in found.scored]
    return {
        "language": found.language,
        "rules": rules,
        "guards": found.guards,
        "scores": scores,
        "toll": found.tolls,
        "dates": found.dates,
        "classifier": found.reading and {"reading": found.reading, "families": found.families},
    }


def _typed(read: Everything, text: str, summary: str, language: str, publisher: str, now: datetime) -> Item:
    from warn.core.given import given_item

    item = given_item(
        title=text, summary=summary, language=language, publisher=publisher, now=now, publishers=read.publishers
    )
    return replace(item, kind="news")


def _stored(read: Everything, wanted: str) -> tuple[Item, list[str]]:
    """A stored item, and what was decided of it when it came."""
    from warn.edge.store import alerts, items

    with opened(read.settings) as database, database.reading() as transaction:
        found = items.by_url(transaction, wanted) if "://" in wanted else items.get(transaction, wanted)
        if found is None:
            fail(f"no stored item is {wanted}", 1)
        decided = alerts.decisions(transaction, found.id)
        earlier = items.revisions(transaction, found.id)
    history = [f"event {event}: {reason} ({detail})" for event, reason, detail in decided]
    return found, [f"earlier title: {title}" for title in earlier] + (history or ["joined no event"])
