"""Items, their keys, revisions and hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, delete, exists, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from warn.edge.store.codec import hit_of, hit_text
from warn.edge.store.tables import HitRow, ItemKeyRow, ItemRow, LabelRow, RevisionRow
from warn.model.item import DateBasis, Hit, Item, Scored, Stored

_item = ItemRow.__table__  # type: ignore[attr-defined]
_key = ItemKeyRow.__table__  # type: ignore[attr-defined]
_revision = RevisionRow.__table__  # type: ignore[attr-defined]
_hit = HitRow.__table__  # type: ignore[attr-defined]
_label = LabelRow.__table__  # type: ignore[attr-defined]
_NONE: Mapping[str, float] = {}

# SQLite's oldest limit on bound parameters is 999.
_CHUNK = 900

_KNOWN = (
    select(
        _key.c.key,
        *(_item.c[name] for name in ("id", "n", "revision", "content_hash", "title", "url", "published", "first_seen")),
    )
    .join(_item, _item.c.n == _key.c.item_n)
    .where(_key.c.key.in_(bindparam("numbers", expanding=True)), _item.c.feed_id == bindparam("feed_id"))
)


# Only one transaction writes to SQLite at a time, so the last number is the last; PostgreSQL has its sequence.
_LAST_NUMBER = select(func.coalesce(func.max(_item.c.n), 0))
_NEXT_NUMBERS = text("SELECT nextval(pg_get_serial_sequence('item', 'n')) AS n FROM generate_series(1, :count)")


def key_number(feed_id: str, key: str) -> int:
    """16 bits of the feed, then 48 of the key: a feed's keys lie side by side, so that a poll touches one page of the
    index and not one a key."""
    digest = _digest_of_feed(feed_id) + blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return int.from_bytes(digest, "big", signed=True)


@lru_cache(maxsize=65_536)
def _digest_of_feed(feed_id: str) -> bytes:
    return blake2b(feed_id.encode("utf-8", "surrogatepass"), digest_size=2).digest()


def known(connection: Connection, feed_id: str, items: Sequence[Item]) -> dict[str, Stored]:
    """What the feed's stored items are known by, of all the keys of `items`: key -> stored item."""
    numbers = {key: key_number(feed_id, key) for item in items for key in item.keys}
    found: dict[int, Stored] = {}
    wanted = sorted(set(numbers.values()))
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(_KNOWN, {"numbers": wanted[start : start + _CHUNK], "feed_id": feed_id})
        found |= {row.key: _stored(row) for row in rows}
    return {key: found[number] for key, number in numbers.items() if number in found}


def _stored(row: Any) -> Stored:
    return Stored(
        item_id=row.id,
        number=row.n,
        revision=row.revision,
        content_hash=row.content_hash,
        title=row.title,
        url=row.url,
        published=row.published,
        first_seen=row.first_seen,
    )


def add(
    connection: Connection,
    items: Sequence[Item],
    scores: Mapping[str, float],
    ruleset: str,
    relevances: Mapping[str, float] = _NONE,
) -> None:
    """Store items seen for the first time, with all their keys. An item whose id is there already is left alone.

    `scores`, `relevances`: by the id of an item, as far as it has one.
    """
    if not items:
        return
    numbers = _reserve(connection, len(items))
    rows = [
        _row(item, ruleset) | {"n": n, "score": scores.get(item.id), "relevance": relevances.get(item.id)}
        for n, item in zip(numbers, items, strict=True)
    ]
    connection.execute(_ignoring(connection.dialect, _item), rows)
    add_keys(connection, zip(numbers, items, strict=True))


def add_keys(connection: Connection, numbered: Iterable[tuple[int, Item]]) -> None:
    rows = [{"key": key_number(item.feed_id, key), "item_n": n} for n, item in numbered for key in item.keys]
    if rows:
        connection.execute(_ignoring(connection.dialect, _key), rows)


