"""Which families of the shipped flagship rules fire on sentences coded by PLOVER type.

    python benchmarks/plover.py

The 322 sentences of PLOVER's codebook are about the whole world, and the rules ask for the watch's places and sides; so
they are read twice: as they are, and with every condition on place, actor or side left out. A row of the table says of
how many sentences of a type each family fires. Reads `plover_gsr` from the folder that WARN_SHARED names.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from benchmarks.pack import RULES, WATCH, shared
from warn.config.rules import load
from warn.core.explain import item_of
from warn.core.match import Matcher
from warn.model.rule import ActorNamed, All, AnyOf, Condition, InField, Not, PlaceNamed, Rule
from warn.model.rulebook import RuleBook

Table = dict[str, Counter[str]]


def without_places(condition: Condition) -> Condition | None:
    """The condition with nothing in it that asks where or who; None where nothing is left."""
    match condition:
        case PlaceNamed() | ActorNamed():
            return None
        case All(parts=parts):
            return _together([without_places(part) for part in parts], All)
        case AnyOf(parts=parts):
            left = [without_places(part) for part in parts]
            # An alternative that asked for a place alone holds anywhere now, and so does the whole.
            return None if None in left else _together(left, AnyOf)
        case InField(part=part):
            inner = without_places(part)
            return replace(condition, part=inner) if inner else None
        case Not(part=part):
            inner = without_places(part)
            return Not(part=inner) if inner else None
        case _:
            return condition


def _together(parts: list[Condition | None], whole: type[All] | type[AnyOf]) -> Condition | None:
    left = tuple(part for part in parts if part is not None)
    if not left:
        return None
    return left[0] if len(left) == 1 else whole(parts=left)


def placeless(book: RuleBook) -> RuleBook:
    """The flagship's rules as they would be without a place."""
    rules: list[Rule] = []
    for rule in book.rules:
        when = without_places(rule.when) if rule.watch == WATCH else None
        if when is not None:
            rules.append(replace(rule, when=when))
    return replace(book, rules=tuple(rules), series=())


def families(book: RuleBook, sentences: list[dict[str, str]]) -> Table:
    """By PLOVER type, of how many sentences each family fires; `none` where none does."""
    matcher = Matcher(book)
    table: Table = defaultdict(Counter)
    for sentence in sentences:
        hits = matcher.hits(item_of(sentence["text"], language="en"))
        fired = {hit.indicator for watch, hit in hits if hit.counts and watch == WATCH}
        table[sentence["event"]].update(fired or {"none"})
        table[sentence["event"]]["all"] += 1
    return table


def printed(title: str, table: Table) -> None:
    names = sorted({name for row in table.values() for name in row} - {"all", "none"})
    print(f"\n{title}")
    print(f"{'type':<13}{'all':>5}{'none':>6}" + "".join(f"{name[:10]:>12}" for name in names))
    for kind in sorted(table):
        row = table[kind]
        print(f"{kind:<13}{row['all']:>5}{row['none']:>6}" + "".join(f"{row[name] or '.':>12}" for name in names))


def main() -> None:
    folder = shared()
    if folder is None:
        print("no data: set WARN_SHARED")
        return
    path = Path(folder) / "data/plover_gsr/PLOVER_GSR_CAMEO.json"
    coded = [one for one in json.loads(path.read_text(encoding="utf-8")) if "text" in one]
    book = load(RULES)
    printed(f"as they are, {len(coded)} sentences", families(book, coded))
    printed("places, actors and sides left out", families(placeless(book), coded))


if __name__ == "__main__":
    main()
