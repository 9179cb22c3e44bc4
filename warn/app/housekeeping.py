"""What is done now and then, on APScheduler: deadlines, care of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger("warn.housekeeping")


class Housekeeping:
    """A handful of jobs. Feeds are not jobs: their due times live in the database.

    APScheduler's default grace of one second would drop a run that comes late; here a late run is run once. It also
    stops firing when wall time is set back, so `rearm` is called after every jump.
    """

    def __init__(self) -> None:
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._intervals: dict[str, timedelta] = {}
        self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)

    def every(self, interval: timedelta, name: str, work: Callable[[], None]) -> None:
        self._intervals[name] = interval
        self._scheduler.add_job(_supervised, "interval", [name, work], seconds=interval.total_seconds(), id=name)

    def start(self) -> None:
        self._scheduler.start()

    def rearm(self) -> None:
        """After a clock jump: every job runs again at its interval from now on."""
        if not self._scheduler.running:
            return
        for name, interval in self._intervals.items():
            self._scheduler.reschedule_job(name, trigger="interval", seconds=interval.total_seconds())
        self._scheduler.wakeup()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def _supervised(name: str, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:  # supervisor of housekeeping: the next run may succeed, and the fault is in the log
        log.exception("housekeeping failed", job=name)
