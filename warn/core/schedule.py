"""When to poll a feed again, what to remember of a poll, and how a feed is doing. Pure: `now` and chance are arguments.

Two wishes pull at every interval: the origin would be asked less, the desk would know sooner. The desk's is bounded
below (no origin is hammered) and the origin's above (no header can put an alerting feed to sleep), both by tier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from warn.model.feed import Body, Failed, Failure, Feed, FeedState, Fetched, NotModified, Validators

LONGEST = timedelta(hours=24)
"""No feed that is still polled waits longer, whatever its origin asks."""
SHORTEST = timedelta(seconds=60)
GONE_FOR = timedelta(days=3650)
ADOPT_AFTER = 3
"""Polls in a row that must agree on a permanent redirect; one bad deployment must not move a feed."""
ABANDON_AFTER = 3
"""Consecutive failures after which an adopted address is given up for the one in feeds.yaml."""
GONE_AFTER = 3
"""Consecutive failures, the last two of them 410, after which a feed is polled no more."""
FAILING_AFTER = 3
"""Consecutive failures from which a feed counts as failing: one time-out is weather."""
_MAX_SLOWDOWN = 4
_RHYTHM_WEIGHT = 0.3
"""Weight of the newest gap in the moving average: a change of rhythm is believed after about three gaps."""

# The longest silence that a failing or wishful origin can bring about. Tier 1 carries the first word of an event and
# quarter of an hour is what the desk accepts not to know; a bridge to a social network mostly fails for days.
_CAPS = {
    1: timedelta(minutes=15),
    2: timedelta(hours=1),
    3: timedelta(hours=6),
    4: timedelta(hours=12),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One poll, seen to its end: fetched and, where there was a body, read."""

    fetched: Fetched
    """A body that could not be read comes here as the Failed that says so."""
    new_items: int = 0
    """Items never seen before; edits don't count."""
    body_hash: bytes = b""
    """Of the body; empty: there was none, keep the old."""
    block_hashes: bytes = b""
    ttl: timedelta | None = None
    """The document's own wish (RSS <ttl>)."""

    @property
    def ok(self) -> bool:
        return not isinstance(self.fetched, Failed)


def tier_cap(feed: Feed) -> timedelta:
    """The longest an origin's failure or wish may keep us away; never shorter than the feed's own interval."""
    cap = _CAPS[min(max(feed.tier, 1), 4)]
    return min(max(cap, feed.interval), LONGEST)


def next_state(feed: Feed, state: FeedState, outcome: Outcome, *, now: datetime, draw: float) -> FeedState:
    """What to remember after a poll, with the next due time. `draw` in [0, 1) spreads the due times."""
    fetched = outcome.fetched
    if isinstance(fetched, Failed):
        return _after_failure(feed, state, fetched, now=now, draw=draw)
    return _after_success(feed, state, outcome, fetched, now=now, draw=draw)


def _after_success(
    feed: Feed, state: FeedState, outcome: Outcome, fetched: Body | NotModified, *, now: datetime, draw: float
) -> FeedState:
    url, candidate, agreed = _address(feed, state, fetched.moved_to)
    rhythm = _rhythm(feed, state, outcome.new_items, now)
    wait = _interval(feed, rhythm, _origin_wish(fetched.max_age, outcome.ttl), draw)
    has_body = isinstance(fetched, Body) and bool(outcome.body_hash)
    return replace(
        state,
        due=now + wait,
        url=url,
        validators=fetched.validators,
        body_hash=outcome.body_hash if has_body else state.body_hash,
        block_hashes=outcome.block_hashes if has_body else state.block_hashes,
        rhythm=rhythm,
        failures=0,
        failure=None,
        failure_detail="",
        moved_to=candidate,
        moved_count=agreed,
        gone=False,
        first_ok=state.first_ok or now,
        last_poll=now,
        last_ok=now,
        last_new=now if outcome.new_items else state.last_new,
        items_seen=state.items_seen + outcome.new_items,
    )


