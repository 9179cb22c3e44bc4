"""Which destinations an alert goes to."""

from __future__ import annotations

from collections.abc import Iterable

from warn.model.alert import Alert, Destination, Reason


def route(alert: Alert, destinations: Iterable[Destination]) -> tuple[Destination, ...]:
    """Destinations that take this alert, in their given order.

    A test message and what `warn` says about itself go everywhere: the first is meant to try every destination, and
    of the second nobody can know which destination still works.
    """
    if alert.reason in {Reason.TEST, Reason.SELF}:
        return tuple(destinations)
    return tuple(destination for destination in destinations if takes(destination, alert))


def takes(destination: Destination, alert: Alert) -> bool:
    """Whether a destination wants alerts of this severity and watch."""
    in_watch = not destination.watches or alert.watch in destination.watches
    return in_watch and alert.severity >= destination.min_severity
