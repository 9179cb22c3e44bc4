"""Slack's mrkdwn, which Mattermost and Rocket.Chat read too.

Slack's own escaping covers `&`, `<` and `>`; formatting marks in a headline become look-alikes, since mrkdwn has no
way to escape them. The only `<...>` are our links, and each is labelled with the site it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warn.core.render import lines
from warn.model.alert import Alert, Message
from warn.model.event import Evidence

MAX_BLOCK = 3_000
"""Most characters Slack takes in the text of one section."""
MAX_BLOCKS = 50

_FORMATTING = str.maketrans({"*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "\u02cb"})
_FORMATS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(alert: Alert, *, attempt: int, possible_repeat: bool) -> Message:
    """Title as plain text; text as mrkdwn with a bold first line, its parts divided by empty lines."""
    title = lines.first_line(alert, possible_repeat=possible_repeat)
    parts = ["\n".join((f"*{_escaped(title)}*", _escaped(lines.whats_new(alert)))), *_body(alert, attempt)]
    return Message(title=title, text="\n\n".join(parts), thread=lines.thread(alert))


def blocks(text: str) -> tuple[str, ...]:
    """The message's parts gathered into runs of at most 3,000 characters, each the text of one section."""
    found: list[str] = []
    for part in text.split("\n\n"):
        for piece in _cut(part):
            if found and len(found[-1]) + 2 + len(piece) <= MAX_BLOCK:
                found[-1] = f"{found[-1]}\n\n{piece}"
            else:
                found.append(piece)
    return tuple(found[:MAX_BLOCKS])


def _cut(part: str) -> Iterator[str]:
    """A part as it is where it fits; else line by line. No line of ours is longer than a block."""
    if len(part) <= MAX_BLOCK:
        yield part
        return
    run = ""
    for line in part.split("\n"):
        if run and len(run) + 1 + len(line) > MAX_BLOCK:
            yield run
            run = line
        else:
            run = f"{run}\n{line}" if run else line
    yield run[:MAX_BLOCK]


def _body(alert: Alert, attempt: int) -> Iterator[str]:
    shown, rest = lines.shown_evidence(alert)
    yield from (_evidence(evidence) for evidence in shown)
    if rest:
        yield _escaped(rest)
    if whys := lines.why_lines(alert):
        yield "\n".join(map(_escaped, whys))
    yield "\n".join(_escaped(line) for line in (lines.score_line(alert), lines.footer(alert, attempt)) if line)


def _evidence(evidence: Evidence) -> str:
    found = []
    if quoted := lines.quoted(evidence):
        found.append("> " + "".join(_marked(piece) for piece in quoted))
    if title := lines.title_beside(evidence):
        found.append(f"Title: {_escaped(title)}")
    link = _link(lines.safe_url(evidence.url))
    found.append(_escaped(lines.source_line(evidence)) + (f", {link}" if link else ""))
    return "\n".join(found)


def _marked(piece: lines.Piece) -> str:
    text = _escaped(piece.text)
    return f"*{text}*" if piece.deciding else text


def _link(url: str) -> str:
    if not url:
        return ""
    # An ampersand is the only character of a safe address that mrkdwn wants escaped.
    return f"<{url.replace('&', '&amp;')}|{_escaped(lines.host_of(url))}>"


def _escaped(text: str) -> str:
    # An underscore inside a word formats nothing, and a rule's id is there to be copied.
    return _FORMATS.sub(lambda found: found[0].translate(_FORMATTING), text).translate(_ENTITIES)
