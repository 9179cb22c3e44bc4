"""feeds.yaml: what is polled, and whose voice speaks in it.

A file is refused whole, with every problem on its own line. Which keys there are is told in docs/feeds.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field

from warn.config.codes import COUNTRIES, LANGUAGES
from warn.config.strict_yaml import Located, Span, YamlPath, check, nearest, read
from warn.model.feed import Feed
from warn.model.problem import Problem, Refused

SHORTEST_INTERVAL = timedelta(seconds=60)
LONGEST_URL = 2_000
MOST_NAME = 120

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
_PUBLISHER = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\Z")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?\.?\Z|[0-9a-f:.]+\Z")
_DEFAULT_PORTS = {"http": 80, "https": 443}

Kind = Literal["news", "wire", "official", "un", "ngo", "analysis", "aggregator"]
Via = Literal["direct", "google-news", "bing-news", "rsshub", "rss-bridge"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Evidence(_Strict):
    """When somebody last saw the feed alive; nothing is decided by it while the daemon runs."""

    grade: Literal["A", "B", "C", "D", "X"]
    last_ok: date | None = None
    note: str = ""


class Shared(_Strict):
    """The keys that `defaults:` may give for every feed."""

    side: str | None = None
    kind: Kind | None = None
    language: str | None = None
    country: str | None = None
    packs: tuple[str, ...] | None = None
    tier: int | None = Field(default=None, ge=1, le=4)
    poll: Span | None = None
    stale_after: Span | None = None
    zone: str | None = None
    via: Via | None = None
    enabled: bool | None = None


class FeedLine(Shared):
    """One entry of `feeds:`."""

    id: str
    name: str
    url: str
    publisher: str = ""
    reason: str = ""
    evidence: Evidence | None = None


class Publisher(_Strict):
    """One entry of `publishers:`, a publisher that aggregators quote."""

    side: str
    also: tuple[str, ...] = ()


class FeedsFile(_Strict):
    """feeds.yaml as a whole; its feeds are checked one by one, so that one bad line hides no other."""

    version: Literal[1]
    packs: dict[str, str]
    sides: dict[str, str]
    zones: dict[str, str] = {}
    defaults: Shared = Shared()
    publishers: dict[str, Publisher] = {}
    feeds: tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything feeds.yaml says."""

    feeds: tuple[Feed, ...]
    """In the file's order, disabled ones too."""
    sides: Mapping[str, str]
    """Side of every known publisher, under each of its names: of every pack, and of those that aggregators quote."""
    aliases: Mapping[str, str]
    """Another domain of a publisher (`bbc.co.uk`) to the name it is counted under (`bbc.com`)."""
    ids: frozenset[str]
    """Of every feed of the file, also of packs that aren't polled."""


def load(path: Path, *, packs: frozenset[str] = frozenset()) -> tuple[Feed, ...]:
    """The feeds of a feeds.yaml, disabled ones too; with `packs`, those in any of them. Raises Refused."""
    return catalogue(path, packs=packs).feeds


def sides(feeds: Iterable[Feed]) -> Mapping[str, str]:
    """Side of each publisher that these feeds name."""
    return MappingProxyType({feed.publisher: feed.side for feed in feeds if feed.publisher and feed.side})


def catalogue(path: Path, *, packs: frozenset[str] = frozenset()) -> Catalogue:
    """A feeds.yaml as feeds, sides and aliases. Raises Refused with every problem as file:line."""
    located = read(path)
    checker = _Checker(located)
    feeds = checker.feeds(packs)
    if checker.problems:
        raise Refused(tuple(checker.problems))
    quoted = checker.head.publishers if checker.head else {}
    known = {**{name: publisher.side for name, publisher in quoted.items()}, **sides(feeds)}
    known |= {other: known[name] for other, name in checker.aliases.items()}
    chosen = tuple(feed for feed in feeds if not packs or packs.intersection(feed.packs))
    return Catalogue(
        feeds=chosen,
        sides=MappingProxyType(known),
        aliases=MappingProxyType(checker.aliases),
        ids=frozenset(feed.id for feed in feeds),
    )


_Value = TypeVar("_Value")
_Model = TypeVar("_Model", bound=BaseModel)


