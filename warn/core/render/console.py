"""The terminal and the log of a container."""

from __future__ import annotations

from warn.core.render import lines, plain
from warn.model.alert import Alert, Message

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_COLOURS = {5: "\x1b[1;37;41m", 4: "\x1b[1;31m", 3: "\x1b[1;33m", 2: "\x1b[1;36m", 1: "\x1b[1m"}


def render(alert: Alert, *, attempt: int, possible_repeat: bool, colour: bool = False) -> Message:
    """`text` is all there is to print: the first line, coloured by severity with `colour`, and the rest under it."""
    title = lines.first_line(alert, possible_repeat=possible_repeat)
    text = plain.body(alert, attempt=attempt)
    head = f"{_COLOURS.get(alert.severity, _BOLD)}{title}{_RESET}" if colour else title
    indented = "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
    return Message(title=title, text=f"{head}\n{indented}", thread=lines.thread(alert))
