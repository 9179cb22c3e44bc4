"""How well items are gathered into events, on labelled pairs, and how fast.

    python benchmarks/grouping.py [--misses] [--half tuned|held] [--no-speed]

Of each pair of `pairs.jsonl` the earlier item opens an event and the later one looks for it, by the same names as in
the store. The weights of `warn/core/resemble.py` were set on the `tuned` half; the `held` half says what they
are worth. Speed is CPU time on one core, every item one that hits: the daemon drops most at the first glance.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from warn.config import feeds as feeds_file
from warn.config.rules import load
from warn.core import cluster
from warn.core.credit import Publishers
from warn.core.given import given_item
from warn.core.ground import ground_of
from warn.core.judge import Judge
from warn.core.resemble import Resemblance, lead, resemblance
from warn.core.sketch import sketch_of
from warn.edge.store import Database, alerts
from warn.model.event import Told
from warn.model.item import Item, Scored
from warn.telling import Policy

ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "benchmarks" / "pairs.jsonl"
WATCH = "lachin"
NOW = datetime(2023, 6, 1, tzinfo=UTC)
SAME = "same event"
LABELS = (SAME, "same story, another event", "unrelated")


def publishers() -> Publishers:
    catalogue = feeds_file.catalogue(ROOT / "feeds.yaml")
    return Publishers(sides=catalogue.sides, aliases=catalogue.aliases)


def policy() -> Policy:
    return Policy(judge=Judge(load(ROOT / "rules")), destinations=(), publishers=publishers())


@dataclass(frozen=True)
class Pair:
    first: dict[str, Any]
    second: dict[str, Any]
    label: str
    note: str

    @property
    def same(self) -> bool:
        return self.label == SAME

    @property
    def across(self) -> bool:
        """The two are in different languages."""
        return bool(self.first["language"] != self.second["language"])

    @property
    def held(self) -> bool:
        """By the first title alone: pairs that share their first item lie in the same half."""
        return blake2b(self.first["title"].encode(), digest_size=1).digest()[0] % 2 == 1


def read_pairs() -> tuple[Pair, ...]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return tuple(Pair(one["a"], one["b"], one["label"], one["note"]) for one in map(json.loads, lines))


def item_of(entry: dict[str, Any], known: Publishers) -> Item:
    return given_item(
        title=entry["title"],
        summary=entry.get("summary", ""),
        url=f"https://{entry['publisher']}/{entry['published']}",
        publisher=entry["publisher"],
        language=entry["language"],
        now=datetime.fromisoformat(entry["published"]),
        dated=True,
        publishers=known,
    )


def weigh(item: Item, judge: Judge) -> Scored | None:
    """The item against the watch, a denial as if it had reported what it denies; None: nothing hits."""
    found = next((one for one in judge.weigh(item, now=item.published) if one.watch == WATCH), None)
    if found is None or found.counting:
        return found
    return cluster.as_if_true(found) if found.denying else None


@dataclass(frozen=True)
class Verdict:
    pair: Pair
    joined: bool
    why: Resemblance | None
    """None: the store wouldn't even have offered the event."""

    @property
    def right(self) -> bool:
        return self.joined is self.pair.same


def verdict(pair: Pair, judge: Judge, known: Publishers) -> Verdict:
    first, second = (weigh(item_of(entry, known), judge) for entry in (pair.first, pair.second))
    if first is None or second is None:
        raise ValueError(f"no rule hits {pair.first['title']!r} or {pair.second['title']!r}")
    watch = judge.watches[WATCH]
    event = cluster.join(cluster.open_event(first), first, watch)
    throttle = judge.rules[lead(second.counting).rule].throttle
    offered = cluster.looks_under(second, watch) & cluster.stands_under(event, watch)
    near = second.item.published - first.item.published <= throttle * cluster.REACH
    if not (offered and near):
        return Verdict(pair, joined=False, why=None)
    joined = cluster.find(second, [event], watch, throttle) is not None
    ground = ground_of(watch)
    why = resemblance(second, sketch_of(second.item, second.tolls, ground), event, ground, throttle)
    return Verdict(pair, joined=joined, why=why)


@dataclass(frozen=True)
class Figures:
    pairs: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(verdicts: list[Verdict]) -> Figures:
    """Of "same event"."""
    joined = sum(one.joined for one in verdicts)
    same = sum(one.pair.same for one in verdicts)
    right = sum(one.joined and one.pair.same for one in verdicts)
    return Figures(len(verdicts), right / joined if joined else 1.0, right / same if same else 1.0)


