"""Which step before a deadline is due to be told, and whether the day has passed unreported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from warn.model.rule import Deadline, DeadlineStatus

PASSED = timedelta(days=-1)
"""The step at which a deadline still pending has gone by: the end of its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineNotice:
    """Something about a deadline that is to be told now."""

    deadline: Deadline
    step: timedelta
    """To be remembered as told; `PASSED` when the day is over."""
    days_left: int
    """Whole days to the day itself; negative once it is past."""
    covers: tuple[timedelta, ...]
    """The step, then wider ones that were never told: this notice stands for them all."""

    @property
    def passed(self) -> bool:
        return self.step == PASSED

    @property
    def detail(self) -> str:
        day = self.deadline.due.isoformat()
        if self.passed:
            return f"{day} has passed with no report of what became of it"
        if self.days_left == 0:
            return f"today, {day}"
        return f"{self.days_left} day{'' if self.days_left == 1 else 's'} left, until {day}"


def status_at(deadline: Deadline, now: datetime) -> DeadlineStatus:
    """The deadline's status as of `now`: pending until the day from which another holds."""
    since = deadline.status_since
    if since is not None and now.astimezone(UTC).date() < since:
        return DeadlineStatus.PENDING
    return deadline.status


def due_steps(deadline: Deadline, told: frozenset[timedelta], now: datetime) -> DeadlineNotice | None:
    """The one notice due at `now` (aware), or None.

    Steps begin at 00:00 UTC. Of several reached the tightest is told and stands for the wider ones, so that a daemon
    that was down doesn't tell three at once. A step wider than one already told is over.
    """
    if status_at(deadline, now) is not DeadlineStatus.PENDING:
        return None
    day = datetime.combine(deadline.due, time.min, tzinfo=UTC)
    reached = sorted(step for step in {*deadline.steps, PASSED} if now >= day - step)
    if not reached or any(step <= reached[0] for step in told):
        return None
    return DeadlineNotice(
        deadline=deadline,
        step=reached[0],
        days_left=(deadline.due - now.astimezone(UTC).date()).days,
        covers=tuple(step for step in reached if step not in told),
    )
