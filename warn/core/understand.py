"""Entry to Item: clean text, one identity, a date that can be trusted, and the publisher who is credited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from warn.core.parse.links import absolute, canonical, host_of, path_of, unwrapped
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
_AGGREGATORS = ("bing.com", "msn.com", "news.google.com", "google.com", "yahoo.com")
"""Hosts that publish nothing of their own: a link there doesn't say whose text it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishers:
    """What is known of the publishers that an aggregator may name."""

    sides: Mapping[str, str] = field(default_factory=dict)
    """Whose voice each of them is."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Another domain of a publisher to the name it is counted under."""


NO_PUBLISHERS = Publishers()


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


def as_item(  # noqa: PLR0913 - what is known of an item, each by name
    *,
    title: str,
    summary: str = "",
    url: str = "",
    publisher: str = "",
    language: str = "",
    now: datetime,
    publishers: Publishers = NO_PUBLISHERS,
) -> Item:
    """An item that comes from no feed, published now; its text is kept to the letter, so that offsets fit it.

    Its publisher is the one named, else the site of its address.
    """
    name = _counted_as(_publisher_host(publisher) or publisher.casefold() or _publisher_host(url), publishers)
    return Item(
        id=_digest("", url or title, summary),
        feed_id="",
        publisher=name,
        side=publishers.sides.get(name, ""),
        kind="news" if name else "",
        language=_language(language),
        title=title,
        summary=summary,
        url=url,
        published=now,
        published_basis=DateBasis.STATED,
        first_seen=now,
        content_hash=content_hash(title, summary),
    )


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
    named = _publisher_host(entry.source_url) or _publisher_host(url)
    name = " ".join(plain_text(entry.source_name).casefold().split())
    publisher = named or name.removesuffix(" on msn")
    publisher = _counted_as(publisher, publishers)
    return publisher, publishers.sides.get(publisher, "")


def _counted_as(host: str, publishers: Publishers) -> str:
    """A language edition (`ru.apa.az`) is counted as the known publisher of the domain above it."""
    domain = host
    while domain:
        name = publishers.aliases.get(domain, domain)
        if name in publishers.sides:
            return name
        domain = domain.partition(".")[2]
    return publishers.aliases.get(host, host)


def _publisher_host(url: str) -> str:
    host = host_of(url)
    return "" if any(host == name or host.endswith(f".{name}") for name in _AGGREGATORS) else host


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
