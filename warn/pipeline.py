"""The flow, in one place.

A Feed yields Entries; an Entry becomes an Item; Rules find Hits in an Item; Items gather into an Event; a change of an
Event earns an Alert; Deliveries carry the Alert.

`poll` asks the outside world and is run by many threads at once; `record` reads, decides and writes in one thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from warn.core import cluster, compose, corroborate, decide, schedule
from warn.core.parse import split
from warn.core.reconcile import Edit, Reconciled, reconcile
from warn.core.resemble import lead
from warn.core.score import sigmoid
from warn.core.understand import understand
from warn.edge.store import Database, Transaction, alerts, feeds, items
from warn.model.alert import Alert
from warn.model.event import Event, Told
from warn.model.feed import Body, Failed, Failure, Feed, FeedState, Fetched
from warn.model.item import Document, Scored
from warn.telling import NoteKey, Policy, look_at, notes_of, promise, tell_levels, tell_looks

Notes = Mapping[NoteKey, tuple[str, ...]]


class Fetches(Protocol):
    def fetch(self, feed: Feed, state: FeedState) -> Fetched: ...
    def turn(self, feed: Feed, state: FeedState) -> timedelta: ...


class Parses(Protocol):
    def parse(self, content: bytes, content_type: str, zone: str) -> Document | Failed: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What one poll of one feed brought, before anything is decided."""

    feed: Feed
    state: FeedState
    fetched: Fetched
    """What came back; a body that could not be read as a feed is a Failed here."""
    document: Document | None = None
    """The entries not seen in the last body; None: nothing can have changed."""
    body_hash: bytes = b""
    block_hashes: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a poll came to."""

    feed_id: str
    failure: Failed | None = None
    items: int = 0
    edits: int = 0
    hits: int = 0
    rules: frozenset[str] = frozenset()
    """Ids of the rules that made them."""
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What judging stored items anew came to."""

    items: int = 0
    changed: int = 0
    """Items in which other rules hit than before."""
    alerts: tuple[Alert, ...] = ()


def poll(feed: Feed, state: FeedState, fetcher: Fetches, parser: Parses) -> Poll:
    """Fetch a feed and parse what is new in it, past three gates: validators, body hash, hashes of the raw blocks."""
    fetched = fetcher.fetch(feed, state)
    if not isinstance(fetched, Body):
        return Poll(feed=feed, state=state, fetched=fetched)
    body_hash = sha256(fetched.content).digest()[:16]
    if body_hash == state.body_hash:
        return Poll(feed=feed, state=state, fetched=fetched, body_hash=body_hash, block_hashes=state.block_hashes)
    content, block_hashes = _unseen(fetched.content, state.block_hashes)
    if content is None:
        return Poll(feed=feed, state=state, fetched=fetched, body_hash=body_hash, block_hashes=block_hashes)
    document = parser.parse(content, fetched.content_type, feed.zone)
    if isinstance(document, Failed):
        return Poll(feed=feed, state=state, fetched=replace(document, moved_to=fetched.moved_to))
    if not document.entries and not block_hashes:
        empty = Failed(failure=Failure.EMPTY, detail="a feed without a single entry", moved_to=fetched.moved_to)
        return Poll(feed=feed, state=state, fetched=empty)
    return Poll(
        feed=feed, state=state, fetched=fetched, document=document, body_hash=body_hash, block_hashes=block_hashes
    )


def _unseen(content: bytes, known: bytes) -> tuple[bytes | None, bytes]:
    """The document without the blocks of the last body (None: no block is left), and the hashes of all its blocks."""
    blocks = split(content)
    if blocks is None:
        return content, b""
    if not known:
        return content, blocks.hashes
    return (blocks.reduce(known) if blocks.remaining(known) else None), blocks.hashes


def record(
    database: Database, polls: Sequence[Poll], policy: Policy, *, now: datetime, draws: Sequence[float]
) -> tuple[Recorded, ...]:
    """Write what polls brought, in one transaction: each poll whole or, if any of them fails, none of them.

    Raises:
        StoreUnavailable: the database can't be written now; nothing is recorded.
    """
    with database.writing() as transaction:
        recorded = [
            _record(transaction, one, policy, now=now, draw=draw) for one, draw in zip(polls, draws, strict=True)
        ]
        feeds.save(transaction, [state for _, state in recorded])
        results = [result for result, _ in recorded]
        # Once for all polls: what several of them bring together is one change of a level.
        rules = frozenset[str]().union(*(result.rules for result in results))
        if told := tell_levels(transaction, policy.judge.scenarios_of(rules), policy, now):
            results[-1] = replace(results[-1], alerts=results[-1].alerts + told)
    return tuple(results)


def _record(
    transaction: Transaction, one: Poll, policy: Policy, *, now: datetime, draw: float
) -> tuple[Recorded, FeedState]:
    """One poll: its items, hits, events, alerts and deliveries; what is left to write is the feed's own state."""
    if one.document is not None:
        recorded = _record_document(transaction, one, one.document, policy, now=now)
    else:
        recorded = Recorded(feed_id=one.feed.id, failure=one.fetched if isinstance(one.fetched, Failed) else None)
    return recorded, _next(one, recorded.items, now, draw)


