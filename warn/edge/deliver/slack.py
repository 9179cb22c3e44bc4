"""Slack, and every server that takes the payload of Slack's incoming webhooks.

Apprise reads and checks Slack's addresses. The post is made here, because Apprise's own neither says which status came
back nor sends mrkdwn unchanged: its `text` format escapes our links, its `markdown` lets a headline's mentions through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import requests
from apprise.plugins.base import NotifyBase
from apprise.plugins.slack import NotifySlack, SlackMode

from warn.core.render.slack import blocks
from warn.edge.deliver.outcome import MAX_ANSWER, of_answer, of_failure
from warn.model.alert import Message, SendResult

_HEADERS = {"User-Agent": "warn", "Accept": "application/json, text/plain"}
_WORKFLOWS = (SlackMode.WORKFLOW, SlackMode.WORKFLOW_TRIGGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """One place to post to."""

    address: str = field(repr=False)
    timeout: tuple[float, float]
    """Seconds to connect, and between two bytes of the answer."""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    extra: dict[str, Any] = field(default_factory=dict)
    has_blocks: bool = True
    verify: bool = True

    def deliver(self, message: Message) -> SendResult:
        """One POST without redirects."""
        content = payload(message) | self.extra if self.has_blocks else {"text": message.text}
        try:
            with requests.post(
                self.address,
                json=content,
                headers=_HEADERS | self.headers,
                timeout=self.timeout,
                verify=self.verify,
                allow_redirects=False,
                stream=True,
            ) as response:
                body = next(response.iter_content(MAX_ANSWER), b"")
                return of_answer(response.status_code, response.headers, body.decode("utf-8", "replace"))
        except requests.RequestException as error:
            return of_failure(error)


def of_slack(plugin: NotifySlack, timeout: tuple[float, float]) -> Hook:
    """An incoming webhook, a workflow (which takes only the variables it declares) or a bot's channel.

    Raises ValueError where it isn't exactly one channel.
    """
    verify = bool(plugin.verify_certificate)
    if len(plugin.channels) != 1:
        raise ValueError("names several channels: give each a destination of its own")
    channel = _channel(plugin.channels[0])
    if plugin.mode == SlackMode.BOT:
        if not channel:
            raise ValueError("a bot needs a channel")
        address = plugin.api_url.format("chat.postMessage")
        headers = {"Authorization": f"Bearer {plugin.access_token}"}
        return Hook(address=address, timeout=timeout, headers=headers, extra=channel, verify=verify)
    if plugin.mode in _WORKFLOWS:
        base = plugin.workflow_url if plugin.mode == SlackMode.WORKFLOW else plugin.workflow_trigger_url
        address = "/".join((base, *plugin.workflow_path))
        return Hook(address=address, timeout=timeout, has_blocks=False, verify=verify)
    base = plugin.webhook_gov_url if plugin.mode == SlackMode.WEBHOOK_GOV else plugin.webhook_url
    address = "/".join((base, str(plugin.token_a), str(plugin.token_b), str(plugin.token_c)))
    return Hook(address=address, timeout=timeout, extra=channel, verify=verify)


def of_webhook(url: str, timeout: tuple[float, float]) -> Hook | None:
    """`slackhook://host:port/path` (HTTP) or `slackhooks://...` (HTTPS): Mattermost, Rocket.Chat, a relay.

    None where the address isn't one.
    """
    parsed = NotifyBase.parse_url(url, verify_host=True)
    if not parsed or not parsed.get("host"):
        return None
    scheme = "https" if parsed["schema"] == "slackhooks" else "http"
    port = f":{parsed['port']}" if parsed.get("port") else ""
    address = f"{scheme}://{parsed['host']}{port}{parsed.get('fullpath') or '/'}"
    return Hook(address=address, timeout=timeout, verify=bool(parsed.get("verify", True)))


def payload(message: Message) -> dict[str, Any]:
    """The whole message in `text`, for notifications and servers without blocks; for Slack itself also in sections.

    `verbatim` keeps Slack from making links and mentions of its own out of plain words.
    """
    sections = [
        {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}} for text in blocks(message.text)
    ]
    return {"text": message.text, "blocks": sections, "unfurl_links": False, "unfurl_media": False}


def _channel(name: str | None) -> dict[str, Any]:
    if name is None:
        return {}
    if "@" in name[1:]:
        raise ValueError("a channel can't be given as a mail address")
    return {"channel": name[1:] if name.startswith("+") else name if name[0] in "#@" else f"#{name}"}
