"""Values for tests, whole and plausible, each field overridable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from warn.model.feed import Feed
from warn.model.item import DateBasis, Hit, Item, Scored
from warn.model.rule import Place, Watch

NOW = datetime(2023, 4, 23, 8, 30, tzinfo=UTC)


def feed(**changes: Any) -> Feed:
    fields: dict[str, Any] = {
        "id": "oc-media",
        "name": "OC Media",
        "url": "https://oc-media.example/feed/",
        "publisher": "oc-media.example",
        "side": "independent",
        "kind": "news",
        "language": "en",
        "country": "GE",
        "packs": ("south-caucasus",),
        "tier": 2,
        "interval": timedelta(minutes=10),
        "stale_after": timedelta(hours=24),
        "zone": "Asia/Tbilisi",
    }
    return Feed(**(fields | changes))


def item(**changes: Any) -> Item:
    fields: dict[str, Any] = {
        "id": "a1" * 16,
        "feed_id": "oc-media",
        "publisher": "oc-media.example",
        "side": "independent",
        "kind": "news",
        "language": "en",
        "title": "Azerbaijan sets up a checkpoint on the Lachin road",
        "summary": "",
        "url": "https://oc-media.example/checkpoint",
        "published": NOW - timedelta(minutes=20),
        "published_basis": DateBasis.STATED,
        "first_seen": NOW,
        "keys": ("g:oc-media.example/checkpoint", "l:oc-media.example/checkpoint"),
        "content_hash": "c0ffee",
    }
    return Item(**(fields | changes))


def hit(**changes: Any) -> Hit:
    fields: dict[str, Any] = {
        "rule": "checkpoint.established",
        "indicator": "checkpoint",
        "severity": 5,
        "weight": 3.0,
        "field": "title",
        "start": 11,
        "end": 31,
        "quote": "Azerbaijan sets up a checkpoint on the Lachin road",
        "words": ("sets up", "checkpoint"),
        "places": ("lachin",),
    }
    return Hit(**(fields | changes))


def scored(**changes: Any) -> Scored:
    fields: dict[str, Any] = {"item": item(), "watch": "lachin", "hits": (hit(),), "score": 0.8, "parts": ()}
    return Scored(**(fields | changes))


def watch(**changes: Any) -> Watch:
    fields: dict[str, Any] = {
        "id": "lachin",
        "name": "Lachin corridor",
        "places": (Place(id="lachin", name="Lachin corridor", terms=()),),
        "prior": -2.0,
        "threshold": 0.5,
        "freshness": timedelta(hours=48),
    }
    return Watch(**(fields | changes))
