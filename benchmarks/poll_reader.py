"""lemon24/reader's side of benchmarks/poll.py: fetch, parse, store. Prints a JSON line a phase."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from process_tree import cpu_seconds, peak_megabytes
from reader import make_reader


def main() -> None:
    base, feeds, folder, workers = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    reader = make_reader(str(folder / "reader.sqlite"))
    for n in range(feeds):
        reader.add_feed(f"{base}/feed/{n}")
    for phase in ("first", "304", "unchanged", "one-new"):
        urlopen(f"{base}/phase/{'first' if phase == '304' else phase}").read()
        before = reader.get_entry_counts().total
        wall, cpu = time.perf_counter(), cpu_seconds()
        reader.update_feeds(scheduled=False, workers=workers)
        wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
        new = reader.get_entry_counts().total - before
        broken = reader.get_feed_counts(broken=True).total
        assert broken == 0, broken
        print(
            json.dumps({"phase": phase, "wall": wall, "cpu": cpu, "items": new, "memory": peak_megabytes()}), flush=True
        )


if __name__ == "__main__":
    main()
