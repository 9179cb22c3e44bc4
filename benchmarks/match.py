"""Items matched in a second against synthetic rule books, on one core.

    python benchmarks/match.py [items]

Rules and items mix three scripts. A rule asks for a word of one group near one of another, and a place. It brings its
own words (`own`: 5,000 rules then look for 37,000 words), or takes one of the groups from lists that rules share
(`lists`), as an analyst would. Guards are the shipped ones; every twentieth item is about something a rule seeks.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from warn.config.rules import load
from warn.core.explain import item_of
from warn.core.match import Matcher
from warn.model.item import Item
from warn.model.rule import All, AnyTerm, Direction, Near, Place, PlaceNamed, Rule, Term, Watch
from warn.model.rulebook import RuleBook

LETTERS = ("abcdefghijklmnoprstuvy", "абвгдежзиклмнопрстухчя", "աբգդեզէթիլխծկհղմյնշոպս")
LENGTH = 600
WORDS = 60_000
"""Words of a script: about what a year of a newspaper uses."""
FUNCTION_WORDS = 500
"""Most frequent ones, which no analyst looks for."""
SIZES = (100, 1_000, 5_000)


def lexicons(chooser: random.Random) -> list[list[str]]:
    """Words of each script: what rules look for and items are made of."""
    return [["".join(chooser.choices(letters, k=chooser.randint(3, 10))) for _ in range(WORDS)] for letters in LETTERS]


def rule_book(size: int, words: list[list[str]], chooser: random.Random, *, lists: int = 0) -> RuleBook:
    places = tuple(
        Place(
            id=f"p{index}",
            name=f"P{index}",
            terms=tuple(Term(text=script[chooser.randrange(FUNCTION_WORDS, WORDS)]) for script in words),
        )
        for index in range(20)
    )
    watch = Watch(id="bench", name="bench", places=places, prior=-2.0, threshold=0.5, freshness=timedelta(days=2))
    shipped = load(Path(__file__).parents[1] / "rules")
    shared = [_group(words, index, chooser, 4) for index in range(lists)]
    rules = tuple(_rule(index, words, chooser, shared) for index in range(size))
    return RuleBook(version="", watches=(watch,), rules=rules, deadlines=(), lists=(), guards=shipped.guards)


def _group(words: list[list[str]], index: int, chooser: random.Random, per_script: int = 1) -> AnyTerm:
    """Words of every script, half of the long ones as stems, and a phrase."""
    terms = []
    for script in words * per_script:
        word = script[chooser.randrange(FUNCTION_WORDS, WORDS)]
        terms.append(Term(text=f"{word}*" if len(word) >= 6 and chooser.random() < 0.5 else word))
    phrase = " ".join(chooser.choices(words[index % 3][FUNCTION_WORDS:], k=2))
    return AnyTerm(terms=(*terms, Term(text=phrase)))


def _rule(index: int, words: list[list[str]], chooser: random.Random, shared: list[AnyTerm]) -> Rule:
    first = chooser.choice(shared) if shared else _group(words, index, chooser)
    near = Near(groups=(first, _group(words, index, chooser)), within=8)
    place = PlaceNamed(places=(f"p{chooser.randrange(20)}",))
    return Rule(
        id=f"r{index % 40}.n{index}",
        watch="bench",
        title="",
        direction=Direction.AMBIGUOUS,
        severity=3,
        weight=2.0,
        why="",
        when=All(parts=(near, place)),
    )


def items(count: int, book: RuleBook, words: list[list[str]], chooser: random.Random) -> list[Item]:
    """Zipf-like text of 600 characters; half Latin, a third Cyrillic, the rest Armenian."""
    cumulated = list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))
    made: list[Item] = []
    for index in range(count):
        script = words[chooser.choices((0, 1, 2), (3, 2, 1))[0]]
        text = " ".join(chooser.choices(script, cum_weights=cumulated, k=LENGTH // 5))
        if index % 20 == 0:
            text = f"{_wording(chooser.choice(book.rules), book)} {text}"
        cut = text[:LENGTH]
        made.append(item_of(cut[:80], f"{cut[80:300]}. «{cut[300:]}»"))
    return made


def _wording(rule: Rule, book: RuleBook) -> str:
    assert isinstance(rule.when, All)
    near, place = rule.when.parts
    assert isinstance(near, Near)
    assert isinstance(place, PlaceNamed)
    named = next(one for one in book.watches[0].places if one.id == place.places[0])
    parts = [group.terms[0].text.rstrip("*") for group in near.groups]
    return " ".join((*parts, named.terms[0].text))


@dataclass
class Bench:
    """One size of rule book with its items."""

    size: int
    matcher: Matcher
    texts: list[Item]
    compile_seconds: float
    best: float = 0.0
    """Items a second of CPU time, in the best of the rounds."""
    hit: int = 0

    def round(self) -> None:
        begun = time.process_time()
        self.hit = sum(bool(self.matcher.hits(item)) for item in self.texts)
        self.best = max(self.best, len(self.texts) / (time.process_time() - begun))


def prepare(size: int, count: int, lists: int) -> Bench:
    chooser = random.Random(7)
    words = lexicons(chooser)
    book = rule_book(size, words, chooser, lists=lists)
    begun = time.process_time()
    matcher = Matcher(book)
    return Bench(size, matcher, items(count, book, words, chooser), time.process_time() - begun)


def measure(count: int, *, lists: int = 0, rounds: int = 7) -> list[Bench]:
    """Sizes take turns, and the best round of each counts: a busy neighbour then slows none of them by itself."""
    benches = [prepare(size, count, lists) for size in SIZES]
    for _ in range(rounds):
        for bench in benches:
            bench.round()
    return benches


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    print(f"{'words':>7}{'rules':>7}{'items/s':>10}{'us/item':>9}{'compile s':>11}{'hit':>7}")
    for name, lists in (("own", 0), ("lists", 100)):
        benches = measure(count, lists=lists)
        for bench in benches:
            speed = f"{bench.best:>10,.0f}{1e6 / bench.best:>9.1f}"
            print(f"{name:>7}{bench.size:>7}{speed}{bench.compile_seconds:>11.2f}{bench.hit:>7}")
        rates = [bench.best for bench in benches]
        print(f"{name:>7} slowest to fastest: 1 to {max(rates) / min(rates):.2f}")


if __name__ == "__main__":
    main()