def tell_pairs(half: str, *, misses: bool) -> None:
    judge, known = Judge(load(ROOT / "rules")), publishers()
    pairs = [pair for pair in read_pairs() if not half or pair.held is (half == "held")]
    verdicts = [verdict(pair, judge, known) for pair in pairs]
    cuts = {
        "all": verdicts,
        "tuned half": [one for one in verdicts if not one.pair.held],
        "held half": [one for one in verdicts if one.pair.held],
        "held, one language": [one for one in verdicts if one.pair.held and not one.pair.across],
        "held, across languages": [one for one in verdicts if one.pair.held and one.pair.across],
        "all, one language": [one for one in verdicts if not one.pair.across],
        "all, across languages": [one for one in verdicts if one.pair.across],
    }
    print(f"{'pairs':<24}{'number':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for name, chosen in cuts.items():
        of = figures(chosen)
        print(f"{name:<24}{of.pairs:>7}{of.precision:>11.3f}{of.recall:>8.3f}{of.f1:>7.3f}")
    wrong = Counter(one.pair.label for one in verdicts if not one.right)
    print("misjudged: " + (", ".join(f"{wrong[label]} of {label!r}" for label in LABELS if wrong[label]) or "none"))
    if misses:
        _tell_misses([one for one in verdicts if not one.right])


def _tell_misses(wrong: list[Verdict]) -> None:
    for one in wrong:
        print(f"\n{one.pair.label}, but {'joined' if one.joined else 'kept apart'} ({one.pair.note})")
        for entry in (one.pair.first, one.pair.second):
            print(f"  {entry['published']} {entry['publisher']} [{entry['language']}] {entry['title']}")
        parts = one.why.parts if one.why else ()
        said = ", ".join(f"{part.name} {part.value:+.1f}" for part in parts) or "not offered by the store"
        print(f"  {said}" + (f" = {one.why.total:+.1f}" if one.why else ""))


def crowded(folder: str, count: int, scoreds: list[Scored], judge: Judge) -> Database:
    """A store with so many open events of the watch, about the pairs' matters, an hour apart and all within reach."""
    database = Database(f"sqlite:///{folder}/{count}.db", durable=False)
    database.migrate()
    watch = judge.watches[WATCH]
    with database.writing() as transaction:
        for index in range(count):
            scored = scoreds[index % len(scoreds)]
            begun = NOW - timedelta(minutes=(index * 7) % (60 * 24 * 4))
            item = replace(scored.item, id=f"{index:032x}", published=begun)
            event = cluster.join(cluster.open_event(replace(scored, item=item)), replace(scored, item=item), watch)
            alerts.save_event(transaction, event, Told(), cluster.stands_under(event, watch))
    return database


def gather(database: Database, scored: Scored, judge: Judge) -> bool:
    """As the daemon asks for the event of an item that hit."""
    watch = judge.watches[WATCH]
    throttle = judge.rules[lead(scored.counting).rule].throttle
    around, published = throttle * cluster.REACH, scored.item.published
    names = cluster.looks_under(scored, watch)
    with database.writing() as transaction:
        open_ = alerts.candidates(transaction, WATCH, names, published - around, published + around)
    return cluster.find(scored, [event for event, _ in open_], watch, throttle) is not None


def tell_speed() -> None:
    judge, known = Judge(load(ROOT / "rules")), publishers()
    entries = {entry["title"]: entry for pair in read_pairs() for entry in (pair.first, pair.second)}
    given = [replace(item_of(entry, known), published=NOW) for entry in entries.values()]
    scoreds = [found for item in given if (found := weigh(item, judge)) is not None]
    begun = process_time()
    for item in given:
        weigh(item, judge)
    judged = (process_time() - begun) / len(given)
    print(f"\n{'open events':>11}{'gather ms':>11}{'judge ms':>10}{'items/s':>9}")
    with TemporaryDirectory(prefix="warn-grouping-") as folder:
        for count in (10, 100, 1_000, 10_000):
            database = crowded(folder, count, scoreds, judge)
            begun = process_time()
            for scored in scoreds:
                gather(database, scored, judge)
            gathered = (process_time() - begun) / len(scoreds)
            rate = 1 / (judged + gathered)
            print(f"{count:>11,}{gathered * 1e3:>11.2f}{judged * 1e3:>10.2f}{rate:>9,.0f}")
            database.close()


def main() -> None:
    half = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else ""
    tell_pairs(half, misses="--misses" in sys.argv)
    if "--no-speed" not in sys.argv:
        tell_speed()


if __name__ == "__main__":
    main()
