"""The command line: parses, prints, exits. Decisions are made below it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import warn
from warn.cli import backtest, explain, judge, label, look, missed, replay, run, send, situation, start, train
from warn.cli import feeds as feeds_commands
from warn.cli import rules as rules_commands
from warn.model.problem import Refused

app = typer.Typer(
    name="warn",
    help="Early warning from news and official feeds, for a watch desk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _common(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="warn.yaml to read; else $WARN_CONFIG, else ./warn.yaml.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    context.obj = config
    if version:
        print(f"warn {warn.__version__}")
        raise typer.Exit


app.command("run")(run.run)
app.command("once")(run.once)
app.command("check")(look.check)
app.command("status")(look.status)
app.command("situation")(situation.situation)
app.command("explain")(explain.explain)
app.command("judge")(judge.judge)
app.command("label")(label.label)
app.command("missed")(missed.missed)
app.command("replay")(replay.replay)
app.command("backtest")(backtest.backtest)
app.command("send-test")(send.send_test)
app.command("train")(train.train)
app.command("evaluate")(train.evaluate)
app.command("init")(start.init)
app.add_typer(feeds_commands.app, name="feeds")
app.add_typer(rules_commands.app, name="rules")


def main() -> None:
    """Entry point: whatever a person can mend ends in a line each, not in a traceback."""
    try:
        app(prog_name="warn")
    except Refused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        sys.exit(2)
