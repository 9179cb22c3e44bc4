"""warn's side of benchmarks/poll.py: from fetch to decision. Prints a JSON line a phase."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from process_tree import cpu_seconds, peak_megabytes

from warn.app import build
from warn.app.clock import SystemClock
from warn.app.daemon import Daemon
from warn.config import everything as configuration
from warn.edge import logs

SETTINGS = """\
data_dir: {folder}/data
feeds: {folder}/feeds.yaml
fetch: {{host_gap: 0s, allow_networks: [127.0.0.0/8], workers: {workers}, library: {library}}}
log: {{level: error}}
"""


def feeds_yaml(base: str, feeds: int) -> str:
    lines = ["version: 1", "packs: {bench: Benchmark}", "sides: {independent: Nobody's}"]
    lines += [
        "defaults: {packs: [bench], tier: 2, poll: 10m, stale_after: 30d, kind: news, side: independent, language: en}"
    ]
    lines += ["feeds:"]
    lines += [
        f"  - {{id: feed-{n}, name: Feed {n}, publisher: feed{n}.example, url: '{base}/feed/{n}'}}"
        for n in range(feeds)
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    base, feeds, folder, workers, library = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5]
    (folder / "feeds.yaml").write_text(feeds_yaml(base, feeds))
    (folder / "warn.yaml").write_text(SETTINGS.format(folder=folder, workers=workers, library=library))
    read = configuration.load(folder / "warn.yaml", {}, Path.cwd())
    logs.configure("error", "console", [])
    daemon = Daemon(build.plan(read), SystemClock())
    for phase in ("first", "304", "unchanged", "one-new"):
        urlopen(f"{base}/phase/{'first' if phase == '304' else phase}").read()
        daemon.make_due()
        before, items, wall, cpu = daemon.summary, daemon.summary.items, time.perf_counter(), cpu_seconds()
        daemon.poll_due()
        wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
        after = daemon.summary
        assert after.polls - before.polls == feeds, (phase, before, after)
        assert after.failed == 0, after
        new = after.items - items
        print(
            json.dumps({"phase": phase, "wall": wall, "cpu": cpu, "items": new, "memory": peak_megabytes()}), flush=True
        )
    daemon.stop()


if __name__ == "__main__":
    main()
