"""Feed documents of the demonstration's outlets, and a loopback server that hands them out as real sites do."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from xml.etree import ElementTree

from demo.story import Outlet, Published, Replay, published

BEFORE_ALL = datetime(2022, 11, 1, tzinfo=UTC)
"""What a feed without items says of its last change."""
ATOM = "http://www.w3.org/2005/Atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS10 = "http://purl.org/rss/1.0/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
RETRY_AFTER_SECONDS = 1
_AZT = timezone(timedelta(hours=4))
_Element = ElementTree.Element


def document(outlet: Outlet, items: Sequence[Published]) -> bytes:
    """The outlet's feed with these items, in its own format. The same items give the same bytes."""
    return {"rss": rss, "atom": atom, "rdf": rdf, "json": json_feed}[outlet.format](outlet, items)


def last_change(items: Iterable[Published]) -> datetime:
    return max((item.story.at for item in items), default=BEFORE_ALL)


def rss(outlet: Outlet, items: Sequence[Published]) -> bytes:
    """RSS 2.0."""
    root = _Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _add(channel, "title", outlet.name)
    _add(channel, "link", _home(outlet))
    _add(channel, "description", outlet.name)
    _add(channel, "language", outlet.language)
    _add(channel, "lastBuildDate", _rfc822(last_change(items), outlet))
    for item in items:
        element = ElementTree.SubElement(channel, "item")
        _add(element, "title", item.story.title)
        _add(element, "link", item.story.link)
        _add(element, "guid", item.story.link, isPermaLink="true")
        _add(element, "pubDate", _rfc822(item.first, outlet))
        _add(element, "description", f"<p>{_escaped(item.story.summary)}</p>")
    return _xml(root)


def atom(outlet: Outlet, items: Sequence[Published]) -> bytes:
    """Atom 1.0."""
    root = _Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": outlet.language})
    _add(root, f"{{{ATOM}}}id", _home(outlet))
    _add(root, f"{{{ATOM}}}title", outlet.name)
    _add(root, f"{{{ATOM}}}updated", _rfc3339(last_change(items)))
    _add(root, f"{{{ATOM}}}link", "", rel="alternate", href=_home(outlet))
    author = ElementTree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, f"{{{ATOM}}}name", outlet.name)
    for item in items:
        entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, f"{{{ATOM}}}id", item.story.link)
        _add(entry, f"{{{ATOM}}}title", item.story.title)
        _add(entry, f"{{{ATOM}}}link", "", rel="alternate", href=item.story.link)
        _add(entry, f"{{{ATOM}}}published", _rfc3339(item.first))
        _add(entry, f"{{{ATOM}}}updated", _rfc3339(item.story.at))
        _add(entry, f"{{{ATOM}}}summary", item.story.summary)
    return _xml(root)


def rdf(outlet: Outlet, items: Sequence[Published]) -> bytes:
    """RSS 1.0: RDF with Dublin Core dates."""
    about = f"{{{RDF}}}about"
    root = _Element(f"{{{RDF}}}RDF")
    channel = ElementTree.SubElement(root, f"{{{RSS10}}}channel", {about: _home(outlet)})
    _add(channel, f"{{{RSS10}}}title", outlet.name)
    _add(channel, f"{{{RSS10}}}link", _home(outlet))
    _add(channel, f"{{{RSS10}}}description", outlet.name)
    _add(channel, f"{{{DUBLIN_CORE}}}language", outlet.language)
    order = ElementTree.SubElement(ElementTree.SubElement(channel, f"{{{RSS10}}}items"), f"{{{RDF}}}Seq")
    for item in items:
        ElementTree.SubElement(order, f"{{{RDF}}}li", {f"{{{RDF}}}resource": item.story.link})
        element = ElementTree.SubElement(root, f"{{{RSS10}}}item", {about: item.story.link})
        _add(element, f"{{{RSS10}}}title", item.story.title)
        _add(element, f"{{{RSS10}}}link", item.story.link)
        _add(element, f"{{{RSS10}}}description", item.story.summary)
        _add(element, f"{{{DUBLIN_CORE}}}date", _rfc3339(item.first))
    return _xml(root)


