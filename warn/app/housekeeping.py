"""What is done now and then, on APScheduler: deadlines, care of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

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
        self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)

    def every(self, interval: timedelta, name: str, work: Callable[[], None]) -> None:
        self._scheduler.add_job(_supervised, "interval", [name, work], seconds=interval.total_seconds(), id=name)

    def start(self) -> None:
        self._scheduler.start()

    def rearm(self, now: datetime) -> None:
        """After a clock jump: every job runs now, and from now on at its interval."""
        for job in self._scheduler.get_jobs():
            job.reschedule(job.trigger.__class__(seconds=int(job.trigger.interval.total_seconds()), timezone=UTC))
            job.modify(next_run_time=now)
        self._scheduler.wakeup()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)


def _supervised(name: str, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:  # supervisor of housekeeping: the next run may succeed, and the fault is in the log
        log.exception("housekeeping failed", job=name)
