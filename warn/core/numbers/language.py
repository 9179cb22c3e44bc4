"""Which language a text is in."""

from __future__ import annotations

import re

_ARMENIAN = re.compile("[\u0531-\u0587]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def language_of(text: str, declared: str = "") -> str:
    """ISO 639-1 code: by the script, else as declared."""
    if _ARMENIAN.search(text):
        return "hy"
    if _CYRILLIC.search(text):
        return "ru"
    return declared
