"""`warn send-test`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import fail, plan
from warn.cli.run import leave

if TYPE_CHECKING:
    from warn.model.alert import Alert, Destination, SendResult


def send_test(
    context: typer.Context,
    destination: Annotated[str | None, typer.Argument(help="One destination; default: all of them.")] = None,
) -> None:
    """Send a harmless message now, to see that a destination works."""
    from warn.app.clock import SystemClock
    from warn.core.compose import trial_alert
    from warn.model.alert import Sent

    made = plan(context, log_level="error")
    chosen = [one for one in made.everything.destinations if destination in {None, one.id, one.id.partition("/")[0]}]
    if not chosen:
        fail(f"no destination {destination!r}; known: {', '.join(one.id for one in made.everything.destinations)}", 2)
    alert = trial_alert(SystemClock().now())
    failed = 0
    for one in chosen:
        result = _try(one, alert)
        if isinstance(result, Sent):
            print(f"{one.id}: sent (key {alert.id})", flush=True)
        else:
            failed += 1
            print(f"{one.id}: NOT sent: {result.detail}", flush=True)
    leave(1 if failed else 0)


def _try(destination: Destination, alert: Alert) -> SendResult:
    from warn.core.render import render
    from warn.edge.deliver import BadDestination, Sender
    from warn.model.alert import NotSent

    try:
        return Sender(destination).send(render(alert, destination.form, attempt=1, possible_repeat=False))
    except BadDestination as error:
        return NotSent(permanent=True, unknown=False, detail=str(error).removeprefix(f"{destination.id}: "))
