"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from warn.core.parse.dates import parse_date


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Tue, 02 May 2023 10:00:00 +0400", at(2023, 5, 2, 6)),
        ("Tue, 02 May 2023 10:00:00 GMT", at(2023, 5, 2, 10)),
        ("Tue, 02 May 2023 10:00:00 AMT", at(2023, 5, 2, 6)),
        ("Tue, 02 May 2023 10:00:00 AZT", at(2023, 5, 2, 6)),
        ("Tue, 02 May 2023 10:00:00 MSK", at(2023, 5, 2, 7)),
        ("Tue, 02 May 2023 10:00:00 GET", at(2023, 5, 2, 6)),
        ("Tue, 02 May 2023 10:00:00 TRT", at(2023, 5, 2, 7)),
        ("Tue, 02 May 2023 10:00:00 EDT", at(2023, 5, 2, 14)),
        ("Tue, 02 May 2023 10:00:00 UTC+4", at(2023, 5, 2, 6)),
        ("Tue, 02 May 2023 10:00:00 GMT+04:00", at(2023, 5, 2, 6)),
        ("Tue, 02 May 2023 10:00:00 Asia/Baku", at(2023, 5, 2, 6)),
        ("02 May 23 10:00 Z", at(2023, 5, 2, 10)),
        ("Tuesday, 2 May 2023 at 10:00 PM UTC", at(2023, 5, 2, 22)),
        ("May 2, 2023", at(2023, 5, 2)),
        ("May 2, 2023 12:30 am GMT", at(2023, 5, 2, 0, 30)),
        ("Tue May  2 10:00:00 2023", at(2023, 5, 2, 10)),
        ("Tue May  2 10:00:00 MSK 2023", at(2023, 5, 2, 7)),
        ("2023-05-02T10:00:00Z", at(2023, 5, 2, 10)),
        ("2023-05-02t10:00:00.123456789+04:00", at(2023, 5, 2, 6)),
        ("2023-05-02T10:00+0400", at(2023, 5, 2, 6)),
        ("2023-05-02 10:00:00", at(2023, 5, 2, 10)),
        ("2023-05-02T24:00:00Z", at(2023, 5, 3)),
        ("Tue, 02 May 2023 24:00:00 GMT", at(2023, 5, 3)),
        ("2016-12-31T23:59:60Z", at(2016, 12, 31, 23, 59, 59)),
        ("20230502T101456Z", at(2023, 5, 2, 10, 14, 56)),
        ("2023-05-02", at(2023, 5, 2)),
        ("2023/05/02 10:00", at(2023, 5, 2, 10)),
        ("02.05.2023 10:00", at(2023, 5, 2, 10)),
        ("02.05.2023", at(2023, 5, 2)),
        ("10:00, 02.05.2023", at(2023, 5, 2, 10)),
        ("25/05/2023 10:00", at(2023, 5, 25, 10)),
        ("05/25/2023 10:00", at(2023, 5, 25, 10)),
        ("05/05/2023", at(2023, 5, 5)),
        ("2 мая 2023, 10:00", at(2023, 5, 2, 10)),
        ("2 мая 2023 г., 10:00 МСК", at(2023, 5, 2, 7)),
        ("Вт, 02 Май 2023 10:00:00 +0300", at(2023, 5, 2, 7)),
        ("12:30 | 2 декабря 2022", at(2022, 12, 2, 12, 30)),
        ("2 août 2023 à 10h30", at(2023, 8, 2, 10, 30)),
        ("1er décembre 2022", at(2022, 12, 1)),
        ("mar., 02 mai 2023 10:00:00 +0200", at(2023, 5, 2, 8)),
        ("2 մայիսի 2023 10:00", at(2023, 5, 2, 10)),
        ("Մայիս 2, 2023", at(2023, 5, 2)),
        ("12 դեկտեմբերի, 2022 թ.", at(2022, 12, 12)),
        ("2 sentyabr 2023 10:00", at(2023, 9, 2, 10)),
        ("19 avqust 2023", at(2023, 8, 19)),
        ("2 Mayıs 2023 10:00", at(2023, 5, 2, 10)),
        ("2 KASIM 2023", at(2023, 11, 2)),
        ("2 Ağustos 2023 Çarşamba 10:00", None),
        ("1683021600", at(2023, 5, 2, 10)),
        ("1683021600000", at(2023, 5, 2, 10)),
    ],
)
def test_reads(text: str, instant: datetime | None) -> None:
    assert parse_date(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "05/02/2023",
        "5/2/2023 10:00",
        "05-02-2023",
        "2023",
        "2023-05",
        "2023年05月02日",
        "2023-W18-2",
        "31 February 2023",
        "2023-13-01",
        "2 May 2023 25:00",
        "2 May 2023 10:61",
        "Tue, 02 May 2023 10:00:00 XYZT",
        "Tue, 02 May 2023 10:00:00 ISTANBUL TIME OR SO",
        "2 May 99999",
        "02 May 2023 ten o'clock",
        "0000-00-00 00:00:00",
        "9" * 5000,
        "1 " * 5000,
        "٢ مايو ٢٠٢٣",
    ],
)
def test_leaves_unread_what_it_cannot_know(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_without_an_offset_is_in_the_feeds_zone() -> None:
    assert parse_date("02.05.2023 10:00", "Asia/Yerevan") == at(2023, 5, 2, 6)
    assert parse_date("Tue, 02 May 2023 10:00:00", "Asia/Baku") == at(2023, 5, 2, 6)
    assert parse_date("2023-07-01 12:00", "Europe/Paris") == at(2023, 7, 1, 10)
    assert parse_date("2023-01-01 12:00", "Europe/Paris") == at(2023, 1, 1, 11)
    assert parse_date("2023-05-02T10:00:00Z", "Asia/Baku") == at(2023, 5, 2, 10)


def test_a_name_of_several_zones_is_settled_by_the_feeds_own() -> None:
    assert parse_date("Tue, 02 May 2023 10:00:00 IST") is None
    assert parse_date("Tue, 02 May 2023 10:00:00 IST", "Asia/Kolkata") == at(2023, 5, 2, 4, 30)
    assert parse_date("Tue, 02 May 2023 10:00:00 IST", "Asia/Jerusalem") is None
    assert parse_date("Tue, 03 Jan 2023 10:00:00 IST", "Asia/Jerusalem") == at(2023, 1, 3, 8)
    assert parse_date("Tue, 02 May 2023 10:00:00 CST", "Asia/Shanghai") == at(2023, 5, 2, 2)
    assert parse_date("Tue, 02 May 2023 10:00:00 CST") == at(2023, 5, 2, 16)
