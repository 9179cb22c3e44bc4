"""Published text to plain text: no markup, nothing invisible, one space between words."""

from __future__ import annotations

import html
import re

import nh3

_LONGEST = 64_000
"""Characters of raw text looked at; the cleaned text is cut far below that."""
_ROUNDS = 2
"""Titles are often escaped twice ("&amp;amp;"); a third time is somebody quoting code."""
# Where these begin or end, words end: without a space "<p>one</p><p>two</p>" would become "onetwo".
_BLOCK = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p"
    r"|pre|section|table|td|th|tr|ul)\b)",
    re.IGNORECASE,
)
# Plain tags of ordinary text, whose removal needs no parser; where anything else is left that begins with "<", one
# looks at the whole. What a feed holds is mostly these, and a parser takes four times as long.
_ATTRIBUTES = r"(?:\s+[A-Za-z][A-Za-z-]*=\"[^\"<>]*\")*\s*/?>"
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption)" + _ATTRIBUTES)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|img|small)" + _ATTRIBUTES)
_MARKUP = re.compile(r"</?[A-Za-z!]|&(?:#\d|#[xX][0-9A-Fa-f]|[A-Za-z]{2,31};)")
_ANSI = re.compile(r"\x1b\[[0-9;:]{0,40}[A-Za-z]")
# Removed: controls, soft hyphen, zero-width space and joiners, direction marks, embeddings, overrides and isolates,
# invisible operators, byte-order mark, annotation and tag characters, lone surrogates. They break words apart for the
# matcher, or show a reader something else than what is matched.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Persian, Arabic and Indic spelling needs the joiners after their letters (Persian "می‌رود"); elsewhere they are junk.
_JOINER = re.compile("(?<![\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff])[\u200c\u200d]")


def plain_text(text: str) -> str:
    """What a reader of `text` would see, on one line. Linear in the length of the text."""
    text = text[:_LONGEST]
    for _ in range(_ROUNDS):
        if not _MARKUP.search(text):
            break
        text = _stripped(text)
    text = " ".join(text.split())
    # Nearly every text is printable through and through; only the Hangul fillers are invisible letters.
    if text.isprintable() and "\u115f" not in text and "\u1160" not in text:
        return text
    return " ".join(_JOINER.sub("", _INVISIBLE.sub("", _ANSI.sub("", text))).split())


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at = head.rfind(" ", limit // 2)
    return f"{head[:at] if at > 0 else head}…"


def _stripped(text: str) -> str:
    if "<" in text:
        bare = _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", text))
        text = nh3.clean(_BLOCK.sub(" <", text), tags=set()) if "<" in bare else bare
    return html.unescape(text)
