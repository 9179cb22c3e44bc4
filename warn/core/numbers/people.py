"""Groups of people in a sentence: "three Karabakh police", "двое военнослужащих", "another", "soldiers"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from warn.core.numbers.quantities import Quantity
from warn.core.numbers.units import Unit

_REACH = 7
"""Units from a number to its noun."""
_UNKNOWN = 3
"""Unknown words among them: "two high-ranking Gurkha officers"."""
_UNKNOWN_ALONE = 2
"""Where no known noun follows: "four Gurkha sappers"."""
_INSIDE = frozenset({"side", "who", "adj", "clear", "party", ""})
_MODIFIED = frozenset({"", "thing", "party"})
"""What a noun describes that could also stand alone: "civilian car", "police post"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who may be the ones killed. Without a count it takes an outcome and makes no toll."""

    first: int
    last: int
    """Units."""
    low: int = 0
    high: int | None = 0
    counted: bool = False
    """By a number; else by standing in the singular."""
    usable: bool = True
    """It counts people: not `soldiers`, `they`, `many`."""
    bare: bool = False
    """A number without a noun."""
    who: str = ""
    side: str = ""
    form: str = ""
    """`obl`: in a case in which nobody is the subject; `acc`: in the one of an object; `both`: two spoken of before."""
    unknown: int = 0
    """Unknown words that stand where the noun is looked for."""
    holds: int = -1
    """The outcome among its own words, as in "two wounded soldiers"; -1: none."""
    is_thing: bool = False
    """Not people at all: "two tanks"."""
    part: bool = False
    """Some of those counted already: "including two children"."""


def groups_of(units: Sequence[Unit], *, genitive_first: bool) -> list[Group]:
    found: list[Group] = []
    at = 0
    rises = any(unit.role == "rise" for unit in units)
    while at < len(units):
        former = rises and at > 0 and units[at - 1].value == "from"  # "up from 2"
        group = None if former else _group(units, at)
        if group is None:
            at += 1
            continue
        side = group.side or _side_near(units, group, genitive_first)
        part = any(
            units[before].role == "part" or units[before].value == "body" for before in range(max(at - 2, 0), at)
        )
        changed = side != group.side or (part and not group.part)
        found.append(replace(group, side=side, part=part or group.part) if changed else group)
        at = group.last + 1
    return found


def _group(units: Sequence[Unit], at: int) -> Group | None:
    unit = units[at]
    if unit.role == "quantity" and unit.quantity:
        return _counted(units, at, unit.quantity)
    if unit.role == "pronoun":
        return Group(first=at, last=at, usable=False)
    if unit.role == "person" and not unit.possessive and not _owns(units, at):
        return _uncounted(units, at)
    return None


def _joining(units: Sequence[Unit], at: int) -> bool:
    """ "Both" only announces an "and": "both police and protesters"."""
    return units[at].form == "both" and any(unit.role == "and" for unit in units[at + 1 : at + 4])


def _noun_follows(units: Sequence[Unit], at: int) -> bool:
    """The people named at `at` only tell which: "three Armenian soldiers"."""
    after = units[at + 1] if at + 1 < len(units) else None
    if after is None or after.pause or after.value == "crossing":
        return False
    return after.role in {"person", "thing", "who", "adj", "side", "out"}


def _owns(units: Sequence[Unit], at: int) -> bool:
    """The next word names what is theirs: "polis maşını" is a car."""
    return at + 1 < len(units) and units[at + 1].value == "owned" and not units[at + 1].pause


def _counted(units: Sequence[Unit], at: int, quantity: Quantity) -> Group:
    """A number and its noun; the number alone where a sign, an outcome or a small word follows."""
    here, unknown, holds, side_at = at + 1, 0, -1, -1
    while here < len(units) and here - at <= _REACH and not units[here].pause:
        unit = units[here]
        if unit.role in {"person", "thing"}:
            return _headed(units, at, here, quantity, holds)
        if unit.form == "folk" and unit.role == "side" and not _noun_follows(units, here):
            return _headed(units, at, here, quantity, holds)  # "three Armenians"
        if unit.role == "out" and holds < 0 and _people_follow(units, here):
            holds = here
        elif unit.role not in _INSIDE or (unit.role == "" and unknown >= _UNKNOWN):
            break
        side_at = here if unit.role == "side" else side_at
        unknown += unit.role in {"", "party"}
        here += 1
    if side_at > 0 and not unknown:
        return _headed(units, at, side_at, quantity, -1)  # "two Armenians"
    age = units[at].pause == "," and at + 1 < len(units) and units[at + 1].pause == ","  # "the soldier, 19, died"
    return Group(
        first=at,
        last=at,
        low=quantity.low,
        high=quantity.high,
        counted=True,
        usable=quantity.usable and not (unknown == 0 and _is_year(quantity)),
        bare=True,
        form=units[at].form,
        is_thing=(age and bool(quantity.digits)) or unknown > _UNKNOWN_ALONE,
        who=_first_value(units[at + 1 : here], "who"),
        side=_first_value(units[at + 1 : here], "side"),
        unknown=unknown,
    )


def _first_value(units: Sequence[Unit], role: str) -> str:
    return next((unit.value for unit in units if unit.role == role), "")


def _is_year(quantity: Quantity) -> bool:
    return quantity.digits[:2] in {"19", "20"} and len(quantity.digits) == 4


def _people_follow(units: Sequence[Unit], out: int) -> bool:
    """The outcome stands between the number and its noun: "two wounded soldiers", not "two wounded, soldiers flee"."""
    for here in range(out + 1, min(out + 4, len(units))):
        if units[here].pause:
            return False
        if units[here].role == "person":
            return units[out].form != "right"
        if units[here].role not in {"side", "who", "adj"}:
            return False
    return False


def _headed(units: Sequence[Unit], at: int, head: int, quantity: Quantity, holds: int) -> Group:
    if units[head].role == "thing":
        return Group(first=at, last=head, usable=False, is_thing=True)
    last, who = _last_noun(units, head, _first_value(units[at + 1 : head], "who"))
    return Group(
        first=at,
        last=last,
        low=quantity.low,
        high=quantity.high,
        counted=True,
        usable=quantity.usable and not _joining(units, at),
        who=who,
        side=_first_value(units[at + 1 : head + 1], "side"),
        holds=holds,
        form=units[at].form,
        # "five people, three of them officers"
        part=units[at + 1].value == "subset",
    )


def _last_noun(units: Sequence[Unit], head: int, who: str) -> tuple[int, str]:
    """Nouns in a row are one: "police officers", "nəfər hərbçi"."""
    last = head
    while last + 1 < len(units) and units[last + 1].role == "person" and not units[last + 1].pause:
        last += 1
    values = [unit.value for unit in units[head : last + 1] if unit.role == "person" and unit.value]
    return last, (values[0] if values else who)


def _uncounted(units: Sequence[Unit], at: int) -> Group | None:
    """A noun without a number: one, if in the singular."""
    last, _ = _last_noun(units, at, "")
    forms = {unit.form for unit in units[at : last + 1]}
    head, after = units[last], units[last + 1] if last + 1 < len(units) else None
    if head.form == "mod" and after and not after.pause and after.role in _MODIFIED:
        return None
    before = units[at - 1] if at and not units[at].pause else None
    first, who, side = at, "", ""
    while first and not units[first].pause and at - first < 3 and units[first - 1].role in {"who", "side", "adj"}:
        first -= 1
        who = who or (units[first].value if units[first].role == "who" else "")
        side = side or (units[first].value if units[first].role == "side" else "")
    values = [unit.value for unit in units[at : last + 1] if unit.value]
    many = "many" in forms or forms == {"folk"} or (before is not None and before.role == "no") or _collective(head)
    return Group(
        first=first,
        last=last,
        low=0 if many else 1,
        high=0 if many else 1,
        usable=not many,
        who=values[0] if values else who,
        side=side,
        form=head.form,
    )


def _collective(head: Unit) -> bool:
    """ "Police wounded" and "military killed" are several."""
    return head.form == "mod" and head.value in {"police", "soldier"}


def _side_near(units: Sequence[Unit], group: Group, genitive_first: bool) -> str:
    """The side just before the people or, where a language puts it there, up to three words after or before."""
    if group.first and not units[group.first].pause and units[group.first - 1].role == "side":
        return units[group.first - 1].value
    if genitive_first:
        return _side_before(units, group.first, 4) or _party_before(units, group.first)
    return _side_after(units, group) or _party_before(units, group.first)


def _side_after(units: Sequence[Unit], group: Group) -> str:
    """ "Soldiers of the Armenian army", "двое погибших с армянской стороны"; not "killed in Armenia"."""
    passed = False
    for here in range(group.last + 1, min(group.last + 6, len(units))):
        unit = units[here]
        if unit.pause:
            break
        if unit.role == "side":
            party = here + 1 < len(units) and units[here + 1].role == "party"
            return unit.value if party or not passed else ""
        passed = passed or unit.role == "out"
        if unit.value != "from" and unit.role not in {"", "adj", "clear", "party", "who", "person", "out"}:
            break
    return ""


def _side_before(units: Sequence[Unit], first: int, reach: int) -> str:
    for here in range(first - 1, max(first - 1 - reach, -1), -1):
        if units[here + 1].pause or units[here].role not in {"side", "party", "adj", "who"}:
            return ""
        if units[here].role == "side":
            return units[here].value
    return ""


def _party_before(units: Sequence[Unit], first: int) -> str:
    """ "The Armenian side has 4 killed": a side called so, with nothing said or reported between."""
    for here in range(first - 1, max(first - 9, 0), -1):
        if units[here].role in {"report", "break", "out", "by"} or units[here + 1].pause in {";", ":"}:
            return ""
        if units[here].role == "party" and units[here - 1].role == "side":
            return units[here - 1].value
    return ""