def _next(one: Poll, new_items: int, now: datetime, draw: float) -> FeedState:
    wish = one.document.ttl_minutes if one.document else None
    outcome = schedule.Outcome(
        fetched=one.fetched,
        new_items=new_items,
        body_hash=one.body_hash,
        block_hashes=one.block_hashes,
        ttl=None if wish is None else timedelta(minutes=wish),
    )
    return schedule.next_state(one.feed, one.state, outcome, now=now, draw=draw)


def _record_document(
    transaction: Transaction, one: Poll, document: Document, policy: Policy, *, now: datetime
) -> Recorded:
    base_url = one.fetched.url if isinstance(one.fetched, Body) else one.feed.url
    understood = understand(one.feed, document, now=now, base_url=base_url, publishers=policy.publishers)
    sorted_out = reconcile(understood, items.known(transaction, one.feed.id, understood))
    weighed = _store_items(transaction, sorted_out, policy, now)
    looks = look_at(transaction, policy.judge.series_of(weighed), policy, now)
    notes = notes_of(looks)
    told, said = _tell(transaction, weighed, policy, first_poll=one.state.first_ok is None, now=now, notes=notes)
    told += tell_looks(transaction, looks, policy, now, said)
    return Recorded(
        feed_id=one.feed.id,
        items=len(sorted_out.fresh),
        edits=len(sorted_out.edits),
        hits=sum(len(scored.counting) for scored in weighed),
        rules=_rules(weighed),
        alerts=told,
    )


def _rules(weighed: Iterable[Scored]) -> frozenset[str]:
    return frozenset(hit.rule for scored in weighed for hit in scored.counting)


def _store_items(transaction: Transaction, sorted_out: Reconciled, policy: Policy, now: datetime) -> tuple[Scored, ...]:
    """Weigh and write the new items and the edits; everything that any rule hit comes back."""
    version = policy.judge.version
    said = policy.judge.relevances(sorted_out.fresh)
    weighed = [
        scored for item in sorted_out.fresh for scored in policy.judge.weigh(item, now=now, relevance=said.get(item.id))
    ]
    chances = {name: sigmoid(logit) for name, logit in said.items()}
    items.add(transaction, sorted_out.fresh, _best(weighed), version, chances)
    for edit in sorted_out.edits:
        weighed += _store_edit(transaction, edit, policy, now)
    items.add_keys(transaction, [(stored.number, item) for stored, item in sorted_out.seen_again])
    items.readdress(transaction, sorted_out.seen_again)
    items.add_hits(transaction, weighed)
    return tuple(weighed)


def _store_edit(transaction: Transaction, edit: Edit, policy: Policy, now: datetime) -> tuple[Scored, ...]:
    said = policy.judge.relevance(edit.item)
    weighed = policy.judge.weigh(edit.item, now=now, relevance=said)
    judged = items.Judged(score=_best(weighed).get(edit.item.id), relevance=_chance(said), ruleset=policy.judge.version)
    items.revise(transaction, edit.item, edit.was, judged, now)
    items.add_keys(transaction, [(edit.was.number, edit.item)])
    return weighed


def _chance(relevance: float | None) -> float | None:
    return None if relevance is None else sigmoid(relevance)


def _best(weighed: Sequence[Scored]) -> dict[str, float]:
    best: dict[str, float] = {}
    for scored in weighed:
        best[scored.item.id] = max(scored.score, best.get(scored.item.id, 0.0))
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """An event as one document leaves it."""

    event: Event
    told: Told
    reports: tuple[tuple[Scored, str], ...]
    """The document's items in it, oldest first, each with why it was taken to belong there."""


def _tell(  # noqa: PLR0913 - what decides, each by name
    transaction: Transaction,
    weighed: Sequence[Scored],
    policy: Policy,
    *,
    first_poll: bool,
    now: datetime,
    stored: bool = False,
    notes: Notes,
) -> tuple[tuple[Alert, ...], frozenset[NoteKey]]:
    """Put what hit into its events, then decide once for each event: two items of one document are one message.
    Returns the messages, and which of the notes they say."""
    changes: dict[str, _Change] = {}
    for scored in sorted(weighed, key=lambda scored: scored.item.published):
        gathered = _gather(transaction, scored, policy, stored=stored)
        if gathered is not None:
            event, told, why = gathered
            alerts.save_event(transaction, event, told, cluster.stands_under(event, policy.judge.watches[event.watch]))
            earlier = changes[event.id].reports if event.id in changes else ()
            changes[event.id] = _Change(event=event, told=told, reports=(*earlier, (scored, why)))
    found = [
        _decide(transaction, change, policy, first_poll=first_poll, now=now, notes=notes) for change in changes.values()
    ]
    told_of = [(alert, keys) for alert, keys in found if alert is not None]
    return tuple(alert for alert, _ in told_of), frozenset(key for _, keys in told_of for key in keys)


