"""What a response's headers say to a poller: validators, how long to stay away, and whether a guard answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from warn.model.feed import Validators

MAX_VALIDATOR = 2048
"""Characters; a longer one is noise that we would have to store and send back."""

_WANTED = {
    name.encode(): name
    for name in (
        "age",
        "cache-control",
        "cf-mitigated",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "etag",
        "expires",
        "last-modified",
        "location",
        "retry-after",
        "server",
        "x-amzn-waf-action",
        "x-sucuri-block",
        "x-vercel-mitigated",
    )
}


def wanted(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers read here, names in lower case; of a repeated one the last counts, Cache-Control is joined."""
    found: dict[str, str] = {}
    for key, value in raw:
        name = _WANTED.get(key.lower())
        if name is None:
            continue
        text = value.decode("latin-1").strip()
        if name == "cache-control" and name in found:
            text = f"{found[name]}, {text}"
        found[name] = text
    return found


def validators(headers: Mapping[str, str]) -> Validators:
    """What to send back at the next poll, exactly as received.

    `Expires: 0` without a positive max-age marks an origin whose generated 304s can't be trusted (miniflux found
    the same): nothing is sent back to it.
    """
    if headers.get("expires") == "0" and not _max_age_directive(headers.get("cache-control", "")):
        return Validators()
    return Validators(etag=_short(headers.get("etag", "")), last_modified=_short(headers.get("last-modified", "")))


def renewed(old: Validators, new: Validators) -> Validators:
    """After a 304: what it sent replaces what we had, the rest stays."""
    if not new.etag and not new.last_modified:
        return old
    return Validators(etag=new.etag or old.etag, last_modified=new.last_modified or old.last_modified)


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """How long the origin wants us to stay away: max-age less Age, or Expires less Date; None when it doesn't say."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    seconds = _max_age_directive(control)
    if seconds is not None:
        return _positive(timedelta(seconds=seconds - (_digits(headers.get("age", "")) or 0)))
    expires, date = http_date(headers.get("expires", "")), http_date(headers.get("date", ""))
    return _positive(expires - date) if expires and date else None


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Retry-After in either form. A date is measured from the response's own Date, so both clocks are the server's."""
    text = headers.get("retry-after", "")
    seconds = _digits(text)
    if seconds is not None:
        return timedelta(seconds=seconds)
    until, date = http_date(text), http_date(headers.get("date", ""))
    return max(until - date, timedelta(0)) if until and date else None


def http_date(text: str) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7) as aware UTC; None when it can't be read."""
    if len(text) < 8:
        return None
    try:
        parsed = parsedate_to_datetime(text)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def challenged(headers: Mapping[str, str]) -> str:
    """Who answered in the origin's place with a challenge or a block, judged by headers alone; empty: nobody."""
    if headers.get("cf-mitigated"):
        return "Cloudflare challenge"
    if headers.get("x-vercel-mitigated"):
        return "Vercel challenge"
    if headers.get("x-amzn-waf-action"):
        return "AWS WAF challenge"
    if headers.get("x-sucuri-block"):
        return "Sucuri block"
    return ""


def _max_age_directive(control: str) -> int | None:
    for directive in control.lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name.strip() == "max-age":
            return _digits(value.strip().strip('"'))
    return None


def _digits(text: str) -> int | None:
    """A non-negative number of seconds, capped so that no arithmetic on it can overflow."""
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:12]), 10**9)


def _positive(span: timedelta) -> timedelta | None:
    return span if span > timedelta(0) else None


def _short(text: str) -> str:
    return text if len(text) <= MAX_VALIDATOR else ""
