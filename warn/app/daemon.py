"""The running daemon: one tick for the feeds, one loop a destination, a few housekeeping jobs."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from warn import telling
from warn.app import build
from warn.app.build import Plan
from warn.app.clock import Clock, JumpWatch
from warn.app.housekeeping import Housekeeping
from warn.app.polling import Polling
from warn.app.reloading import Reloading
from warn.app.sending import Sending
from warn.core import schedule
from warn.core.judge import Judge
from warn.edge.deliver import Sender
from warn.edge.store import Database, StoreUnavailable, Transaction, alerts, feeds, rulesets
from warn.model.alert import Alert, Delivery, Destination, Reason
from warn.model.problem import Problem
from warn.model.rulebook import RuleBook
from warn.pipeline import Recorded

log = structlog.get_logger("warn.daemon")

TICK_SECONDS = 1.0
STOP_SECONDS = 8.0
"""How long polls and sends under way may take to end: a container is killed ten seconds after SIGTERM."""
DEADLINES_EVERY = timedelta(minutes=10)
SERIES_EVERY = timedelta(minutes=5)
RULES_EVERY = timedelta(seconds=2)
"""Of real time: how often the rules' files are looked at."""
TIDY_EVERY = timedelta(hours=24)
SHORTEST_INTERVAL = timedelta(seconds=0.5)
FIRST_POLLS_WITHIN = timedelta(seconds=30)
LONGEST_DELIVERY_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run has come to so far."""

    polls: int = 0
    failed: int = 0
    items: int = 0
    edits: int = 0
    alerts: int = 0

    def plus(self, one: Recorded) -> Summary:
        return Summary(
            polls=self.polls + 1,
            failed=self.failed + (one.failure is not None),
            items=self.items + one.items,
            edits=self.edits + one.edits,
            alerts=self.alerts,
        )


class Daemon:
    """Everything that lives as long as the process; use as a context manager."""

    def __init__(self, plan: Plan, clock: Clock, *, on_alert: Callable[[Alert], None] | None = None) -> None:
        self.plan = plan
        self.summary = Summary()
        self._counting = threading.Lock()
        self._clock = clock
        self._on_alert = on_alert
        self.on_polled: Callable[[], None] = lambda: None
        self._stopping = threading.Event()
        plan.settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.database = Database(plan.database_url)
        self.database.own()
        self.database.migrate()
        self._fetcher = build.fetcher(plan.settings)
        self._parser = build.parser(plan.settings)
        self._polling = self._make_polling()
        self._senders = [self._make_sending(destination) for destination in plan.policy.destinations]
        self._housekeeping = Housekeeping()
        self._reloading = Reloading(plan.everything, self._use_rules, self._tell_refused)
        self._jumps = JumpWatch(clock)
        self._jumped = timedelta(0)
        self._prepare()

    def run(self) -> None:
        """Until `end`, or SIGTERM or SIGINT where `stop_on_signals` was called."""
        self.start()
        while not self._stopping.is_set():
            started = self.tick()
            if started:
                self._polling.wait_for_room(TICK_SECONDS)
            else:
                self._stopping.wait(TICK_SECONDS / min(self._clock.rate, 50.0))

    def start(self) -> None:
        """Start sending and housekeeping; polling is driven by `run` or `poll_due`."""
        for sending in self._senders:
            sending.start()
        often = max(DEADLINES_EVERY / self._clock.rate, SHORTEST_INTERVAL)
        self._housekeeping.every(often, "deadlines", self.tell_deadlines)
        self._housekeeping.every(max(TIDY_EVERY / self._clock.rate, SHORTEST_INTERVAL), "tidy", self.database.tidy)
        self._housekeeping.every(max(SERIES_EVERY / self._clock.rate, SHORTEST_INTERVAL), "series", self.tell_series)
        self._housekeeping.every(max(SERIES_EVERY / self._clock.rate, SHORTEST_INTERVAL), "levels", self.tell_levels)
        self._housekeeping.every(RULES_EVERY, "rules", self._reloading.look)
        self._housekeeping.start()
        self.tell_deadlines()
        self.tell_series()
        self.tell_levels()

    def poll_due(self) -> None:
        """Poll everything that is due, in turn where a host has several, and wait until it is recorded."""
        while self._polling.tick():
            self._polling.wait_for_room(60.0)
            self._stopping.wait(self._polling.held)
        self._polling.wait_until_idle()

    def run_once(self, *, everything: bool, wait: float) -> bool:
        """Poll what is due (or every feed) and deliver; False if something due is undelivered after `wait` seconds."""
        self.start()
        self.make_due(only_new=not everything)
        self.poll_due()
        return self.deliver_due(wait)

    def make_due(self, *, only_new: bool = False) -> None:
        """Every enabled feed is due now; with `only_new` those that were never polled."""
        now = self._clock.now()
        with self.database.writing() as transaction:
            chosen = [one for one in feeds.states(transaction) if not only_new or one.last_poll is None]
            feeds.set_due(transaction, {one.feed_id: now for one in chosen if not one.gone})

    def deliver_due(self, seconds: float) -> bool:
        """Wait until no delivery is due; False if some still are after `seconds`."""
        waited = threading.Event()
        for _ in range(int(seconds * 20)):
            if not self._due_deliveries():
                return True
            waited.wait(0.05)
        return False

    def stop_on_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.end())

    def end(self) -> None:
        """Make `run` return soon; safe from any thread."""
        self._stopping.set()

    def stop(self) -> bool:
        """End cleanly; True if every poll and send under way ended in time."""
        self._stopping.set()
        self._housekeeping.stop()
        for sending in self._senders:
            sending.end()
        until = time.monotonic() + STOP_SECONDS
        done = self._polling.stop(STOP_SECONDS / 2)
        for sending in self._senders:
            done = sending.stop(max(0.0, until - time.monotonic())) and done
        self._fetcher.close()
        self._parser.close()
        self.database.close()
        return done

    def tell_deadlines(self) -> None:
        policy = self._polling.policy
        pending = policy.judge.rulebook.deadlines
        self._announce(telling.tell_deadlines(self.database, pending, policy, now=self._clock.now()))

    def tell_series(self) -> None:
        self._announce(telling.tell_series(self.database, self._polling.policy, now=self._clock.now()))

    def tell_levels(self) -> None:
        self._announce(telling.tell_levels_by_time(self.database, self._polling.policy, now=self._clock.now()))

    def _use_rules(self, rulebook: RuleBook) -> None:
        """From the next poll on, judge by these rules."""
        policy = self._polling.policy
        with self.database.writing() as transaction:
            rulesets.used(transaction, rulebook, self._clock.now())
        self._polling.policy = replace(policy, judge=Judge(rulebook, policy.judge.classifier))

    def _tell_refused(self, problems: Sequence[Problem]) -> None:
        """A bad edit must not stay unseen: the desk would wait for a rule that isn't there."""
        shown = "; ".join(str(problem) for problem in problems[:3])
        more = f" and {len(problems) - 3} more" if len(problems) > 3 else ""
        with self.database.writing() as transaction:
            telling.tell_about_itself(
                transaction,
                f"{shown}{more}",
                "Changed rules are refused, the old ones stay",
                self.plan.policy.destinations,
                now=self._clock.now(),
            )
        for sending in self._senders:
            sending.wake()

    def tick(self) -> int:
        """Start polling what is due; returns how many polls were started. Called about once a second."""
        self._jumped += self._jumps.jumped() or timedelta(0)
        try:
            if self._jumped:
                self._after_jump(self._jumped)
                self._jumped = timedelta(0)
            return self._polling.tick()
        except StoreUnavailable as error:
            log.error("the database cannot be read or written", error=str(error))
            return 0

    def _after_jump(self, jump: timedelta) -> None:
        """Wall time was set: what was due in so many minutes still is."""
        now = self._clock.now()
        log.warning("the clock was set", by_seconds=jump.total_seconds(), now=now.isoformat())
        with self.database.writing() as transaction:
            feeds.shift(transaction, jump)
            alerts.shift_deliveries(transaction, jump)
        self._housekeeping.rearm()

    def _prepare(self) -> None:
        """Make the database hold this plan's feeds, and take up what the last process left."""
        now = self._clock.now()
        first = {
            feed.id: schedule.first_due(feed, now=now, draw=random.random(), spread=FIRST_POLLS_WITHIN)  # noqa: S311
            for feed in self.plan.everything.enabled
        }
        with self.database.writing() as transaction:
            feeds.sync(transaction, self.plan.everything.enabled, first, now)
            known = {feed.id: feed for feed in self.plan.everything.enabled}
            late = {
                state.feed_id: schedule.clamp_due(state.due, now, schedule.longest_wait(known[state.feed_id], state))
                for state in feeds.states(transaction)
                if not state.gone
            }
            feeds.set_due(transaction, late)
            alerts.clamp_deliveries(transaction, now + LONGEST_DELIVERY_WAIT)
            freed = alerts.release_abandoned(transaction, now)
            rulesets.used(transaction, self.plan.policy.judge.rulebook, now)
            self._bury_orphans(transaction, now)
        if freed:
            log.warning("deliveries were under way when the last process ended; they are sent again", count=freed)

    def _make_polling(self) -> Polling:
        return Polling(
            feeds={feed.id: feed for feed in self.plan.everything.enabled},
            database=self.database,
            fetcher=self._fetcher,
            parser=self._parser,
            policy=self.plan.policy,
            clock=self._clock,
            workers=self.plan.settings.fetch.workers,
            on_recorded=self._after_poll,
        )

    def _make_sending(self, destination: Destination) -> Sending:
        return Sending(
            destination,
            Sender(destination),
            database=self.database,
            clock=self._clock,
            on_dead=self._after_dead_letter,
        )

    def _after_poll(self, recorded: Recorded) -> None:
        with self._counting:
            self.summary = self.summary.plus(recorded)
        self.on_polled()
        if recorded.failure:
            log.warning(
                "poll failed", feed=recorded.feed_id, why=recorded.failure.failure.value, detail=recorded.failure.detail
            )
        elif recorded.items or recorded.edits:
            log.info(
                "polled",
                feed=recorded.feed_id,
                items=recorded.items,
                edits=recorded.edits,
                hits=recorded.hits,
                alerts=len(recorded.alerts),
            )
        self._announce(recorded.alerts)

    def _announce(self, told: Sequence[Alert]) -> None:
        with self._counting:
            self.summary = replace(self.summary, alerts=self.summary.alerts + len(told))
        for alert in told:
            log.info(
                "alert", alert=alert.id, severity=alert.severity, reason=alert.reason.value, headline=alert.headline
            )
            if self._on_alert:
                self._on_alert(alert)
        if told:
            for sending in self._senders:
                sending.wake()

    def _after_dead_letter(self, transaction: Transaction, delivery: Delivery, why: str) -> None:
        """What could not be delivered is told through the other destinations, in the transaction that gives it up."""
        others = [one for one in self.plan.policy.destinations if one.id != delivery.destination]
        if delivery.alert.reason is Reason.SELF or not others:
            return
        detail = f"alert {delivery.alert.id} ({delivery.alert.headline}): {why}"
        headline = f"Could not deliver to {delivery.destination}"
        telling.tell_about_itself(transaction, detail, headline, others, now=self._clock.now())
        for sending in self._senders:
            sending.wake()

    def _bury_orphans(self, transaction: Transaction, now: datetime) -> None:
        """What was promised to destinations that warn.yaml no longer names is given up, and told."""
        destinations = self.plan.policy.destinations
        for lost, count in alerts.bury_orphans(transaction, [one.id for one in destinations], now).items():
            log.error("destination is gone from the settings", destination=lost, undelivered=count)
            detail = f"{count} alert{'' if count == 1 else 's'} had not been delivered to it"
            telling.tell_about_itself(transaction, detail, f"No destination {lost} any more", destinations, now=now)

    def _due_deliveries(self) -> int:
        with self.database.reading() as transaction:
            return alerts.due_count(transaction, [one.id for one in self.plan.policy.destinations], self._clock.now())
