"""Regular expressions of rules, tried on hostile text before they are let in."""

from __future__ import annotations

import time

import regex

from warn.core.match.patterns import TIMEOUT_SECONDS, compiled

# What makes a backtracking search explode: long runs of one letter, of words, of digits, each with an end that fails.
_HOSTILE = tuple(
    (piece * (20_000 // len(piece)))[:20_000] + end
    for end in ("\u0001", "!\u0001")
    for piece in ("a", "aa ", "ab", "0", "0.", "a1-", " ", "\t\n", "ә", "ա", "<a>", "((", "\"'", "-_")
)
MAX_LENGTH = 1_000
BUDGET_SECONDS = 0.2
"""For all hostile texts together."""


def expression_problem(text: str) -> str:
    """What is wrong with a regular expression, in one line; empty: nothing."""
    if len(text) > MAX_LENGTH:
        return f"longer than {MAX_LENGTH} characters"
    try:
        pattern = compiled(text)
    except (regex.error, OverflowError, RecursionError) as error:
        return f"not a regular expression: {error}"
    if pattern.search("") is not None:
        return "matches the empty text, so it would hold everywhere"
    begun = time.perf_counter()
    for hostile in _HOSTILE:
        try:
            pattern.search(hostile, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            return "takes too long on hostile text: nested or overlapping repeats"
        if time.perf_counter() - begun > BUDGET_SECONDS:
            return "takes too long on hostile text: say more exactly what may repeat"
    return ""
