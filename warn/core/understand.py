"""Entry to Item: clean text, one identity, a date that can be trusted, and the publisher who is credited."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from warn.core.credit import NO_PUBLISHERS, Publishers, counted_as, publisher_host
from warn.core.parse.links import absolute, canonical, path_of, unwrapped
from warn.core.parse.text import cut, plain_text
from warn.model.feed import Feed
from warn.model.item import DateBasis, Document, Entry, Item

TITLE_LIMIT = 500
SUMMARY_LIMIT = 4_000
"""Characters."""
AHEAD = timedelta(minutes=10)
"""How far a publisher's clock may run before ours."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No feed is older: what is stated before it is an unset clock."""


def understand(
    feed: Feed, document: Document, *, now: datetime, base_url: str = "", publishers: Publishers = NO_PUBLISHERS
) -> tuple[Item, ...]:
    """The items of a document, in its order; entries that are wholly alike are kept once.

    `now` is when they were first seen (aware UTC), `base_url` what relative links start from (the address the document
    came from), `publishers` who may be credited by an aggregator. Never raises on what a feed says.
    """
    base = absolute(document.link, base_url) or base_url
    drafts = list(dict.fromkeys(_draft(feed, entry, now, base, publishers) for entry in document.entries))
    counts = Counter(key for draft in drafts for key in draft.keys)
    items: dict[str, Item] = {}
    for draft in drafts:
        item = _item(feed, draft, counts, now)
        # Two of one id say the same on the same date under keys that tell nothing: one of them is enough.
        items.setdefault(item.id, item)
    return tuple(items.values())


class _Draft(NamedTuple):
    """What an entry says, with all its keys: which of them are its own is only seen beside the others."""

    keys: tuple[str, ...]
    publisher: str
    side: str
    language: str
    title: str
    summary: str
    url: str
    published: datetime
    basis: DateBasis
    content_hash: str


def _draft(feed: Feed, entry: Entry, now: datetime, base: str, publishers: Publishers) -> _Draft:
    url = absolute(unwrapped(entry.link), base)
    publisher, side = _credit(feed, entry, url, publishers)
    title = plain_text(entry.title)
    if feed.is_aggregator:
        title = _without_publisher(title, plain_text(entry.source_name))
    title, summary = cut(title, TITLE_LIMIT), cut(plain_text(entry.summary), SUMMARY_LIMIT)
    published, basis = _published(entry, now)
    return _Draft(
        keys=_keys(feed, entry, url, title),
        publisher=publisher,
        side=side,
        language=_language(entry.language) or feed.language,
        title=title,
        summary=summary,
        url=url,
        published=published,
        basis=basis,
        content_hash=content_hash(title, summary),
    )


def _item(feed: Feed, draft: _Draft, counts: Counter[str], now: datetime) -> Item:
    """A key that several different entries of one document carry tells none of them: it isn't trusted."""
    keys = tuple(key for key in draft.keys if counts[key] == 1)
    if not keys:
        # Alike in every key and different in content: the content tells them apart.
        keys = (f"{draft.keys[-1]}:{draft.content_hash}",)
    return Item(
        id=_digest(feed.id, keys[0]),
        feed_id=feed.id,
        publisher=draft.publisher,
        side=draft.side,
        kind=feed.kind,
        language=draft.language,
        title=draft.title,
        summary=draft.summary,
        url=draft.url,
        published=draft.published,
        published_basis=draft.basis,
        first_seen=now,
        keys=keys,
        content_hash=draft.content_hash,
    )


def content_hash(title: str, summary: str) -> str:
    """Hex digest of what an item says, in plain text: spacing doesn't count as a change."""
    return _digest(title, summary)


def _keys(feed: Feed, entry: Entry, url: str, title: str) -> tuple[str, ...]:
    """Every key of the entry, strongest first; never empty."""
    keys = []
    guid = " ".join(entry.guid.split())
    if guid:
        keys.append(f"g:{_bounded(_guid(feed, guid))}")
    if url:
        keys.append(f"l:{_bounded(canonical(url))}")
    stated = entry.published or entry.updated
    when = stated.isoformat() if stated else entry.published_raw
    keys.append(f"t:{_digest(' '.join(title.casefold().split()), when)}")
    return tuple(keys)


def _guid(feed: Feed, guid: str) -> str:
    """A guid that is an address loses scheme and host, so that a move to https or to another host makes no new items.

    An aggregator's guids keep the host: two publishers may well use one path.
    """
    address = unwrapped(guid)
    if not address.lower().startswith(("http://", "https://")):
        return guid
    whole = canonical(address)
    return whole if feed.is_aggregator else path_of(whole) or whole


def _bounded(key: str) -> str:
    return key if len(key) <= 300 else _digest(key)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _published(entry: Entry, now: datetime) -> tuple[datetime, DateBasis]:
    """The stated date if it can be true. A real old date stays: whether it is fresh is decided later."""
    stated = entry.published or entry.updated
    if stated is None or stated < EARLIEST:
        return now, DateBasis.FIRST_SEEN
    if stated > now + AHEAD:
        return now, DateBasis.CLAMPED
    return stated, DateBasis.STATED


def _credit(feed: Feed, entry: Entry, url: str, publishers: Publishers) -> tuple[str, str]:
    """Publisher and side: the feed's own, or for an aggregator's entry its source; empty where nobody is named."""
    if not feed.is_aggregator:
        return feed.publisher, feed.side
    named = publisher_host(entry.source_url) or publisher_host(url)
    name = " ".join(plain_text(entry.source_name).casefold().split())
    publisher = named or name.removesuffix(" on msn")
    publisher = counted_as(publisher, publishers)
    return publisher, publishers.sides.get(publisher, "")


def _without_publisher(title: str, publisher: str) -> str:
    """ "Bridge closed - Reuters" without its last part, where that is the source's name."""
    for dash in (" - ", " – ", " — ", " | "):
        suffix = f"{dash}{publisher}"
        if publisher and len(title) > len(suffix) and title.casefold().endswith(suffix.casefold()):
            return title[: -len(suffix)].rstrip()
    return title


def _language(tag: str) -> str:
    """The primary subtag of a language tag: `hy-AM` is `hy`. Anything else is nothing."""
    primary = tag.strip().replace("_", "-").partition("-")[0].lower()
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else ""
