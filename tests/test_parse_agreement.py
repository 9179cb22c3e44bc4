"""The fast reader against feedparser on documents nobody wrote: whatever it accepts, it must read the same."""

from __future__ import annotations

import html
import re
from typing import Any

from feedparser.mixin import _FeedParserMixin
from feedparser.util import FeedParserDict
from hypothesis import given, settings
from hypothesis import strategies as st

from warn.core.parse import names
from warn.core.parse.blocks import split
from warn.core.parse.fast import Odd, parse_fast
from warn.core.parse.loose import parse_loose


def words(text: str) -> list[str]:
    return text.split()


RSS_NAMES = words(
    "title link description guid pubDate author category comments source enclosure content:encoded dc:creator dc:date"
    " dc:language itunes:author itunes:summary media:content media:title media:thumbnail media:group slash:comments"
    " atom:link News:Source x:y x:title pdalink image url body summary id updated lang geo:lat georss:point dc:subject"
    " media:description content media:credit dcterms:modified itunes:image wfw:commentRss thr:total"
)
ATOM_NAMES = words(
    "title link summary content id published updated author category contributor rights source name email created"
    " issued modified media:thumbnail media:title dc:creator thr:total x:y x:title generator"
)
DECLARATIONS = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:News="https://www.bing.com/news/search?format=rss"'
    ' xmlns:x="urn:x" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#" xmlns:georss="http://www.georss.org/georss"'
    ' xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:thr="http://purl.org/syndication/thread/1.0"'
)
WITHOUT_ATOM = DECLARATIONS.replace("http://www.w3.org/2005/Atom", "urn:a")
ATTRIBUTES = (
    'isPermaLink="false"', 'isPermaLink="true"', 'href="http://a.example/1"', 'href="/rel"', 'rel="self"',
    'rel="alternate"', 'rel="enclosure"', 'type="html"', 'type="text"', 'type="xhtml"', 'type="text/html"',
    'url="http://b.example/"', 'xml:lang="ru"', 'lang="az"', 'term="t"', 'src="http://c.example"', 'mode="escaped"',
)  # fmt: skip
TEXTS = (
    "", " ", "Plain words", "Лачинский коридор", "Bridge &amp; road", "&lt;b&gt;bold&lt;/b&gt;", "<![CDATA[<p>x</p>]]>",
    "http://a.example/x?a=1&amp;b=2", "http://a.example/x?a=1&amp;amp;b;=2", "Tue, 02 May 2023 10:00:00 +0400",
    "2023-05-02T10:00:00Z", "a<!-- c -->b", "&#146;quoted&#146;", "Ð›Ð°", "urn:uuid:1", "http:///c.example/",
    "a<?pi x?>b",
    "\n  spread\r\n over lines \n",
    "x <![CDATA[ & y ]]> z", "12", "ann@example.org (Ann)",
)  # fmt: skip


def elements(vocabulary: list[str]) -> st.SearchStrategy[str]:
    some = st.lists(st.sampled_from(ATTRIBUTES), max_size=2, unique_by=lambda text: text.split("=")[0])
    attributes = st.one_of(st.just([]), st.just([]), st.just([]), some)
    leaf = st.builds(_element, st.sampled_from(vocabulary), attributes, st.sampled_from(TEXTS))
    wrapped = st.builds(_element, st.sampled_from(vocabulary), attributes, st.lists(leaf, max_size=2).map("".join))
    return st.one_of(leaf, leaf, leaf, leaf, leaf, leaf, wrapped)


def _element(name: str, attributes: list[str], inside: str) -> str:
    return f"<{' '.join([name, *attributes])}>{inside}</{name}>"


def items(vocabulary: list[str], name: str) -> st.SearchStrategy[str]:
    each_once = st.lists(elements(vocabulary), max_size=7, unique_by=lambda text: re.split("[ >]", text)[0])
    several = st.lists(elements(vocabulary), max_size=7)
    return st.one_of(each_once, each_once, several).map(lambda parts: f"<{name}>{''.join(parts)}</{name}>")


