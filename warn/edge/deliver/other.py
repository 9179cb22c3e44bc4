"""Every other service that Apprise reaches, in plain text.

Apprise says only whether a send worked. What the server answered is seen by watching the HTTP exchanges of the call:
all of Apprise's HTTP plugins go through `requests.Session.send`, which has no hook of its own, so it is wrapped here,
once, and stays as it was for calls that nobody watches. Reading Apprise's log text instead would depend on the wording
of a hundred plugins.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import requests
from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.plugins.base import NotifyBase

from warn.edge.deliver.outcome import MAX_ANSWER, of_answer, of_failure
from warn.model.alert import Message, NotSent, SendResult, Sent


class _Exchanges:
    """How the HTTP exchanges of one call ended."""

    def __init__(self) -> None:
        self.results: list[SendResult] = []

    def worst(self) -> NotSent | None:
        """The failure that decides: a permanent one, else the first."""
        failures = [result for result in self.results if isinstance(result, NotSent)]
        return min(failures, key=lambda failure: not failure.permanent, default=None)


_watched: ContextVar[_Exchanges | None] = ContextVar("watched", default=None)
_original_send = requests.Session.send


def _watching_send(session: requests.Session, request: requests.PreparedRequest, **settings: Any) -> requests.Response:
    exchanges = _watched.get()
    if exchanges is None:
        return _original_send(session, request, **settings)
    try:
        response = _original_send(session, request, **settings)
    except requests.RequestException as error:
        exchanges.results.append(of_failure(error))
        raise
    body = response.content[:MAX_ANSWER].decode("utf-8", "replace")
    exchanges.results.append(of_answer(response.status_code, response.headers, body))
    return response


requests.Session.send = _watching_send  # type: ignore[method-assign, assignment]


def deliver(plugin: NotifyBase, asset: AppriseAsset, message: Message) -> SendResult:
    """One notification through Apprise, its own retries and pauses off."""
    exchanges = _Exchanges()
    token = _watched.set(exchanges)
    try:
        apprise = Apprise(asset=asset)
        apprise.add(plugin)
        result = apprise.notify(body=message.text, title=message.title, body_format=NotifyFormat.TEXT)
    finally:
        _watched.reset(token)
    if result:
        return Sent()
    # Without an HTTP exchange to judge by (MQTT, XMPP, ...) a failed call may still have delivered.
    return exchanges.worst() or NotSent(permanent=False, unknown=True, detail="the service did not confirm")
