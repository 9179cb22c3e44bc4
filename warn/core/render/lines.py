"""The pieces every form of a message is made of: its first line, its evidence, and text made harmless.

Headlines, quotes and an aggregator's source names come from strangers. `inert` takes from them what could act in any
reader: control and bidirectional characters, tags, mentions, links. Each form then escapes for its own markup.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from warn.model.alert import Alert, Reason
from warn.model.event import Evidence

MAX_HEADLINE = 110
MAX_TITLE = 240
MAX_QUOTE = 320
MAX_NAME = 60
MAX_URL = 1_000
MAX_LINE = 400
EVIDENCE_SHOWN = 6
PARTS_SHOWN = 12

_BADGES = {
    Reason.NEW_EVENT: "NEW",
    Reason.MORE_SEVERE: "WORSE",
    Reason.NEW_INDICATOR: "MORE",
    Reason.OTHER_SIDE: "CONFIRMED",
    Reason.DENIED: "DENIED",
    Reason.TOLL_REVISED: "TOLL",
    Reason.COUNT: "MANY",
    Reason.SURGE: "SURGE",
    Reason.ABSENCE: "SILENCE",
    Reason.STATE_CHANGED: "CHANGED",
    Reason.SEQUENCE: "SEQUENCE",
    Reason.LEVEL_CHANGED: "LEVEL",
    Reason.DEADLINE_NEAR: "DEADLINE",
    Reason.DEADLINE_PASSED: "OVERDUE",
    Reason.TEST: "TEST",
    Reason.SELF: "WARN ITSELF",
}

_JOINERS = {"\u200c", "\u200d"}
"""Format characters that spelling needs (Persian, Indic scripts); every other one goes."""
_LOOK_ALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", "@": "\uff20"})
_SCHEME = re.compile(
    r"((?:javascript|vbscript|mailto|tel)\s*|(?:data|file|blob)(?=:\S)|[\w+.-](?=://)):", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2,})")
_MASKED_LINK = re.compile(r"\](?=\s*[(\[:])")


def inert(text: str, limit: int = MAX_LINE) -> str:
    """One line of a stranger's text with nothing left that acts, at most `limit` characters.

    Look-alikes stand in for the characters that would act, so that it still reads as published. Applying it twice
    changes nothing more.
    """
    return shortened(_DOMAIN.sub("\u2024", own(text, len(text) + 1)), limit)


def own(text: str, limit: int = MAX_LINE) -> str:
    """`inert` for our own identifiers: the dots of a rule's id stay, so that it can be copied and searched for."""
    shown = "".join(map(_printable, text))
    shown = " ".join(shown.translate(_LOOK_ALIKES).split())
    shown = _SCHEME.sub("\\1\u2236", shown)
    return shortened(_MASKED_LINK.sub("\uff3d", shown), limit)


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return character if character in _JOINERS else ""
    return character


def shortened(text: str, limit: int) -> str:
    """`text`, cut at a word near `limit` where it is longer."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 3]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit * 0.6 else cut).rstrip() + "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a quote; `deciding` where a rule's words stand."""

    text: str
    deciding: bool


