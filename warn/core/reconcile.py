"""Which items of a poll are new, which are edits of known ones, and which say nothing new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import blake2b

from warn.model.item import Item, Stored

# Publishers shift an edited item's date by minutes; an item of another hour, title and address is another item.
SAME_DATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A known item with another text."""

    item: Item
    was: Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    fresh: tuple[Item, ...] = ()
    edits: tuple[Edit, ...] = ()
    seen_again: tuple[tuple[Stored, Item], ...] = ()
    """Unchanged, but perhaps under a key that was not known yet."""


def reconcile(items: Sequence[Item], known: Mapping[str, Stored]) -> Reconciled:
    """Sort a poll's items by what is stored (`known`: key -> stored item of the same feed).

    An item is known by its strongest key that leads anywhere. A guid that leads to a stored item with another title,
    another link and another date is a guid used twice (some feeds give every item the same one): then the weaker keys
    decide, and the item is given an id of its own. A title with a date ("Statement of the Ministry of Defence", daily)
    is believed against another guid and link only where the whole text is the same.
    """
    fresh: dict[str, Item] = {}
    edits: dict[str, Edit] = {}
    seen_again: list[tuple[Stored, Item]] = []
    for item in items:
        own, stored = _identify(item, known)
        if stored is None:
            fresh.setdefault(own.id, own)
        elif stored.content_hash == own.content_hash:
            seen_again.append((stored, own))
        elif stored.item_id not in edits:
            revised = replace(own, id=stored.item_id, revision=stored.revision + 1, first_seen=stored.first_seen)
            edits[stored.item_id] = Edit(item=revised, was=stored)
    return Reconciled(fresh=tuple(fresh.values()), edits=tuple(edits.values()), seen_again=tuple(seen_again))


def _identify(item: Item, known: Mapping[str, Stored]) -> tuple[Item, Stored | None]:
    for position, key in enumerate(item.keys):
        stored = known.get(key)
        if stored is None:
            continue
        if _another(item, key, stored):
            return _identify(_without(item, position), known)
        if key.startswith("t:") and position and item.content_hash != stored.content_hash:
            continue
        return item, stored
    return item, None


def _another(item: Item, key: str, stored: Stored) -> bool:
    """Whether a stored item that `key` leads to is another story all the same."""
    if item.title == stored.title:
        return False
    if key.startswith("g:"):
        return item.url != stored.url and abs(item.published - stored.published) > SAME_DATE
    # A page of many posts: the link is the page's, and the entry's own guid, tried before it, leads nowhere.
    return key.startswith("l:") and item.keys[0].startswith("g:") and item.published != stored.published


def _without(item: Item, position: int) -> Item:
    keys = item.keys[:position] + item.keys[position + 1 :]
    strongest = keys[0] if keys else f"c:{item.content_hash}"
    digest = blake2b(f"{item.feed_id}\x00{strongest}".encode("utf-8", "surrogatepass"), digest_size=16)
    return replace(item, keys=keys or (strongest,), id=digest.hexdigest())
