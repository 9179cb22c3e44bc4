"""Polling end to end beside lemon24/reader, on one local server in the same run.

    make bench                          # 1,000 feeds of 40 items
    .venv/bin/python benchmarks/poll.py --feeds 300

Four scenarios: first poll; second poll answered 304; 200 with the same bytes; one new item a feed. reader fetches,
parses and stores; warn also matches, scores, gathers and decides. Figures count the CPU of every process involved.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv-peers" / "bin" / "python"


def measure(command: list[str], base: str, feeds: int, *more: str) -> dict[str, dict[str, float]]:
    with TemporaryDirectory(prefix="warn-bench-") as folder:
        done = subprocess.run(
            [*command, base, str(feeds), folder, *more], stdout=subprocess.PIPE, text=True, check=True
        )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line["phase"]: line for line in lines}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--feeds", type=int, default=1000)
    options.add_argument("--items", type=int, default=40)
    options.add_argument("--workers", type=int, default=10)
    options.add_argument("--library", default="httpx", choices=["httpx", "httpx2"])
    chosen = options.parse_args()
    if not PEERS.exists():
        sys.exit(f"{PEERS} is missing: run `make bench`, which installs the peers")
    server = subprocess.Popen(
        [sys.executable, HERE / "feed_server.py", str(chosen.feeds), str(chosen.items)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        base = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        theirs = measure([str(PEERS), str(HERE / "poll_reader.py")], base, chosen.feeds, "10")
        ours = measure(
            [sys.executable, str(HERE / "poll_warn.py")], base, chosen.feeds, str(chosen.workers), chosen.library
        )
    finally:
        server.kill()
    show(ours, theirs, chosen.feeds)


def show(ours: dict[str, dict[str, float]], theirs: dict[str, dict[str, float]], feeds: int) -> None:
    print(f"{feeds} feeds; milliseconds of CPU a feed, feeds a second, peak memory in MB")
    print(
        f"{'':12}{'warn':>8}{'reader':>9}{'ratio':>8}{'feeds/s':>10}{'reader':>9}{'items/s':>10}{'MB':>7}{'reader':>8}"
    )
    for phase, mine in ours.items():
        other = theirs[phase]
        print(
            f"{phase:12}{mine['cpu'] / feeds * 1000:8.2f}{other['cpu'] / feeds * 1000:9.2f}"
            f"{other['cpu'] / mine['cpu']:7.1f}x"
            f"{feeds / mine['wall']:10.0f}{feeds / other['wall']:9.0f}{mine['items'] / mine['wall']:10.0f}"
            f"{mine['memory']:7.0f}{other['memory']:8.0f}"
        )
        if mine["items"] != other["items"]:
            print(f"{'':12}new items differ: {mine['items']:.0f} and {other['items']:.0f}")


if __name__ == "__main__":
    main()
