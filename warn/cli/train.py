"""`warn train` and `warn evaluate`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import as_json, everything, fail, plain_errors

if TYPE_CHECKING:
    from warn.app.training import Candidate, Figures, Sources
    from warn.config.everything import Everything
    from warn.learn.train import Recipe

Lines = Annotated[
    list[Path] | None,
    typer.Option(help="Labelled lines (JSON lines) or a folder of them; else ./training.", show_default=False),
]
Wikipedia = Annotated[
    Path | None, typer.Option(help="Wikipedia's current events as JSON lines, .gz or not.", show_default=False)
]
KeepFrom = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="First day to keep aside; else the newest fifth.", show_default=False),
]
Seed = Annotated[int, typer.Option(help="Of the solver and the bootstrap.")]


def train(  # noqa: PLR0913, PLR0917 - the options
    context: typer.Context,
    lines: Lines = None,
    wikipedia: Wikipedia = None,
    anew: Annotated[bool, typer.Option("--anew", help="Learn everything anew also without --wikipedia.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; else `model` in data_dir.", show_default=False)
    ] = None,
    keep_from: KeepFrom = None,
    force: Annotated[bool, typer.Option("--force", help="Write it even if the gate refuses it.")] = False,
    seed: Seed = 0,
) -> None:
    """Teach the classifier by the desk's labels, or anew; it replaces the old one only if it is not worse."""
    from warn.app import training
    from warn.app.clock import SystemClock
    from warn.config.settings import own_model
    from warn.learn.train import Recipe
    from warn.model.classifier import FACTS_FILE

    read = everything(context, log_level="error")
    sources = _sources(lines, wikipedia, keep_from)
    now = SystemClock().now()
    folder = out or own_model(read.settings)
    recipe = Recipe(seed=seed)
    with plain_errors():
        candidate = _candidate(read, sources, recipe, now, anew=anew or wikipedia is not None)
        old = training.in_use(read, folder if (folder / FACTS_FILE).exists() else None)
        outcome = training.let_in(candidate, old, folder, force=force, seed=seed, now=now)
    _show(outcome.figures)
    print(f"gate: {'accepted' if outcome.verdict.accepted else 'refused'}, {outcome.verdict.why}")
    if not outcome.written:
        print(f"nothing was written but the decision ({folder / training.DECISIONS})")
        raise typer.Exit(1)
    print(f"written: {folder} (sha256 {outcome.version[:12]}); a running warn takes it up at its next start")


def evaluate(  # noqa: PLR0913, PLR0917 - the options
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Labelled items to test the model in use on; else train on the old, test on the new."),
    ] = None,
    lines: Lines = None,
    wikipedia: Wikipedia = None,
    keep_from: KeepFrom = None,
    benchmark: Annotated[
        bool, typer.Option("--benchmark", help="Beside a plain baseline, on Wikipedia's items alone.")
    ] = False,
    as_data: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    seed: Seed = 0,
) -> None:
    """How well the classifier does on texts later than those it learnt from; nothing is written."""
    from warn.learn import export
    from warn.learn.train import Recipe

    read = everything(context, log_level="error")
    recipe = Recipe(seed=seed)
    if benchmark and wikipedia is None:
        fail("--benchmark: needs --wikipedia", 2)
    if files:
        figures = _of_files(read, files, seed)
    else:
        found = _of_split(read, _sources(lines, wikipedia, keep_from), recipe, benchmark=benchmark)
        if found is None:
            return
        figures = found
    if as_data:
        print(as_json({head: export.slice_facts(its) for head, its in figures.items()}))
    else:
        _show(figures)


def _of_files(read: Everything, files: list[Path], seed: int) -> Figures:
    """The model in use on items of files."""
    from warn.app import training

    model = training.in_use(read)
    if isinstance(model, str):
        fail(f"no model to test: {model}", 1)
    figures, left_out = training.tested(model, files, seed)
    if left_out:
        print(f"left out, because the model has seen them: {left_out}", file=sys.stderr)
    return figures


def _of_split(read: Everything, sources: Sources, recipe: Recipe, *, benchmark: bool) -> Figures | None:
    """Trained on the old, tested on the new; None: the benchmark was printed in its place."""
    from warn.app import training
    from warn.learn import split
    from warn.learn import train as training_core
    from warn.learn.benchmark import table

    with plain_errors():
        examples = training.gathered(read, sources)
    if benchmark:
        for line in table(training.compared(examples, recipe, sources.keep_from)):
            print(line)
        return None
    trained = training_core.train(examples, split.places(examples, sources.keep_from), recipe)
    return training.figures(trained, recipe.seed)


def _candidate(read: Everything, sources: Sources, recipe: Recipe, now: datetime, *, anew: bool) -> Candidate:
    from warn.app import training

    examples = training.gathered(read, sources)
    base = training.in_use(read)
    if anew or isinstance(base, str):
        relevances = {one.relevant for one in examples}
        if not {True, False} <= relevances:
            fail("nothing to learn from: neither relevant nor irrelevant texts may be missing", 1)
        return training.anew(examples, recipe, keep_from=sources.keep_from, now=now)
    candidate = training.corrected(base, examples, recipe, keep_from=sources.keep_from, now=now)
    if candidate is None:
        fail("no label that the model in use hasn't seen: label items (`warn label`, `warn missed`) or use --anew", 1)
    return candidate


def _sources(lines: list[Path] | None, wikipedia: Path | None, keep_from: datetime | None) -> Sources:
    from warn.app.training import Sources

    given = lines if lines is not None else [Path("training")] if Path("training").is_dir() else []
    found = [file for path in given for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    return Sources(lines=tuple(found), wikipedia=wikipedia, keep_from=keep_from.date() if keep_from else None)


def _show(figures: Figures) -> None:
    from warn.learn.evaluate import table

    for head, found in figures.items():
        print(f"{head}:")
        for line in table(found):
            print(line)
