"""When to try a delivery again, when to give up, and how fast to send: policy without a clock.

At least once: exactly once can't be had over Slack or SMTP. A try whose end nobody knows is repeated, and the
repeat says that it may be one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from warn.model.alert import NotSent, SendResult, Sent

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_ASKED_WAIT = timedelta(hours=1)
"""Most that a destination's Retry-After may hold back an alert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It was taken: nothing more to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Try again at `due`."""

    due: datetime
    possible_repeat: bool
    """This or an earlier try may have arrived: the next message says so."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """Given up: somebody must be told by another way."""

    reason: str


Verdict = Done | Retry | Dead


def after(
    result: SendResult,
    attempt: int,
    first_try: datetime,
    now: datetime,
    draw: float,
    *,
    possible_repeat: bool = False,
) -> Verdict:
    """What follows from try number `attempt` (from 1) of a delivery first tried at `first_try`.

    `draw` is a random number in [0, 1): it spreads retries, so that a destination which recovers isn't flooded.
    `possible_repeat` is the delivery's own flag: once a try may have arrived, every later one may be a repeat.
    """
    if isinstance(result, Sent):
        return Done()
    if result.permanent:
        return Dead(reason=result.detail)
    if now - first_try >= GIVE_UP_AFTER:
        return Dead(reason=f"given up after {attempt} tries in {_hours(now - first_try)}: {result.detail}")
    due = now + wait(result, attempt, draw)
    # The last try is made when the time is up, never before it.
    last = first_try + GIVE_UP_AFTER
    if result.retry_after is None and due > last:
        due = last
    return Retry(due=due, possible_repeat=possible_repeat or result.unknown, reason=result.detail)


def wait(result: NotSent, attempt: int, draw: float) -> timedelta:
    """How long to wait after try number `attempt`: doubling from 5 s to 15 min, at least what was asked for."""
    doublings: int = 1 << min(max(attempt, 1) - 1, 12)
    step = min(FIRST_WAIT * doublings, LONGEST_WAIT)
    backoff = max(FIRST_WAIT, step * (0.5 + 0.5 * draw))
    if result.retry_after is None or not result.retry_after > 0:
        return backoff
    asked = timedelta(seconds=min(result.retry_after, LONGEST_ASKED_WAIT.total_seconds()))
    # Never sooner than asked; a little later, so that several deliveries don't come back at once.
    return max(asked + FIRST_WAIT * draw, backoff)


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f} h"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Token bucket of one destination: at most `per_minute` messages in a steady minute, `burst` at once."""

    per_minute: float
    burst: float
    tokens: float
    filled: datetime
    """When `tokens` was true."""

    @classmethod
    def full(cls, per_minute: float, now: datetime) -> Bucket:
        """A bucket that lets a sixth of a minute's messages (at least one) out at once."""
        burst = max(1.0, per_minute / 6)
        return cls(per_minute=per_minute, burst=burst, tokens=burst, filled=now)

    def refilled(self, now: datetime) -> Bucket:
        """The bucket as it stands at `now`; a clock that went back adds nothing and takes nothing."""
        gained = max(0.0, (now - self.filled).total_seconds()) * self.per_minute / 60
        return replace(self, tokens=min(self.burst, self.tokens + gained), filled=now)

    def take(self, now: datetime) -> tuple[Bucket, timedelta]:
        """The bucket after one message, and a zero wait; or the bucket unspent, and how long to wait for a token."""
        current = self.refilled(now)
        if current.tokens >= 1 - 1e-9:
            return replace(current, tokens=max(0.0, current.tokens - 1)), timedelta(0)
        return current, timedelta(seconds=max(0.001, (1 - current.tokens) * 60 / self.per_minute))
