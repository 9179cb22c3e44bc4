"""The terminal and the log of a container."""

from __future__ import annotations

from warn.core.render import lines, plain
from warn.model.alert import Alert, Message

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_COLOURS = {5: "\x1b[1;37;41m", 4: "\x1b[1;31m", 3: "\x1b[1;33m", 2: "\x1b[1;36m", 1: "\x1b[1m"}


def render(alert: Alert, *, attempt: int, possible_repeat: bool, colour: bool = False) -> Message:
    """The plain text under a rule-off line; with `colour` the first line is coloured by severity."""
    title = lines.first_line(alert, possible_repeat=possible_repeat)
    text = plain.body(alert, attempt=attempt)
    if colour:
        title = f"{_COLOURS.get(alert.severity, _BOLD)}{title}{_RESET}"
    indented = "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
    return Message(title=title, text=indented, thread=lines.thread(alert))
