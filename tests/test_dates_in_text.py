"""Dates and periods named in text: what is found in each language, and what is not."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.dated_text import NEGATIVES, POSITIVES
from warn.core.dates import READ_LIMIT, read_dates
from warn.model.mention import DateMention, DateRole, Precision

PUBLISHED = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""
LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def told(mention: DateMention) -> str:
    """`until 2027-02-19`, `on 2025-11` (a month), `before P6M` (a period)."""
    if mention.day is None:
        return f"{mention.relation} {mention.period}"
    return f"{mention.role} {mention.day.isoformat()[: LENGTHS[mention.precision]]}"


def found(text: str, language: str = "", published: datetime | None = PUBLISHED) -> str:
    mentions = read_dates("", text, language=language, published=published)
    assert all(text[mention.start : mention.end] == mention.quote for mention in mentions)
    return ", ".join(told(mention) for mention in mentions)


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
@pytest.mark.parametrize(
    ("language", "text", "expected"), [(code, *case) for code, cases in POSITIVES.items() for case in cases]
)
def test_found(language: str, text: str, expected: str, declared: bool) -> None:
    assert found(text, language if declared else "") == expected


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in NEGATIVES.items() for text in texts])
def test_not_found(language: str, text: str, declared: bool) -> None:
    assert found(text, language if declared else "") == ""


def test_a_mention_says_where_it_stands() -> None:
    title = "Mandate ends in November 2025"
    summary = "It was «extended» until 19\u00a0February 2027."
    first, second = read_dates(title, summary, language="en")
    assert (first.field, first.quote, first.precision) == ("title", "in November 2025", Precision.MONTH)
    assert second == DateMention(
        quote="until 19\u00a0February 2027",
        field="summary",
        start=18,
        end=40,
        role=DateRole.UNTIL,
        day=datetime(2027, 2, 19).date(),
        precision=Precision.DAY,
    )


def test_a_period_has_no_day() -> None:
    (mention,) = read_dates("", "Հիմնավորվել է վեց ամսով", language="hy", published=PUBLISHED)
    assert (mention.day, mention.period, mention.relation) == (None, "P6M", "for")
    assert (mention.role, mention.precision) == (DateRole.UNTIL, Precision.MONTH)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Talks open on 19 February", "en"),
        ("Вернутся завтра", "ru"),
        ("Closed until May", "en"),
        ("D'ici lundi", "fr"),
        ("Cuma günü", "tr"),
    ],
)
def test_what_hangs_on_the_day_of_publication_needs_it(text: str, language: str) -> None:
    assert found(text, language) != ""
    assert found(text, language, published=None) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 22 May they met", "on 2026-05-22"),  # 182 days ago, 183 to come
        ("On 21 May they met", "on 2027-05-21"),
        ("On 20 November they met", "on 2026-11-20"),
        ("Until 19 November", "until 2027-11-19"),
        ("Until 20 November", "until 2026-11-20"),
        ("Until November", "until 2026-11"),
        ("Since 21 November", "from 2025-11-21"),
        ("Since Saturday", "from 2026-11-14"),
        ("Last November they met", "on 2025-11"),
        ("Next November they meet", "on 2027-11"),
        ("From 1 March to 5 December the pass is shut", "from 2026-03-01, until 2026-12-05"),
        ("From 1 December to 5 January the pass is shut", "from 2026-12-01, until 2027-01-05"),
        ("It fell between September and October", "from 2026-09, until 2026-10"),
        ("Held on 9-10 November", "from 2026-11-09, until 2026-11-10"),
        ("On 29 February they meet", "on 2028-02-29"),
    ],
)
def test_the_year_that_is_not_said(text: str, expected: str) -> None:
    assert found(text, "en") == expected


def test_a_publisher_beyond_utc() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=4)))
    assert found("They meet tomorrow", "en", late) == "on 2027-01-01"


@pytest.mark.parametrize("year", ["1899", "2201", "0000", "9999", "02027", "٢٠٢٧", "²⁰²⁷"])
def test_years_out_of_range(year: str) -> None:
    assert found(f"Signed on 9 May {year}", "en", None) == ""
    assert found(f"Until {year}", "en", None) == ""
    assert found(f"09.05.{year}", "en", None) == ""


@pytest.mark.parametrize("published", [datetime.min, datetime.max, datetime(1900, 1, 1), datetime(2200, 12, 31)])
def test_odd_clocks(published: datetime) -> None:
    for text in ("Yesterday", "Tomorrow", "Next Monday", "Last Monday", "On 1 January", "Since 31 December"):
        for mention in read_dates(text, "", language="en", published=published):
            assert mention.day is not None
            assert 1900 <= mention.day.year <= 2200


def test_a_date_is_read_once() -> None:
    assert found("С 1 марта по 5 мая 2025 года, затем до 2027 года", "ru") == (
        "from 2025-03-01, until 2025-05-05, until 2027"
    )


def test_the_language_of_the_text_decides_before_that_of_other_words() -> None:
    assert found("sabah", "az") == "on 2026-11-21"
    assert found("sabah", "tr") == ""
    assert found("Mandat 19 Şubat 2027'ye kadar", "en") == "until 2027-02-19"
    assert found("Мандат истекает 19 февраля", "xx-YY") == "on 2027-02-19"


def test_nothing_joins_across_a_sentence_or_a_line() -> None:
    assert found("It opens in May. 19 people died", "en") == "on 2027-05"
    assert found("Killed: 5\nMay is over", "en") == ""
    assert found("Killed 5, May 3 was worse", "en") == "on 2027-05-03"


WORDS = st.sampled_from(
    [word for cases in POSITIVES.values() for text, _ in cases for word in text.split()]
    + ["19", "2027", "05", ".", ",", "-", "'", "-dək", "թ.", "1-го", "2025թ", "10.11.2025"]
    + ["՞", "İ", "ı", "\u0301", "\u00ad", "\u2028", "\u1680", "\n"]
)


@given(
    st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=80),
    st.sampled_from(["", "en", "az", "tr-TR", "fr", "hy", "ru", "_"]),
    st.none() | st.datetimes(),
)
@example("2025թ.\u00ad-ին", "", None)
@example("\ud800 19 May 2027", "", None)
@settings(max_examples=300)
def test_never_raises_and_quotes_what_is_there(text: str, language: str, published: datetime | None) -> None:
    mentions = read_dates(text, text, language=language, published=published)
    assert [mention.field for mention in mentions] == sorted((m.field for m in mentions), reverse=True)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.quote
        assert (mention.day is None) == (mention.period != "")
        assert mention.day is None or 1900 <= mention.day.year <= 2200


HOSTILE = [
    "1",
    "1 ",
    "2025 ",
    "10.11.2025 ",
    "10.11.",
    "may 1 ",
    "1 May 2025 ",
    "May ",
    "1 мая ",
    "до конца мая ",
    "с 1 по ",
    "2025 թ. մայիսի ",
    "2027-ci il ",
    "for a further ",
    "два года ",
    "the end of the end of May ",
    "on Friday, ",
    "1-",
    "п\u0301",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    spent = []
    for _ in range(5):
        begin = time.process_time()
        mentions = read_dates("", text, published=PUBLISHED)
        spent.append(time.process_time() - begin)
    assert min(spent) < 0.05
    assert all(mention.end <= READ_LIMIT for mention in mentions)


def test_no_half_date_at_a_cut() -> None:
    assert found("It lasts until 19 February…", "en") == ""
    assert found("It lasts until 19 February 2027…", "en") == "until 2027-02-19"
    for length in range(READ_LIMIT - 30, READ_LIMIT + 1):
        text = "x" * length + " until 19 February 2027 and so on"
        assert found(text, "en") in ("", "until 2027-02-19")
