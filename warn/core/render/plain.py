"""Plain text: for SMS, chat services without a form of their own, and the text part of a mail."""

from __future__ import annotations

from warn.core.render import lines
from warn.model.alert import Alert, Message
from warn.model.event import Evidence

_FORMATTING = str.maketrans({"*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "\u02cb"})
"""Chat services read these as bold, italic, struck and code: a headline's own become look-alikes."""


def render(alert: Alert, *, attempt: int, possible_repeat: bool) -> Message:
    """Title and text; the deciding words stand between asterisks."""
    title = lines.first_line(alert, possible_repeat=possible_repeat)
    return Message(title=title, text=body(alert, attempt=attempt), thread=lines.thread(alert))


def body(alert: Alert, *, attempt: int) -> str:
    """Everything below the first line."""
    blocks = ["\n".join((lines.whats_new(alert), *lines.why_lines(alert)))]
    shown, rest = lines.shown_evidence(alert)
    blocks += [_evidence(evidence) for evidence in shown]
    blocks.append("\n".join(line for line in (rest, lines.score_line(alert), lines.footer(alert, attempt)) if line))
    return "\n\n".join(block for block in blocks if block)


def _evidence(evidence: Evidence) -> str:
    marked = "".join(
        f"*{piece.text.translate(_FORMATTING)}*" if piece.deciding else piece.text.translate(_FORMATTING)
        for piece in lines.quoted(evidence)
    )
    found = [f'"{marked}"'] if marked else []
    if title := lines.title_beside(evidence):
        found.append(f"Title: {title.translate(_FORMATTING)}")
    found.append(f"- {lines.source_line(evidence)}")
    if url := lines.safe_url(evidence.url):
        found.append(f"  {url}")
    return "\n".join(found)
