"""The only reader of the clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

# Time servers slew by far less than this between two ticks; a larger difference is somebody setting the clock.
JUMP = timedelta(seconds=5)


class Clock(Protocol):
    rate: float
    """Seconds of this clock in a second of ours: 1 but in a replay."""

    def now(self) -> datetime:
        """Wall time, aware UTC. It may jump."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go forward, at this clock's rate."""
        ...


class SystemClock:
    rate = 1.0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class SimulatedClock:
    """Time that starts at `start` when this is made and runs `rate` times as fast: for replays and the demo."""

    start: datetime
    rate: float
    origin: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self.origin) * self.rate


class JumpWatch:
    """Notices when wall time moves otherwise than monotonic time does."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall, self._monotonic = clock.now(), clock.monotonic()

    def jumped(self) -> timedelta | None:
        """How far wall time has jumped since the last call; None if it has not."""
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        drift = (wall - self._wall) - timedelta(seconds=monotonic - self._monotonic)
        self._wall, self._monotonic = wall, monotonic
        return drift if abs(drift) > JUMP * self._clock.rate else None
