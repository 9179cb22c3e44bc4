"""`warn rules ...`: what an analyst does with rules before and after they judge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import as_json, chosen_watch, everything, fail, items_of, opened, plain_errors, since_of
from warn.model.rule import means

if TYPE_CHECKING:
    from warn.config.everything import Everything
    from warn.core.preview import Change, Preview
    from warn.core.tune import Labelled, Proposal

app = typer.Typer(help="Check, try and tune rules.", no_args_is_help=True, rich_markup_mode=None)

Rules = Annotated[Path | None, typer.Option(help="Rules folder; else that of the settings.", show_default=False)]
Files = Annotated[
    list[Path] | None, typer.Option("--items", help="Dated items (JSON lines or CSV) in place of what is stored.")
]
Since = Annotated[str, typer.Option(help="How far back stored items are looked at.")]


@app.command("lint")
def lint(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    rules: Rules = None,
    files: Files = None,
    since: Since = "30d",
    common: Annotated[float, typer.Option(help="Share of items in which a term is too common.")] = 0.02,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 for any finding.")] = False,
    unverified: Annotated[bool, typer.Option("--unverified", help="List unverified terms too.")] = False,
) -> None:
    """What is amiss with rules that load: tests, terms and rules that decide nothing or too much."""
    from warn.core.judge import Judge
    from warn.core.lint import Kind
    from warn.core.lint import lint as look

    read = everything(context, log_level="error", rules=rules)
    stored = items_of(read, files, since, missing_is_fine=True)
    findings = look(Judge(read.rulebook), stored, common=common)
    shown = [one for one in findings if unverified or one.kind is not Kind.UNVERIFIED]
    for one in shown:
        print(one)
    errors = sum(one.kind.is_error for one in findings)
    hidden = len(findings) - len(shown)
    more = f"; {hidden} lists have unverified terms: --unverified shows them" if hidden else ""
    looked = f" over {len(stored)} items" if stored else ""
    print(f"{len(shown)} findings, {errors} errors in {len(read.rulebook.rules)} match rules{looked}{more}")
    if errors or (strict and shown):
        raise typer.Exit(1)


@app.command("test")
def run_own_tests(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(help="Rules, families or beginnings (`aid.*`); all.")] = None,
    rules: Rules = None,
    junit: Annotated[Path | None, typer.Option(help="Write the results as JUnit XML.", show_default=False)] = None,
) -> None:
    """Run the tests that rules carry; exit code 1 if one fails."""
    from warn.cli.junit import written
    from warn.core.explain import run_tests

    read = everything(context, log_level="error", rules=rules)
    outcomes = [one for one in run_tests(read.rulebook) if _chosen(ids, one.rule.id, one.rule.indicator)]
    if ids and not outcomes:
        fail(f"no rule {', '.join(ids)}, or none of them has tests", 2)
    wrong = [one for one in outcomes if not one.passed]
    for one in wrong:
        print(f"{one.rule.file}:{one.rule.line}: {one.said}")
    if junit:
        with plain_errors():
            junit.write_bytes(written(outcomes))
    rules_tested = len({one.rule.id for one in outcomes})
    print(f"{len(outcomes) - len(wrong)} of {len(outcomes)} lines pass, {rules_tested} rules")
    if wrong:
        raise typer.Exit(1)


def _chosen(wanted: list[str] | None, rule: str, family: str) -> bool:
    """Whether a rule is among those asked for."""
    return not wanted or any(means(one, rule, family) for one in wanted)


@app.command("preview")
def preview(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    candidate: Annotated[Path, typer.Argument(help="A changed rules folder, or one changed file of it.")],
    at: Annotated[
        str, typer.Option("--as", help="Which file of the rules a single file stands for: `lachin/aid.yaml`.")
    ] = "",
    rules: Rules = None,
    files: Files = None,
    since: Since = "30d",
    as_data: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """What changed rules would make of stored items: which newly fire, which go quiet. Nothing is saved."""
    from warn.app.model import classifier
    from warn.config.rules import load
    from warn.config.rules.stand_in import with_file
    from warn.core.judge import Judge
    from warn.core.preview import preview as compare

    read = everything(context, log_level="error", rules=rules)
    if candidate.is_dir():
        changed = load(candidate)
    else:
        with plain_errors(), with_file(read.rules_path, candidate, at) as folder:
            changed = load(folder)
    said = classifier(read.settings)
    found = compare(Judge(read.rulebook, said), Judge(changed, said), items_of(read, files, since))
    print(as_json(found) if as_data else "\n".join(_preview_lines(found)))


def _preview_lines(found: Preview) -> list[str]:
    lines = [f"{found.items} items: {found.before} fire now, {found.after} would"]
    for title, changes in (("newly fires", found.newly), ("goes quiet", found.quiet)):
        lines.append(f"{title}: {len(changes)}")
        lines += [line for change in changes for line in _change_lines(change)]
    others = [change for change in found.changes if not change.newly_fires and not change.goes_quiet]
    lines.append(f"other rules hit, nothing else changes: {len(others)}")
    lines += [f"  {day}: {before} -> {after}" for day, before, after in found.per_day if before != after]
    return lines


def _change_lines(change: Change) -> list[str]:
    gained = sorted(change.after.rules - change.before.rules)
    lost = sorted(change.before.rules - change.after.rules)
    rules = ", ".join([*(f"+{one}" for one in gained), *(f"-{one}" for one in lost)])
    item = change.item
    score = f"{change.before.score:.2f} -> {change.after.score:.2f}"
    who = item.publisher or "unknown publisher"
    lines = [f"  {item.published:%Y-%m-%d} {who}: {item.title}", f"    {score}  {rules}"]
    return lines if change.newly_fires else [*lines, f"    {change.after.reason}"]


@app.command("tune")
def tune(
    context: typer.Context,
    labels: Annotated[
        Path | None, typer.Option(help="Labelled items as JSON lines in place of stored labels.", show_default=False)
    ] = None,
    rules: Rules = None,
    since: Since = "90d",
) -> None:
    """From labelled false alarms to filter lines that keep every labelled true alarm."""
    from warn.app.model import classifier
    from warn.core.judge import Judge
    from warn.core.tune import tune as propose

    read = everything(context, log_level="error", rules=rules)
    labelled = _labelled_lines(labels) if labels else _stored_labels(read)
    stored = [] if labels else items_of(read, None, since, missing_is_fine=True)
    if not any(not one.true for one in labelled):
        print("no false alarm is labelled: `warn label ITEM false`")
        return
    proposals = propose(Judge(read.rulebook, classifier(read.settings)), labelled, stored)
    for one in proposals:
        print("\n".join(_proposal_lines(one)))
    if not proposals:
        print("none of the labelled false alarms is hit by any rule now")


def _proposal_lines(one: Proposal) -> list[str]:
    file = f"{one.watch}/filters.yaml"
    if not one.terms:
        lines = [f"# {one.rule}: no words tell its {one.false} false alarms from its {one.kept} true ones"]
    else:
        why = f"Silences {one.silenced} of {one.false} labelled false alarms and none of {one.kept} true ones."
        unlabelled = f"; look at the {one.unlabelled} stored hits without a label that it silences too"
        terms = ", ".join(_quoted(term) for term in one.terms)
        lines = [
            f"# {file}{unlabelled if one.unlabelled else ''}",
            f"  - rule: {one.rule}",
            f"    exclude: {{terms: [{terms}]}}",
            f"    why: {why}",
        ]
    return lines + [f"    # left: {title}" for title in one.left]


def _quoted(term: str) -> str:
    """Quoted where YAML would read it as anything but text."""
    plain = term.replace(" ", "").isalpha() and term not in {"true", "false", "null"}
    return term if plain else f'"{term}"'


def _stored_labels(read: Everything) -> list[Labelled]:
    from warn.core.tune import Labelled
    from warn.edge.store import labels
    from warn.model.label import Verdict

    with opened(read.settings) as database, database.reading() as transaction:
        found = labels.labelled(transaction)
    return [Labelled(item=item, watch=label.watch, true=label.verdict is not Verdict.FALSE) for label, item in found]


def _labelled_lines(path: Path) -> list[Labelled]:
    from warn.config.labelled_lines import read
    from warn.core.given import given_item
    from warn.core.tune import Labelled

    return [
        Labelled(
            item=given_item(title=one.title, summary=one.summary, language=one.language, now=one.at), true=one.true
        )
        for one in read(path)
    ]


@app.command("stats")
def stats(
    context: typer.Context,
    since: Since = "30d",
    as_data: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """How often each rule hit, was told, was labelled false, and when it last fired."""
    from warn.edge.store import rule_stats
    from warn.edge.store.rule_stats import RuleStats

    read = everything(context, log_level="error")
    with opened(read.settings) as database, database.reading() as transaction:
        found = rule_stats.stats(transaction, since_of(since))
    book = read.rulebook
    names = [*(rule.id for rule in book.rules), *(series.id for series in book.series)]
    gone = sorted(found.keys() - set(names))
    rows = [(name, found.get(name, RuleStats())) for name in (*names, *gone)]
    if as_data:
        for name, one in rows:
            print(as_json({"rule": name, "known": name in names, "false_share": one.false_share, **_fields(one)}))
        return
    print(f"{'rule':<34}{'hits':>7}{'struck':>8}{'alerts':>8}{'true':>6}{'false':>7}{'share':>7}  last")
    for name, one in sorted(rows, key=lambda row: -row[1].hits):
        share = "" if one.false_share is None else f"{one.false_share:.0%}"
        last = f"{one.last:%Y-%m-%d %H:%M}" if one.last else one.standing or "never"
        shown = name if name in names else f"{name} (gone)"
        print(f"{shown:<34}{one.hits:>7}{one.struck:>8}{one.alerts:>8}{one.true:>6}{one.false:>7}{share:>7}  {last}")


def _fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("hits", "struck", "alerts", "true", "false", "last", "standing")}


@app.command("new")
def new(
    context: typer.Context,
    rule_id: Annotated[str, typer.Argument(help="Id of the rule: `checkpoint.moved`.")],
    headlines: Annotated[list[str] | None, typer.Argument(help="Headlines on which it must fire.")] = None,
    watch: Annotated[str, typer.Option(help="Watch it belongs to; needed where there are several.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Append it to its family's file.")] = False,
) -> None:
    """A rule to start from, with a place for everything a good rule has."""
    from warn.config.rules.scaffold import append, scaffold

    read = everything(context, log_level="error")
    chosen = chosen_watch(read, watch)
    text = scaffold(rule_id, headlines or [])
    if not write:
        print(text, end="")
        return
    with plain_errors():
        path = append(read.rules_path, chosen, rule_id, text)
    print(f"{path}: {rule_id} is there, to be filled in; then `warn rules test {rule_id}`", file=sys.stderr)


@app.command("apply-again")
def apply_again(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Items first seen within this time: `30d`, or a day.")],
) -> None:
    """Judge stored items anew by the rules as they are. What was told is not told again."""
    from warn import pipeline
    from warn.app import build
    from warn.app.clock import SystemClock

    made = build.plan(everything(context, log_level="error"))
    clock, when = SystemClock(), since_of(since)
    number = items = changed = alerts = 0
    with opened(made.settings) as database:
        while True:
            number, again = pipeline.apply_again(
                database, made.policy, after=number, since=when, limit=500, now=clock.now()
            )
            if not again.items:
                break
            items, changed, alerts = items + again.items, changed + again.changed, alerts + len(again.alerts)
    print(f"{items} items judged again, {changed} by other rules than before, {alerts} new alerts in the outbox")


@app.command("schema")
def schema(
    directory: Annotated[Path, typer.Argument(help="Folder to write the schemas to.")],
) -> None:
    """Write the JSON Schemas of the rules' files, for editors."""
    from warn.config.rules.schema import schemas

    with plain_errors():
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in schemas().items():
            (directory / name).write_text(text, encoding="utf-8")
            print(directory / name)
