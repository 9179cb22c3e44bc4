"""What of an event may be told: a rule that asks for corroboration waits until the event has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from warn.model.event import Event
from warn.model.rule import Requirement, Rule, Watch


def corroborated(event: Event, rules: Mapping[str, Rule], watch: Watch) -> tuple[Event, tuple[str, ...]]:
    """The event with the indicators and the severity of the rules that wait for nothing (0: of none), and what the
    others lack (`corridor.blocked: 1 of 2 publishers`). Rules that the rule book no longer has ask for nothing.
    """
    lacking = {name: _lacks(rules[name].require, event, watch) for name in sorted(event.rules) if name in rules}
    waiting = {name: lack for name, lack in lacking.items() if lack}
    if not waiting:
        return event, ()
    ready = event.rules - waiting.keys()
    severity = max((rules[name].severity for name in ready if name in rules), default=0)
    told = replace(event, rules=ready, indicators=event.indicators - waiting.keys(), severity=severity)
    return told, tuple(f"{name}: {lack}" for name, lack in waiting.items())


def _lacks(require: Requirement, event: Event, watch: Watch) -> str:
    """What is missing for a rule to be told, in words; empty: nothing."""
    missing = []
    if require.publishers > 1 and len(event.publishers) < require.publishers:  # even one may be unknown
        missing.append(f"{len(event.publishers)} of {require.publishers} publishers")
    if len(event.sides) < require.sides:
        missing.append(f"{len(event.sides)} of {require.sides} sides")
    if require.third_party and not event.sides - watch.parties:
        missing.append("no third party")
    return ", ".join(missing)
