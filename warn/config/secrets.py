"""Addresses of destinations and of the database: where they come from, which are allowed. None is ever shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, quote, urlsplit

from warn.config.strict_yaml import Located, YamlPath, nearest
from warn.model.problem import Problem

MAX_SECRET = 8_000
SLACK_HOSTS = {"hooks.slack.com", "hooks.slack-gov.com"}
FORMS = {
    "console": "console", "slack": "slack", "slackhook": "slack", "slackhooks": "slack", "mailto": "mail",
    "mailtos": "mail",
}  # fmt: skip
SCHEMES = frozenset(FORMS) | {
    "discord", "gchat", "gotify", "gotifys", "matrix", "matrixs", "mmost", "mmosts", "nctalk", "nctalks", "ntfy",
    "ntfys", "opsgenie", "pagerduty", "pbul", "pover", "rocket", "rockets", "signal", "signals", "sinch", "tgram",
    "threema", "twilio", "vonage", "webex", "whatsapp", "workflow", "workflows", "zulip",
}  # fmt: skip
"""What may be sent to: nothing that runs a program, writes a file, or posts to any address it is given."""

_NAMED = re.compile(r"\$\{([^}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_RECIPIENT = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\Z")


class Addressed(Protocol):
    """A destination's settings."""

    @property
    def url(self) -> str | None: ...
    @property
    def form(self) -> str | None: ...
    @property
    def to(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Finds secrets, and notes each that is missing, by its name."""

    located: Located
    environ: Mapping[str, str]
    base: Path
    """Folder of warn.yaml: what a relative `url_file` there is relative to."""
    cwd: Path
    """What one in a variable is relative to."""
    problems: list[Problem]

    def address(self, at: YamlPath, url: str | None, url_env: str | None, url_file: str | None) -> str | None:
        """The address from whichever of the three is given; None with a problem noted."""
        given = [key for key, value in (("url", url), ("url_env", url_env), ("url_file", url_file)) if value]
        if len(given) != 1:
            said = "needs one of url, url_env and url_file" if not given else f"has {' and '.join(given)}: keep one"
            return self._missing(at, f"{at[-1]}: {said}")
        if url:
            return self._filled((*at, "url"), url)
        if url_env:
            return self._variable((*at, "url_env"), url_env)
        return self._file((*at, "url_file"), url_file or "")

    def database(self, url: str | None, file: str | None) -> str | None:
        if url and file:
            return self._missing(("database_file",), "there is a database too: keep one")
        if file:
            return self._file(("database_file",), file)
        return self._filled(("database",), url) if url else None

    def _filled(self, at: YamlPath, text: str) -> str | None:
        """`text` with each `${NAME}` replaced. Where it stands before an `@`, as a password does, it is encoded."""
        missing = False

        def value(match: re.Match[str]) -> str:
            nonlocal missing
            found = self._variable(at, match[1])
            missing = missing or found is None
            in_credentials = re.match(r"[^/?#]*@", text[match.end() :])
            return quote(found or "", safe="") if in_credentials else found or ""

        filled = _NAMED.sub(value, text)
        return None if missing else filled.strip()

    def _variable(self, at: YamlPath, name: str) -> str | None:
        if not _NAME.match(name):
            return self._missing(at, "what stands in url_env or ${...} must be the name of an environment variable")
        value = self.environ.get(name, "").strip()
        return value or self._missing(
            at, f"environment variable {name} is {'empty' if name in self.environ else 'not set'}"
        )

    def _file(self, at: YamlPath, name: str) -> str | None:
        if "://" in name:  # an address in the wrong key: it may hold a secret, so it isn't shown
            return self._missing(at, "must be the path of a file, not an address")
        path = (self.cwd if self.located.line(at) < 0 else self.base) / name
        try:
            with path.open(encoding="utf-8") as stream:
                value = stream.read(MAX_SECRET + 1).strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            return self._missing(at, f"secret file {name} can't be read: {reason}")
        if not value or len(value) > MAX_SECRET or "\n" in value:
            return self._missing(at, f"secret file {name} must hold one line of text")
        return value

    def _missing(self, at: YamlPath, message: str) -> str | None:
        self.problems.append(self.located.problem(at, message))
        return None


def form_of(url: str) -> str:
    """The form that goes with an address's scheme."""
    scheme, host = _scheme(url), _host(url)
    return "slack" if scheme == "https" and host in SLACK_HOSTS else FORMS.get(scheme, "text")


def with_recipient(url: str, recipient: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}to={quote(recipient, safe='@')}"


def addresses(destinations: Mapping[str, Addressed], located: Located) -> Iterator[Problem]:
    """A problem for every address that may not be sent to, or not so."""
    for name, one in destinations.items():
        if one.url and (fault := _fault(one.url, one)):
            yield located.problem(("destinations", name), f"{name}: {fault}")


def _fault(url: str, one: Addressed) -> str:
    scheme = _scheme(url)
    if not scheme:
        return "the address has no scheme: it looks like slack://... or mailtos://..."
    form = form_of(url)
    if fault := _scheme_fault(url, scheme):
        return fault
    if one.form and one.form != form:
        return f"a {scheme}:// address takes the form {form}, not {one.form}"
    if form != "mail":
        return "to: is for mail destinations" if one.to else ""
    return _mail_fault(url, one)


def _scheme_fault(url: str, scheme: str) -> str:
    if scheme in {"http", "https"}:
        if _host(url) in SLACK_HOSTS and scheme == "https":
            return ""
        return "for a webhook that takes Slack's payload write slackhooks://host/path"
    if scheme not in SCHEMES:
        return f"{scheme}:// isn't a kind of address that warn sends to{nearest(scheme, SCHEMES)}"
    if scheme in {"mailto", "slackhook"} and not _is_local(_mail_server(url)):
        return f"{scheme}:// sends its secret in clear: use {scheme}s:// (only a server on this machine may go without)"
    return ""


def _mail_fault(url: str, one: Addressed) -> str:
    query = {key.lower(): value for key, value in parse_qsl(urlsplit(url).query)}
    if query.get("mode", "").lower().startswith("i") and not _is_local(_mail_server(url)):
        return "mode=insecure sends the password in clear: only a server on this machine may go without TLS"
    if query.keys() & {"cc", "bcc"}:
        return "cc and bcc aren't sent: list every recipient under to:"
    if "," in query.get("to", "") or (one.to and "to" in query):
        return "list the recipients under to:, not in the address"
    for recipient in one.to:
        if not _RECIPIENT.match(recipient):
            return f"to: {recipient[:80]!r} isn't a mail address"
    return "to: names a recipient twice" if len(set(one.to)) < len(one.to) else ""


def _scheme(url: str) -> str:
    scheme, separator, _ = url.partition("://")
    return scheme.lower() if separator and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _mail_server(url: str) -> str:
    """The host that is really talked to: `smtp=` in a mail address names another."""
    query = {key.lower(): value for key, value in parse_qsl(urlsplit(url).query)}
    return query.get("smtp", _host(url)).lower()


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
