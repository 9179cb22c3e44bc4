"""Who is credited with a text: publishers by the names and domains they are known under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

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


def counted_as(host: str, publishers: Publishers) -> str:
    """A language edition (`ru.apa.az`) is counted as the known publisher of the domain above it."""
    domain = host
    while domain:
        name = publishers.aliases.get(domain, domain)
        if name in publishers.sides:
            return name
        domain = domain.partition(".")[2]
    return publishers.aliases.get(host, host)


def publisher_host(url: str) -> str:
    host = host_of(url)
    return "" if any(host == name or host.endswith(f".{name}") for name in _AGGREGATORS) else host


def host_of(url: str) -> str:
    """Lower-case host without `www.` and the like, or empty."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    for prefix in ("www.", "m.", "amp.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host
