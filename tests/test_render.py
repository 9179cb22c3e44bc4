"""Messages: what a reader sees, and that nothing a stranger wrote acts in it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.sinks import LIVE_MARKUP
from warn.core.render import FORMS, console, lines, render, slack
from warn.model.alert import Alert, Message, Reason
from warn.model.event import Evidence
from warn.model.item import ScorePart

GOLDEN = Path(__file__).parent / "golden"
NOON = datetime(2023, 4, 23, 8, 15, tzinfo=UTC)

FIRST = Evidence(
    item_id="a1", publisher="Armenpress", side="armenia", language="hy", rule="checkpoint.established",
    title="Ադրբեջանը անցակետ է տեղադրում Հակարի կամրջի վրա",
    quote="Ադրբեջանը անցակետ է տեղադրում Հակարի կամրջի վրա, հայտնում է կառավարությունը",
    words=("անցակետ", "տեղադրում"), url="https://armenpress.am/arm/news/1109213.html?a=1&b=2", published=NOON,
)  # fmt: skip
SECOND = Evidence(
    item_id="b2", publisher="Report", side="azerbaijan", language="en", rule="checkpoint.established",
    title="State Border Service: post at the bridge", revision=2,
    quote="A checkpoint was set up at the start of the Lachin road; R&D < politics, the service said",
    words=("checkpoint", "set up"), url="https://report.az/en/karabakh/post", published=NOON,
)  # fmt: skip
ALERT = Alert(
    id="9f3c0a71be42", watch="south-caucasus", watch_name="Lachin corridor / South Caucasus", event_id="e77",
    reason=Reason.OTHER_SIDE, detail="now also reported by azerbaijan", severity=5, indicator="checkpoint",
    direction="escalation", headline="Checkpoint or barrier set up on a lifeline road",
    why="A post changes who controls the only road; it came before every later step.",
    places=("Hakari bridge", "Lachin corridor"), sides=("armenia", "azerbaijan"),
    publishers=("Armenpress", "Report"), score=0.934,
    parts=(ScorePart(name="prior", value=-2.5), ScorePart(name="rule checkpoint.established", value=3.0),
           ScorePart(name="second publisher", value=0.8)),
    evidence=(FIRST, SECOND), created=datetime(2023, 4, 23, 8, 17, 9, tzinfo=UTC),
)  # fmt: skip
DEADLINE = replace(
    ALERT, id="00d1", event_id="", reason=Reason.DEADLINE_NEAR, detail="in 30 days, on 2025-11-19", severity=4,
    headline="Peacekeepers' mandate ends", places=(), sides=(), publishers=(), parts=(), evidence=(), score=0.0,
)  # fmt: skip

INJECTIONS = (
    "<!channel> fire", "<!here|here>", "<@U012AB3CD> look", "<#C024BE7LR>", "<!subteam^S1|desk>",
    "<https://evil.example|https://crisisgroup.org>", "[Crisis Group](https://evil.example)", "[a] (http://x.example)",
    "[a][b]\n\n[b]: https://evil.example", "![x](https://evil.example/p.png)", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", '"><a href="javascript:alert(1)">x</a>', "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)", "java\u200bscript:alert(1)", "javascript :alert(1)", "data:text/html,<b>x</b>",
    "vbscript:msgbox(1)", "Subject: x\r\nBcc: all@example.org", "a\u0000b\u001b[31mred\u001b[0m\u0007",
    "\u202egnp.exe", "\u2066hidden\u2069", "\u2028line\u2029para", "@channel @here @everyone", "*bold* _it_ ~s~ `code`",
    "```\nblock\n```", "| a | b |\n|---|---|", "# heading", "&lt;!channel&gt;", "&#60;script&#62;", "</div></body>",
    "mailto:x@evil.example", "\U0001f600", "\x9b31m", "\ufeff", "", " ", "a" * 5_000, "&" * 5_000, "<" * 5_000,
)  # fmt: skip


def hostile(text: str, url: str = "https://news.example/1") -> Alert:
    """An alert in which every text that may come from a feed is `text`."""
    evidence = replace(
        FIRST, publisher=text, title=text, quote=text, words=(text, text[:7]), url=url, language=text, side=text
    )
    return replace(
        ALERT, headline=text, detail=text, why=text, places=(text,), publishers=(text, text), sides=(text, text),
        evidence=(evidence, replace(evidence, title=f"{text} x", words=())), watch_name=text, event_id=text,
        parts=(ScorePart(name=text, value=1.0),), id=text, indicator=text, direction=text,
    )  # fmt: skip


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize(
    ("name", "alert", "attempt", "repeat"),
    [("confirmed", ALERT, 1, False), ("repeat", ALERT, 3, True), ("deadline", DEADLINE, 1, False)],
)
def test_golden(form: str, name: str, alert: Alert, attempt: int, repeat: bool) -> None:
    message = render(alert, form, attempt=attempt, possible_repeat=repeat)
    got = f"{message.title}\n----\n{message.text}\n" + (f"----\n{message.html}" if message.html else "")
    path = GOLDEN / f"{name}.{form}.txt"
    if os.environ.get("WARN_UPDATE_GOLDEN"):
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")


def test_first_line_says_what_where_how_sure_and_why_now() -> None:
    alert = replace(ALERT, reason=Reason.NEW_EVENT, headline="checkpoint set up", places=("Lachin corridor",))
    assert lines.first_line(alert, possible_repeat=False) == (
        "[5/5] NEW checkpoint set up: Lachin corridor - 2 publishers, 2 sides"
    )
    assert lines.first_line(alert, possible_repeat=True).startswith("(possible repeat) [5/5] NEW")
    alone = replace(alert, publishers=("Report",), sides=("azerbaijan",))
    assert lines.first_line(alone, possible_repeat=False).endswith("1 publisher, unconfirmed")
    nobody = replace(alert, publishers=(), sides=())
    assert lines.first_line(nobody, possible_repeat=False).endswith("unknown publisher, unconfirmed")


def test_a_place_in_the_headline_is_not_said_twice() -> None:
    alert = replace(ALERT, headline="Lachin corridor closed", places=("Lachin corridor",))
    assert lines.first_line(alert, possible_repeat=False).count("Lachin corridor") == 1


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_carries_what_a_desk_needs(form: str) -> None:
    message = render(ALERT, form, attempt=2)
    text = message.text.replace("&amp;", "&")
    for wanted in (
        "*checkpoint*", "*set up*", "*անցակետ*", "Armenpress (armenia, hy), 2023-04-23 08:15 UTC", "edit 2",
        "now also reported by azerbaijan", "A post changes who controls", "Score 0.93:", "prior -2.5",
        "rule checkpoint.established", "https://armenpress.am/arm/news/1109213.html?a=1&b=2", "key 9f3c0a71be42/2",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert message.thread == "south-caucasus.e77"


def test_only_whole_words_are_marked() -> None:
    found = lines.pieces("The post was posted by the POST office", ("post",))
    assert [piece.text for piece in found if piece.deciding] == ["post", "POST"]
    assert "".join(piece.text for piece in found) == "The post was posted by the POST office"


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(ValueError, match="no form 'fax'"):
        render(ALERT, "fax")


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("text", INJECTIONS)
def test_injections_do_not_survive(form: str, text: str) -> None:
    assert_harmless(render(hostile(text), form, attempt=1, possible_repeat=True), form)


@settings(max_examples=60, deadline=None)
@example(":/", "<!channel> fire", "console")
@given(st.text(max_size=60), st.sampled_from(INJECTIONS), st.sampled_from(sorted(FORMS)))
def test_whatever_a_headline_holds_nothing_acts(noise: str, injection: str, form: str) -> None:
    assert_harmless(render(hostile(noise + injection + noise), form), form)


@settings(max_examples=150, deadline=None)
@given(st.text() | st.sampled_from(INJECTIONS), st.integers(min_value=10, max_value=80))
def test_inert_is_one_short_line_and_final(text: str, limit: int) -> None:
    once = lines.inert(text, limit)
    assert len(once) <= limit
    assert not LIVE_MARKUP.search(once)
    assert "\n" not in once
    assert lines.inert(once, limit) == once


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://x.example/", "//x.example", "", "http://", "https://a@b.example/",
        "https://crisisgroup.org:x@evil.example/", "https://a\u202eb.example/", "https://a.example/\r\nBcc: x",
        "https://exa mple.org/", "https://a.example:99999/", "https://[::1", "https://a|b.example/",
        "https://x/" + "a" * 2000,
    ],
)  # fmt: skip
def test_a_link_that_is_not_plain_is_left_out(url: str) -> None:
    assert lines.safe_url(url) == ""
    for form in FORMS:
        message = render(hostile("quiet", url), form)
        assert "://" not in message.text + message.html


def test_a_link_keeps_its_meaning_and_nothing_breaks_out_of_it() -> None:
    assert lines.safe_url("https://news.am/arm/լուր?x=1&y=%20#a") == (
        "https://news.am/arm/%D5%AC%D5%B8%D6%82%D6%80?x=1&y=%20#a"
    )
    nasty = lines.safe_url("https://news.example/a|b>c<d\"e'f(g)?q=<!channel>|x")
    assert not re.search(r"[<>|\"'()\s]", nasty)
    assert lines.safe_url("https://новости.example/").startswith("https://xn--")


def test_slack_sections_fit_and_lose_nothing() -> None:
    many = tuple(replace(SECOND, quote="&" * 310, title="<" * 230 + str(n), words=()) for n in range(12))
    message = render(replace(ALERT, evidence=many), "slack")
    sections = slack.blocks(message.text)
    assert all(0 < len(section) <= slack.MAX_BLOCK for section in sections)
    assert "\n\n".join(sections) == message.text
    assert "... and 6 more" in message.text


def test_console_colour_is_only_in_the_first_line() -> None:
    coloured = console.render(ALERT, attempt=1, possible_repeat=False, colour=True)
    first, _, rest = coloured.text.partition("\n")
    assert first == f"\x1b[1;37;41m{coloured.title}\x1b[0m"
    assert "\x1b" not in coloured.title + rest
    assert "\x1b" not in render(ALERT, "console").text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def assert_harmless(message: Message, form: str) -> None:
    assert "\n" not in message.title
    assert "\r" not in message.title + message.text
    assert not LIVE_MARKUP.search(message.title)
    if form == "slack":
        for tag in re.findall(r"<[^>]*>?", message.text):
            assert tag == "<https://news.example/1|news.example>"
        assert not re.search(r"&(?!amp;|lt;|gt;)", message.text)
        outside = re.sub(r"<[^>]*>", "", message.text)
        assert all(len(section) <= slack.MAX_BLOCK for section in slack.blocks(message.text))
    else:
        assert "<" not in message.text
        outside = message.text.replace("https://news.example/1", "")
    assert not LIVE_MARKUP.search(outside)
    assert "://" not in outside
    assert "@" not in outside
    assert "www.evil" not in outside
    if message.html:
        assert_harmless_page(message.html)


def assert_harmless_page(html: str) -> None:
    page = _Page()
    page.feed(html)
    allowed = {"html", "head", "meta", "body", "div", "p", "b", "br", "a"}
    assert {tag for tag, _ in page.tags} <= allowed
    for tag, attributes in page.tags:
        assert set(attributes) <= {"style", "charset", "name", "content", "href"}
        assert "url(" not in (attributes.get("style") or "")
        if tag == "a":
            assert attributes["href"] == "https://news.example/1"
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