def readdress(connection: Connection, seen_again: Iterable[tuple[Stored, Item]]) -> None:
    """Unchanged items whose publisher corrected their address."""
    for stored, item in seen_again:
        if item.url and item.url != stored.url:
            connection.execute(update(_item).where(_item.c.n == stored.number).values(url=item.url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What of a judgement is stored with the item itself."""

    score: float | None
    relevance: float | None
    ruleset: str


def revise(connection: Connection, item: Item, was: Stored, judged: Judged, now: datetime) -> None:
    """Replace a stored item's text by an edited one, keeping what it said before."""
    old = connection.execute(select(_item).where(_item.c.n == was.number)).one()
    connection.execute(
        _ignoring(connection.dialect, _revision),
        {
            "item_id": old.id,
            "revision": old.revision,
            "title": old.title,
            "summary": old.summary,
            "url": old.url,
            "published": old.published,
            "content_hash": old.content_hash,
            "ruleset": old.ruleset,
            "replaced": now,
        },
    )
    connection.execute(
        update(_item)
        .where(_item.c.n == was.number)
        .values(
            title=item.title,
            summary=item.summary,
            url=item.url or old.url,
            revision=item.revision,
            content_hash=item.content_hash,
            score=judged.score,
            relevance=judged.relevance,
            ruleset=judged.ruleset,
        )
    )


def add_hits(connection: Connection, scored: Iterable[Scored]) -> None:
    rows = [
        {
            "item_id": weighed.item.id,
            "revision": weighed.item.revision,
            "watch": weighed.watch,
            "rule": hit.rule,
            "severity": hit.severity,
            "counts": hit.counts,
            "published": weighed.item.published,
            "payload": hit_text(hit),
        }
        for weighed in scored
        for hit in weighed.hits
    ]
    if rows:
        connection.execute(insert(_hit), rows)


def item_of(row: Any) -> Item:
    return Item(
        id=row.id,
        feed_id=row.feed_id,
        publisher=row.publisher,
        side=row.side,
        kind=row.kind,
        language=row.language,
        title=row.title,
        summary=row.summary,
        url=row.url,
        published=row.published,
        published_basis=DateBasis(row.published_basis),
        first_seen=row.first_seen,
        revision=row.revision,
        content_hash=row.content_hash,
    )


def get(connection: Connection, item_id: str) -> Item | None:
    """An item by its id, or by a beginning of it that no other item shares."""
    prefix = select(_item).where(_item.c.id.startswith(item_id, autoescape=True)).limit(2)
    rows = connection.execute(prefix).all()
    return item_of(rows[0]) if len(rows) == 1 else None


def by_url(connection: Connection, url: str) -> Item | None:
    row = connection.execute(select(_item).where(_item.c.url == url).limit(1)).first()
    return item_of(row) if row else None


def since(connection: Connection, when: datetime, *, limit: int | None = None) -> Iterator[Item]:
    """Items first seen from `when` on, in the order in which they were seen; with `limit` only the last of them."""
    if limit is not None:
        newest = select(_item.c.n).where(_item.c.first_seen >= when).order_by(_item.c.n.desc()).offset(limit).limit(1)
        floor = connection.execute(newest).scalar() or 0
    else:
        floor = 0
    chosen = select(_item).where(_item.c.first_seen >= when, _item.c.n > floor).order_by(_item.c.n)
    for row in connection.execution_options(yield_per=1_000).execute(chosen):
        yield item_of(row)


def numbered(connection: Connection, after: int, when: datetime, limit: int) -> tuple[tuple[int, Item], ...]:
    """The next items after a number that were first seen from `when` on, each with its own number."""
    chosen = select(_item).where(_item.c.first_seen >= when, _item.c.n > after).order_by(_item.c.n).limit(limit)
    return tuple((row.n, item_of(row)) for row in connection.execute(chosen))


def judge_again(
    connection: Connection, item: Item, weighed: Sequence[Scored], ruleset: str, relevance: float | None
) -> None:
    """Put another judgement in the place of a stored item's: of the text as it reads now."""
    connection.execute(delete(_hit).where(_hit.c.item_id == item.id, _hit.c.revision == item.revision))
    add_hits(connection, weighed)
    best = max((scored.score for scored in weighed), default=None)
    connection.execute(
        update(_item).where(_item.c.id == item.id).values(score=best, ruleset=ruleset, relevance=relevance)
    )


def missed(connection: Connection, threshold: float, when: datetime, limit: int) -> tuple[tuple[Item, float], ...]:
    """Items first seen from `when` on that are likely relevant, that no rule caught and nobody has labelled: each with
    its probability, the last seen first."""
    caught = exists().where(_hit.c.item_id == _item.c.id, _hit.c.revision == _item.c.revision, _hit.c.counts)
    told = exists().where(_label.c.item_id == _item.c.id)
    chosen = (
        select(_item)
        .where(_item.c.first_seen >= when, _item.c.relevance >= threshold, ~caught, ~told)
        .order_by(_item.c.n.desc())
        .limit(limit)
    )
    return tuple((item_of(row), row.relevance) for row in connection.execute(chosen))


def revisions(connection: Connection, item_id: str) -> tuple[str, ...]:
    """Earlier titles of an item, oldest first."""
    rows = connection.execute(
        select(_revision.c.title).where(_revision.c.item_id == item_id).order_by(_revision.c.revision)
    )
    return tuple(row.title for row in rows)


def hits(connection: Connection, item_id: str) -> tuple[Hit, ...]:
    rows = connection.execute(select(_hit.c.payload).where(_hit.c.item_id == item_id).order_by(_hit.c.n))
    return tuple(hit_of(row.payload) for row in rows)


def _row(item: Item, ruleset: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "feed_id": item.feed_id,
        "publisher": item.publisher,
        "side": item.side,
        "kind": item.kind,
        "language": item.language,
        "title": item.title,
        "summary": item.summary,
        "url": item.url,
        "published": item.published,
        "published_basis": item.published_basis.value,
        "first_seen": item.first_seen,
        "revision": item.revision,
        "content_hash": item.content_hash,
        "ruleset": ruleset,
    }


def _reserve(connection: Connection, count: int) -> Sequence[int]:
    """Numbers for items about to be stored: asking for them first is cheaper than asking for them back."""
    if connection.dialect.name == "sqlite":
        last = connection.execute(_LAST_NUMBER).scalar_one()
        return range(last + 1, last + 1 + count)
    return [row.n for row in connection.execute(_NEXT_NUMBERS, {"count": count})]


@cache
def _ignoring_in(dialect: str, table: Any) -> Any:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return build(table).on_conflict_do_nothing()


def _ignoring(dialect: Dialect, table: Any) -> Any:
    """`insert ... on conflict do nothing` in either dialect."""
    return _ignoring_in(dialect.name, table)


def counts(connection: Connection) -> dict[str, int]:
    """How many items, edits and rule hits are stored."""
    tables = {"items": _item, "revisions": _revision, "hits": _hit}
    return {
        name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for name, table in tables.items()
    }
