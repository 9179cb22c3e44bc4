"""Cutting a document into its raw item blocks, so that only new ones need parsing.

Most polls bring one new item among forty known ones. A known block is recognised by the hash of its bytes and left
out; what remains is a smaller document with the same head and tail. All of it is `bytes.find`: linear time.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from warn.core.parse.encoding import declared_encoding

HASH_SIZE = 8
_PLAIN = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-", "windows-125", "cp125", "koi8-")
"""Encodings in which a byte below 0x80 is always that ASCII character."""
_SECTIONS = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))
_IDENTITIES = ((b"<guid", b"</guid>"), (b"<id", b"</id>"), (b"<link", b"</link>"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A document with the spans and hashes of its raw `<item>` or `<entry>` blocks, in document order."""

    content: bytes
    spans: tuple[tuple[int, int], ...]
    hashes: bytes
    """Concatenated 8-byte hashes, one for each block."""

    def __len__(self) -> int:
        return len(self.spans)

    def each(self) -> tuple[bytes, ...]:
        """The hash of each block."""
        return tuple(self.hashes[at : at + HASH_SIZE] for at in range(0, len(self.hashes), HASH_SIZE))

    def remaining(self, known: bytes | frozenset[bytes]) -> int:
        """How many blocks are not among the known hashes (concatenated, or as a set)."""
        seen = _as_set(known)
        return sum(block not in seen for block in self.each())

    def reduce(self, known: bytes | frozenset[bytes]) -> bytes:
        """The document without the blocks whose hash is known; what stands between the blocks stays."""
        seen = _as_set(known)
        pieces: list[bytes] = []
        copied = 0
        for (start, end), block in zip(self.spans, self.each(), strict=True):
            if block in seen:
                pieces.append(self.content[copied:start])
                copied = end
        pieces.append(self.content[copied:])
        return b"".join(pieces)


def split(content: bytes) -> Blocks | None:
    """The blocks of a document; None where cutting it could change what the rest means.

    Refused: encodings in which `<` isn't `<`, blocks inside comments or CDATA, nested blocks, prefixes declared inside
    a block, and documents in which two different blocks share a raw guid or link (whether a key can be trusted is seen
    only in the whole document).
    """
    if b"\0" in content[:64] or not _is_plain(content):
        return None
    name = _block_name(content)
    spans = _spans(content, name) if name else None
    if not spans or content.find(b"xmlns:", spans[0][0]) >= 0:
        return None
    blocks = [content[start:end] for start, end in spans]
    if any(_shared(blocks, opening, closing) for opening, closing in _IDENTITIES):
        return None
    hashes = b"".join(sha256(block).digest()[:HASH_SIZE] for block in blocks)
    return Blocks(content=content, spans=tuple(spans), hashes=hashes)


def _as_set(known: bytes | frozenset[bytes]) -> frozenset[bytes]:
    if isinstance(known, frozenset):
        return known
    return frozenset(known[at : at + HASH_SIZE] for at in range(0, len(known), HASH_SIZE))


def _is_plain(content: bytes) -> bool:
    declared = declared_encoding(content)
    return not declared or declared.startswith(_PLAIN)


def _block_name(content: bytes) -> bytes:
    first_item, first_entry = _open_tag(content, b"item", 0), _open_tag(content, b"entry", 0)
    if first_item < 0 and first_entry < 0:
        return b""
    if first_item >= 0 and (first_entry < 0 or first_item < first_entry):
        return b"item"
    return b"entry"


def _open_tag(content: bytes, name: bytes, position: int) -> int:
    """Where the next `<name` starts, or -1."""
    mark = b"<" + name
    while True:
        start = content.find(mark, position)
        position = start + len(mark)
        if start < 0 or content[position : position + 1] in (b" ", b">", b"\n", b"\t", b"\r", b"/"):
            return start


def _spans(content: bytes, name: bytes) -> list[tuple[int, int]] | None:
    closing = b"</" + name + b">"
    sections = tuple(pair for pair in _SECTIONS if pair[0] in content or pair[1] in content)
    spans: list[tuple[int, int]] = []
    position = 0
    start = _open_tag(content, name, 0)
    while start >= 0:
        end = content.find(closing, start)
        if end < 0 or not _is_whole(content, position, start, sections):
            return None
        end += len(closing)
        following = _open_tag(content, name, start + len(name) + 1)
        if 0 <= following < end or _closes_itself(content, start) or not _is_whole(content, start, end, sections):
            return None
        spans.append((start, end))
        position, start = end, following
    return spans if _is_whole(content, position, len(content), sections) else None


def _closes_itself(content: bytes, start: int) -> bool:
    return content[content.find(b">", start) - 1 : content.find(b">", start)] == b"/"


def _is_whole(content: bytes, start: int, end: int, sections: tuple[tuple[bytes, bytes], ...]) -> bool:
    """No comment and no CDATA section reaches over the end of this stretch, or into its start."""
    for opening, closing in sections:
        last_open, last_close = content.rfind(opening, start, end), content.rfind(closing, start, end)
        if last_open > last_close:
            return False
        if last_close >= 0 and not start <= content.find(opening, start, end) < last_close:
            return False
    return True


def _shared(blocks: list[bytes], opening: bytes, closing: bytes) -> bool:
    """Whether two different blocks hold the same text in this element."""
    owners: dict[bytes, bytes] = {}
    for block in blocks:
        start = block.find(opening)
        end = block.find(closing, start) if start >= 0 else -1
        if end >= 0 and owners.setdefault(block[block.find(b">", start) + 1 : end].strip(), block) != block:
            return True
    return False
