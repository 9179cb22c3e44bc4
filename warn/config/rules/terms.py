"""Terms: words, stems and phrases, each problem on its line."""

from __future__ import annotations

from typing import Any

from warn.config.strict_yaml import Located, YamlPath, shown
from warn.core.match.automaton import folded_words
from warn.model.problem import Problem
from warn.model.rule import Term

MAX_SLACK = 5


def parse_terms(located: Located, path: YamlPath, problems: list[Problem]) -> tuple[Term, ...]:
    """The list of terms at `path`, without lists of lists; what is wrong goes to `problems`."""
    value = located.at(path)
    if not isinstance(value, list) or not value:
        problems.append(located.problem(path, f"{path[-1]}: must be a list of terms, not {shown(value)}"))
        return ()
    found = [parse_term(located, (*path, index), one, problems) for index, one in enumerate(value)]
    return tuple(dict.fromkeys(term for term in found if term is not None))


def parse_term(located: Located, path: YamlPath, value: Any, problems: list[Problem]) -> Term | None:
    """`word`, `stem*`, `a phrase`, or `{term: a phrase, slack: 2}`; None after a problem."""
    slack: Any = 0
    if isinstance(value, dict) and set(value) == {"term", "slack"}:
        value, slack = value["term"], value["slack"]
    if not isinstance(value, str):
        problems.append(located.problem(path, f"a term must be text, not {shown(value)}: put it in quotes"))
        return None
    message = _term_problem(value, slack)
    if message:
        problems.append(located.problem(path, message))
        return None
    return Term(text=value, slack=slack)


def _term_problem(text: str, slack: Any) -> str:
    """What is wrong with a term, in one line; empty: nothing."""
    if isinstance(slack, bool) or not isinstance(slack, int) or not 0 <= slack <= MAX_SLACK:
        return f"slack: must be 0 to {MAX_SLACK} words, not {shown(slack)}"
    if text.startswith("$"):
        return f"a list can't stand inside a list: {text}"
    if "*" in text and any("*" in chunk[:-1] for chunk in text.split()):
        return f"term {text!r}: '*' may only end a word"
    words = folded_words(text)
    if not words:
        return f"term {text!r} holds no word"
    if any(is_prefix and len(word.decode()) < 2 for word, is_prefix in words):
        return f"term {text!r}: a stem needs two letters"
    return ""
