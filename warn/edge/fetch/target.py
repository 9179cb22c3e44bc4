"""An address made ready to be asked for again and again: parsed once, with the headers that never change."""

from __future__ import annotations

import base64
import contextlib
from dataclasses import dataclass
from types import ModuleType
from typing import Any

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
RawHeaders = tuple[tuple[bytes, bytes], ...]


class BadAddress(Exception):
    """Not an http(s) URL with a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one request goes."""

    url: str
    """Normalised, without user information and fragment."""
    host: str
    origin: tuple[str, str, int | None]
    core_url: Any
    """The HTTP library's own form."""
    headers: RawHeaders
    credentials: bytes
    """Value of the Authorization header; empty: none. A secret."""

    @property
    def shown(self) -> str:
        """For messages: no user information, no query (it may hold a token)."""
        return self.url.partition("?")[0]


def make_target(url: str, *, http: ModuleType, core: ModuleType, user_agent: str) -> Target:
    """Parse `url` with the chosen library (`http` is httpx or httpx2, `core` its httpcore); raises BadAddress."""
    try:
        parsed = http.URL(url.strip())
    except (http.InvalidURL, ValueError, TypeError) as error:
        raise BadAddress(f"not a usable URL: {error}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.raw_host:
        raise BadAddress(f"not an http or https URL: scheme {parsed.scheme[:20]!r}")
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise BadAddress(f"no such port: {parsed.port}")
    bare = parsed.copy_with(username=None, password=None, fragment=None)
    credentials = b""
    if parsed.userinfo:
        pair = f"{parsed.username}:{parsed.password}".encode()
        credentials = b"Basic " + base64.b64encode(pair)
    return Target(
        url=str(bare),
        host=parsed.host.lower(),
        origin=(parsed.scheme, parsed.host.lower(), parsed.port),
        core_url=core.URL(scheme=bare.raw_scheme, host=bare.raw_host, port=bare.port, target=bare.raw_path),
        headers=(
            (b"Host", bare.netloc),
            (b"User-Agent", user_agent.encode("latin-1", "replace")),
            (b"Accept", ACCEPT.encode()),
            # Nothing else: a few hundred bytes of brotli unpack to hundreds of megabytes in one call.
            (b"Accept-Encoding", b"gzip"),
        ),
        credentials=credentials,
    )


def join(base: Target, location: str, *, http: ModuleType) -> str:
    """The address that `location` names, seen from `base`, without user information; raises BadAddress."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # many servers send UTF-8 where the header allows ASCII only
    if not location:
        raise BadAddress("the redirect names no target")
    try:
        return str(http.URL(base.url).join(location).copy_with(username=None, password=None, fragment=None))
    except (http.InvalidURL, ValueError, TypeError) as error:
        raise BadAddress(f"not a usable redirect target: {error}") from error
