"""One thread a destination: claims what is due, sends it, records what became of it. None waits for another."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from warn.app.clock import Clock
from warn.core import outbox
from warn.core.render import render
from warn.edge.store import Database, StoreUnavailable, Transaction, alerts
from warn.model.alert import Delivery, DeliveryState, Destination, Message, NotSent, SendResult, Settled

log = structlog.get_logger("warn.sending")

# A send ends within the destination's own time limit; the lease only matters if this process dies.
LEASE = timedelta(minutes=5)
SETTLE_AGAIN_SECONDS = 1.0
LOOK_SECONDS = 1.0
"""How often a destination looks into the outbox when nobody wakes it."""


class Sends(Protocol):
    def send(self, message: Message) -> SendResult: ...


class Sending:
    """The send loop of one destination."""

    def __init__(
        self,
        destination: Destination,
        sender: Sends,
        *,
        database: Database,
        clock: Clock,
        on_dead: Callable[[Transaction, Delivery, str], None],
    ) -> None:
        self.destination = destination
        self._sender = sender
        self._database = database
        self._clock = clock
        self._on_dead = on_dead
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._bucket = outbox.Bucket.full(destination.per_minute, clock.now())
        self._thread = threading.Thread(target=self._run, name=f"send-{destination.id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something may be due."""
        self._wake.set()

    def end(self) -> None:
        """Start no further send."""
        self._stopping.set()
        self._wake.set()

    def stop(self, seconds: float) -> bool:
        """Let the send under way end; True if it did in time."""
        self.end()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                sent = self.send_one()
            except StoreUnavailable as error:
                log.error("the outbox cannot be read or written", destination=self.destination.id, error=str(error))
                self._stopping.wait(5.0)
                continue
            except Exception:  # supervisor of one destination: its fault must not end its thread
                log.exception("sending failed inside warn", destination=self.destination.id)
                self._stopping.wait(5.0)
                continue
            if not sent:
                self._wake.wait(LOOK_SECONDS)
                self._wake.clear()

    def send_one(self) -> bool:
        """Send the most severe due delivery, if there is one; False if there was none."""
        spent, pause = self._bucket.take(self._clock.now())
        if pause:
            self._bucket = spent  # dated now: the date before a clock was set back would let nothing through till then
            self._stopping.wait(pause.total_seconds() / self._clock.rate)
            return True
        with self._database.writing() as transaction:
            delivery = alerts.claim(transaction, self.destination.id, self._clock.now(), LEASE)
        if delivery is None:
            return False
        self._bucket = spent
        self._settle(delivery, self._send(delivery))
        return True

    def _send(self, delivery: Delivery) -> SendResult:
        try:
            message = render(
                delivery.alert,
                self.destination.form,
                attempt=delivery.attempt,
                possible_repeat=delivery.possible_repeat,
            )
            return self._sender.send(message)
        except Exception as error:  # supervisor of one delivery: it is tried again, and the fault is in the log
            log.exception("sending failed inside warn", destination=self.destination.id, alert=delivery.alert.id)
            return NotSent(permanent=False, unknown=True, detail=f"{type(error).__name__} inside warn")

    def _settle(self, delivery: Delivery, result: SendResult) -> None:
        """Record what became of a try. A busy database is waited for: to forget the answer would be to send again."""
        now = self._clock.now()
        verdict = outbox.after(
            result,
            delivery.attempt,
            delivery.first_try,
            now,
            random.random(),  # noqa: S311 - jitter
            possible_repeat=delivery.possible_repeat,
        )
        while not self._written(delivery, verdict, now):
            if self._stopping.wait(SETTLE_AGAIN_SECONDS):
                return
        told = {"destination": self.destination.id, "alert": delivery.alert.id, "attempt": delivery.attempt}
        if isinstance(verdict, outbox.Done):
            log.info("sent", **told)
        elif isinstance(verdict, outbox.Retry):
            log.warning("not sent", **told, again=verdict.due.isoformat(timespec="seconds"), error=verdict.reason)
        else:
            log.error("dead letter", **told, error=verdict.reason)

    def _written(self, delivery: Delivery, verdict: outbox.Verdict, now: datetime) -> bool:
        try:
            with self._database.writing() as transaction:
                ours = alerts.settle(transaction, delivery, _outcome(verdict, delivery, now))
                if ours and isinstance(verdict, outbox.Dead):
                    self._on_dead(transaction, delivery, verdict.reason)
        except StoreUnavailable as error:
            log.error("the outbox cannot be written", destination=self.destination.id, error=str(error))
            return False
        return True


def _outcome(verdict: outbox.Verdict, delivery: Delivery, now: datetime) -> Settled:
    repeat = delivery.possible_repeat
    if isinstance(verdict, outbox.Done):
        return Settled(state=DeliveryState.SENT, due=now, possible_repeat=repeat, at=now)
    if isinstance(verdict, outbox.Dead):
        return Settled(state=DeliveryState.DEAD, due=now, possible_repeat=repeat, error=verdict.reason, at=now)
    return Settled(
        state=DeliveryState.PENDING, due=verdict.due, possible_repeat=verdict.possible_repeat, error=verdict.reason
    )
