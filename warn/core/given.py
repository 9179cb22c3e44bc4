"""An item that comes from no feed: typed by a person, sent by a program, read from a file."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from warn.core.credit import NO_PUBLISHERS, Publishers, counted_as, publisher_host
from warn.model.item import DateBasis, Item


def given_item(  # noqa: PLR0913 - what is known of an item, each by name
    *,
    title: str,
    summary: str = "",
    url: str = "",
    publisher: str = "",
    language: str = "",
    now: datetime,
    dated: bool = False,
    publishers: Publishers = NO_PUBLISHERS,
) -> Item:
    """The item, published `now` (`dated`: that is really known), its text kept to the letter, so that offsets fit it.

    Its publisher is the one named, else the site of its address.
    """
    name = counted_as(publisher_host(publisher) or publisher.casefold() or publisher_host(url), publishers)
    identity = "\0".join((url, title, summary)).encode("utf-8", "surrogatepass")
    return Item(
        id=blake2b(identity, digest_size=16).hexdigest(),
        feed_id="",
        publisher=name,
        side=publishers.sides.get(name, ""),
        kind="news" if name else "",
        language=language,
        title=title,
        summary=summary,
        url=url,
        published=now,
        published_basis=DateBasis.STATED if dated else DateBasis.FIRST_SEEN,
        first_seen=now,
    )
