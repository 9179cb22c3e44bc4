"""What a person said of an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    TRUE = "true"
    """It is what the rules took it for."""
    FALSE = "false"
    """A false alarm."""
    MISSED = "missed"
    """No rule found it, and one should have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One person's word on one item, for one watch; a later one replaces it."""

    item_id: str
    watch: str
    verdict: Verdict
    author: str
    note: str
    at: datetime
