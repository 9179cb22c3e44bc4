"""`warn judge`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warn.cli.common import everything, plain_value

if TYPE_CHECKING:
    from datetime import datetime

    from warn.config.everything import Everything
    from warn.config.item_lines import ItemLine
    from warn.core.verdict import Verdict
    from warn.model.item import Hit, Item
    from warn.model.mention import DateMention


def judge(
    context: typer.Context,
    rules: Annotated[
        Path | None, typer.Option(help="Rules folder; else $WARN_RULES, or that of the settings.", show_default=False)
    ] = None,
) -> None:
    """Judge items from any program: JSON lines in, one JSON line out for each, in order. Needs no database."""
    from warn.app.clock import SystemClock
    from warn.app.model import classifier
    from warn.config.item_lines import read_line
    from warn.core.judge import Judge
    from warn.core.verdict import verdict

    read = everything(context, log_level="error", rules=rules)
    judged_by = Judge(read.rulebook, classifier(read.settings))
    clock = SystemClock()
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            given = read_line(line)
        except ValueError as error:
            print(json.dumps({"line": number, "error": str(error)}, ensure_ascii=False), flush=True)
            continue
        now = given.published or clock.now()
        answer = _answer(verdict(judged_by, _item(given, read, now), now=now))
        if given.id is not None:
            answer = {"id": given.id, **answer}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def _item(given: ItemLine, read: Everything, now: datetime) -> Item:
    """The line as an item of its publisher, as far as feeds.yaml knows it."""
    from warn.core.given import given_item

    return given_item(
        title=given.title,
        summary=given.summary,
        url=given.url,
        publisher=given.publisher,
        language=given.language,
        now=now,
        dated=given.published is not None,
        publishers=read.publishers,
    )


def _answer(found: Verdict) -> dict[str, Any]:
    return {
        "hits": [_hit(found.item, watch, hit) for watch, hit in found.hits],
        "toll": [plain_value(toll) for toll in found.tolls],
        "dates": [_date(mention) for mention in found.dates],
        "score": round(found.best.score, 6),
        "parts": [{"name": part.name, "value": part.value} for part in found.best.parts],
        "would_alert": found.would_alert,
        "reason": f"{found.decision.reason.value}: {found.decision.detail}",
        "watch": found.best.watch,
    }


def _hit(item: Item, watch: str, hit: Hit) -> dict[str, Any]:
    text = item.title if hit.field == "title" else item.summary
    return {
        "rule": hit.rule,
        "indicator": hit.indicator,
        "watch": watch,
        "severity": hit.severity,
        "quote": text[hit.start : hit.end],
        "field": hit.field,
        "start": hit.start,
        "end": hit.end,
        "words": list(hit.words),
        "sentence": hit.quote,
        "places": list(hit.places),
        "guards": [str(guard) for guard in hit.guards],
    }


def _date(mention: DateMention) -> dict[str, Any]:
    """A day is `2027-02-19`, a month `2025-11`, a year `2025`; a bare period has no date."""
    whole = mention.day.isoformat() if mention.day else None
    length = {"day": 10, "month": 7, "year": 4}[str(mention.precision)]
    return {
        "date": whole and whole[:length],
        "precision": str(mention.precision),
        "role": str(mention.role),
        "period": mention.period or None,
        "relation": mention.relation or None,
        "quote": mention.quote,
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
    }
