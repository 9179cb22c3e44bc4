"""Documents in, entries out: judging, encodings, JSON Feed, the prescan, and cutting into blocks."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from warn.core.parse import Blocks, NotAFeed, parse_document, split
from warn.core.parse.prescan import prescan
from warn.model.feed import Failure
from warn.model.item import Entry

HEAD = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Канал</title><link>https://a.example/</link><ttl>30</ttl>'
)
TAIL = "</channel></rss>"


def item(number: int, extra: str = "") -> str:
    return (
        f'<item><title>Bridge {number}</title><link>https://a.example/{number}</link><guid isPermaLink="false">'
        f"id-{number}</guid><pubDate>Tue, 02 May 2023 10:00:00 +0400</pubDate>{extra}</item>"
    )


def rss(*items: str) -> bytes:
    return (HEAD + "".join(items) + TAIL).encode()


def refusal(content: bytes) -> NotAFeed:
    with pytest.raises(NotAFeed) as caught:
        parse_document(content)
    assert "\n" not in caught.value.detail
    return caught.value


class TestReading:
    def test_a_plain_document(self) -> None:
        document = parse_document(rss(item(1, "<description>Text</description><author>Ann</author>")))
        assert document.entries == (
            Entry(
                guid="id-1",
                link="https://a.example/1",
                title="Bridge 1",
                summary="Text",
                published=datetime(2023, 5, 2, 6, tzinfo=UTC),
                published_raw="Tue, 02 May 2023 10:00:00 +0400",
                author="Ann",
            ),
        )
        assert (document.title, document.link, document.ttl_minutes) == ("Канал", "https://a.example/", 30)
        assert (document.format, document.parser) == ("rss20", "fast")

    def test_the_longest_text_is_the_summary(self) -> None:
        long = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>Long text</content:encoded>"
        assert parse_document(rss(item(1, f"<description>T</description>{long}"))).entries[0].summary == "Long text"

    def test_updated_never_becomes_published(self) -> None:
        atom = (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:1</id><title>T</title>'
            b"<updated>2023-05-02T10:00:00Z</updated></entry></feed>"
        )
        for content in (atom, atom.replace(b"<title>T", b'<title type="xhtml">T')):
            (entry,) = parse_document(content).entries
            assert (entry.published, entry.updated) == (None, datetime(2023, 5, 2, 10, tzinfo=UTC))
            assert entry.published_raw == "2023-05-02T10:00:00Z"
        (entry,) = parse_document(rss(item(1, "<image>x</image>"))).entries
        assert entry.updated is None

    def test_naive_dates_are_in_the_feeds_zone(self) -> None:
        content = rss("<item><title>T</title><pubDate>02.05.2023 10:00</pubDate></item>")
        entry = parse_document(content, zone="Asia/Yerevan").entries[0]
        assert entry.published == datetime(2023, 5, 2, 6, tzinfo=UTC)

    @pytest.mark.parametrize("odd", ["", "<media:title xmlns:media='http://search.yahoo.com/mrss/'>M</media:title>"])
    def test_the_source_of_an_aggregators_item(self, odd: str) -> None:
        source = '<source url="https://www.reuters.com">Reuters</source>'
        entry = parse_document(rss(item(1, source + odd))).entries[0]
        assert (entry.source_name, entry.source_url) == ("Reuters", "https://www.reuters.com")

    @pytest.mark.parametrize("odd", ["", "<image>x</image>"])
    def test_bings_own_source_element(self, odd: str) -> None:
        source = '<News:Source xmlns:News="https://www.bing.com/news/search?q=x&amp;format=rss">Ann News</News:Source>'
        assert parse_document(rss(item(1, source + odd))).entries[0].source_name == "Ann News"

    def test_a_truncated_document_keeps_what_came(self) -> None:
        whole = rss(item(1), item(2), item(3))
        entries = parse_document(whole[: whole.index(b"Bridge 3")]).entries
        assert [entry.title for entry in entries[:2]] == ["Bridge 1", "Bridge 2"]

    def test_a_path_is_never_opened(self, tmp_path) -> None:
        path = tmp_path / "secret-feed-document.xml"
        path.write_bytes(rss(item(1)))
        assert refusal(str(path).encode()).failure is Failure.NOT_A_FEED
        assert refusal(b"<a>" + str(path).encode()).failure is Failure.NOT_A_FEED


class TestEncodings:
    TEXT = HEAD + "<item><title>Лачин</title></item>" + TAIL

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16", "utf-16-le", "utf-8-sig", "gb18030"]
    )
    def test_declared(self, encoding: str) -> None:
        declared = encoding.removesuffix("-sig").removesuffix("-le")
        content = self.TEXT.replace("?>", f' encoding="{declared}"?>', 1).encode(encoding)
        assert parse_document(content).entries[0].title == "Лачин"

    def test_the_http_charset_counts(self) -> None:
        content = self.TEXT.encode("windows-1251")
        document = parse_document(content, content_type='application/rss+xml; charset="windows-1251"')
        assert document.entries[0].title == "Лачин"
        assert document.parser == "fast"

    def test_utf8_under_a_wrong_label_is_utf8(self) -> None:
        content = self.TEXT.replace("?>", ' encoding="iso-8859-1"?>', 1).encode()
        document = parse_document(content, content_type="text/xml; charset=windows-1251")
        assert document.entries[0].title == "Лачин"

    def test_forbidden_control_characters_cost_nothing(self) -> None:
        document = parse_document(rss("<item><title>A\x0bB\x00C</title></item>"))
        assert document.entries[0].title == "ABC"
        assert document.parser == "fast"

    def test_bytes_that_are_no_text(self) -> None:
        assert refusal(b"\xff\xfe<\x00r\x00s\x00\x00\xd8\x00" * 9 + b"\x00").failure is Failure.BAD_ENCODING


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "failure"),
        [
            (b"", Failure.EMPTY),
            (b"  \n ", Failure.EMPTY),
            (b"<rss></rss>", Failure.EMPTY),
            (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>", Failure.HTML),
            (b"<!-- x --><HTML><body>Log in</body></HTML>", Failure.HTML),
            (b"Service temporarily unavailable", Failure.NOT_A_FEED),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Failure.NOT_A_FEED),
            (b"<opml version='1.0'><body><outline text='x'/></body></opml>", Failure.HTML),
            (b"<unknown><thing>text text</thing></unknown>", Failure.NOT_A_FEED),
            (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x', Failure.NOT_A_FEED),
        ],
    )
    def test_what_is_no_feed(self, content: bytes, failure: Failure) -> None:
        assert refusal(content).failure is failure

    def test_a_page_is_named(self) -> None:
        page = b"<!DOCTYPE html><html><head><title>Access\n denied</title></head></html>"
        assert refusal(page).detail == "a web page, not a feed: “Access denied”"

    def test_an_empty_channel_is_a_feed(self) -> None:
        assert parse_document(rss()).entries == ()


class TestJsonFeed:
    def feed(self, *items: object, **more: object) -> bytes:
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": items, **more}
        ).encode()

    def test_an_item(self) -> None:
        document = parse_document(
            self.feed(
                {
                    "id": 7,
                    "url": "https://a.example/7",
                    "title": "T",
                    "content_html": "<p>x</p>",
                    "date_published": "2023-05-02T10:00:00+04:00",
                    "authors": [{"name": "Ann"}],
                },
                language="hy",
                home_page_url="https://a.example/",
            )
        )
        assert (document.format, document.parser, document.link) == ("json", "json", "https://a.example/")
        assert document.entries == (
            Entry(
                guid="7",
                link="https://a.example/7",
                title="T",
                summary="<p>x</p>",
                published=datetime(2023, 5, 2, 6, tzinfo=UTC),
                published_raw="2023-05-02T10:00:00+04:00",
                author="Ann",
                language="hy",
            ),
        )

    def test_version_1_has_one_author_and_links_may_be_external(self) -> None:
        entry = parse_document(
            self.feed({"id": "1", "external_url": "https://b.example/", "author": {"name": "B"}})
        ).entries[0]
        assert (entry.link, entry.author) == ("https://b.example/", "B")

    def test_odd_values_lose_only_themselves(self) -> None:
        document = parse_document(
            self.feed(3, None, {"id": ["x"], "title": {"a": 1}, "authors": "Ann", "url": "u\ud800"})
        )
        assert document.entries == (Entry(link="u?"),)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b'{"version": "https://jsonfeed.org/version/1",\n "items": [}', "line 2"),
            (b'{"version": "1", "items": []}', "version"),
            (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "items"),
            (b'["https://jsonfeed.org/version/1"]', "version"),
            (b'{"items": ' + b"9" * 5000 + b"}", "number"),
        ],
    )
    def test_errors_say_where(self, content: bytes, words: str) -> None:
        refused = refusal(content)
        assert refused.failure is Failure.NOT_A_FEED
        assert words in refused.detail

    def test_deep_nesting_is_hostile(self) -> None:
        assert refusal(b'{"version": ' + b"[" * 200_000).failure is Failure.HOSTILE


RSS = b"<rss version='2.0'><channel>"
BOMBS = {
    "attributes": RSS + b"<item " + b" ".join(b"a%d='x'" % n for n in range(50_000)) + b"/></channel></rss>",
    "bare attributes": RSS + b"<item " + b" ".join(b"a%d" % n for n in range(50_000)) + b"></channel></rss>",
    "comments": RSS + b"<!--" * 175_000,
    "depth": RSS + b"<item>" + b"<b>" * 230_000,
    "laughs": b'<!DOCTYPE rss [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
    + RSS
    + b"<title>&a9;</title></channel></rss>",
    "quadratic": b'<!DOCTYPE rss [<!ENTITY a "'
    + b"x" * 50_000
    + b'">]>'
    + RSS
    + b"<title>"
    + b"&a;" * 50_000
    + b"</title></channel></rss>",
    "elements": RSS + b"<image>x" + b"<b/>" * 400_000 + b"&nbsp;</channel></rss>",
    "parameter entities": b'<!DOCTYPE rss [<!ENTITY % a "%b;%b;"><!ENTITY % b "xx">]>' + RSS + b"</channel></rss>",
}


class TestPrescan:
    @pytest.mark.parametrize("name", BOMBS)
    def test_refuses_bombs_at_once(self, name: str) -> None:
        started = time.process_time()
        assert refusal(BOMBS[name]).failure is Failure.HOSTILE
        assert time.process_time() - started < 1.5

    @pytest.mark.parametrize(
        "unit", [b"<", b"<!--", b"<![CDATA[", b"<?", b"<a b='", b'<a "', b"<a>", b"</", b"&a;", b"<!ENTITY ", b"-->"]
    )
    def test_takes_linear_time(self, unit: bytes) -> None:
        def cost(size: int) -> float:
            content = (unit * (size // len(unit) + 1))[:size]
            started = time.process_time()
            with suppress(NotAFeed):
                prescan(content)
            return time.process_time() - started

        assert min(cost(1_000_000) for _ in range(2)) < 1.0

    def test_passes_what_is_large_and_honest(self) -> None:
        html = "<![CDATA[" + '<p class="a" style="b">text <br> <!-- more --> </p>' * 200 + "]]>"
        escaped = '&lt;a href="x"&gt;' * 500
        prescan(rss(*(item(n, f"<description>{html}</description><x>{escaped}</x>") for n in range(100))))

    def test_passes_the_old_dtd(self) -> None:
        prescan(
            b'<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1//EN" "http://a.example/x"> %HTMLlat1;'
            b' <!ENTITY copy "&#169;">]><rss version="0.91"><channel><title>&copy; x</title></channel></rss>'
        )


class TestBlocks:
    def cut(self, *items: str) -> Blocks:
        blocks = split(rss(*items))
        assert blocks is not None
        return blocks

    def test_one_hash_for_each_block(self) -> None:
        blocks = self.cut(item(1), item(2), item(3))
        assert len(blocks) == 3
        assert len(blocks.hashes) == 24
        assert blocks.each() == tuple(self.cut(item(n)).hashes for n in (1, 2, 3))

    def test_known_blocks_are_left_out(self) -> None:
        blocks = self.cut(item(3), item(2), item(1))
        known = self.cut(item(1), item(2)).hashes
        assert blocks.remaining(known) == 1
        assert blocks.reduce(known) == rss(item(3))
        assert blocks.reduce(b"") == rss(item(3), item(2), item(1))
        assert blocks.remaining(frozenset(blocks.each())) == 0
        assert [entry.title for entry in parse_document(blocks.reduce(known)).entries] == ["Bridge 3"]

    def test_an_edited_item_is_new(self) -> None:
        blocks = self.cut(item(1, "<description>now closed</description>"), item(2))
        assert blocks.remaining(self.cut(item(1), item(2)).hashes) == 1

    def test_markup_in_cdata_is_no_markup(self) -> None:
        assert split(rss(item(1, "<description><![CDATA[<p>x</p><!-- c -->]]></description>"), item(2))) is not None

    @pytest.mark.parametrize(
        "extra",
        [
            "<description><![CDATA[ </item><item> ]]></description>",
            "<!-- </item> -->",
            "<x><item/></x>",
            "<y xmlns:y='urn:y'/>",
            "<description><![CDATA[ never closed",
        ],
    )
    def test_what_cannot_be_cut_safely_is_not(self, extra: str) -> None:
        assert split(rss(item(1), item(2, extra), item(3))) is None

    def test_items_in_a_comment_or_of_another_kind(self) -> None:
        assert split(rss(item(1), f"<!-- {item(2)} -->", item(3))) is None
        assert split(rss(item(1), "<item/>", item(3))) is None
        assert split(rss(item(1)).decode().encode("utf-16")) is None
        assert split(b'<?xml version="1.0" encoding="gb2312"?>' + rss(item(1))) is None
        assert split(b"<html></html>") is None
        assert split(rss()) is None

    def test_shared_guids_and_links_need_the_whole_document(self) -> None:
        """Whether a guid or link can be trusted as a key is only seen beside the other items."""
        other = item(2).replace("id-2", "id-1")
        assert split(rss(item(1), other)) is None
        assert split(rss(item(1), item(2).replace("a.example/2", "a.example/1"))) is None
        assert split(rss(item(1), item(1))) is not None

    @pytest.mark.parametrize(
        "unit", [b"<item>", b"<item", b"</item>", b"<item><![CDATA[</item>", b"<item>]]></item>", b"<item><!--</item>"]
    )
    def test_takes_linear_time(self, unit: bytes) -> None:
        content = b"<rss>" + unit * (1_000_000 // len(unit))
        started = time.process_time()
        split(content)
        assert time.process_time() - started < 1.5
