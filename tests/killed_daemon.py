"""The daemon that tests/test_kill.py kills: it polls without a pause and sends as fast as it may."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from warn.app import build
from warn.app.clock import SystemClock
from warn.app.daemon import Daemon
from warn.config import everything as configuration
from warn.edge import logs


def main() -> None:
    config = Path(sys.argv[1])
    logs.configure("error", "console", [])
    daemon = Daemon(build.plan(configuration.load(config, {}, config.parent)), SystemClock())
    daemon.start()
    print("started", flush=True)
    while True:
        daemon.make_due()
        daemon.tick()
        time.sleep(0.05)


if __name__ == "__main__":
    main()
