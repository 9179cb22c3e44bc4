"""A rule to start from."""

from __future__ import annotations

from pathlib import Path

from warn.config.rules.fields import is_identifier
from warn.config.strict_yaml import read
from warn.model.problem import Problem, Refused

_TEMPLATE = """\
  - id: {id}
    title: What happened, without the place
    type: match
    direction: escalation         # or de-escalation, ambiguous
    severity: 3                   # 1 note .. 5 tell somebody now
    weight: 2.6                   # 3.5 nearly certain by itself, 1.2 only with a second publisher
    why: Why the desk must know.
    reference: Where the indicator comes from.
    when:
      all:
        - near: {{terms: [word, [other*, words]], within: 8}}
        - place: a_place          # of watch.yaml
      not: [drill*]
    tests:
      fires:
        en:
{fires}
      silent:
        en:
          - A headline with the same words that reports nothing of the kind
          - Another
"""


def scaffold(rule_id: str, headlines: list[str]) -> str:
    """The YAML of a rule. Raises Refused for an id that can't be one."""
    if not is_identifier(rule_id):
        message = f"id {rule_id!r}: must be lower-case words joined by dots"
        raise Refused((Problem(file="rules new", line=1, message=message),))
    lines = headlines or ["A headline on which it must fire", "Another, as another outlet would write it"]
    return _TEMPLATE.format(id=rule_id, fires="\n".join(f"          - {_quoted(line)}" for line in lines))


def append(rules: Path, watch: str, rule_id: str, text: str) -> Path:
    """Put a rule at the end of its family's file, made if it isn't there. Raises Refused, OSError."""
    path = rules / watch / f"{rule_id.partition('.')[0]}.yaml"
    if path.exists():
        located = read(path)
        listed = located.at(("rules",))
        if any(isinstance(one, dict) and one.get("id") == rule_id for one in listed if isinstance(listed, list)):
            raise Refused((located.problem(("rules",), f"id {rule_id!r} is there already"),))
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    else:
        before = "rules:\n"
    path.write_text(before + text, encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
