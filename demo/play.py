"""`make demo`: the crisis of December 2022 to May 2023, told again on this machine in about a minute.

The real daemon polls eight invented outlets from a server on 127.0.0.1, with a clock that runs a quarter of a million
times as fast; nothing leaves this machine, and what it stored is thrown away at the end.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.rss import FeedServer
from demo.story import load
from warn.app import build
from warn.app.clock import SimulatedClock
from warn.app.daemon import Daemon
from warn.config import everything as configuration
from warn.edge import logs
from warn.model.alert import Alert

FROM = datetime(2022, 11, 28, tzinfo=UTC)
UNTIL = datetime(2023, 5, 29, tzinfo=UTC)
SECONDS = 60.0

SETTINGS = """\
data_dir: {folder}/data
feeds: {folder}/feeds.yaml
fetch:
  host_gap: 0s
  allow_networks: [127.0.0.0/8]
  workers: 8
log: {{level: error}}
"""


def main(seconds: float = SECONDS) -> None:
    with TemporaryDirectory(prefix="warn-demo-") as folder:
        clock = SimulatedClock(FROM, (UNTIL - FROM).total_seconds() / seconds)
        with FeedServer(load(), clock.now) as server:
            (Path(folder) / "feeds.yaml").write_text(server.feeds_yaml(poll="6h"), encoding="utf-8")
            config = Path(folder) / "warn.yaml"
            config.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
            _play(config, clock, seconds)
    sys.stdout.flush()
    os._exit(0)


def _play(config: Path, clock: SimulatedClock, seconds: float) -> None:
    read = configuration.load(config, {}, Path.cwd())
    logs.configure(read.settings.log.level, read.settings.log.format, [])
    days = (UNTIL - FROM).days
    print(f"Replaying {days} days, {FROM:%d %B %Y} to {UNTIL:%d %B %Y}, in {seconds:.0f} seconds.")
    print(f"{len(read.enabled)} outlets in {len({feed.language for feed in read.enabled})} languages; all invented.\n")
    told: list[Alert] = []
    daemon = Daemon(build.plan(read), clock, on_alert=told.append)
    ending = threading.Timer(seconds, daemon.end)
    ending.start()
    daemon.stop_on_signals()
    daemon.run()
    ending.cancel()
    daemon.deliver_due(10.0)
    daemon.stop()
    _summarise(daemon, told)


def _summarise(daemon: Daemon, told: list[Alert]) -> None:
    summary = daemon.summary
    families = ", ".join(f"{count} {family}" for family, count in Counter(one.indicator for one in told).most_common())
    print(f"\n{summary.items} items in {summary.polls} polls; {len(told)} alerts: {families}.")
    checkpoint = [one for one in told if one.indicator == "checkpoint"]
    if checkpoint:
        opened = datetime(2023, 4, 23, 8, tzinfo=UTC)
        lead = opened - checkpoint[0].created
        if lead > timedelta(0):
            print(f"The first warning of a checkpoint came {lead.days} days before it opened on 23 April 2023.")


if __name__ == "__main__":
    main()
