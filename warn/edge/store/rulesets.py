"""Versions of the rules that have judged."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, update

from warn.edge.store.tables import RulesetRow
from warn.model.rulebook import RuleBook

_ruleset = RulesetRow.__table__  # type: ignore[attr-defined]


def used(connection: Connection, rulebook: RuleBook, now: datetime) -> None:
    """Note that these rules judge from now on."""
    again = update(_ruleset).where(_ruleset.c.version == rulebook.version).values(last_used=now)
    if connection.execute(again).rowcount:
        return
    terms = sum(len(one.terms) for one in rulebook.lists)
    others = len(rulebook.series) + len(rulebook.deadlines)
    summary = f"{len(rulebook.watches)} watches, {len(rulebook.rules)} match rules, {others} others, {terms} list terms"
    row = {"version": rulebook.version, "first_used": now, "last_used": now, "summary": summary}
    connection.execute(insert(_ruleset), row)
