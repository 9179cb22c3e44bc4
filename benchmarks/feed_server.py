"""A server of many feeds for benchmarks: `python feed_server.py FEEDS ITEMS`; prints its port, serves until killed.

GET /phase/NAME sets what every feed answers:
first      200 with ETag and Last-Modified; honours If-None-Match
unchanged  200 with the same bytes whatever the client sends, and no validators
one-new    200 with one item more at the top, and no validators
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from xml.sax.saxutils import escape

START = datetime.now(UTC) - timedelta(hours=1)

# Ordinary news in three scripts; about one item in two hundred speaks of the watched road.
WORDS = {
    "en": "parliament minister budget harvest railway talks festival prices weather court hospital school energy",
    "ru": "парламент министр бюджет урожай железная переговоры фестиваль цены погода суд больница школа энергия",
    "hy": "խորհրդարան նախարար բյուջե բերք երկաթուղի բանակցություն փառատոն գներ եղանակ դատարան հիվանդանոց դպրոց",
}
WATCHED = "Azerbaijan sets up a checkpoint on the Lachin road, peacekeepers say"


def sentence(seed: int, length: int) -> str:
    words = WORDS[("en", "en", "ru", "hy")[seed % 4]].split()
    picked = [words[(seed * 31 + n * n * 7) % len(words)] for n in range(length)]
    return " ".join(picked).capitalize()


def item(feed: int, number: int) -> str:
    """One item as WordPress writes it, which is what most of the shipped feeds run on."""
    seed = feed * 1009 + number
    title = WATCHED if seed % 211 == 0 else sentence(seed, 9)
    link = f"https://feed{feed}.example/2023/{number}/{seed}/"
    when = format_datetime(START - timedelta(minutes=30 * (40 - number) + feed % 30))
    paragraphs = "".join(f'<p>{sentence(seed + n, 22)}, <a href="{link}#{n}">more</a>.</p>\n' for n in range(2))
    categories = "".join(f"<category><![CDATA[{sentence(seed + n, 1)}]]></category>" for n in range(3))
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><comments>{link}#respond</comments>"
        f"<dc:creator><![CDATA[Reporter {seed % 17}]]></dc:creator><pubDate>{when}</pubDate>{categories}"
        f'<guid isPermaLink="false">https://feed{feed}.example/?p={seed}</guid>'
        f"<description><![CDATA[<p>{sentence(seed, 30)} [&#8230;]</p>]]></description>"
        f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded>"
        f"<wfw:commentRss>{link}feed/</wfw:commentRss><slash:comments>{seed % 3}</slash:comments></item>\n"
    )


@lru_cache(maxsize=20_000)
def document(feed: int, newest: int, items: int) -> bytes:
    entries = "".join(item(feed, number) for number in range(newest, newest - items, -1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>'
        f"<title>Feed {feed}</title><link>https://feed{feed}.example/</link><description>News</description>\n"
        f"{entries}</channel></rss>"
    ).encode()


class Server:
    def __init__(self, items: int) -> None:
        self.items = items
        self.phase = "first"

    def answer(self, path: str, headers: bytes) -> bytes:
        if path.startswith("/phase/"):
            self.phase = path.removeprefix("/phase/")
            return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        feed = int(path.removeprefix("/feed/"))
        etag = f'"{feed}-1"'.encode()
        if self.phase == "first" and etag in headers:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
        newest = self.items + (1 if self.phase == "one-new" else 0)
        body = document(feed, newest, self.items)
        validators = b"ETag: " + etag + b"\r\n" if self.phase == "first" else b""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n" % len(body)
        return head + validators + b"\r\n" + body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.answer(head.split(b" ", 2)[1].decode(), head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


async def main() -> None:
    feeds, items = int(sys.argv[1]), int(sys.argv[2])
    for feed in range(feeds):
        document(feed, items, items)
        document(feed, items + 1, items)
    server = await asyncio.start_server(Server(items).serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
