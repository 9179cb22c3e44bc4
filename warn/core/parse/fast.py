"""The fast reader: plain RSS, RDF and Atom through lxml, exactly as feedparser would read them, or `Odd`.

lxml and not fastfeedparser: fastfeedparser repairs and guesses, so whether it agrees with feedparser is only known by
running both. A reader that takes nothing but what it understands can say beforehand that it is exact. Each rule below
mirrors feedparser 6.0.14's strict parser; a test runs both over every document at hand and compares each field.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from lxml import etree

from warn.core.parse.dates import parse_date
from warn.core.parse.names import (
    ATOM03,
    ATOM10,
    IGNORED,
    KNOWN_PREFIXES,
    ODD,
    OTHER_NAMESPACES,
    PLAIN_NAMESPACES,
    PREFIXES,
    RDF,
    RSS090,
    RSS10,
    SPEAKING_PREFIXES,
    role,
)
from warn.model.item import Document, Entry

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = f"{{{RDF}}}about"
_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_TEXT_TYPES = frozenset({"text", "html", "text/plain", "text/html"})
# An XML base changes links, a DTD may define entities or default attributes.
_ODD_BYTES = (b"<!DOCTYPE", b"<!doctype", b"<!ENTITY")
_BASES = (re.compile(rb"base\s{0,20}="), re.compile(rb"BASE\s{0,20}="), re.compile(rb"Base\s{0,20}="))
_SEMICOLON = re.compile("&([A-Za-z0-9_]+);")
# Windows-1252 characters that came as C1 controls, as feedparser reads them.
_CP1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_C1 = re.compile("[\x80-\x9f]")
_PASSED_OVER = frozenset({"image", "textinput", "skiphours", "skipdays", "items"})


class Odd(Exception):
    """Not plain enough to be sure: feedparser must decide."""


def parse_fast(content: bytes, zone: str) -> Document:
    """A UTF-8 document through lxml. Raises `Odd` wherever feedparser might read it otherwise."""
    if any(mark in content for mark in _ODD_BYTES) or any(base.search(content) for base in _BASES):
        raise Odd("DTD or base")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Odd("not well-formed") from error
    _check_prefixes(content, root)
    if root.tag == "rss":
        return _rss(root, zone)
    if root.tag == f"{{{RDF}}}RDF":
        return _rdf(root, zone)
    if root.tag in (f"{{{ATOM10}}}feed", f"{{{ATOM03}}}feed"):
        return _atom(root, zone)
    raise Odd("unusual root")


def _check_prefixes(content: bytes, root: Any) -> None:
    """feedparser keeps one map of prefixes for the whole document: rebinding a known one misleads it."""
    declared = set(root.nsmap.items())
    if content.count(b"xmlns") > len(declared):
        declared.update(pair for _, pair in etree.iterwalk(root, events=("start-ns",)))
    for prefix, namespace in declared:
        if prefix and not _is_bound_rightly(prefix.lower(), namespace.lower()):
            raise Odd("a known prefix for another namespace")


def _is_bound_rightly(prefix: str, namespace: str) -> bool:
    if prefix not in KNOWN_PREFIXES or PREFIXES.get(namespace) == prefix:
        return True
    # Two things are called `thr`, and Blogger's isn't feedparser's; neither means anything to it.
    is_strange = namespace not in PREFIXES and namespace not in OTHER_NAMESPACES and namespace not in PLAIN_NAMESPACES
    return is_strange and prefix not in SPEAKING_PREFIXES


# RSS and RDF


def _rss(root: Any, zone: str) -> Document:
    if any(namespace.lower() in (RSS10, RSS090) for namespace in root.nsmap.values()):
        raise Odd("RSS 1.0 namespace in RSS")
    channels = [child for child in root if child.tag == "channel"]
    if len(channels) != 1 or len(root) != 1 or channels[0].keys() not in ([], [_XML_LANG]):
        raise Odd("not one plain channel")
    version = root.get("version", "")
    known = _VERSIONS.get(version) or ("rss20" if version.startswith("2.") else "rss")
    items = [child for child in channels[0] if child.tag == "item"]
    return _rss_document(root, channels[0], items, ("", known, zone))


def _rdf(root: Any, zone: str) -> Document:
    plain = root.nsmap.get(None)
    if plain not in (RSS10, RSS090) or {uri.lower() for uri in root.nsmap.values()} & PLAIN_NAMESPACES != {
        plain.lower()
    }:
        raise Odd("RDF that isn't plain RSS 1.0")
    known = {f"{{{plain}}}{name}" for name in ("channel", "item", "image", "textinput")}
    if len(root) == 0 or root[0].tag != f"{{{plain}}}channel" or any(child.tag not in known for child in root):
        raise Odd("RDF with other parts")
    if sum(child.tag == f"{{{plain}}}channel" for child in root) != 1 or set(root[0].keys()) - {_ABOUT}:
        raise Odd("not one plain channel")
    items = [child for child in root if child.tag == f"{{{plain}}}item"]
    return _rss_document(root, root[0], items, (plain, "rss10" if plain == RSS10 else "rss090", zone))


def _rss_document(root: Any, channel: Any, items: list[Any], how: tuple[str, str, str]) -> Document:
    plain, version, zone = how
    _check_all_items(root, items)
    language = _language(channel, _language(root, ""))
    said = {"language": _language(root, "").replace("_", "-")}
    for child in channel:
        name = child.tag.rpartition("}")[2].lower()
        what = role(child.tag, child.prefix, plain)
        if child.tag == (f"{{{plain}}}item" if plain else "item"):
            continue
        if name in ("ttl", "language") and what in (IGNORED, ODD):
            what = name if child.tag == (f"{{{plain}}}{name}" if plain else name) else what
        if what in ("title", "link", "ttl"):
            if what in said:
                raise Odd(f"two {what}s of one channel")
            said[what] = _link(child) if what == "link" else _leaf(child)
        elif what == "language":
            said[what] = _leaf(child)
        else:
            _check_channel_child(child, name, what, plain)
    ttl = said.get("ttl", "")
    return Document(
        entries=tuple(_rss_entry(item, plain, language, zone) for item in items),
        title=said.get("title", ""),
        link=said.get("link", ""),
        language=said["language"],
        format=version,
        parser="fast",
        ttl_minutes=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None,
    )


def _check_channel_child(child: Any, name: str, what: str, plain: str) -> None:
    """Passes what can't change the channel's title and link, nor hide an item."""
    if what == "atom_link":
        if _is_alternate(child):
            raise Odd("a second link of the channel")
    elif name in _PASSED_OVER or what in ("description", "published", "updated", "author"):
        if len(child) and name not in _PASSED_OVER:
            raise Odd("markup in the channel")
    elif what != IGNORED and name not in ("lastbuilddate", "managingeditor"):
        raise Odd(f"<{name}> in the channel")
    else:
        _check_inside(child, plain)


def _check_all_items(root: Any, items: list[Any]) -> None:
    if sum(1 for _ in root.iter("{*}item", "{*}entry", "{*}Item", "{*}ITEM", "{*}Entry")) != len(items):
        raise Odd("items in other places")


def _rss_entry(item: Any, plain: str, language: str, zone: str) -> Entry:
    fields: dict[str, str] = {}
    about = _item_about(item)
    source_url = ""
    permalink = True
    for child in item:
        what = role(child.tag, child.prefix, plain)
        if what == IGNORED:
            _check_inside(child, plain)
            continue
        _check_field(child, what, fields)
        if what == "atom_link":
            continue
        if what == "guid":
            permalink = _is_permalink(child)
        elif what == "source":
            source_url = _source_url(child)
        elif child.keys():
            raise Odd("attributes on a field")
        fields[what] = _link(child) if what == "link" else _leaf(child)
    return _entry(fields, about, permalink, (source_url, language, zone))


def _check_field(child: Any, what: str, fields: dict[str, str]) -> None:
    if what == ODD or (what in fields and what != "author"):
        raise Odd(child.tag)
    if what == "atom_link" and _is_alternate(child):
        raise Odd("a second link")


def _item_about(item: Any) -> str:
    if not item.keys():
        return ""
    if set(item.keys()) != {_ABOUT}:
        raise Odd("attributes on an item")
    return str(item.get(_ABOUT))


def _is_permalink(guid: Any) -> bool:
    attributes = {name.lower(): value for name, value in guid.items()}
    if set(attributes) - {"ispermalink"}:
        raise Odd("attributes on a guid")
    return str(attributes.get("ispermalink", "true")) == "true"


def _source_url(source: Any) -> str:
    if source.keys() not in ([], ["url"]):
        raise Odd("attributes on a source")
    return str(source.get("url", ""))


def _entry(fields: dict[str, str], about: str, permalink: bool, how: tuple[str, str, str]) -> Entry:
    source_url, language, zone = how
    guid = fields.get("guid")
    if permalink and guid and ":///" in guid:
        raise Odd("a guid that feedparser would mend")
    link = fields.get("link")
    if link is None:
        link = guid if permalink and guid is not None else ""
    published, updated = fields.get("published", ""), fields.get("updated", "")
    has_text = not fields.keys().isdisjoint(("title", "description", "content"))
    return Entry(
        guid=about if guid is None else guid,
        link=link,
        title=fields.get("title", ""),
        summary=max(fields.get("description", ""), fields.get("content", ""), key=len),
        published=parse_date(published, zone) if published else None,
        updated=parse_date(updated, zone) if updated else None,
        published_raw=published or updated,
        author=fields.get("author", ""),
        language=fields.get("language", "") or (language if has_text else ""),
        source_name=fields.get("source", "") or fields.get("news_source", ""),
        source_url=source_url,
    )


# Atom


def _atom(root: Any, zone: str) -> Document:
    plain = root.tag[1:].partition("}")[0]
    if {uri.lower() for uri in root.nsmap.values()} & PLAIN_NAMESPACES != {plain.lower()}:
        raise Odd("several feed namespaces")
    if plain == ATOM03 and root.get("version") != "0.3":
        raise Odd("Atom of another version")
    language = _language(root, "")
    entries = root.findall(f"{{{plain}}}entry")
    _check_all_items(root, entries)
    fields = _atom_fields([child for child in root if child.tag != f"{{{plain}}}entry"], plain)
    return Document(
        entries=tuple(_atom_entry(entry, plain, language, zone) for entry in entries),
        title=fields.get("title", ""),
        link=fields.get("link", fields.get("guid", "")),
        language=language,
        format="atom10" if plain == ATOM10 else "atom03",
        parser="fast",
    )


def _atom_entry(entry: Any, plain: str, language: str, zone: str) -> Entry:
    for name in entry.attrib:
        if name.rpartition("}")[2].lower() in ("lang", "base", "href", "lastmod", "about"):
            raise Odd("attributes on an entry")
    return _entry(_atom_fields(entry, plain), "", True, ("", language, zone))


def _atom_fields(children: Any, plain: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for child in children:
        what = role(child.tag, child.prefix, plain)
        if what == IGNORED:
            _check_inside(child, plain)
        elif what == "link":
            if _is_alternate(child):
                fields["link"] = _href(child)
        elif what == ODD or (what in fields and what != "author"):
            raise Odd(child.tag)
        elif what == "author":
            fields[what] = _atom_author(child, plain)
        else:
            _check_text_type(child, what)
            fields[what] = _leaf(child)
    return fields


def _check_text_type(child: Any, what: str) -> None:
    if not child.keys():
        return
    if what not in ("title", "description", "content") or child.keys() != ["type"]:
        raise Odd("attributes on a field")
    if child.get("type").lower() not in _TEXT_TYPES:
        raise Odd("inline markup or other media")


def _atom_author(author: Any, plain: str) -> str:
    if not len(author):
        return _leaf(author)
    if (author.text or "").strip():
        raise Odd("text in an author")
    parts: dict[str, str] = {}
    for child in author:
        name = child.tag.removeprefix(f"{{{plain}}}")
        if len(child) or name in parts or (child.tail or "").strip():
            raise Odd("an unusual author")
        if name in ("name", "email"):
            parts[name] = (child.text or "").strip()
        elif name not in ("uri", "url") and role(child.tag, child.prefix, plain) != IGNORED:
            raise Odd("an unusual author")
    name, email = parts.get("name", ""), parts.get("email", "")
    return f"{name} ({email})" if name and email else name or email


# Both


def _is_alternate(link: Any) -> bool:
    """Whether feedparser takes an Atom link for the entry's own."""
    attributes = {name.lower(): value for name, value in link.items()}
    if not attributes.get("href") or "url" in attributes or "uri" in attributes or len(link):
        raise Odd("a link without href")
    is_html = attributes.get("type", "text/html").lower() in _HTML
    return bool(is_html and attributes.get("rel", "alternate").lower() == "alternate")


def _href(link: Any) -> str:
    href = next(value for name, value in link.items() if name.lower() == "href")
    if ":///" in href:
        raise Odd("a link that feedparser would mend")
    return str(href)


def _link(element: Any) -> str:
    """The text of an RSS <link>, with the mending feedparser does."""
    link = _leaf(element)
    if element.keys() or not link or ":///" in link:
        raise Odd("an unusual link")
    return _SEMICOLON.sub(r"&\1", link.replace("&amp;", "&")) if ";" in link else link


def _leaf(element: Any) -> str:
    """The text of an element that holds nothing else, mended as feedparser does."""
    if len(element):
        raise Odd("markup in a field")
    text = (element.text or "").strip()
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _C1.search(text) else text


def _check_inside(element: Any, plain: str) -> None:
    """What stands inside a harmless element must be harmless too."""
    for inner in element.iterdescendants() if len(element) else ():
        if role(inner.tag, inner.prefix, plain) != IGNORED:
            raise Odd(inner.tag)


def _language(element: Any, inherited: str) -> str:
    stated = element.get(_XML_LANG, element.get("lang"))
    return inherited if stated is None else str(stated).replace("_", "-")
