"""`warn run` and `warn once`."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from warn.cli.common import plain_errors, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warn.app.build import Plan
    from warn.app.daemon import Daemon


def run(context: typer.Context) -> None:
    """Poll, weigh and tell, until stopped."""
    from warn.app.clock import SystemClock
    from warn.app.daemon import Daemon

    made = plan(context)
    with plain_errors():
        daemon = Daemon(made, SystemClock())
        banner(made)
        daemon.stop_on_signals()
        daemon.run()
        print("stopping ...", file=sys.stderr, flush=True)
        daemon.stop()
    leave(0)


def once(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Poll every enabled feed, due or not.")] = False,
    wait: Annotated[float, typer.Option(help="Seconds to wait for alerts to be delivered.")] = 60.0,
) -> None:
    """Poll what is due, tell what it brings, and exit: for cron, and for a first look."""
    from warn.app.clock import SystemClock
    from warn.app.daemon import Daemon

    made = plan(context)
    with plain_errors():
        daemon = Daemon(made, SystemClock())
        with polling_progress(daemon, len(made.everything.enabled)):
            delivered = daemon.run_once(everything=everything, wait=wait)
        daemon.stop()
    polled = daemon.summary
    print(
        f"polls: {polled.polls} ({polled.failed} failed), new items: {polled.items}, edited: {polled.edits}, "
        f"alerts: {polled.alerts}" + ("" if delivered else "; some are still in the outbox: see `warn status`"),
        file=sys.stderr,
    )
    leave(0 if delivered else 1)


@contextmanager
def polling_progress(daemon: Daemon, feeds: int) -> Iterator[None]:
    """A progress bar of the polls on a terminal; nothing where the output goes elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("polling", total=feeds)
        daemon.on_polled = lambda: progress.advance(task)
        yield


def banner(made: Plan) -> None:
    """What a person who just started it wants to know, in a few lines."""
    feeds = made.everything.enabled
    publishers = {feed.publisher for feed in feeds if feed.publisher}
    languages = sorted({feed.language for feed in feeds})
    rulebook = made.policy.judge.rulebook
    watches = ", ".join(watch.name for watch in rulebook.watches)
    lines = [
        f"warn watches: {watches} "
        f"({len(rulebook.rules)} rules, {len(rulebook.deadlines)} deadlines; {made.everything.rules_path})",
        f"feeds: {len(feeds)} of {len(made.everything.feeds)} enabled, {len(publishers)} publishers, "
        f"languages {' '.join(languages)} ({made.everything.feeds_path})",
        f"data: {made.settings.data_dir}",
        f"alerts go to: {', '.join(destination.id for destination in made.everything.destinations)}",
    ]
    if all(destination.form == "console" for destination in made.everything.destinations):
        lines.append(
            "  to reach Slack or mail: copy warn.yaml.example to warn.yaml, set a destination, `warn send-test`"
        )
    lines.append("Stop with Ctrl-C. What goes on: `warn status`.")
    print("\n".join(lines), file=sys.stderr, flush=True)


def leave(code: int) -> None:
    """Exit at once: Apprise leaves threads behind that would hold the process for as long as their server hangs."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