def pieces(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """A harmless quote cut at its deciding words; only whole words are marked."""
    wanted = sorted({inert(word) for word in words} - {""}, key=len, reverse=True)
    if not wanted:
        return (Piece(text=text, deciding=False),) if text else ()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    found: list[Piece] = []
    last = 0
    for match in pattern.finditer(text):
        if match.start() > last:
            found.append(Piece(text=text[last : match.start()], deciding=False))
        found.append(Piece(text=match.group(), deciding=True))
        last = match.end()
    if last < len(text):
        found.append(Piece(text=text[last:], deciding=False))
    return tuple(found)


def safe_url(url: str) -> str:
    """`url` as pure ASCII that no markup can be broken out of; empty where it isn't a plain http(s) link.

    An address with a user name is refused: it shows one site's name and leads to another.
    """
    if any(unicodedata.category(character)[0] == "C" for character in url):
        return ""
    try:
        split = urlsplit(url.strip())
        host = (split.hostname or "").encode("idna").decode("ascii")
        port = f":{split.port}" if split.port is not None else ""
    except ValueError:
        return ""
    if split.scheme not in {"http", "https"} or "@" in split.netloc or not re.fullmatch(r"[a-z0-9._-]+", host):
        return ""
    path = quote(split.path, safe="/%:@!$&+,;=~-._")
    query = "?" + quote(split.query, safe="/%:@!$&+,;=~-._?") if split.query else ""
    fragment = "#" + quote(split.fragment, safe="/%:@!$&+,;=~-._?") if split.fragment else ""
    address = f"{split.scheme}://{host}{port}{path}{query}{fragment}"
    return address if len(address) <= MAX_URL else ""


def host_of(url: str) -> str:
    """The site a safe link leads to, as its label: a label can then never name another."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def first_line(alert: Alert, *, possible_repeat: bool) -> str:
    """What, where, how sure and why now: `[5/5] NEW checkpoint set up: Lachin corridor - 2 publishers, 2 sides`."""
    headline = inert(alert.headline, MAX_HEADLINE)
    places = shortened(", ".join(inert(place, MAX_NAME) for place in alert.places), 80)
    where = f": {places}" if places and places.casefold() not in headline.casefold() else ""
    repeat = "(possible repeat) " if possible_repeat else ""
    sure = how_sure(alert)
    return f"{repeat}[{alert.severity}/5] {_BADGES.get(alert.reason, 'NEW')} {headline}{where}" + (
        f" - {sure}" if sure else ""
    )


def how_sure(alert: Alert) -> str:
    """`2 publishers, 2 sides`; empty for what no publisher reports (a deadline, a test)."""
    if not alert.evidence and not alert.publishers:
        return ""
    if not alert.publishers:
        return "unknown publisher, unconfirmed"
    sides = len(alert.sides)
    if len(alert.publishers) == 1:
        return "1 publisher, unconfirmed"
    return f"{len(alert.publishers)} publishers" + (f", {sides} side{'s' * (sides != 1)}" if sides else "")


def whats_new(alert: Alert) -> str:
    """What changed since the last message, after its reason."""
    detail = own(alert.detail)
    reason = alert.reason.value.capitalize()
    return f"{reason}: {detail}" if detail and detail.casefold() != alert.reason.value else reason


def why_lines(alert: Alert) -> tuple[str, ...]:
    """Why it matters (the rule's own reason) and who reports it."""
    lines = [f"Why: {inert(alert.why)}"] if alert.why else []
    if alert.publishers:
        names = ", ".join(inert(name, MAX_NAME) for name in alert.publishers[:12])
        more = len(alert.publishers) - 12
        sides = ", ".join(inert(side, MAX_NAME) for side in alert.sides[:12])
        who = f"Reported by: {names}" + (f" and {more} more" if more > 0 else "")
        lines.append(who + (f" (sides: {sides})" if sides else ""))
    return tuple(lines)


def score_line(alert: Alert) -> str:
    """The score and its parts in log-odds, largest first: `Score 0.93: checkpoint +3.0, prior -2.0`."""
    if not alert.parts:
        return ""
    ranked = sorted(alert.parts, key=lambda part: (-abs(part.value), part.name))
    shown = ", ".join(f"{own(part.name, MAX_NAME)} {part.value:+.1f}" for part in ranked[:PARTS_SHOWN])
    more = ", ..." if len(ranked) > PARTS_SHOWN else ""
    return f"Score {alert.score:.2f}: {shown}{more}"


def footer(alert: Alert, attempt: int) -> str:
    """Watch, indicator, time and the key that a repeat of this message carries too."""
    kind = f"{own(alert.indicator, MAX_NAME)}, {own(alert.direction, MAX_NAME)}"
    key = own(f"{own(alert.id, MAX_NAME)}/{attempt}", 2 * MAX_NAME)  # what the slash joins must not act either
    return " | ".join((inert(alert.watch_name, MAX_NAME), kind, stamp(alert.created), f"key {key}"))


def stamp(when: datetime) -> str:
    """`2023-04-23 08:15 UTC`."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def source_line(evidence: Evidence) -> str:
    """`Publisher (side, hy), 2023-04-23 08:15 UTC, rule checkpoint.established`."""
    publisher = inert(evidence.publisher, MAX_NAME) or "unknown publisher"
    traits = ", ".join(inert(trait, 30) for trait in (evidence.side, evidence.language) if trait)
    edited = f", edit {evidence.revision}" if evidence.revision else ""
    name = f"{publisher} ({traits})" if traits else publisher
    return f"{name}, {stamp(evidence.published)}{edited}, rule {own(evidence.rule, MAX_NAME)}"


def shown_evidence(alert: Alert) -> tuple[tuple[Evidence, ...], str]:
    """The evidence to show, and a line for what isn't shown (empty: all is)."""
    rest = len(alert.evidence) - EVIDENCE_SHOWN
    return alert.evidence[:EVIDENCE_SHOWN], f"... and {rest} more" if rest > 0 else ""


def quoted(evidence: Evidence) -> tuple[Piece, ...]:
    """The quote with its deciding words marked; the title where there is no quote."""
    return pieces(inert(evidence.quote or evidence.title, MAX_QUOTE), evidence.words)


def title_beside(evidence: Evidence) -> str:
    """The item's title, where the quote isn't the title already."""
    title = inert(evidence.title, MAX_TITLE)
    quote_text = inert(evidence.quote or evidence.title, MAX_QUOTE)
    return "" if title.casefold().rstrip(".") in quote_text.casefold() else title


def thread(alert: Alert) -> str:
    """What the messages about one event share."""
    return f"{alert.watch}.{alert.event_id}" if alert.event_id else alert.id
