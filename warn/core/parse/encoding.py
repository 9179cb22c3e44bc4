"""Bytes of any encoding to clean UTF-8 bytes, so that every reader after this sees the same characters."""

from __future__ import annotations

import codecs
import re

from warn.core.parse.refusal import NotAFeed
from warn.model.feed import Failure

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first characters of `<?xml` or `<rss` without a byte-order mark (XML 1.0, appendix F).
_WIDE_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,500}?>", re.ASCII)
_DECLARED = re.compile(rb"""\A\s*<\?xml\b[^>]{0,400}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.ASCII | re.IGNORECASE)
# Forbidden in XML 1.0: one vertical tab in one title would otherwise cost the whole document its strict reading.
_ILLEGAL = bytes(code for code in range(0x20) if code not in b"\t\n\r")
# What publishers call by a narrower name than what they send.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252"}
_UTF8_NAMES = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_WIDE_NAMES = frozenset({"utf-16", "utf16", "utf-32", "utf32", "ucs-2", "ucs-4", "iso-10646-ucs-2", "iso-10646-ucs-4"})


def declared_encoding(content: bytes) -> str:
    """Lower-case encoding named by the XML declaration, or empty."""
    found = _DECLARED.match(content[:1000])
    return found.group(1).decode("ascii").lower() if found else ""


def to_utf8(content: bytes, content_type: str = "") -> bytes:
    """The document as UTF-8 without a byte-order mark and without characters XML forbids.

    The mark decides, then the HTTP charset, then the declaration, then UTF-8, then Windows-1252: each only if the
    bytes can be read that way. Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever a label says: text in a
    one-byte encoding practically never is. Raises `NotAFeed` (BAD_ENCODING) if nothing reads them.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _recode(content[len(mark) :], (name, "cp1252") if name == "utf-8" else (name,))
    for start, name in _WIDE_STARTS:
        if content.startswith(start):
            return _recode(content, (name,))
    if content.isascii() or _is_utf8(content):
        plain = content
    else:
        charset = _CHARSET.search(content_type)
        names = (charset.group(1).lower() if charset else "", declared_encoding(content), "cp1252", "iso-8859-2")
        plain = _recode(content, tuple(_WIDER.get(name, name) for name in names if _is_useful(name)))
    declared = declared_encoding(plain)
    if declared and declared not in _UTF8_NAMES:
        plain = _relabelled(plain.decode("utf-8"))
    return plain.translate(None, _ILLEGAL)


def _is_useful(name: str) -> bool:
    """A label that can be right: by now the bytes are known to be neither UTF-8 nor wide."""
    return bool(name) and name not in _WIDE_NAMES and name not in _UTF8_NAMES


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _recode(content: bytes, names: tuple[str, ...]) -> bytes:
    for name in names:
        try:
            return _relabelled(content.decode(name)).translate(None, _ILLEGAL)
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotAFeed(Failure.BAD_ENCODING, f"the bytes are not text in {', '.join(names) or 'any known encoding'}")


def _relabelled(text: str) -> bytes:
    # A lone surrogate can't be written as UTF-8; the replacement character keeps the rest readable.
    return _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text, count=1).encode("utf-8", "replace")
