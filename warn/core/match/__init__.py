"""Rules found in items: one automaton pass over the text, then only the rules whose words occurred."""

from warn.core.match.explain import Explanation, TestOutcome, explain, run_tests
from warn.core.match.matcher import Matcher

__all__ = ["Explanation", "Matcher", "TestOutcome", "explain", "run_tests"]
