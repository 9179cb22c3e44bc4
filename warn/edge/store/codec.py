"""Values to JSON text and back, for the columns that hold a whole value."""

from __future__ import annotations

from pydantic import TypeAdapter

from warn.model.alert import Alert
from warn.model.event import Event, Told
from warn.model.item import Hit
from warn.model.level import LevelMemory
from warn.model.series import Memory

_event = TypeAdapter(Event)
_told = TypeAdapter(Told)
_alert = TypeAdapter(Alert)
_hit = TypeAdapter(Hit)
_memory = TypeAdapter(Memory)
_level_memory = TypeAdapter(LevelMemory)


def event_text(event: Event) -> str:
    return _event.dump_json(event).decode()


def event_of(text: str) -> Event:
    return _event.validate_json(text)


def told_text(told: Told) -> str:
    return _told.dump_json(told).decode()


def told_of(text: str) -> Told:
    return _told.validate_json(text)


def alert_text(alert: Alert) -> str:
    return _alert.dump_json(alert).decode()


def alert_of(text: str) -> Alert:
    return _alert.validate_json(text)


def hit_text(hit: Hit) -> str:
    return _hit.dump_json(hit).decode()


def hit_of(text: str) -> Hit:
    return _hit.validate_json(text)


def memory_text(memory: Memory) -> str:
    return _memory.dump_json(memory).decode()


def memory_of(text: str) -> Memory:
    return _memory.validate_json(text)


def level_memory_text(memory: LevelMemory) -> str:
    return _level_memory.dump_json(memory).decode()


def level_memory_of(text: str) -> LevelMemory:
    return _level_memory.validate_json(text)
