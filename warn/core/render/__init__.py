"""An alert in the form of its destination. Pure, and the same for the daemon, `explain` and the preview."""

from __future__ import annotations

from collections.abc import Callable

from warn.core.render import console, mail, plain, slack
from warn.model.alert import Alert, Message

FORMS: dict[str, Callable[..., Message]] = {
    "console": console.render,
    "mail": mail.render,
    "slack": slack.render,
    "text": plain.render,
}


def render(alert: Alert, form: str, *, attempt: int = 1, possible_repeat: bool = False) -> Message:
    """`alert` as one of `FORMS` has it. `attempt` counts from 1 and stands beside the alert's key.

    With `possible_repeat` the message says first that it may have arrived before. Raises ValueError on a form that
    doesn't exist.
    """
    renderer = FORMS.get(form)
    if renderer is None:
        raise ValueError(f"no form {form!r}: known are {', '.join(FORMS)}")
    return renderer(alert, attempt=attempt, possible_repeat=possible_repeat)


__all__ = ["FORMS", "render"]
