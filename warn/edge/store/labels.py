"""What people said of items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from warn.edge.store.items import item_of
from warn.edge.store.tables import ItemRow, LabelRow
from warn.model.item import Item
from warn.model.label import Label, Verdict

_label = LabelRow.__table__  # type: ignore[attr-defined]
_item = ItemRow.__table__  # type: ignore[attr-defined]


def put(connection: Connection, labels: Iterable[Label]) -> None:
    """Keep labels, each in the place of an earlier one of the same item and watch."""
    for one in labels:
        connection.execute(delete(_label).where(_label.c.item_id == one.item_id, _label.c.watch == one.watch))
        row = {"item_id": one.item_id, "watch": one.watch, "verdict": one.verdict.value, "author": one.author}
        connection.execute(insert(_label), row | {"note": one.note, "at": one.at})


def labelled(connection: Connection) -> tuple[tuple[Label, Item], ...]:
    """Every label with its item, oldest first."""
    chosen = select(_item, *(_label.c[name].label(f"label_{name}") for name in _label.c.keys()))  # noqa: SIM118
    chosen = chosen.join(_label, _label.c.item_id == _item.c.id).order_by(_label.c.at)
    return tuple((_label_of(row), item_of(row)) for row in connection.execute(chosen))


def _label_of(row: Any) -> Label:
    return Label(
        item_id=row.label_item_id,
        watch=row.label_watch,
        verdict=Verdict(row.label_verdict),
        author=row.label_author,
        note=row.label_note,
        at=row.label_at,
    )
