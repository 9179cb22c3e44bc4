"""Mail: a subject, a text part and an HTML part that need nothing from the network."""

from __future__ import annotations

from html import escape

from warn.core.render import lines, plain
from warn.model.alert import Alert, Message
from warn.model.event import Evidence

_COLOURS = {5: "#b42318", 4: "#c4470c", 3: "#9a6700", 2: "#1f6feb", 1: "#57606a"}
_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_MARK = "background:#fff3bf;color:#1f2328;padding:0 2px"
_QUIET = "color:#57606a;font-size:13px;line-height:1.45"


def render(alert: Alert, *, attempt: int, possible_repeat: bool) -> Message:
    """`title` is the subject; `text` and `html` say the same."""
    title = lines.first_line(alert, possible_repeat=possible_repeat)
    return Message(
        title=title,
        text=plain.body(alert, attempt=attempt),
        html=_page(alert, title, attempt),
        thread=lines.thread(alert),
    )


def _page(alert: Alert, title: str, attempt: int) -> str:
    colour = _COLOURS.get(alert.severity, _COLOURS[1])
    shown, rest = lines.shown_evidence(alert)
    whys = "".join(f'<p style="margin:4px 0">{escape(line)}</p>' for line in lines.why_lines(alert))
    small = "<br>".join(escape(line) for line in (rest, lines.score_line(alert), lines.footer(alert, attempt)) if line)
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"></head>'
        f'<body style="margin:0;padding:16px;background:#fff;color:#1f2328;{_FONT};font-size:15px;line-height:1.5">'
        '<div style="max-width:640px;margin:0 auto">'
        f'<div style="border-left:5px solid {colour};padding:2px 0 2px 12px">'
        f'<div style="font-size:18px;font-weight:600;line-height:1.35">{escape(title)}</div>'
        f'<div style="color:{colour};font-weight:600">{escape(lines.whats_new(alert))}</div></div>'
        f"{''.join(map(_evidence, shown))}"
        f'<div style="margin-top:16px">{whys}</div>'
        f'<p style="{_QUIET};margin-top:16px;border-top:1px solid #d0d7de;padding-top:8px">{small}</p>'
        "</div></body></html>\n"
    )


def _evidence(evidence: Evidence) -> str:
    quoted = "".join(_marked(piece) for piece in lines.quoted(evidence))
    title = lines.title_beside(evidence)
    heading = f'<div style="{_QUIET}">{escape(title)}</div>' if title else ""
    url = lines.safe_url(evidence.url)
    label = escape(lines.host_of(url))
    link = f' <a href="{escape(url)}" style="color:#0969da">{label}</a>' if url else ""
    return (
        '<div style="margin-top:16px">'
        f'<div style="border-left:3px solid #d0d7de;padding-left:10px">{quoted}</div>'
        f'{heading}<div style="{_QUIET}">{escape(lines.source_line(evidence))}{link}</div></div>'
    )


def _marked(piece: lines.Piece) -> str:
    text = escape(piece.text)
    return f'<b style="{_MARK}">{text}</b>' if piece.deciding else text
