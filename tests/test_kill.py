"""kill -9 at random moments of poll, judge and deliver: no alert is lost, repeats are bounded by the sends under way.

WARN_TEST_KILLS sets how often (8 here; the figure in the docs was taken with 50, see benchmarks/README.md).
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.loopback import Loopback, Request
from tests.running import feeds_yaml, folder, rss
from tests.sinks import SlackSink
from warn.edge.store import Database, alerts, items

KILLS = int(os.environ.get("WARN_TEST_KILLS", "8"))
DESTINATIONS = 3
KEY = re.compile(r"\bkey ([0-9a-f]{12})\b")
START = datetime.now(UTC)


@dataclass
class Growing:
    """A feed that has a few more reports at every poll, each of another village, so that each is its own event."""

    villages: int
    shown: int = 0
    grow: bool = True
    asked: list[float] = field(default_factory=list)

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        if self.grow:
            self.shown = min(self.villages, self.shown + 2)
        reports = [
            (f"Checkpoint set up at {village(n)}", f"https://a.example/{n}", START - timedelta(minutes=1))
            for n in range(self.shown)
        ]
        return 200, {"Content-Type": "application/rss+xml"}, rss(*reports)


def village(number: int) -> str:
    """A name that no other begins with."""
    return "Vil" + "".join("bcdfghjklm"[int(digit)] + "a" for digit in f"{number:03}")


def rules_folder(home: Path, villages: int) -> Path:
    watch = home / "rules" / "w"
    watch.mkdir(parents=True)
    places = "\n".join(f"  p{n}: {{name: {village(n)}, terms: [{village(n)}]}}" for n in range(villages))
    (watch / "watch.yaml").write_text(f"name: W\nplaces:\n{places}\n", encoding="utf-8")
    named = ", ".join(f"p{n}" for n in range(villages))
    (watch / "checkpoint.yaml").write_text(
        "rules:\n  - id: checkpoint.established\n    title: Checkpoint set up\n    type: match\n    severity: 5\n"
        "    direction: escalation\n    weight: 5.0\n    why: Test.\n"
        f"    when: {{all: [checkpoint, {{place: [{named}]}}]}}\n",
        encoding="utf-8",
    )
    return home / "rules"


def run_and_kill(config: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.killed_daemon", str(config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n", process.stderr and process.stderr.read()
    time.sleep(after)
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_alert_is_lost_and_repeats_are_bounded_when_the_daemon_is_killed(tmp_path: Path) -> None:
    villages = KILLS * 16
    site = Growing(villages)
    chance = random.Random()
    with Loopback(site) as server, SlackSink() as one, SlackSink() as two, SlackSink() as three:
        sinks = {"one": one, "two": two, "three": three}
        lines = "".join(f"  {name}: {{url: '{sink.url()}', per_minute: 600}}\n" for name, sink in sinks.items())
        rules = rules_folder(tmp_path, villages)
        config = folder(tmp_path, feeds_yaml({"a": server.url("/rss")}), f"destinations:\n{lines}", rules=rules)
        for _ in range(KILLS):
            run_and_kill(config, chance.uniform(0.0, 0.9))
        site.grow = False
        settle(config, tmp_path / "data" / "warn.db", site.shown)
        database = Database(f"sqlite:///{tmp_path / 'data' / 'warn.db'}")
        with database.reading() as transaction:
            assert transaction.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            told = {alert.id for alert in alerts.alerts(transaction, 10_000)}
            stored = items.counts(transaction)["items"]
        database.close()
        seen = {name: Counter(KEY.findall(" ".join(post.text for post in sink.posts))) for name, sink in sinks.items()}
    assert stored == site.shown
    assert len(told) == site.shown
    lost = {name: told - set(keys) for name, keys in seen.items()}
    assert not any(lost.values()), lost
    repeats = sum(keys.total() - len(keys) for keys in seen.values())
    print(f"{KILLS} kills, {len(told)} alerts to {DESTINATIONS} destinations: 0 lost, {repeats} repeated")
    assert repeats <= KILLS * DESTINATIONS


def settle(config: Path, file: Path, shown: int) -> None:
    """Let it run until everything that was shown is stored and nothing waits in the outbox."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.killed_daemon", str(config)], cwd=Path(__file__).parent.parent
    )
    database = Database(f"sqlite:///{file}")
    try:
        for _ in range(1200):
            time.sleep(0.1)
            with database.reading() as transaction:
                rows = alerts.outbox(transaction)
                stored = items.counts(transaction)["items"]
                if stored >= shown and rows and all(row.state == "sent" for row in rows):
                    return
        raise AssertionError(f"the outbox did not empty: {rows}")
    finally:
        process.kill()
        process.wait()
        database.close()
