"""What is polled, what came back, and what the daemon remembers of a feed between two polls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One line of feeds.yaml: a document to poll, and whose voice speaks in it."""

    id: str
    name: str
    url: str
    publisher: str
    """Who answers for the text; corroboration counts publishers, never feeds. Empty: unknown, not independent."""
    side: str
    """Whose voice it is in the watch's terms: `armenia`, `azerbaijan`, `russia`, `independent`, ..."""
    kind: str
    """`news`, `official`, `wire`, `ngo`, `un`, ... as feeds.yaml says."""
    language: str
    """Lower-case ISO 639-1 code."""
    country: str
    """Upper-case ISO 3166 alpha-2 code, or empty."""
    packs: tuple[str, ...]
    tier: int
    """1 official or wire, 2 established outlet, 3 local, niche or aggregator, 4 social or bridge."""
    interval: timedelta
    """How often to poll it when it lives at its usual rhythm."""
    stale_after: timedelta
    """With no new item for this long it counts as stale."""
    zone: str
    """IANA zone in which a date without an offset is read."""
    via: str = "direct"
    """`direct`, or the aggregator (`google-news`, `bing-news`, ...) whose items are credited to their source."""
    enabled: bool = True

    @property
    def is_aggregator(self) -> bool:
        return self.via != "direct"


class Failure(StrEnum):
    """Why a poll gave nothing, each with the name it is shown under."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    RESET = "reset"
    PRIVATE_ADDRESS = "private-address"
    REDIRECT_LOOP = "redirect-loop"
    BAD_REDIRECT = "bad-redirect"
    TOO_LARGE = "too-large"
    BAD_ENCODING = "bad-encoding"
    NOT_FOUND = "not-found"
    GONE = "gone"
    BLOCKED = "blocked"
    """401, 403, 451 or an anti-bot challenge page."""
    THROTTLED = "throttled"
    """429, or 503 with Retry-After."""
    HTTP_ERROR = "http-error"
    HTML = "html"
    """A web page where a feed was expected."""
    EMPTY = "empty"
    """A body of no or a few bytes, or a channel without items where there were some before."""
    NOT_A_FEED = "not-a-feed"
    HOSTILE = "hostile"
    """Refused before or killed while parsing: a bomb."""
    INTERNAL = "internal"
    """A fault of warn's own while working on this feed; the log has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """Opaque tokens for a conditional GET, exactly as the server sent them; empty: none."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A 200 with a document: `content` is decoded (no gzip left) and within the size limit."""

    content: bytes
    url: str
    """Where it came from in the end, after redirects."""
    validators: Validators
    content_type: str
    moved_to: str = ""
    """The target when every hop was a 301 or 308; empty otherwise."""
    max_age: timedelta | None = None
    """How long the origin asks us not to come back (Cache-Control max-age, Expires)."""
    elapsed: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """A 304."""

    validators: Validators
    moved_to: str = ""
    max_age: timedelta | None = None
    elapsed: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A poll that gave no document, and why."""

    failure: Failure
    detail: str
    """One line for a person, without secrets."""
    status: int | None = None
    retry_after: timedelta | None = None
    moved_to: str = ""
    elapsed: timedelta = timedelta(0)


Fetched = Body | NotModified | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the store keeps of a feed from one poll to the next."""

    feed_id: str
    due: datetime
    """When it is next to be polled, UTC."""
    url: str = ""
    """An address adopted after repeated permanent redirects; empty: the one in feeds.yaml."""
    validators: Validators = Validators()
    body_hash: bytes = b""
    """Half a SHA-256 of the last good body."""
    block_hashes: bytes = b""
    """Concatenated 8-byte hashes of the raw item blocks of the last good body."""
    rhythm: timedelta | None = None
    """Typical gap between new items, once enough of them were seen."""
    failures: int = 0
    """Consecutive failures; 0 after any good poll."""
    failure: Failure | None = None
    failure_detail: str = ""
    moved_to: str = ""
    """Candidate of a permanent redirect, and how many polls in a row agreed on it."""
    moved_count: int = 0
    gone: bool = False
    """A 410 was seen: polled no more until feeds.yaml changes."""
    first_ok: datetime | None = None
    last_poll: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    """When a new item was last seen."""
    items_seen: int = 0
