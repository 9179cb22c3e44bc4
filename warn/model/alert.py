"""Something somebody must be told, why, and each promise to tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from warn.model.event import Evidence
from warn.model.item import ScorePart


class Reason(StrEnum):
    """Why something is told, or isn't."""

    NEW_EVENT = "new event"
    MORE_SEVERE = "more severe"
    NEW_INDICATOR = "new indicator"
    OTHER_SIDE = "confirmed by another side"
    DENIED = "denied"
    TOLL_REVISED = "toll revised"
    COUNT = "count reached"
    SURGE = "surge"
    ABSENCE = "expected report missing"
    STATE_CHANGED = "state changed"
    SEQUENCE = "sequence complete"
    DEADLINE_NEAR = "deadline near"
    DEADLINE_PASSED = "deadline passed"
    TEST = "test message"
    SELF = "about warn itself"
    BELOW_THRESHOLD = "below threshold"
    UNCORROBORATED = "not corroborated"
    NOT_FRESH = "not fresh"
    NOTHING_NEW = "nothing new"

    @property
    def tells(self) -> bool:
        return self not in {Reason.BELOW_THRESHOLD, Reason.UNCORROBORATED, Reason.NOT_FRESH, Reason.NOTHING_NEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to "tell somebody?", with its reason in words."""

    reason: Reason
    detail: str

    @property
    def tells(self) -> bool:
        return self.reason.tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message to the desk, before it is put into any destination's form."""

    id: str
    """Short hex key, shown in every message: the same alert sent twice carries the same key."""
    watch: str
    watch_name: str
    event_id: str
    reason: Reason
    detail: str
    """What is new since the last message, in one line."""
    severity: int
    indicator: str
    direction: str
    headline: str
    why: str
    """The rule's own reason."""
    places: tuple[str, ...]
    """Names, not ids."""
    sides: tuple[str, ...]
    publishers: tuple[str, ...]
    score: float
    parts: tuple[ScorePart, ...]
    evidence: tuple[Evidence, ...]
    created: datetime


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One named place to send to, for one recipient.

    `url` is an Apprise URL and a secret: never shown, never logged; `repr` leaves it out.
    """

    id: str
    """`desk-slack`, or `desk-mail/ann@example.org` where a destination has several recipients."""
    form: str
    """How a message is rendered for it: `console`, `slack`, `mail`, `text`."""
    url: str
    min_severity: int = 1
    watches: frozenset[str] = frozenset()
    """Empty: every watch."""
    per_minute: float = 30.0
    """Most messages a minute."""

    def __repr__(self) -> str:
        return f"Destination({self.id!r}, form={self.form!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A claimed promise to send one alert to one destination."""

    id: int
    alert: Alert
    destination: str
    attempt: int
    """1 for the first try."""
    possible_repeat: bool
    """An earlier try may have arrived: the message says so."""
    first_try: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The destination took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """The destination did not take it, or nobody knows."""

    permanent: bool
    """No later try can succeed (bad address, revoked hook)."""
    unknown: bool
    """It may have arrived (time-out, connection lost after sending)."""
    detail: str
    """One line, without secrets."""
    retry_after: float | None = None
    """Seconds the destination asked us to wait."""


SendResult = Sent | NotSent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a try left of a delivery."""

    state: DeliveryState
    due: datetime
    possible_repeat: bool
    error: str = ""
    at: datetime | None = None
    """When it ended for good; None: it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert in the form of one destination: what goes over the wire."""

    title: str
    text: str
    html: str = ""
    thread: str = ""
    """What messages about one event share (mail References)."""
