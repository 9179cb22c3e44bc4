"""A back-test's report as a page."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.backtest_values import alert, happening, measured, played
from warn.core.backtest import Measures, compare
from warn.core.backtest.form import as_data
from warn.core.report import page
from warn.model.chronology import Precursor, Target


class Tags(HTMLParser):
    """Every tag and attribute of a page, and whether all that opens closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def full() -> Measures:
    hostile = '<script>alert("1")</script>'
    items = tuple(
        played(
            f"{number}",
            "2023-01-05",
            event_id="E1",
            true=number % 2 == 0,
            score=number / 10,
            title=hostile,
            url="javascript:alert(1)" if number == 9 else f"https://a.example/{number}?a=1&b='\"",
        )
        for number in range(10)
    )
    events = (
        happening("E1", "2023-01-05", what=hostile),
        happening("E2", "2023-01-01", "aid"),
        happening("E3", "2023-01-02", hostile),
    )
    target = Target(
        id="E1",
        day=date(2023, 1, 9),
        what=hostile,
        indicator="checkpoint",
        precursors=(Precursor(event="E2", day=date(2023, 1, 1), indicator="checkpoint", why=hostile),),
    )
    return measured(
        items=items,
        events=events,
        targets=(target,),
        alerts=tuple(alert("2023-01-05", item, headline=hostile) for item in items),
    )


def test_the_page_is_whole_runs_nothing_and_shows_hostile_words_as_words() -> None:
    measures = full()
    text = page(measures, compare(measures, measured()), unread=2)
    tags = Tags(text)
    assert tags.open == []
    names = {name for name, _ in tags.seen}
    assert not names & {"script", "img", "link", "iframe", "object"}
    assert {"svg", "table", "details"} <= names
    links = [attributes["href"] for name, attributes in tags.seen if name == "a"]
    assert links
    assert all(link and link.startswith("https://a.example/") for link in links)
    assert not [key for _, attributes in tags.seen for key in attributes if key.startswith("on")]
    assert "2 lines of the archive could not be read" in text
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text


def test_the_plots_are_sound_svg_with_a_mark_for_each_event_and_alert() -> None:
    measures = full()
    text = page(measures)
    plots = [part.partition("</svg>")[0] for part in text.split("<svg ")[1:]]
    drawn = [ElementTree.fromstring(f"<svg {plot}</svg>") for plot in plots if "role=" in plot]
    assert [plot.get("aria-label", "").split()[0] for plot in drawn] == [
        "Events",
        "Alerts",
        "Events",
        "Precision",
        "Share",
    ]
    states = [one.get("class") for one in drawn[0].iter("polygon")]
    assert sorted(str(state) for state in states) == ["event", "event missed", "event missed"]
    assert len([one for one in drawn[0].iter("circle") if "alert" in str(one.get("class"))]) == 10
    for plot in drawn:
        width, height = (float(size) for size in str(plot.get("viewBox")).split()[2:])
        for one in plot.iter("circle"):
            assert 0 <= float(one.get("cx", "-1")) <= width
            assert 0 <= float(one.get("cy", "-1")) <= height


@pytest.mark.parametrize("last", [date(2023, 1, 1), date(2023, 2, 20), date(2024, 1, 5), date(2043, 1, 1)])
def test_a_page_of_nothing_and_of_any_length(last: date) -> None:
    measures = measured(last_day=last, alerts=(alert("2023-01-01"),))
    assert Tags(page(measures)).open == []
    assert Tags(page(measured(last_day=last))).open == []
    assert json.dumps(as_data(measures))
