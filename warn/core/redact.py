"""Secrets taken out of text before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

MASK = "[secret]"
MIN_LENGTH = 6
"""A shorter part of a secret isn't looked for by itself: it would blank out ordinary words."""
_MAX_DEPTH = 12
_SEPARATORS = re.compile(r"[/?&=@:,;#\s]+")
# What a credential looks like where it wasn't in the configuration: user:password in an address, a webhook's path,
# an authorization header, a token parameter.
_SHAPES = (
    (re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://)[^\s/@\"'<>]+@"), rf"\1{MASK}@"),
    (re.compile(r"(?i)(hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/)[^\s\"'<>]+"), rf"\1{MASK}"),
    (re.compile(r"\bxox[a-z]-[A-Za-z0-9-]+"), MASK),
    (re.compile(r"(?i)(\bauthorization\b[\"']?\s*[:=]\s*[\"']?(?:(?:bearer|basic)\s+)?)[^\s\"',}]+"), rf"\1{MASK}"),
    (re.compile(r"(?i)(\b(?:password|passwd|token|secret|api_?key)=)[^\s&\"'<>]+"), rf"\1{MASK}"),
)


class Redactor:
    """Replaces every known secret, and whatever looks like one, in text or nested plain values.

    A secret URL is known whole, by its parts (user, password, path segments, parameters), and in percent-encoded form.
    """

    __slots__ = ("_pattern",)

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        words = {form for secret in secrets for part in _parts(secret) for form in _forms(part)}
        ordered = sorted(words, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def __call__(self, text: str) -> str:
        shown = self._pattern.sub(MASK, text) if self._pattern else text
        for shape, instead in _SHAPES:
            shown = shape.sub(instead, shown)
        return shown

    def value(self, value: Any, depth: int = 0) -> Any:
        """`value` with every text in it redacted; what isn't plain becomes its redacted `repr`."""
        if isinstance(value, str):
            return self(value)
        if value is None or isinstance(value, bool | int | float):
            return value
        if depth >= _MAX_DEPTH:
            return self(repr(value))
        if isinstance(value, dict):
            return {self(str(key)): self.value(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(inner, depth + 1) for inner in value]
        return self(repr(value))


def _parts(secret: str) -> set[str]:
    """A secret, and each of its parts that is one by itself."""
    if "://" not in secret:
        return {secret} if secret.strip() else set()
    scheme, _, rest = secret.partition("://")
    parts = {secret, rest}
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    credentials, _, host = authority.rpartition("@")
    pieces = [*_SEPARATORS.split(credentials), *_SEPARATORS.split(rest[len(authority) :])]
    if scheme == "slack":  # the "host" is the first token
        pieces.append(host)
    names = _public(rest[len(authority) :])
    return parts | {piece for piece in pieces if len(piece) >= MIN_LENGTH and piece not in names}


def _public(rest: str) -> set[str]:
    """Words of a URL's tail that are no secret: parameter names, fixed path words, mail addresses."""
    names = {"services", "workflows", "triggers", "hooks", "webhook", "webhooks"}
    query = urlsplit(f"x://x{rest}").query
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        names.add(name)
        if name in {"from", "to", "cc", "bcc", "reply", "name", "smtp", "mode", "format"}:
            names.update(_SEPARATORS.split(value))
            names.update(_SEPARATORS.split(unquote(value)))
    return names


def _forms(part: str) -> set[str]:
    plain = unquote(part)
    return {part, plain, quote(plain, safe=""), quote_plus(plain), quote(plain)} - {""}