def json_feed(outlet: Outlet, items: Sequence[Published]) -> bytes:
    """JSON Feed 1.1."""
    entries = [
        {
            "id": item.story.link,
            "url": item.story.link,
            "title": item.story.title,
            "content_text": item.story.summary,
            "date_published": _rfc3339(item.first),
            "date_modified": _rfc3339(item.story.at),
        }
        for item in items
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": _home(outlet),
        "language": outlet.language,
        "items": entries,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def demo_feeds_yaml(base_url: str, outlets: Iterable[Outlet], *, poll: str = "60s") -> str:
    """The outlets as a feeds.yaml, polled at `base_url` (`http://127.0.0.1:8000`)."""
    known = tuple(outlets)
    lines = ["version: 1", "packs: {demo: Invented outlets that re-tell a real crisis}", "sides:"]
    lines += [f"  {side}: As in the flagship watch" for side in sorted({outlet.side for outlet in known})]
    lines += [f"defaults: {{packs: [demo], tier: 2, poll: {poll}, stale_after: 30d}}", "feeds:"]
    for outlet in known:
        country = f", country: {outlet.country}" if outlet.country else ""
        lines += [
            f"  - {{id: {outlet.id}, name: {json.dumps(outlet.name, ensure_ascii=False)}, kind: {outlet.kind},",
            f"     publisher: {outlet.publisher}, side: {outlet.side}, language: {outlet.language}{country},",
            f"     url: '{base_url}{path_of(outlet)}'}}",
        ]
    return "\n".join(lines) + "\n"


def path_of(outlet: Outlet) -> str:
    """Where the server has the outlet's feed: what feeds.yaml asks for, even where it has moved since."""
    return f"/{outlet.id}.{'json' if outlet.format == 'json' else 'xml'}"


def _home(outlet: Outlet) -> str:
    return f"https://{outlet.publisher}/"


def _add(parent: _Element, tag: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes).text = text or None


def _xml(root: _Element) -> bytes:
    for prefix, namespace in (("rdf", RDF), ("dc", DUBLIN_CORE)):
        ElementTree.register_namespace(prefix, namespace)
    # One namespace is the document's own and is written without a prefix.
    own = root.tag[1:].partition("}")[0] if root.tag.startswith(f"{{{ATOM}}}") else RSS10
    _unprefix(root, own)
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _unprefix(root: _Element, namespace: str) -> None:
    used = False
    for element in root.iter():
        if element.tag.startswith(f"{{{namespace}}}"):
            element.tag = element.tag.partition("}")[2]
            used = True
    if used:
        root.set("xmlns", namespace)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rfc822(moment: datetime, outlet: Outlet) -> str:
    if outlet.quirk == "azt-dates":
        return format_datetime(moment.astimezone(_AZT)).replace("+0400", "AZT")
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class FeedServer:
    """The outlets' feeds on a free port of 127.0.0.1, as they stand at the simulated moment that `now` tells.

    Conditional requests get a 304. The outlet whose feed has moved answers 301; the unsteady one answers 503 with
    Retry-After to every `unsteady_every`-th request (0: never).
    """

    def __init__(self, replay: Replay, now: Callable[[], datetime], *, unsteady_every: int = 7) -> None:
        self.replay = replay
        self.now = now
        self._unsteady_every = unsteady_every
        self._asked = 0
        self._lock = threading.Lock()
        self._by_path = {path_of(outlet): outlet for outlet in replay.outlets}
        self._moved = {path: f"/rss{path}" for path, outlet in self._by_path.items() if outlet.quirk == "moved"}
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="demo-feeds", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def feeds_yaml(self, *, poll: str = "60s") -> str:
        return demo_feeds_yaml(self.base_url, self.replay.outlets, poll=poll)

    def answer(self, path: str, if_none_match: str, if_modified_since: str) -> tuple[HTTPStatus, dict[str, str], bytes]:
        """Status, headers and body for a request."""
        if path in self._moved:
            return HTTPStatus.MOVED_PERMANENTLY, {"Location": self._moved[path]}, b""
        outlet = self._by_path.get(path) or self._by_path.get(path.removeprefix("/rss"))
        if outlet is None:
            return HTTPStatus.NOT_FOUND, {}, b"There is no such feed.\n"
        if outlet.quirk == "unsteady" and self._is_overloaded():
            return HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(RETRY_AFTER_SECONDS)}, b"Try again later.\n"
        items = published(self.replay.stories, outlet.id, self.now())
        body = document(outlet, items)
        changed = last_change(items)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        headers = {"ETag": etag, "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True)}
        if _unchanged(etag, changed, if_none_match, if_modified_since):
            return HTTPStatus.NOT_MODIFIED, headers, b""
        return HTTPStatus.OK, headers | {"Content-Type": CONTENT_TYPES[outlet.format]}, body

    def _is_overloaded(self) -> bool:
        with self._lock:
            self._asked += 1
            return bool(self._unsteady_every) and self._asked % self._unsteady_every == 0


def _unchanged(etag: str, changed: datetime, if_none_match: str, if_modified_since: str) -> bool:
    """RFC 9110, section 13.2.2: the entity tag decides where there is one, the date only where there is none."""
    if if_none_match:
        known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in known or etag in known
    if not if_modified_since:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    return since.tzinfo is not None and changed <= since


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, feeds: FeedServer) -> None:
        self.feeds = feeds
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    wbufsize = -1  # headers and body leave in one packet: no wait for a delayed acknowledgement
    timeout = 30

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        server = self.server
        if not isinstance(server, _Server):
            raise TypeError("this handler serves demonstration feeds only")
        path = self.path.partition("?")[0]
        status, headers, body = server.feeds.answer(
            path, self.headers.get("If-None-Match", ""), self.headers.get("If-Modified-Since", "")
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the terminal belongs to what the daemon tells."""
