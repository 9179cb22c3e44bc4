"""Which destinations an alert goes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.test_render import ALERT
from warn.core.route import route
from warn.model.alert import Destination, Reason

ALL = Destination(id="all", form="console", url="console://")
URGENT = replace(ALL, id="urgent", min_severity=5)
ELSEWHERE = replace(ALL, id="elsewhere", watches=frozenset({"sahel"}))
HERE = replace(ALL, id="here", watches=frozenset({"sahel", ALERT.watch}), min_severity=4)
DESK = (ALL, URGENT, ELSEWHERE, HERE)


@pytest.mark.parametrize(
    ("severity", "expected"), [(5, ["all", "urgent", "here"]), (4, ["all", "here"]), (3, ["all"]), (1, ["all"])]
)
def test_severity_and_watch_choose(severity: int, expected: list[str]) -> None:
    assert [one.id for one in route(replace(ALERT, severity=severity), DESK)] == expected


@pytest.mark.parametrize("reason", [Reason.TEST, Reason.SELF])
def test_a_test_and_an_alarm_about_warn_itself_go_everywhere(reason: Reason) -> None:
    assert route(replace(ALERT, reason=reason, severity=1, watch=""), DESK) == DESK