def _after_failure(feed: Feed, state: FeedState, failed: Failed, *, now: datetime, draw: float) -> FeedState:
    """Validators and hashes stay: they are the last good poll's.

    Three polls in a row that answer 410 end polling, unless at an adopted address: one may be a bad deployment.
    """
    failures = state.failures + 1
    adopted = bool(state.url)
    still = failed.failure is Failure.GONE and state.failure is Failure.GONE
    gone = still and failures >= GONE_AFTER and not adopted
    wait = GONE_FOR if gone else backoff(feed, failed, failures, draw)
    after = replace(
        state,
        due=now + wait,
        failures=failures,
        failure=failed.failure,
        failure_detail=failed.detail,
        gone=gone,
        last_poll=now,
    )
    if adopted and (failures >= ABANDON_AFTER or failed.failure is Failure.GONE):
        # The validators were the other address's; here they could earn a 304 for a document never seen.
        return replace(after, url="", validators=Validators(), moved_to="", moved_count=0)
    return after


def backoff(feed: Feed, failed: Failed, failures: int, draw: float) -> timedelta:
    """How long to leave a failing feed alone: doubling from its interval up to the tier's cap.

    Retry-After is a floor. With 429 and 503 it may exceed the cap, because going on is what gets an address banned;
    with any other status it may not.
    """
    cap = tier_cap(feed)
    base = _base(feed)
    # A document that had to be refused or its parser killed costs us, not its origin: no quick second try.
    wait = cap if failed.failure is Failure.HOSTILE else min(cap, base * 2 ** min(failures - 1, 20))
    wait = max(wait * (1 - 0.1 * draw), SHORTEST)
    asked = failed.retry_after or timedelta(0)
    if failed.failure is not Failure.THROTTLED:
        return min(max(wait, min(asked, cap)), LONGEST)
    # Later than asked, never sooner; capped first, so that a wish of centuries can't overflow.
    return min(max(wait, min(asked, LONGEST) * (1 + 0.1 * draw)), LONGEST)


def _base(feed: Feed) -> timedelta:
    return min(max(feed.interval, SHORTEST), LONGEST)


def _origin_wish(max_age: timedelta | None, ttl: timedelta | None) -> timedelta:
    return max(max_age or timedelta(0), ttl or timedelta(0))


def _interval(feed: Feed, rhythm: timedelta | None, wish: timedelta, draw: float) -> timedelta:
    """Half the typical gap between new items, within bounds, then what the origin asks, within bounds.

    Half a gap means that an item waits a quarter of a gap on average; an unlearnt rhythm gives the configured interval.
    """
    base = _base(feed)
    fastest, slowest = _bounds(feed)
    wait = rhythm / 2 if rhythm else base
    wait = max(min(wait, slowest), min(wish, slowest))
    return min(max(wait * (0.95 + 0.1 * draw), fastest), slowest)


def _bounds(feed: Feed) -> tuple[timedelta, timedelta]:
    base = _base(feed)
    fastest = max(base / 2, SHORTEST)
    return fastest, max(min(base * _MAX_SLOWDOWN, tier_cap(feed)), fastest)


def _rhythm(feed: Feed, state: FeedState, new_items: int, now: datetime) -> timedelta | None:
    """Moving average of the gap between new items. The first poll is a backfill and says nothing.

    Only gaps that a new item has ended count: stretching the interval while a feed is silent would make it slowest
    just when the silence breaks.
    """
    if not new_items or state.last_new is None:
        return state.rhythm
    gap = (now - state.last_new) / new_items
    if gap <= timedelta(0):  # the clock went back
        return state.rhythm
    base = _base(feed)
    # Beyond this a longer gap changes nothing, and one outlier (a holiday, a clock jump) would take days to forget.
    gap = min(gap, base * 2 * _MAX_SLOWDOWN)
    learnt = state.rhythm or base * 2
    return learnt * (1 - _RHYTHM_WEIGHT) + gap * _RHYTHM_WEIGHT


def _address(feed: Feed, state: FeedState, moved_to: str) -> tuple[str, str, int]:
    """Address to poll (empty: the configured one), redirect candidate, and how many polls in a row agree on it."""
    if not moved_to:
        return state.url, "", 0
    agreed = state.moved_count + 1 if moved_to == state.moved_to else 1
    if agreed < ADOPT_AFTER:
        return state.url, moved_to, agreed
    return ("" if moved_to == feed.url else moved_to), "", 0