class _Checker:
    """Reads the located file into feeds, gathering problems on the way."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.problems: list[Problem] = []
        self.head = self._checked(FeedsFile, ())
        self._defaults = self.head.defaults if self.head else Shared()
        self._ids: dict[str, int] = {}
        self._urls: dict[str, int] = {}
        self._sides: dict[str, tuple[str, int]] = {}
        self.aliases: dict[str, str] = {}

    def feeds(self, wanted_packs: frozenset[str]) -> tuple[Feed, ...]:
        self._check_head(wanted_packs)
        listed = self.located.at(("feeds",))
        if not isinstance(listed, list):
            return ()
        if not listed:
            self._say(("feeds",), "feeds: holds no feed")
        made = [self._feed(("feeds", index)) for index in range(len(listed))]
        return tuple(feed for feed in made if feed is not None)

    def _checked(self, model: type[_Model], path: YamlPath) -> _Model | None:
        try:
            return check(model, self.located, path)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def _say(self, path: YamlPath, message: str) -> None:
        self.problems.append(self.located.problem(path, message))

    def _check_head(self, wanted_packs: frozenset[str]) -> None:
        head = self.head
        if head is None:
            return
        for pack in sorted(wanted_packs - head.packs.keys()):
            self._say(("packs",), f"there is no pack {pack!r}{nearest(pack, head.packs)} (the settings ask for it)")
        for country, zone in head.zones.items():
            self._complain(("zones", country), _country_problems(country))
            self._complain(("zones", country), _zone_problems(zone))
        self._complain_shared(("defaults",), head.defaults)
        for name, publisher in head.publishers.items():
            self._check_publisher(head, name, publisher)

    def _check_publisher(self, head: FeedsFile, name: str, publisher: Publisher) -> None:
        path: YamlPath = ("publishers", name)
        self._complain((*path, "side"), self._side_problems(publisher.side))
        self._complain(path, _publisher_problems(name))
        self._sides[name] = (publisher.side, self.located.line(path))
        for other in publisher.also:
            self._complain((*path, "also"), _publisher_problems(other))
            if other in head.publishers:
                self._say((*path, "also"), f"also: {other!r} stands in publishers: itself")
            if self.aliases.setdefault(other, name) != name:
                self._say((*path, "also"), f"also: {other!r} is already counted as {self.aliases[other]!r}")

    def _feed(self, path: YamlPath) -> Feed | None:
        line = self._checked(FeedLine, path)
        if line is None:
            return None
        before = len(self.problems)
        self._complain((*path, "id"), _id_problems(line.id))
        self._complain((*path, "name"), _name_problems(line.name))
        self._complain_shared(path, line)
        self._complain((*path, "url"), _url_problems(line.url))
        self._once(self._ids, (*path, "id"), line.id, "id")
        self._once(self._urls, (*path, "url"), _same_url(line.url), "url")
        self._check_voice(path, line)
        self._check_times(path, line)
        complete = self._complete(path, line)
        return self._made(line) if complete and len(self.problems) == before else None

    def _complain(self, path: YamlPath, messages: Iterable[str]) -> None:
        for message in messages:
            self._say(path, message)

    def _complain_shared(self, path: YamlPath, shared: Shared) -> None:
        """What can be wrong with a key that stands in a feed or in the defaults alike."""
        if shared.side is not None:
            self._complain((*path, "side"), self._side_problems(shared.side))
        if shared.language is not None:
            self._complain((*path, "language"), _language_problems(shared.language))
        if shared.country:
            self._complain((*path, "country"), _country_problems(shared.country))
        if shared.zone is not None:
            self._complain((*path, "zone"), _zone_problems(shared.zone))
        for index, pack in enumerate(shared.packs or ()):
            if self.head is not None and pack not in self.head.packs:
                self._say((*path, "packs", index), f"packs: there is no pack {pack!r}{nearest(pack, self.head.packs)}")
        if shared.poll is not None and shared.poll < SHORTEST_INTERVAL:
            self._say((*path, "poll"), "poll: must be 60s or longer")

    def _side_problems(self, side: str) -> Iterator[str]:
        if self.head is not None and side and side not in self.head.sides:
            yield f"side: {side!r} isn't declared under sides{nearest(side, self.head.sides)}"

    def _once(self, seen: dict[str, int], path: YamlPath, value: str, what: str) -> None:
        line = self.located.line(path)
        if value in seen:
            self._say(path, f"{what}: {value[:120]!r} was already given on line {seen[value]}")
        else:
            seen[value] = line

    def _check_voice(self, path: YamlPath, line: FeedLine) -> None:
        """One publisher speaks from one side, and a direct feed has a publisher."""
        via = self._value(line.via, self._defaults.via, "direct")
        if not line.publisher:
            if via == "direct":
                self._say(path, f"feed {line.id!r} has no publisher: only what an aggregator gathers may have none")
            return
        self._complain((*path, "publisher"), _publisher_problems(line.publisher))
        if line.publisher in self.aliases:
            self._say((*path, "publisher"), f"publisher: write {self.aliases[line.publisher]!r}, as it is counted")
        side = self._value(line.side, self._defaults.side, "")
        first, where = self._sides.setdefault(line.publisher, (side, self.located.line(path)))
        if first != side:
            self._say(
                (*path, "side"), f"side: {line.publisher} speaks for {side!r} here and for {first!r} on line {where}"
            )

    def _check_times(self, path: YamlPath, line: FeedLine) -> None:
        poll, stale_after = self._times(line)
        if stale_after < poll:
            self._say((*path, "stale_after"), f"stale_after: is shorter than poll in feed {line.id!r}")

    def _times(self, line: FeedLine) -> tuple[timedelta, timedelta]:
        poll = self._value(line.poll, self._defaults.poll, timedelta(minutes=15))
        return poll, self._value(line.stale_after, self._defaults.stale_after, timedelta(hours=24))

    def _complete(self, path: YamlPath, line: FeedLine) -> bool:
        """What must be known of every feed, said by itself or by the defaults."""
        needed = ["kind", "language", "packs", *(["side"] if line.publisher else [])]
        missing = [key for key in needed if not getattr(line, key) and not getattr(self._defaults, key)]
        for key in missing:
            self._say(path, f"feed {line.id!r} has no {key!r}, and defaults: gives none")
        return not missing

    @staticmethod
    def _value(own: _Value | None, default: _Value | None, otherwise: _Value) -> _Value:
        if own is not None:
            return own
        return default if default is not None else otherwise

    def _made(self, line: FeedLine) -> Feed:
        defaults, value = self._defaults, self._value
        poll, stale_after = self._times(line)
        country = value(line.country, defaults.country, "")
        by_country = self.head.zones.get(country) if self.head else None
        return Feed(
            id=line.id,
            name=line.name,
            url=line.url,
            publisher=line.publisher,
            side=value(line.side, defaults.side, ""),
            kind=value(line.kind, defaults.kind, "news"),
            language=value(line.language, defaults.language, ""),
            country=country,
            packs=value(line.packs, defaults.packs, ()),
            tier=value(line.tier, defaults.tier, 3),
            interval=poll,
            stale_after=stale_after,
            zone=value(line.zone, by_country, defaults.zone or "UTC"),
            via=value(line.via, defaults.via, "direct"),
            enabled=value(line.enabled, defaults.enabled, True),
        )


def _id_problems(text: str) -> Iterator[str]:
    if not _ID.match(text):
        yield f"id: must be up to 64 small letters, digits and hyphens, not {text[:80]!r}"


def _name_problems(text: str) -> Iterator[str]:
    if not text.strip() or len(text) > MOST_NAME or not text.isprintable():
        yield f"name: must be one line of 1 to {MOST_NAME} characters"


def _publisher_problems(text: str) -> Iterator[str]:
    if not _PUBLISHER.match(text):
        yield f"publisher: must be a domain in small letters, such as bbc.com, not {text[:80]!r}"


def _language_problems(text: str) -> Iterator[str]:
    if text not in LANGUAGES:
        yield f"language: must be a lower-case ISO 639-1 code such as hy, not {text[:40]!r}"


def _country_problems(text: str) -> Iterator[str]:
    if text not in COUNTRIES:
        yield f"country: must be an upper-case ISO 3166 code such as AM, or empty, not {text[:40]!r}"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone_problems(text: str) -> Iterator[str]:
    if text not in _zones():
        yield f"zone: no time zone is called {text[:60]!r}{nearest(text[:60], _zones())}"


def _url_problems(text: str) -> Iterator[str]:
    """Why nobody could poll this address."""
    parts = _split(text)
    if parts is None or not parts.hostname:
        yield f"url: isn't an address: {text[:120]!r}"
    elif parts.scheme not in _DEFAULT_PORTS:
        yield f"url: must start with https:// or http://, not {text[:120]!r}"
    elif "{" in text or "}" in text:
        yield f"url: fill in what stands in braces: {text[:120]!r}"
    elif not text.isascii() or not text.isprintable() or " " in text:
        yield "url: holds a space, a control character or a letter outside ASCII: percent-encode it"
    elif parts.username is not None or parts.password is not None:
        yield "url: holds a user name or password: feeds.yaml is no place for a secret"
    elif not _HOST.match(parts.hostname):
        yield f"url: {parts.hostname[:80]!r} is no host name"
    elif len(text) > LONGEST_URL:
        yield f"url: is longer than {LONGEST_URL} characters"


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        usable = parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _same_url(text: str) -> str:
    """The address without what makes no other document: scheme, letter case of the host, default port, fragment."""
    parts = _split(text)
    if parts is None or not parts.hostname:
        return text
    port = "" if parts.port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname}{port}{parts.path or '/'}{query}"
