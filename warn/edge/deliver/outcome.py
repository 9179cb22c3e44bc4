"""What became of a try, read from what a server answered or how the connection failed.

Permanent: no later try can succeed. Temporary: a later one may. Unknown: the message may have arrived all the same.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from warn.model.alert import NotSent, SendResult, Sent

MAX_ANSWER = 2_000
"""Characters of an answer that are looked at."""

_PERMANENT = {400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422, 451}
_MAY_HAVE_ARRIVED = {502, 504}
"""A gateway gave up on what it had passed on."""
_ERROR_WORDS = re.compile(r"[a-z][a-z0-9_ -]{1,60}", re.IGNORECASE)
# Slack's answers that a later try may not get again; every other error of its API is final.
_PASSING_ERRORS = {
    "ratelimited", "rate_limited", "rollup_error", "internal_error", "fatal_error", "service_unavailable",
    "request_timeout", "team_added_to_org", "message_limit_exceeded",
}  # fmt: skip


def of_answer(status: int, headers: Mapping[str, str], body: str) -> SendResult:
    """The result of an HTTP exchange that ended with an answer; a 2xx counts as taken unless its body denies it."""
    error = error_word(body)
    if 200 <= status < 300:
        denied = denies(body)
        if not denied:
            return Sent()
        return NotSent(
            permanent=bool(error) and error not in _PASSING_ERRORS, unknown=not error, detail=_said(status, error)
        )
    permanent = status in _PERMANENT and error not in _PASSING_ERRORS
    asked = retry_after(headers) if status in {429, 503} else None
    return NotSent(
        permanent=permanent, unknown=status in _MAY_HAVE_ARRIVED, detail=_said(status, error), retry_after=asked
    )


def denies(body: str) -> bool:
    """Whether a 2xx says that nothing was delivered: a web page (a login or block page), or JSON with `ok: false`."""
    text = body.lstrip().lower()
    if text.startswith("<"):
        return True
    answer = _object(body)
    return answer.get("ok", True) is False or answer.get("success", True) is False


def error_word(body: str) -> str:
    """The server's own short error (`channel_is_archived`), when its answer is one; never free text."""
    answer = _object(body)
    word = answer.get("error", answer.get("message", "")) if answer else body.strip()
    return word if isinstance(word, str) and word != "ok" and _ERROR_WORDS.fullmatch(word) else ""


def _object(body: str) -> dict[str, object]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks for; a date is read against the answer's own Date, not against our clock."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", value, re.ASCII):
        return float(value)
    try:
        until, told = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (until - told).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None


def of_failure(error: BaseException) -> NotSent:
    """The result of an HTTP exchange without an answer. Nothing of the error's own text is kept: it names the URL."""
    if isinstance(error, requests.exceptions.SSLError):
        return NotSent(permanent=False, unknown=False, detail="the server's TLS certificate or handshake failed")
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return NotSent(permanent=False, unknown=False, detail="no connection: timed out")
    if isinstance(error, requests.exceptions.ReadTimeout):
        return NotSent(permanent=False, unknown=True, detail="no answer in time")
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return NotSent(permanent=True, unknown=False, detail="the address isn't one")
    if isinstance(error, requests.exceptions.ConnectionError) and never_connected(error):
        return NotSent(permanent=False, unknown=False, detail="no connection: refused or unreachable")
    return NotSent(permanent=False, unknown=True, detail=f"connection lost after sending ({type(error).__name__})")


def never_connected(error: BaseException) -> bool:
    """Whether a connection error came before anything could be sent."""
    reason: object = error.args[0] if error.args else error
    if isinstance(reason, MaxRetryError):
        reason = reason.reason
    return isinstance(reason, NewConnectionError | socket.gaierror | ConnectionRefusedError | ssl.SSLError)


def _said(status: int, error: str) -> str:
    hint = " (a redirect, which isn't followed)" if 300 <= status < 400 else ""
    return f"HTTP {status}{hint}" + (f": {error}" if error else "")