def first_due(feed: Feed, now: datetime, draw: float, spread: timedelta) -> datetime:
    """First poll of a new feed: a random moment of `spread` (at most its interval), so that no storm breaks loose."""
    return now + min(spread, _base(feed)) * draw


def longest_wait(feed: Feed, state: FeedState) -> timedelta:
    """The longest that next_state could have set: a due time further off was written by another clock."""
    if state.gone:
        return GONE_FOR
    if state.failure is Failure.THROTTLED:
        return LONGEST
    return tier_cap(feed) if state.failures else _bounds(feed)[1]


def clamp_due(due: datetime, now: datetime, longest: timedelta) -> datetime:
    """`due`, but no later than `longest` from now. Applied at start: a clock set back meanwhile stops no feed."""
    return min(due, now + longest)


class HealthKind(StrEnum):
    ALIVE = "alive"
    STALE = "stale"
    FAILING = "failing"
    BLOCKED = "blocked"
    GONE = "gone"
    NEVER_POLLED = "never polled"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a feed is doing, with the reason in a sentence."""

    kind: HealthKind
    detail: str

    @property
    def ok(self) -> bool:
        """Nothing for a person to look at."""
        return self.kind in {HealthKind.ALIVE, HealthKind.NEVER_POLLED, HealthKind.DISABLED}


def health(feed: Feed, state: FeedState, now: datetime) -> Health:
    """Judge a feed by what the last polls left behind."""
    if not feed.enabled:
        return Health(kind=HealthKind.DISABLED, detail="switched off in feeds.yaml")
    if state.gone:
        return Health(kind=HealthKind.GONE, detail="the origin says it is gone for good (410): find its new address")
    if state.last_poll is None:
        return Health(kind=HealthKind.NEVER_POLLED, detail="waits for its first poll")
    if state.failures and (state.failures >= FAILING_AFTER or state.last_ok is None):
        return _unwell(state, now)
    return _by_items(feed, state, now)


def _unwell(state: FeedState, now: datetime) -> Health:
    kind = HealthKind.BLOCKED if state.failure is Failure.BLOCKED else HealthKind.FAILING
    since = f"last good poll {ago(now, state.last_ok)}" if state.last_ok else "no good poll yet"
    times = f"{state.failures} time{'s' if state.failures > 1 else ''} in a row"
    return Health(kind=kind, detail=f"{state.failure or 'failed'} {times}, {since}: {state.failure_detail}")


def _by_items(feed: Feed, state: FeedState, now: datetime) -> Health:
    heard = state.last_new or state.first_ok
    news = f"last new item {ago(now, state.last_new)}" if state.last_new else "no item yet"
    hiccup = f"; last poll failed ({state.failure})" if state.failures else ""
    if heard is not None and now - heard > feed.stale_after:
        limit = span_in_words(feed.stale_after)
        return Health(kind=HealthKind.STALE, detail=f"{news}, expected one within {limit}{hiccup}")
    return Health(kind=HealthKind.ALIVE, detail=f"{news}{hiccup}")


OVERDUE = timedelta(hours=1)
"""A feed that should have been polled longer ago than this isn't being polled."""


def answers(state: FeedState, now: datetime) -> bool:
    """Whether a report that a feed carries would have reached us: it is polled when due, and the last poll worked."""
    return not state.gone and not state.failures and state.last_ok is not None and state.due > now - OVERDUE


def ago(now: datetime, then: datetime) -> str:
    """`3 h ago`; a moment that a clock jump put into the future is `just now`."""
    return f"{span_in_words(now - then)} ago" if now > then else "just now"


def span_in_words(span: timedelta) -> str:
    """`40 s`, `5 min`, `3 h`, `12 d`: rounded down to one unit."""
    seconds = int(span.total_seconds())
    for unit, length in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length or (seconds >= length and unit != "d"):
            return f"{seconds // length} {unit}"
    return f"{max(seconds, 0)} s"
