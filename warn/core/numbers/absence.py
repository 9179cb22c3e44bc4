"""Tolls of nobody: "no casualties", "жертв нет", "heç kim yaralanmayıb"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warn.core.numbers.units import Unit

_FATES = frozenset({"out", "unout"})
_BOTH = ("killed", "wounded")
_KINDS: dict[str, tuple[str, ...]] = {"loss": _BOTH, "victim": _BOTH, "casualty": _BOTH, "detained": ()}
_BESIDE = frozenset({"adj", "who", "side", "clear", "and", "person", "no", "not"})
"""What may stand between a negation and the outcome it denies."""
_AFTER = _BESIDE | {"prep", "", "party", "thing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    kinds: tuple[str, ...]
    first: int
    last: int
    """Units."""


def absent_of(units: Sequence[Unit]) -> list[Absence]:
    """What the sentence says didn't happen. Where only reports are missing ("no reports of casualties"), nothing."""
    found: list[Absence] = []
    for at, unit in enumerate(units):
        absence = None
        if unit.role == "nobody" or (unit.role == "no" and not _hearsay(units, at - 2, at)):
            absence = _before(units, at)
        if absence is None and unit.role in {"none", "no"}:
            absence = _after(units, at)
        if absence and not (found and absence.first <= found[-1].last):
            found.append(absence)
    return found


def _before(units: Sequence[Unit], at: int) -> Absence | None:
    """The negation stands first: "no dead or wounded", "no one was hurt"."""
    kinds: list[str] = []
    last, steps = at, 0
    for here in range(at + 1, min(at + 12, len(units))):
        unit = units[here]
        if unit.pause in {";", ":"} or (kinds and unit.pause and units[at].role != "no"):
            break
        if unit.role in _FATES:
            kinds.extend(_KINDS.get(unit.value, (unit.value,)))
            last, steps = here, 0
            continue
        steps += 1
        if unit.role not in _BESIDE or steps > (5 if units[at].role == "nobody" else 2):
            break
    return Absence(kinds=tuple(dict.fromkeys(kinds)), first=at, last=last) if kinds else None


def _after(units: Sequence[Unit], at: int) -> Absence | None:
    """The negation stands last: "жертв и пострадавших нет", "itki yoxdur"."""
    kinds: list[str] = []
    first, steps = at, 0
    for here in range(at - 1, max(at - 13, -1), -1):
        unit = units[here]
        if units[here + 1].pause in {";", ":"} or (units[here + 1].pause and not kinds):
            break
        if unit.role in _FATES:
            kinds[:0] = _KINDS.get(unit.value, (unit.value,))
            first, steps = here, 0
            continue
        steps += 1
        if unit.role not in (_AFTER if not kinds else _BESIDE) or steps > (5 if not kinds else 2):
            break
    if not kinds or _hearsay(units, first - 3, first):
        return None
    return Absence(kinds=tuple(dict.fromkeys(kinds)), first=first, last=at)


def _hearsay(units: Sequence[Unit], first: int, last: int) -> bool:
    return any(unit.role == "hearsay" for unit in units[max(first, 0) : last])
