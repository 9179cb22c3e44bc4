"""Results of the rules' own tests as JUnit XML, which every CI reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from warn.core.explain import TestOutcome


def written(outcomes: Sequence[TestOutcome]) -> bytes:
    """One suite, one case a line of a rule's tests."""
    failed = sum(not one.passed for one in outcomes)
    suite = Element("testsuite", name="warn rules", tests=str(len(outcomes)), failures=str(failed), errors="0")
    for one in outcomes:
        must = "fires" if one.must_fire else "silent"
        case = SubElement(
            suite, "testcase", classname=_plain(one.rule.id), name=_plain(f"{must}: {one.text}"),
            file=_plain(one.rule.file), line=str(one.rule.line),
        )  # fmt: skip
        if not one.passed:
            SubElement(case, "failure", message=_plain(one.detail))
    text: bytes = tostring(suite, encoding="utf-8", xml_declaration=True)
    return text


def _plain(text: str) -> str:
    """Without what XML can't hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
