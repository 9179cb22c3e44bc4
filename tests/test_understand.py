"""Entries to items: text, links, dates, identity and credit."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warn.core.credit import Publishers
from warn.core.parse.links import absolute, canonical
from warn.core.parse.text import cut, plain_text
from warn.core.understand import SUMMARY_LIMIT, TITLE_LIMIT, understand
from warn.model.feed import Feed
from warn.model.item import DateBasis, Document, Entry, Item

NOW = datetime(2023, 5, 2, 12, tzinfo=UTC)
FEED = Feed(
    id="civilnet",
    name="CivilNet",
    url="https://www.civilnet.am/feed/",
    publisher="civilnet",
    side="armenia",
    kind="news",
    language="hy",
    country="AM",
    packs=("caucasus",),
    tier=2,
    interval=timedelta(minutes=5),
    stale_after=timedelta(hours=12),
    zone="Asia/Yerevan",
)
GOOGLE = replace(FEED, id="google", via="google-news", publisher="", side="")


def items(*entries: Entry, feed: Feed = FEED, **more: object) -> tuple[Item, ...]:
    return understand(feed, Document(entries=entries), now=NOW, **more)  # type: ignore[arg-type]


def one(entry: Entry, feed: Feed = FEED, **more: object) -> Item:
    (item,) = items(entry, feed=feed, **more)
    return item


class TestText:
    @pytest.mark.parametrize(
        ("published", "seen"),
        [
            ("Bridge &amp; road", "Bridge & road"),
            ("Bridge &amp;amp; road", "Bridge & road"),
            ("&lt;b&gt;Bridge&lt;/b&gt; closed", "Bridge closed"),
            ("<p>Bridge</p><p>closed</p>", "Bridge closed"),
            ("Bridge<br/>closed", "Bridge closed"),
            ("Stepan<b>akert</b>", "Stepanakert"),
            ("<script>alert(1)</script>Closed<style>p{}</style>", "Closed"),
            ("<img src=x onerror=alert(1)>Closed", "Closed"),
            ("Toll < 5 & > 2", "Toll < 5 & > 2"),
            ("AT&T, R&D", "AT&T, R&D"),
            ("a\x00b\x1b[31mred\x1b[0m\x07", "abred"),
            ("\u202eetats\u202c \u2067x\u2069", "etats x"),
            ("La\u200bch\u00adin\ufeff\u2060", "Lachin"),
            ("Lachin\u200dcorridor", "Lachincorridor"),
            ("می\u200cرود", "می\u200cرود"),
            ("क्\u200dष", "क्\u200dष"),
            ("x\U000e0041\U000e007f", "x"),
            ("a\ud800b", "ab"),
            ("two\u00a0 \n\t\u2028words\x85here", "two words here"),
            ("Երևան՝ փակ է", "Երևան՝ փակ է"),
            ("<!-- hidden -->Shown", "Shown"),
            ("", ""),
        ],
    )
    def test_plain(self, published: str, seen: str) -> None:
        assert plain_text(published) == seen

    @given(st.text(max_size=200))
    def test_whatever_comes_nothing_invisible_remains(self, text: str) -> None:
        seen = plain_text(text)
        assert not set(seen) & set("\x00\x07\x1b\x7f\x9b\u200b\u200e\u202a\u202e\u2066\u2069\ufeff\n\t\r\ud800")
        assert seen == " ".join(seen.split())

    @pytest.mark.parametrize("unit", ["<", "&", "<p>", "&lt;", "</", "<!--", "&amp;", "\x1b[", "<a href='"])
    def test_hostile_text_takes_little_time(self, unit: str) -> None:
        started = time.process_time()
        plain_text(unit * 200_000)
        assert time.process_time() - started < 1.0

    def test_long_text_is_cut_between_words(self) -> None:
        text = "word " * 2_000
        item = one(Entry(title=text, summary=text))
        assert len(item.title) <= TITLE_LIMIT
        assert len(item.summary) <= SUMMARY_LIMIT
        assert item.title.endswith("word…")
        assert cut("x" * 600, 500) == "x" * 499 + "…"
        assert cut("short", 500) == "short"


class TestLinks:
    @pytest.mark.parametrize(
        ("link", "url"),
        [
            ("https://a.example/x", "https://a.example/x"),
            (" https://a.example/x\n", "https://a.example/x"),
            ("/news/1", "https://feed.example/news/1"),
            ("1?x=2", "https://feed.example/rss/1?x=2"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("https://a.example/x?utm_source=rss&id=3&fbclid=9", "https://a.example/x?id=3"),
            ("https://a.example/x?utm_source=rss", "https://a.example/x"),
            ("https://user:word@a.example/x", "https://a.example/x"),
            ("https://a.example:8443/x", "https://a.example:8443/x"),
            ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
            ("javascript:alert(1)", ""),
            ("java\tscript:alert(1)", ""),
            ("data:text/html,x", ""),
            ("ftp://a.example/x", ""),
            ("urn:uuid:1", ""),
            ("http://[broken", ""),
            ("https://a.example:port/", ""),
            ("", ""),
        ],
    )
    def test_absolute(self, link: str, url: str) -> None:
        assert absolute(link, "https://feed.example/rss/") == url

    def test_spellings_of_one_page(self) -> None:
        spellings = (
            "https://www.a.example/x?b=2&a=1",
            "http://a.example/x/?a=1&b=2#top",
            "https://A.example:443/x?a=1&b=2&utm_medium=rss",
        )
        assert {canonical(url) for url in spellings} == {"a.example/x?a=1&b=2"}

    def test_relative_links_start_from_the_channel_or_the_feed(self) -> None:
        entry = Entry(link="/x", title="T")
        assert one(entry, base_url="https://feeds.example/rss").url == "https://feeds.example/x"
        document = Document(entries=(entry,), link="https://www.a.example/news/")
        (item,) = understand(FEED, document, now=NOW, base_url="https://feeds.example/rss")
        assert item.url == "https://www.a.example/x"


class TestDates:
    @pytest.mark.parametrize(
        ("published", "updated", "expected"),
        [
            (NOW - timedelta(hours=2), None, (NOW - timedelta(hours=2), DateBasis.STATED)),
            (None, NOW - timedelta(hours=2), (NOW - timedelta(hours=2), DateBasis.STATED)),
            (NOW - timedelta(days=3000), NOW, (NOW - timedelta(days=3000), DateBasis.STATED)),
            (NOW + timedelta(minutes=10), None, (NOW + timedelta(minutes=10), DateBasis.STATED)),
            (NOW + timedelta(minutes=11), None, (NOW, DateBasis.CLAMPED)),
            (datetime(1970, 1, 1, tzinfo=UTC), None, (NOW, DateBasis.FIRST_SEEN)),
            (None, None, (NOW, DateBasis.FIRST_SEEN)),
        ],
    )
    def test_basis(
        self, published: datetime | None, updated: datetime | None, expected: tuple[datetime, DateBasis]
    ) -> None:
        item = one(Entry(title="T", published=published, updated=updated))
        assert (item.published, item.published_basis) == expected
        assert item.first_seen == NOW


class TestIdentity:
    def test_keys_strongest_first(self) -> None:
        item = one(Entry(guid="id-1", link="https://a.example/1", title="T", published=NOW))
        assert [key[:2] for key in item.keys] == ["g:", "l:", "t:"]
        assert item.keys[:2] == ("g:id-1", "l:a.example/1")

    def test_a_move_to_https_or_to_another_host_keeps_the_item(self) -> None:
        guids = ("http://www.a.example/?p=7", "https://a.example/?p=7", "https://new.example/?p=7")
        assert len({one(Entry(guid=guid, title="T")).id for guid in guids}) == 1
        assert one(Entry(guid="http://a.example/?p=8", title="T")).id != one(Entry(guid=guids[0], title="T")).id

    def test_the_same_guid_in_two_feeds_is_two_items(self) -> None:
        entry = Entry(guid="1", title="T")
        assert one(entry).id != one(entry, feed=replace(FEED, id="other")).id

    def test_an_edit_keeps_the_id_and_changes_the_hash(self) -> None:
        entry = Entry(guid="1", title="Bridge open", published=NOW)
        before, after = one(entry), one(replace(entry, title="Bridge closed"))
        assert before.id == after.id
        assert before.content_hash != after.content_hash
        assert before.content_hash == one(replace(entry, title="<b>Bridge</b>  open")).content_hash

    def test_one_guid_for_all_tells_nothing(self) -> None:
        found = items(*(Entry(guid="x", link=f"https://a.example/{n}", title=f"T{n}") for n in range(3)))
        assert len({item.id for item in found}) == 3
        assert all(item.keys[0].startswith("l:") for item in found)

    def test_one_link_for_all_tells_nothing(self) -> None:
        found = items(*(Entry(link="https://a.example/", title=f"T{n}", published=NOW) for n in range(3)))
        assert len({item.id for item in found}) == 3
        assert [[key[:2] for key in item.keys] for item in found] == [["t:"]] * 3

    def test_entries_alike_are_kept_once(self) -> None:
        entry = Entry(guid="1", link="https://a.example/1", title="T", published=NOW)
        (item,) = items(entry, entry)
        assert item == one(entry)

    def test_all_keys_the_same_and_other_content_keeps_both(self) -> None:
        entry = Entry(guid="1", link="https://a.example/1", title="Alert", published=NOW)
        first, second = items(replace(entry, summary="Goris"), replace(entry, summary="Kapan"))
        assert first.id != second.id
        assert not set(first.keys) & set(second.keys)
        assert items(replace(entry, summary="Kapan"), replace(entry, summary="Goris"))[0].id == second.id

    def test_an_entry_without_anything_still_has_an_identity(self) -> None:
        item = one(Entry())
        assert item.keys
        assert item.id

    @given(
        st.lists(
            st.builds(
                Entry,
                guid=st.sampled_from(["", "1", "http://a.example/1"]),
                link=st.sampled_from(["", "/1", "/2"]),
                title=st.sampled_from(["", "A", "B"]),
                summary=st.sampled_from(["", "x", "y"]),
            ),
            max_size=6,
        )
    )
    def test_ids_and_keys_are_never_shared(self, entries: list[Entry]) -> None:
        found = items(*entries, base_url="https://a.example/")
        assert len({item.id for item in found}) == len(found)
        keys = [key for item in found for key in item.keys]
        assert len(set(keys)) == len(keys)
        said = {(plain_text(entry.title), plain_text(entry.summary)) for entry in entries}
        assert {(item.title, item.summary) for item in found} == said


class TestCredit:
    def test_a_feed_of_its_own_credits_its_publisher(self) -> None:
        item = one(Entry(title="Closed - Reuters", source_name="Reuters", source_url="https://www.reuters.com"))
        assert (item.publisher, item.side, item.title) == ("civilnet", "armenia", "Closed - Reuters")

    def test_google_credits_the_source_and_takes_its_name_off_the_title(self) -> None:
        entry = Entry(
            title="Bridge closed - France 24",
            link="https://news.google.com/rss/articles/CBMi?oc=5",
            source_name="France 24",
            source_url="https://www.france24.com",
        )
        item = one(entry, feed=GOOGLE, publishers=Publishers(sides={"france24.com": "independent"}))
        assert (item.publisher, item.side, item.title) == ("france24.com", "independent", "Bridge closed")
        assert one(entry, feed=GOOGLE).side == ""

    def test_a_publisher_counts_once_under_all_its_domains(self) -> None:
        known = Publishers(sides={"civilnet": "armenia"}, aliases={"civilnet.am": "civilnet"})
        item = one(Entry(title="T", source_url="https://www.civilnet.am"), feed=GOOGLE, publishers=known)
        assert (item.publisher, item.side) == ("civilnet", "armenia")

    def test_bings_link_is_unwrapped(self) -> None:
        link = "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=https%3a%2f%2fwww.azatutyun.am%2fa%2f1.html&c=2"
        bing = replace(GOOGLE, via="bing-news")
        item = one(Entry(title="T", link=link, guid=link, source_name="Azatutyun"), feed=bing)
        assert (item.url, item.publisher) == ("https://www.azatutyun.am/a/1.html", "azatutyun.am")
        moved = link.replace("tid=1", "tid=2")
        again = one(Entry(title="T", link=moved, guid=moved), feed=bing)
        assert again.id == item.id

    def test_a_name_will_do_and_nobody_is_nobody(self) -> None:
        bing = replace(GOOGLE, via="bing-news")
        msn = Entry(title="T", link="https://www.msn.com/en-us/1", source_name="Reuters on MSN")
        assert one(msn, feed=bing).publisher == "reuters"
        assert one(replace(msn, source_name=""), feed=bing).publisher == ""

    def test_language_of_the_entry_or_of_the_feed(self) -> None:
        assert one(Entry(title="T", language="ru-RU")).language == "ru"
        assert one(Entry(title="T", language="x-none")).language == "hy"
