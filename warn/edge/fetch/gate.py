"""Turns at a host: two requests to one host are never closer together than the configured gap."""

from __future__ import annotations

import threading
import time


class HostGate:
    """Next free moment per host, on the monotonic clock. Thread-safe; nothing here blocks."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        """Seconds; 0 switches the gate off."""
        self._next: dict[str, float] = {}
        self._claimed: set[str] = set()
        self._lock = threading.Lock()

    def claim(self, host: str, holder: str) -> float:
        """0.0: the host is free and the turn is the holder's. Otherwise seconds until it is free; nothing is taken."""
        if not self.gap:
            return 0.0
        with self._lock:
            now = time.monotonic()
            free = self._next.get(host, 0.0)
            if free > now:
                return free - now
            self._next[host] = now + self.gap
            self._claimed.add(holder)
            return 0.0

    def reserve(self, host: str, holder: str) -> float:
        """Seconds until the holder's turn, which is now its own; 0.0 if it was claimed before."""
        if not self.gap:
            return 0.0
        with self._lock:
            if holder in self._claimed:
                self._claimed.discard(holder)
                return 0.0
            now = time.monotonic()
            turn = max(now, self._next.get(host, 0.0))
            self._next[host] = turn + self.gap
            return turn - now
