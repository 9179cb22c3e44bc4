"""Items matched in a second against synthetic rule books, on one core.

    python benchmarks/match.py [items]

Rules and items mix three scripts. A rule asks for a word of one group near one of another, and a place. It brings its
own words (`own`: 5,000 rules then look for 37,000 words), or takes one of the groups from lists that rules share
(`lists`), as an analyst would. Two modes are as hard as can be: `named`, where every item names a place, and `bare`,
where no rule asks for one and nothing is shared. Guards are the shipped ones; every twentieth item is about something
a rule seeks. No two items are alike. Items are counted on their first pass, which is all that a daemon makes, and in
the best of all passes.
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


@dataclass(frozen=True)
class Mode:
    name: str
    lists: int = 0
    """Lists that rules share; none: each brings its own words."""
    places: bool = True
    """Rules ask for a place."""
    named: bool = False
    """Every item names one."""


MODES = (Mode("own"), Mode("lists", lists=100), Mode("named", named=True), Mode("bare", places=False))


def rule_book(size: int, words: list[list[str]], chooser: random.Random, mode: Mode) -> RuleBook:
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
    shared = [_group(words, index, chooser, 4) for index in range(mode.lists)]
    rules = tuple(_rule(index, words, chooser, shared, mode) for index in range(size))
    return RuleBook(version="", watches=(watch,), rules=rules, deadlines=(), lists=(), guards=shipped.guards)


def _group(words: list[list[str]], index: int, chooser: random.Random, per_script: int = 1) -> AnyTerm:
    """Words of every script, half of the long ones as stems, and a phrase."""
    terms = []
    for script in words * per_script:
        word = script[chooser.randrange(FUNCTION_WORDS, WORDS)]
        terms.append(Term(text=f"{word}*" if len(word) >= 6 and chooser.random() < 0.5 else word))
    phrase = " ".join(chooser.choices(words[index % 3][FUNCTION_WORDS:], k=2))
    return AnyTerm(terms=(*terms, Term(text=phrase)))


def _rule(index: int, words: list[list[str]], chooser: random.Random, shared: list[AnyTerm], mode: Mode) -> Rule:
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
        when=All(parts=(near, place)) if mode.places else All(parts=(near,)),
    )


def items(count: int, book: RuleBook, words: list[list[str]], chooser: random.Random, mode: Mode) -> list[Item]:
    """Zipf-like text of 600 characters; half Latin, a third Cyrillic, the rest Armenian."""
    cumulated = list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))
    made: list[Item] = []
    for index in range(count):
        script = words[chooser.choices((0, 1, 2), (3, 2, 1))[0]]
        text = " ".join(chooser.choices(script, cum_weights=cumulated, k=LENGTH // 5))
        if index % 20 == 0:
            text = f"{_wording(chooser.choice(book.rules), book)} {text}"
        if mode.named:
            text = f"{chooser.choice(book.watches[0].places).terms[0].text} {text}"
        cut = text[:LENGTH]
        made.append(item_of(cut[:80], f"{cut[80:300]}. «{cut[300:]}»"))
    return made


def _wording(rule: Rule, book: RuleBook) -> str:
    assert isinstance(rule.when, All)
    near, *place = rule.when.parts
    assert isinstance(near, Near)
    parts = [group.terms[0].text.rstrip("*") for group in near.groups]
    for one in place:
        assert isinstance(one, PlaceNamed)
        parts.append(next(known for known in book.watches[0].places if known.id == one.places[0]).terms[0].text)
    return " ".join(parts)


@dataclass
class Bench:
    """One size of rule book with its items."""

    size: int
    matcher: Matcher
    texts: list[Item]
    compile_seconds: float
    first: float = 0.0
    """Items a second of CPU time, in the first round."""
    best: float = 0.0
    """The same in the best of the rounds."""
    hit: int = 0

    def round(self) -> None:
        begun = time.process_time()
        self.hit = sum(bool(self.matcher.hits(item)) for item in self.texts)
        rate = len(self.texts) / (time.process_time() - begun)
        self.first = self.first or rate
        self.best = max(self.best, rate)


def prepare(size: int, count: int, mode: Mode) -> Bench:
    chooser = random.Random(7)
    words = lexicons(chooser)
    book = rule_book(size, words, chooser, mode)
    begun = time.process_time()
    matcher = Matcher(book)
    seconds = time.process_time() - begun
    return Bench(size, matcher, items(count, book, words, chooser, mode), seconds)


def measure(count: int, mode: Mode, *, rounds: int = 5) -> list[Bench]:
    """Sizes take turns, and the best round of each counts: a busy neighbour then slows none of them by itself."""
    benches = [prepare(size, count, mode) for size in SIZES]
    for _ in range(rounds):
        for bench in benches:
            bench.round()
    return benches


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"{'words':>7}{'rules':>7}{'first/s':>10}{'best/s':>10}{'us/item':>9}{'compile ms':>12}{'hit':>7}")
    for mode in MODES:
        benches = measure(count, mode)
        for bench in benches:
            speed = f"{bench.first:>10,.0f}{bench.best:>10,.0f}{1e6 / bench.best:>9.1f}"
            print(f"{mode.name:>7}{bench.size:>7}{speed}{bench.compile_seconds * 1e3:>12.0f}{bench.hit:>7}")
        rates = [bench.best for bench in benches]
        print(f"{mode.name:>7} slowest to fastest: 1 to {max(rates) / min(rates):.2f}")


if __name__ == "__main__":
    main()