LINK_CHARACTERS = st.characters(min_codepoint=33, max_codepoint=1500, exclude_categories=("Cc",))
CHANNEL = st.lists(
    elements(
        ["title", "link", "description", "language", "ttl", "image", "atom:link", "pubDate", "dc:language", "x:y"]
    ),
    max_size=4,
)
RSS = st.builds(
    lambda head, body: (
        f'<?xml version="1.0"?><rss version="2.0" {DECLARATIONS}>'
        f"<channel>{''.join(head)}{''.join(body)}</channel></rss>"
    ),
    CHANNEL,
    st.lists(items(RSS_NAMES, "item"), max_size=4),
)
ATOM = st.builds(
    lambda head, body: (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {DECLARATIONS} xml:lang="hy">{"".join(head)}{"".join(body)}</feed>'
    ),
    st.lists(elements(["title", "link", "id", "updated", "author", "subtitle"]), max_size=4),
    st.lists(items(ATOM_NAMES, "entry"), max_size=4),
)
RDF = st.builds(
    lambda head, body: (
        f'<rdf:RDF xmlns:rdf="{names.RDF}" xmlns="{names.RSS10}" {WITHOUT_ATOM}>'
        f"<channel>{''.join(head)}</channel>{''.join(body)}</rdf:RDF>"
    ),
    CHANNEL,
    st.lists(items(RSS_NAMES, "item"), max_size=4),
)
PLAIN_RSS = st.builds(
    lambda body: f'<rss version="2.0" {DECLARATIONS}><channel><title>T</title>{"".join(body)}</channel></rss>',
    st.lists(
        st.builds(
            lambda title, link, date, extra: (
                f"<item><title>{html.escape(title)}</title><link>{html.escape(link)}</link>"
                f"<pubDate>{date}</pubDate>{extra}</item>"
            ),
            st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
            st.text(
                st.characters(min_codepoint=33, max_codepoint=1500, exclude_categories=("Cc",)),
                min_size=1,
                max_size=30,
            ),
            st.sampled_from(TEXTS[9:11]),
            elements(["category", "dc:creator", "description", "x:y", "media:content", "guid"]),
        ),
        max_size=4,
    ),
)


@given(st.one_of(RSS, ATOM, RDF, PLAIN_RSS))
@settings(max_examples=400, deadline=None)
def test_fast_reads_what_feedparser_reads(text: str) -> None:
    content = text.encode()
    try:
        fast = parse_fast(content, "Asia/Yerevan")
    except Odd:
        return
    assert fast.entries == parse_loose(content, "Asia/Yerevan").entries


@given(st.one_of(PLAIN_RSS, RSS), st.data())
@settings(max_examples=150, deadline=None)
def test_reduced_document_gives_the_same_entries(text: str, data: Any) -> None:
    content = text.encode()
    blocks = split(content)
    if blocks is None:
        return
    try:
        whole = parse_fast(content, "UTC").entries
    except Odd:
        return
    known = frozenset(data.draw(st.sets(st.sampled_from(blocks.each()))))
    kept = tuple(entry for entry, block in zip(whole, blocks.each(), strict=True) if block not in known)
    assert parse_fast(blocks.reduce(known), "UTC").entries == kept
    assert blocks.remaining(known) == len(kept)


def dir_names() -> set[str]:
    """Every element feedparser has a handler for, as `prefix_local`."""
    return {
        attribute.removeprefix("_start_").removeprefix("_end_").lower()
        for attribute in dir(_FeedParserMixin)
        if attribute.startswith(("_start_", "_end_"))
    }


def test_tables_know_every_name_of_the_installed_feedparser() -> None:
    """A name feedparser handles and our tables don't would be passed over silently."""
    handled = dir_names()
    unreachable = {name for name in handled if name.partition("_")[0] in names.OTHER_PREFIXES}
    assert handled - unreachable - names.HARMLESS - names.RESERVED - set(names.RSS_FIELDS) == set()
    assert set(FeedParserDict.keymap) - {"url"} <= names.RESERVED | names.HARMLESS | {"channel", "items", "feed"}


def test_tables_know_every_namespace_of_the_installed_feedparser() -> None:
    theirs = {uri.lower(): prefix.lower() for uri, prefix in _FeedParserMixin.namespaces.items()}
    ours = set(names.PREFIXES) | names.OTHER_NAMESPACES | names.PLAIN_NAMESPACES
    assert set(theirs) - ours == set()
    assert {prefix for prefix in theirs.values() if prefix} <= names.KNOWN_PREFIXES
    acting = {name.partition("_")[0] for name in dir_names() if "_" in name}
    assert acting <= names.SPEAKING_PREFIXES
    assert {uri: theirs[uri] for uri in names.PREFIXES} == names.PREFIXES
