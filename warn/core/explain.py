"""Why a rule holds in a text or doesn't, node by node; and the rules' own tests judged the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from warn.core.classify import Classifier, text_of
from warn.core.dates import read_dates
from warn.core.given import given_item
from warn.core.match.automaton import Passage
from warn.core.match.matcher import CompiledRule, Matcher, published
from warn.core.match.nodes import Node, Scope
from warn.core.score import score, sigmoid
from warn.model.classifier import Reading
from warn.model.item import GuardKind, Hit, Item, Scored
from warn.model.mention import DateMention
from warn.model.rule import Example, Rule
from warn.model.rulebook import RuleBook
from warn.model.toll import Toll

LABEL_SHOWN = 120
"""Characters of a condition's label on a terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeResult:
    """One condition of a rule: what it asks, whether it holds, by which words."""

    label: str
    holds: bool
    words: tuple[str, ...]
    parts: tuple[NodeResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardWord:
    kind: GuardKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    rule: Rule
    holds: bool
    when: NodeResult
    exclude: NodeResult | None
    hit: Hit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that the rules make of one item."""

    item: Item
    rules: tuple[RuleResult, ...]
    """Every rule of which at least one condition holds, in the rule book's order."""
    guards: tuple[GuardWord, ...]
    scored: tuple[tuple[Scored, float], ...]
    """Per watch with hits: the score, and the threshold it stands against."""
    language: str
    """ISO 639-1 code the text was read as; empty: unknown."""
    tolls: tuple[Toll, ...]
    dates: tuple[DateMention, ...]
    reading: Reading | None = None
    """What the classifier makes of the text, term by term; None: rules only."""
    families: tuple[tuple[str, float], ...] = ()
    """The classifier's likeliest indicator families, with their probabilities."""

    def lines(self) -> Iterator[str]:
        """The same for a terminal."""
        if self.tolls:
            yield "tolls: " + "; ".join(_toll_line(toll) for toll in self.tolls)
        if self.dates:
            yield "dates: " + "; ".join(_date_line(mention) for mention in self.dates)
        for scored, threshold in self.scored:
            verdict = "at or above" if scored.score >= threshold else "below"
            yield f"{scored.watch}: score {scored.score:.3f}, {verdict} the threshold {threshold:g}"
            yield from (f"  {part.value:+.2f}  {part.name}" for part in scored.parts)
        if self.guards:
            yield "guard words: " + ", ".join(f"{guard.words!r} ({guard.kind})" for guard in self.guards)
        for result in sorted(self.rules, key=lambda result: result.hit is None):
            yield from _rule_lines(result)
        if not self.rules:
            yield "no rule has any of its conditions met"
        if self.reading is not None:
            yield from _reading_lines(self.reading, self.families)


def explain(matcher: Matcher, item: Item, *, now: datetime, classifier: Classifier | None = None) -> Explanation:
    """What `matcher.match` decides on an item, with each step shown."""
    text = text_of(item.title, item.summary)
    reading = classifier.read(text) if classifier else None
    relevance = classifier.logit(text) if classifier else None
    passage = matcher.passage(item)
    hits = {(watch, hit.rule): hit for watch, hit in matcher.hits(item)}
    by_watch = {name: tuple(hit for (watch, _), hit in hits.items() if watch == name) for name, _ in hits}
    results = (
        _rule_result(matcher, compiled, passage, hits.get((compiled.rule.watch, compiled.rule.id)))
        for compiled in matcher.rules
    )
    return Explanation(
        item=item,
        rules=tuple(result for result in results if _touched(result.when)),
        guards=tuple(
            GuardWord(kind=sign.kind, words=published(passage, (sign.first, sign.last)))
            for sign in matcher.signs(passage)
        ),
        scored=tuple(
            (
                score(item, found, matcher.watches[watch], now=now, relevance=relevance),
                matcher.watches[watch].threshold,
            )
            for watch, found in by_watch.items()
        ),
        reading=reading,
        families=classifier.families(text)[:FAMILIES_SHOWN] if classifier else (),
        language=passage.language,
        tolls=passage.tolls,
        dates=read_dates(item.title, item.summary, language=passage.language, published=item.published),
    )


def _toll_line(toll: Toll) -> str:
    """`killed 3 to 5 soldiers of armenia ("...")`."""
    count = str(toll.low)
    if toll.high is None:
        count = f"at least {toll.low}"
    elif toll.high != toll.low:
        count = f"{toll.low} to {toll.high}"
    of = f" of {toll.side}" if toll.side else ""
    marks = [name for name in ("total", "revised", "denied") if getattr(toll, name)]
    said = f", {', '.join(marks)}" if marks else ""
    return f"{toll.kind} {count}{f' {toll.who}' if toll.who else ''}{of}{said} ({toll.quote!r})"


def _date_line(mention: DateMention) -> str:
    when = mention.day.isoformat() if mention.day else f"{mention.period} {mention.relation}"
    return f"{mention.role} {when}, to the {mention.precision} ({mention.quote!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOutcome:
    """One line of a rule's `tests`, judged."""

    __test__ = False

    rule: Rule
    line: Example
    must_fire: bool
    fired: bool
    detail: str
    """What stood in the way, or what fired, in one line."""

    @property
    def said(self) -> str:
        """What failed, in one line."""
        should = "should fire" if self.must_fire else "should stay silent"
        return f"{self.rule.id} {should} on {self.text!r}: {self.detail}"

    @property
    def text(self) -> str:
        return f"{self.line.title} / {self.line.summary}" if self.line.summary else self.line.title

    @property
    def passed(self) -> bool:
        return self.must_fire == self.fired


def run_tests(rulebook: RuleBook, matcher: Matcher | None = None) -> tuple[TestOutcome, ...]:
    """Every inline test of every rule: a line fires when its rule has a counting hit in an item of that title."""
    matcher = matcher or Matcher(rulebook)
    compiled = {(one.rule.watch, one.rule.id): one for one in matcher.rules}
    outcomes: list[TestOutcome] = []
    for rule in rulebook.rules:
        lines = [(line, True) for line in rule.tests.fires] + [(line, False) for line in rule.tests.silent]
        outcomes.extend(_outcome(matcher, compiled[rule.watch, rule.id], line, must) for line, must in lines)
    return tuple(outcomes)


def item_of(title: str, summary: str = "", language: str = "") -> Item:
    """A text given by hand as an item: unknown publisher, published in the epoch."""
    return given_item(title=title, summary=summary, language=language, now=datetime(1970, 1, 1, tzinfo=UTC))


def _outcome(matcher: Matcher, compiled: CompiledRule, line: Example, must_fire: bool) -> TestOutcome:
    rule = compiled.rule
    item = item_of(line.title, line.summary, line.language)
    hit = next((hit for watch, hit in matcher.hits(item) if (watch, hit.rule) == (rule.watch, rule.id)), None)
    if hit:
        guards = f", but struck by {', '.join(hit.guards)}" if hit.guards else ""
        detail = f"found {', '.join(hit.words)}{guards}"
    else:
        result = _rule_result(matcher, compiled, matcher.passage(item), None)
        detail = next((f"not met: {label}" for label in _failing(result.when)), "excluded")
    return TestOutcome(rule=rule, line=line, must_fire=must_fire, fired=bool(hit and hit.counts), detail=detail)


def _rule_result(matcher: Matcher, compiled: CompiledRule, passage: Passage, hit: Hit | None) -> RuleResult:
    return RuleResult(
        rule=compiled.rule,
        holds=matcher.ways(compiled, passage) is not None,
        when=_node_result(compiled.when, passage),
        exclude=_node_result(compiled.exclude, passage) if compiled.exclude else None,
        hit=hit,
    )


def _node_result(node: Node, passage: Passage) -> NodeResult:
    ways = node.ways(passage, Scope(0, len(passage.words)))
    words = ways[0] if ways else ()
    return NodeResult(
        label=node.label,
        holds=ways is not None,
        words=tuple(published(passage, word) for word in words),
        parts=tuple(_node_result(part, passage) for part in node.parts),
    )


def _touched(result: NodeResult) -> bool:
    """Some words of it were found."""
    return bool(result.words) or any(_touched(part) for part in result.parts)


def _failing(result: NodeResult) -> Iterator[str]:
    """The innermost conditions that don't hold, outermost first where none inside explains it."""
    if result.holds:
        return
    inner = [label for part in result.parts for label in _failing(part)]
    yield from inner or [result.label]


def _rule_lines(result: RuleResult) -> Iterator[str]:
    hit = result.hit
    if not hit and not result.when.holds:
        yield f"{result.rule.id}: no; not met: {'; '.join(map(_short, dict.fromkeys(_failing(result.when))))}"
        return
    if hit and hit.counts:
        verdict = f"HIT, weight {hit.weight:g}, severity {hit.severity}, in the {hit.field}"
    elif hit:
        verdict = f"struck by guard: {', '.join(hit.guards)}"
    else:
        verdict = "excluded"
    yield f"{result.rule.id}: {verdict}"
    if hit:
        yield f"  quote: {hit.quote}"
    yield from _node_lines(result.when, 1)
    if result.exclude and result.exclude.holds:
        yield "  excluded by:"
        yield from _node_lines(result.exclude, 2)


TERMS_SHOWN, GRAMS_SHOWN, FAMILIES_SHOWN = 8, 3, 3


def _reading_lines(reading: Reading, families: tuple[tuple[str, float], ...]) -> Iterator[str]:
    """The classifier's words that weigh most, each with the n-grams behind it."""
    likely = ", ".join(f"{name} {chance:.0%}" for name, chance in families)
    yield f"classifier: relevant {sigmoid(reading.logit):.0%}; likeliest families: {likely or 'none'}"
    for term in reading.terms[:TERMS_SHOWN]:
        grams = [f"{gram.removeprefix('~')} {value:+.2f}" for gram, value in term.grams[:GRAMS_SHOWN]]
        behind = f"  ({', '.join(grams)})" if len(term.grams) > 1 else ""
        yield f"  {term.value:+.2f}  {term.words}{behind}"
    rest = reading.terms[TERMS_SHOWN:]
    if rest:
        yield f"  {sum(term.value for term in rest):+.2f}  {len(rest)} more terms"
    yield f"  {reading.base:+.2f}  to begin with"


def _short(label: str) -> str:
    """A list of dozens of terms would hide what matters."""
    return label if len(label) <= LABEL_SHOWN else label[: LABEL_SHOWN - 3] + "..."


def _node_lines(result: NodeResult, depth: int) -> Iterator[str]:
    words = f" <- {', '.join(result.words)}" if result.words else ""
    yield f"{'  ' * depth}{'+' if result.holds else '-'} {_short(result.label)}{words}"
    for part in result.parts:
        yield from _node_lines(part, depth + 1)
