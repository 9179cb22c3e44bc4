"""How the shipped Lachin rules do on real texts they weren't written from: recall by family, false alarms by thousand.

    python benchmarks/pack.py [--misses]

Reads `nk_timeline/items.csv` (labelled headlines), `wp_current_events/items.jsonl.gz` (world news) and
`feed_snapshots/whitehouse` (one government's feed over two years) from the folder that WARN_SHARED names; says so and
ends well without them.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from warn.config.rules import load
from warn.core.explain import item_of
from warn.core.match import Matcher
from warn.core.score import score
from warn.model.item import Item, Scored

RULES = Path(__file__).parents[1] / "rules"
WATCH = "lachin"
NOW = datetime(1970, 1, 1, tzinfo=UTC)
FAMILIES = {
    "checkpoint": {"checkpoint"},
    "casualties": {"casualties"},
    "aid_blockage": {"aid"},
    "mandate_deadline": {"mandate"},
    "troop_movement": {"forces", "peacekeepers"},
    "ceasefire_violation": {"ceasefire"},
    "diplomatic": {"diplomacy"},
}
"""Label of an item: the families of rules that should find it."""
# The watch's own matter: items that name either country or the region are no false alarms by themselves.
_OURS = re.compile(r"armeni|azerbaijan|karabakh|artsakh|nakhchivan|nakhichevan|lachin|yerevan|\bbaku\b", re.IGNORECASE)


@dataclass
class Recall:
    label: str
    items: int = 0
    family: int = 0
    """Found by a rule of its family."""
    told: int = 0
    """Scored at or above the threshold, by whatever rules."""
    misses: list[str] = field(default_factory=list)


def shared() -> Path | None:
    named = os.environ.get("WARN_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    return folder if folder.is_dir() else None


class Bench:
    def __init__(self) -> None:
        book = load(RULES)
        self.matcher = Matcher(book)
        self.watch = self.matcher.watches[WATCH]

    def weigh(self, item: Item) -> Scored:
        hits = tuple(hit for watch, hit in self.matcher.hits(item) if watch == WATCH)
        return score(item, hits, self.watch, now=NOW)

    def recall(self, rows: list[dict[str, str]]) -> list[Recall]:
        table = {label: Recall(label) for label in FAMILIES}
        for row in rows:
            line = table.get(row["indicator"])
            text = row["headline_from_slug"] or row["gist_own_words"]
            if line is None or not text:
                continue
            scored = self.weigh(item_of(text))
            line.items += 1
            line.told += scored.score >= self.watch.threshold
            if any(hit.indicator in FAMILIES[line.label] for hit in scored.counting):
                line.family += 1
            else:
                line.misses.append(text)
        return list(table.values())

    def alarms(self, texts: list[str]) -> tuple[list[str], list[str]]:
        """Texts told: those about the watch's own matter, and the false alarms."""
        told = [text for text in texts if self.weigh(item_of(text)).score >= self.watch.threshold]
        return [text for text in told if _OURS.search(text)], [text for text in told if not _OURS.search(text)]


def timeline(folder: Path) -> list[dict[str, str]]:
    with (folder / "data/nk_timeline/items.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def world_news(folder: Path) -> list[str]:
    with gzip.open(folder / "data/wp_current_events/items.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [json.loads(line)["text"] for line in stream]


def government(folder: Path) -> list[str]:
    """Every title that two years of polls of one official feed showed."""
    path = folder / "data/feed_snapshots/whitehouse/polls_2022-04_2024-01.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        entries = [entry for line in stream for entry in json.loads(line)["new_or_changed"]]
    return list(dict.fromkeys(entry["title"] for entry in entries))


def main() -> None:
    folder = shared()
    if folder is None:
        print("no data: set WARN_SHARED")
        return
    bench = Bench()
    table = bench.recall(timeline(folder))
    print(f"{'family':<18}{'items':>6}{'by family':>11}{'recall':>8}{'told':>6}")
    for line in table:
        print(f"{line.label:<18}{line.items:>6}{line.family:>11}{line.family / line.items:>8.2f}{line.told:>6}")
    items, found = sum(line.items for line in table), sum(line.family for line in table)
    print(f"{'all':<18}{items:>6}{found:>11}{found / items:>8.2f}{sum(line.told for line in table):>6}")
    texts = world_news(folder)
    ours, false = bench.alarms(texts)
    named = sum(bool(_OURS.search(text)) for text in texts)
    print(f"world news: {len(texts)} items, {named} name the region, {len(ours)} of those told;")
    print(
        f"false alarms: {len(false)} of {len(texts) - named}, {1000 * len(false) / (len(texts) - named):.2f} per 1,000"
    )
    titles = government(folder)
    about, wrong = bench.alarms(titles)
    print(f"one government's feed: {len(titles)} titles, {len(about)} about the region told, {len(wrong)} others")
    if "--misses" in sys.argv:
        print(*(f"missed {line.label}: {text}" for line in table for text in line.misses), sep="\n")
        print(*(f"false: {text}" for text in (*false, *wrong)), sep="\n")
        print(*(f"told: {text}" for text in dict.fromkeys((*ours, *about))), sep="\n")


if __name__ == "__main__":
    main()
