"""From one HTTP response to what a poll says: pure, so that every status can be tried without a socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from warn.edge.fetch.body import challenge_page, is_html
from warn.edge.fetch.headers import challenged, max_age, renewed, retry_after, validators
from warn.model.feed import Body, Failed, Failure, Fetched, NotModified, Validators

GOOD = frozenset({200, 203, 226})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_MIN_BODY = 16
"""Bytes; the smallest feed document is longer."""
_DENIED = frozenset({401, 403, 451})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response as read: the body is decoded and within its limit; of an error page only the start is kept."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def judge(reply: Reply, *, sent: Validators, url: str, moved_to: str, elapsed: timedelta) -> Fetched:
    """What the last response of a poll means. `sent` are the validators that the request carried."""
    if reply.status == 304:
        return _not_modified(reply, sent=sent, moved_to=moved_to, elapsed=elapsed)
    failed = _failed(reply)
    if failed is not None:
        failure, detail = failed
        return Failed(
            failure=failure, detail=detail, status=reply.status, retry_after=retry_after(reply.headers), elapsed=elapsed
        )
    return Body(
        content=reply.content,
        url=url,
        validators=validators(reply.headers),
        content_type=reply.headers.get("content-type", ""),
        moved_to=moved_to,
        max_age=max_age(reply.headers),
        elapsed=elapsed,
    )


def _not_modified(reply: Reply, *, sent: Validators, moved_to: str, elapsed: timedelta) -> Fetched:
    if sent == Validators():
        # Taking it at its word would leave the feed "alive" and empty for ever.
        return Failed(failure=Failure.HTTP_ERROR, detail="304 to an unconditional request", status=304, elapsed=elapsed)
    return NotModified(
        validators=renewed(sent, validators(reply.headers)),
        moved_to=moved_to,
        max_age=max_age(reply.headers),
        elapsed=elapsed,
    )


def _failed(reply: Reply) -> tuple[Failure, str] | None:
    guard = challenged(reply.headers)
    if guard:
        return Failure.BLOCKED, f"{guard} (status {reply.status})"
    if reply.status in GOOD or 200 <= reply.status < 300:
        return _unusable(reply)
    return _refused(reply)


def _unusable(reply: Reply) -> tuple[Failure, str] | None:
    """What is wrong with a success: no body, or a web page in place of the feed."""
    if len(reply.content) < 4096 and len(reply.content.strip()) < _MIN_BODY:
        return Failure.EMPTY, f"status {reply.status} with a body of {len(reply.content)} bytes"
    if is_html(reply.content):
        guard = challenge_page(reply.content)
        if guard:
            return Failure.BLOCKED, f"{guard} (status {reply.status})"
        return Failure.HTML, "a web page where a feed was expected"
    if reply.status not in GOOD:
        return Failure.HTTP_ERROR, f"status {reply.status}"
    return None


def _refused(reply: Reply) -> tuple[Failure, str]:
    status = reply.status
    if status == 404:
        return Failure.NOT_FOUND, "status 404"
    if status == 410:
        return Failure.GONE, "status 410"
    guard = challenge_page(reply.content)
    if guard:
        return Failure.BLOCKED, f"{guard} (status {status})"
    if status in _DENIED:
        return Failure.BLOCKED, f"status {status}"
    if status == 429 or (status == 503 and "retry-after" in reply.headers):
        wait = retry_after(reply.headers)
        return Failure.THROTTLED, f"status {status}" + (f", asked to wait {wait}" if wait else "")
    return Failure.HTTP_ERROR, f"status {status}"