def _decide(
    transaction: Transaction,
    change: _Change,
    policy: Policy,
    *,
    first_poll: bool,
    now: datetime,
    notes: Notes,
) -> tuple[Alert | None, tuple[NoteKey, ...]]:
    """Decide what the change of an event earns, and write it down with every promise it makes: the message, if any, and
    the notes it would say."""
    event, told = change.event, change.told
    watch = policy.judge.watches[event.watch]
    is_fresh = any(decide.fresh(one.item, watch, first_poll=first_poll, now=now) for one, _ in change.reports)
    known, waits_for = corroborate.corroborated(event, policy.judge.rules, watch)
    decision = decide.decide(known, told, watch, is_fresh=is_fresh, waits_for=waits_for)
    alert = None
    keys = tuple(key for one, _ in change.reports if (key := (event.watch, one.item.id)) in notes)
    if decision.tells:
        said = [note for key in keys for note in notes[key]]
        decision = replace(decision, detail="; ".join((decision.detail, *said)))
        alert = compose.event_alert(known, decision, told, rules=policy.judge.rules, watch=watch, now=now)
        promise(transaction, alert, policy.destinations)
        alerts.save_event(transaction, event, decide.after_telling(known, told, now))
    for one, why in change.reports:
        detail = f"{decision.detail} ({why})" if why else decision.detail
        reasoned = replace(decision, detail=detail)
        alerts.join_event(transaction, event.id, one.item.id, one.item.revision, reasoned, now)
    return alert, keys


def _gather(
    transaction: Transaction, scored: Scored, policy: Policy, *, stored: bool
) -> tuple[Event, Told, str] | None:
    """The event as this item leaves it, what has been told of it, and why the item belongs to it; None: it reports
    nothing. A `stored` item may be in an event already. An item that only denies changes an event that there is.
    """
    watch = policy.judge.watches[scored.watch]
    if not scored.counting:
        found = _found(transaction, cluster.as_if_true(scored), policy) if scored.denying else None
        return (cluster.deny(found[0].event, scored), found[1], _because(found[0])) if found else None
    held = alerts.event_holding(transaction, scored.item.id, scored.watch) if scored.item.revision or stored else None
    if held is not None:
        return cluster.join(held[0], scored, watch, again=True), held[1], "it is in it already"
    found = _found(transaction, scored, policy)
    if found is None:
        return cluster.join(cluster.open_event(scored), scored, watch), Told(), ""
    return cluster.join(found[0].event, scored, watch), found[1], _because(found[0])


def _found(transaction: Transaction, scored: Scored, policy: Policy) -> tuple[cluster.Found, Told] | None:
    """The open event that an item reports, with what has been told of it."""
    watch = policy.judge.watches[scored.watch]
    throttle = policy.judge.rules[lead(scored.counting).rule].throttle
    around = throttle * cluster.REACH
    published = scored.item.published
    names = cluster.looks_under(scored, watch)
    open_ = alerts.candidates(transaction, scored.watch, names, published - around, published + around)
    found = cluster.find(scored, [event for event, _ in open_], watch, throttle)
    return (found, next(told for event, told in open_ if event is found.event)) if found else None


def _because(found: cluster.Found) -> str:
    parts = ", ".join(f"{part.name} {part.value:+.1f}" for part in found.why.parts)
    return f"same event {found.why.total:+.1f}: {parts}"


def apply_again(
    database: Database, policy: Policy, *, after: int, since: datetime, limit: int, now: datetime
) -> tuple[int, Again]:
    """Judge stored items anew, the next `limit` after a number, in one transaction.

    What was told stays told: an item goes on in the event it belongs to, and what that event has told is not told
    again. What only these rules find, and is still fresh, is told. Returns the last number (`after` when none is left).
    """
    with database.writing() as transaction:
        chosen = items.numbered(transaction, after, since, limit)
        weighed: list[Scored] = []
        changed = 0
        for _, item in chosen:
            said = policy.judge.relevance(item)
            found = policy.judge.weigh(item, now=max(item.first_seen, item.published), relevance=said)
            before = {hit.rule for hit in items.hits(transaction, item.id) if hit.counts}
            changed += before != {hit.rule for scored in found for hit in scored.counting}
            items.judge_again(transaction, item, found, policy.judge.version, _chance(said))
            weighed += found
        looks = look_at(transaction, policy.judge.series_of(weighed), policy, now)
        notes = notes_of(looks)
        told, noted = _tell(transaction, weighed, policy, first_poll=False, now=now, stored=True, notes=notes)
        told += tell_looks(transaction, looks, policy, now, noted)
        told += tell_levels(transaction, policy.judge.scenarios_of(_rules(weighed)), policy, now)
    last = chosen[-1][0] if chosen else after
    return last, Again(items=len(chosen), changed=changed, alerts=told)


def lease(database: Database, *, now: datetime, limit: int, hold: timedelta) -> tuple[FeedState, ...]:
    with database.writing() as transaction:
        return feeds.lease_due(transaction, now, now + hold, limit)


def put_back(database: Database, due: Mapping[str, datetime]) -> None:
    """Give back leases of feeds that are to be polled a little later."""
    with database.writing() as transaction:
        feeds.set_due(transaction, due)
