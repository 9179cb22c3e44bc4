"""Tolls that a text states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warn.model.toll import Toll


def read_tolls(
    title: str, summary: str, *, language: str = "", sides: Mapping[str, Sequence[str]] | None = None
) -> tuple[Toll, ...]:
    del title, summary, language, sides
    return ()
