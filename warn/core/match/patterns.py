"""Regular expressions under a time limit, so that no rule can hold up the daemon."""

from __future__ import annotations

from functools import lru_cache

import regex

TIMEOUT_SECONDS = 0.05
"""For one search in one item; an expression that needs longer doesn't hold."""


@lru_cache(maxsize=1_024)
def compiled(expression: str) -> regex.Pattern[str]:
    """Raises regex.error."""
    return regex.compile(expression, regex.IGNORECASE | regex.V1)


def searched(expression: str, text: str) -> tuple[int, int] | None:
    """Where the expression first occurs; None: nowhere, or not within the time limit."""
    try:
        found = compiled(expression).search(text, timeout=TIMEOUT_SECONDS)
    except TimeoutError:
        return None
    return found.span() if found else None
