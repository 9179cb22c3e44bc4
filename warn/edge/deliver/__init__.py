"""Delivery: one message to one destination, and what became of it. The only package that imports Apprise.

A `Sender` belongs to one destination, tries once, and keeps no queue: when to try again is the outbox's business.
"""

from __future__ import annotations

import logging
import sys
import threading
from typing import Protocol, TextIO

from apprise import Apprise, AppriseAsset
from apprise.exception import AppriseException
from apprise.plugins.base import NotifyBase
from apprise.plugins.email import NotifyEmail
from apprise.plugins.slack import NotifySlack

from warn.core.redact import Redactor
from warn.edge.deliver import mail, other, slack
from warn.model.alert import Destination, Message, NotSent, SendResult, Sent

TIMEOUT = 30.0
"""Seconds for one try, from the first byte to the last."""
CONNECT_TIMEOUT = 5.0

# Apprise's plugins log addresses, tokens and payloads, some at WARNING; what a desk needs of it is in our results.
logging.getLogger("apprise").addFilter(lambda _record: False)


class BadDestination(ValueError):
    """An address that nothing can be sent to; the text names the destination, never the address."""


class _Transport(Protocol):
    def deliver(self, message: Message) -> SendResult: ...


class Sender:
    """Sends to one destination, one message at a time.

    Raises BadDestination where Apprise doesn't take the address. `stream` is where the console form goes (default
    stdout); `timeout` is in seconds and bounds a whole try. Not for use by several threads at once.
    """

    def __init__(self, destination: Destination, *, timeout: float = TIMEOUT, stream: TextIO | None = None) -> None:
        self.destination = destination
        self._timeout = timeout
        self._redact = Redactor((destination.url,))
        self._hanging: threading.Thread | None = None
        self._transport: _Transport = (
            _Console(stream) if destination.form == "console" else _transport(destination, timeout)
        )

    def __repr__(self) -> str:
        return f"Sender({self.destination.id!r})"

    def send(self, message: Message) -> SendResult:
        """Try once. Never raises for anything the destination does; a try that takes too long is `unknown`.

        A thread that hangs is left behind (a daemon thread: it doesn't hold up the exit); until it ends, further
        sends are refused as temporary, so that a dead server can't pile up threads.
        """
        if self._hanging is not None and self._hanging.is_alive():
            return NotSent(permanent=False, unknown=False, detail="an earlier try still hangs")
        call = _Call(self._transport, message)
        thread = threading.Thread(target=call, name=f"send {self.destination.id}", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if call.result is not None:
            return self._shown(call.result)
        self._hanging = thread
        return NotSent(permanent=False, unknown=True, detail=f"no end within {self._timeout:g} s")

    def _shown(self, result: SendResult) -> SendResult:
        if isinstance(result, Sent):
            return result
        return NotSent(
            permanent=result.permanent,
            unknown=result.unknown,
            detail=" ".join(self._redact(result.detail).split())[:200],
            retry_after=result.retry_after,
        )


class _Call:
    """One try in its thread."""

    def __init__(self, transport: _Transport, message: Message) -> None:
        self._transport = transport
        self._message = message
        self.result: SendResult | None = None

    def __call__(self) -> None:
        try:
            self.result = self._transport.deliver(self._message)
        except Exception as error:  # noqa: BLE001 - the supervisor of a hundred plugins that aren't ours
            # Its text may hold the address; its name is enough to look for.
            detail = f"the plugin failed ({type(error).__name__})"
            self.result = NotSent(permanent=False, unknown=True, detail=detail)


class _Console:
    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def deliver(self, message: Message) -> SendResult:
        try:
            print(f"{message.text}\n", file=self._stream or sys.stdout, flush=True)
        except (OSError, ValueError) as error:
            # A closed pipe or terminal, or a character that its encoding hasn't.
            return NotSent(permanent=False, unknown=False, detail=f"can't print ({type(error).__name__})")
        return Sent()


class _Other:
    def __init__(self, plugin: NotifyBase, asset: AppriseAsset) -> None:
        self._plugin = plugin
        self._asset = asset

    def deliver(self, message: Message) -> SendResult:
        return other.deliver(self._plugin, self._asset, message)


def _transport(destination: Destination, timeout: float) -> _Transport:
    scheme = destination.url.partition("://")[0].lower()
    try:
        form, transport = _of_scheme(destination.url, scheme, timeout)
    except (AppriseException, TypeError):
        # Their text holds the address.
        raise BadDestination(f"{destination.id}: Apprise doesn't take this {scheme}:// address") from None
    except ValueError as error:
        raise BadDestination(f"{destination.id}: {error}") from None
    if destination.form != form:
        raise BadDestination(f"{destination.id}: a {scheme}:// address takes the form {form}, not {destination.form}")
    return transport


def _of_scheme(url: str, scheme: str, timeout: float) -> tuple[str, _Transport]:
    """(form, transport) of an address. Raises ValueError, or what Apprise raises."""
    asset = _asset()
    timeouts = (min(CONNECT_TIMEOUT, timeout), timeout)
    if scheme in {"slackhook", "slackhooks"}:
        if hook := slack.of_webhook(url, timeouts):
            return "slack", hook
        raise ValueError(f"not a {scheme}:// address")
    plugin = Apprise.instantiate(url, asset=asset, suppress_exceptions=False)
    if isinstance(plugin, NotifySlack):
        return "slack", slack.of_slack(plugin, timeouts)
    if isinstance(plugin, NotifyEmail):
        return "mail", mail.of_mail(plugin, timeout)
    if plugin is None:
        raise TypeError
    # Apprise's own pauses off: the outbox has a token bucket for each destination.
    plugin.request_rate_per_sec = 0
    plugin.socket_connect_timeout, plugin.socket_read_timeout = timeouts
    return "text", _Other(plugin, asset)


def _asset() -> AppriseAsset:
    """Apprise without what a daemon must not do: follow redirects, load plugins, read templates, keep state."""
    return AppriseAsset(
        app_id="warn",
        app_desc="warn early warning",
        http_redirects=False,
        secure_logging=True,
        plugin_paths=[],
        storage_mode="memory",
        allow_templates=False,
        service_timeout=0,
    )
