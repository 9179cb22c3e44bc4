"""Leases due feeds each tick, polls them in threads, and records what they bring in one thread."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain, repeat

import structlog

from warn import pipeline
from warn.app.clock import Clock
from warn.edge.store import Database, StoreUnavailable
from warn.model.feed import Failed, Failure, Feed, FeedState
from warn.pipeline import Fetches, Parses, Poll, Recorded
from warn.telling import Policy

log = structlog.get_logger("warn.polling")

# A poll ends within its total deadline plus the parse limit; the lease only matters if this process dies.
LEASE = timedelta(minutes=10)
# Polls written in one transaction at most: with the disk to wait for, the commit is the cost.
BATCH = 64
LINGER_SECONDS = 0.005
RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)


class Polling:
    def __init__(  # noqa: PLR0913 - the loop's collaborators, each by name
        self,
        *,
        feeds: Mapping[str, Feed],
        database: Database,
        fetcher: Fetches,
        parser: Parses,
        policy: Policy,
        clock: Clock,
        workers: int,
        on_recorded: Callable[[Recorded], None],
    ) -> None:
        self.policy = policy
        self._feeds = feeds
        self._database = database
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._on_recorded = on_recorded
        self._limit = workers * 4
        self._in_flight = 0
        self._idle = threading.Condition()
        self._stopping = threading.Event()
        self._ended = False
        self.held = 0.0
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="poll")
        self._brought: queue.SimpleQueue[Poll | None] = queue.SimpleQueue()
        self._recorder = threading.Thread(target=self._record_all, name="recorder", daemon=True)
        self._recorder.start()

    def tick(self) -> int:
        """Lease what is due, up to the room there is, and start polling it. Returns how many feeds were leased.

        A feed whose host is taken by another is put back for as long (`held`: seconds until the first of them), so that
        no worker sleeps while others have work.
        """
        self.held = 0.0
        with self._idle:
            room = self._limit - self._in_flight
        if room <= 0 or self._stopping.is_set():
            return 0
        now = self._clock.now()
        states = pipeline.lease(self._database, now=now, limit=room, hold=LEASE)
        held: dict[str, float] = {}
        for state in states:
            feed = self._feeds[state.feed_id]
            if (wait := self._fetcher.turn(feed, state).total_seconds()) > 0:
                held[feed.id] = wait
                continue
            with self._idle:
                self._in_flight += 1
            self._pool.submit(self._poll, feed, state)
        if held:
            self.held = min(held.values())
            later = {feed_id: now + timedelta(seconds=wait * self._clock.rate) for feed_id, wait in held.items()}
            pipeline.put_back(self._database, later)
        return len(states)

    def wait_for_room(self, seconds: float) -> None:
        """Return when half of the room is free, after `seconds` at the latest: leases are cheaper by the dozen."""
        with self._idle:
            self._idle.wait_for(lambda: self._in_flight <= self._limit // 2 or self._stopping.is_set(), seconds)

    def wait_until_idle(self, seconds: float | None = None) -> bool:
        with self._idle:
            return self._idle.wait_for(lambda: self._in_flight == 0, seconds)

    def stop(self, seconds: float) -> bool:
        """Start nothing more, record what is under way; True if all of it was recorded in time.

        What was not stays leased and unrecorded, and is polled again after the next start: nothing is lost.
        """
        self._stopping.set()
        self._pool.shutdown(wait=False)
        done = self.wait_until_idle(seconds)
        self._brought.put(None)
        self._recorder.join(1.0)
        return done

    def _poll(self, feed: Feed, state: FeedState) -> None:
        if self._stopping.is_set():
            self._landed(1)
            return
        try:
            brought = pipeline.poll(feed, state, self._fetcher, self._parser)
        except Exception as error:  # supervisor of one feed: its fault must not reach another
            log.exception("poll failed inside warn", feed=feed.id)
            brought = _internal(feed, state, error)
        self._brought.put(brought)

    def _record_all(self) -> None:
        while batch := self._next_batch():
            self._record(batch)
            self._landed(len(batch))

    def _next_batch(self) -> list[Poll]:
        """What to record next, empty at the end: polls are gathered as long as they come in quick succession."""
        batch: list[Poll] = []
        wait: float | None = None
        while len(batch) < BATCH and not self._ended:
            try:
                poll = self._brought.get(timeout=wait)
            except queue.Empty:
                break
            if poll is None:
                self._ended = True
            else:
                batch.append(poll)
                wait = LINGER_SECONDS
        return batch

    def _landed(self, polls: int) -> None:
        with self._idle:
            self._in_flight -= polls
            self._idle.notify_all()

    def _record(self, batch: Sequence[Poll]) -> None:
        for one in self._recorded(batch):
            self._announce(one)

    def _recorded(self, group: Sequence[Poll]) -> Sequence[Recorded]:
        try:
            return self._until_written(group)
        except Exception as error:  # supervisor of the recorder: one poll's fault must not stop the rest
            log.exception("recording failed inside warn", feeds=[poll.feed.id for poll in group])
            if len(group) > 1:
                return [one for poll in group for one in self._recorded([poll])]
            poll = group[0]
            if poll.fetched == (failed := _internal(poll.feed, poll.state, error)).fetched:
                return []
            return self._recorded([failed])

    def _until_written(self, group: Sequence[Poll]) -> Sequence[Recorded]:
        """Record a group, waiting as long as the database can't be written."""
        for wait in chain(RETRY_SECONDS, repeat(RETRY_SECONDS[-1])):
            draws = [random.random() for _ in group]  # noqa: S311 - jitter
            try:
                return pipeline.record(self._database, group, self.policy, now=self._clock.now(), draws=draws)
            except StoreUnavailable as error:
                log.error("the database cannot be written", error=str(error), again_in_seconds=wait)
            if self._stopping.wait(wait):
                break
        return []

    def _announce(self, one: Recorded) -> None:
        try:
            self._on_recorded(one)
        except Exception:  # supervisor: it is written down; that saying so failed must not make it a failed poll
            log.exception("announcing failed inside warn", feed=one.feed_id)


def _internal(feed: Feed, state: FeedState, error: Exception) -> Poll:
    failed = Failed(failure=Failure.INTERNAL, detail=f"{type(error).__name__}: {error}"[:300])
    return Poll(feed=feed, state=state, fetched=failed)
