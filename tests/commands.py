"""The command line for tests: the real program in a process of its own, in a folder of its own.

Starting Python and importing everything takes most of a command's time, so one process (this file, run as a program)
imports it once and forks for each command. What start-up itself does is tested on `python -m warn`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NoReturn

from tests.running import feeds_yaml, folder, rss
from warn.cli import main

ROOT = Path(__file__).parents[1]
CHECKPOINT = "Army sets up a checkpoint on the valley road"
WATCH = """\
name: Valley
prior: -2
places:
  valley: {name: The valley, terms: [valley*]}
"""
RULES = """\
rules:
  - id: checkpoint.up
    title: Checkpoint set up
    type: match
    direction: escalation
    severity: 5
    weight: 3.5
    why: It closes the only road.
    when:
      all:
        - near: {terms: [sets up, checkpoint*], within: 5}
        - place: valley
      not: [drill*]
    tests:
      fires: [Army sets up a checkpoint in the valley]
      silent: [Army bakes bread in the valley]
"""
NO_FEED = feeds_yaml({"a": "http://127.0.0.1:9/rss"})


def environment(**changes: str) -> dict[str, str]:
    """Ours without any setting of warn's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("WARN_")} | changes


@dataclass(frozen=True, kw_only=True)
class Ended:
    code: int
    stdout: str
    stderr: str


@lru_cache(maxsize=1)
def forking() -> subprocess.Popen[str]:
    """The process that forks for each command; it ends with ours, when its input does."""
    return subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def run(*arguments: str, cwd: Path, code: int = 0, stdin: bytes = b"", **environ: str) -> Ended:
    """`warn ...`: ends with that code, and never with a traceback."""
    with (
        NamedTemporaryFile("r", encoding="utf-8") as out,
        NamedTemporaryFile("r", encoding="utf-8") as err,
        NamedTemporaryFile("wb") as given,
    ):
        given.write(stdin)
        given.flush()
        job = {
            "arguments": arguments,
            "cwd": str(cwd),
            "environ": environment(**environ),
            "to": [given.name, out.name, err.name],
        }
        server = forking()
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        ended = Ended(code=int(server.stdout.readline()), stdout=out.read(), stderr=err.read())
    assert "Traceback" not in ended.stderr, ended.stderr
    assert ended.code == code, ended.stdout + ended.stderr
    return ended


def serve() -> None:
    """Fork for each command that comes in, and answer with its exit code."""
    for module in ("warn.app.daemon", "warn.app.probe", "warn.app.backtesting", "warn.edge.logs", "rich.progress"):
        import_module(module)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become_warn(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def become_warn(arguments: list[str], cwd: str, environ: dict[str, str], to: list[str]) -> NoReturn:
    code: object = 1
    signal.alarm(60)  # a command that hangs ends, and the next one gets its turn
    try:
        for number, (name, how) in enumerate(zip(to, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
            os.dup2(os.open(name, how), number)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(environ)
        sys.argv = ["warn", *arguments]
        main()
        code = 0
    except SystemExit as ending:
        code = ending.code or 0
    except BaseException:  # noqa: BLE001 - the traceback is what the tests look for
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def desk(home: Path, feeds: str = NO_FEED, settings: str = "", **files: str) -> Path:
    """A working folder with a small watch; `files` replace its files or add some, by their stems."""
    everything = {"watch": WATCH, "checkpoint": RULES} | files
    for name, text in everything.items():
        path = home / "rules" / "valley" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    folder(home, feeds, settings, rules=Path("rules"))
    return home


def complaints(home: Path, *arguments: str, **environ: str) -> list[str]:
    """What is refused, with the folder's own name left out."""
    ended = run(*(arguments or ("check",)), cwd=home, code=2, **environ)
    assert ended.stdout == ""
    return [line.removeprefix(f"{home}/") for line in ended.stderr.splitlines()]


def news(*titles: str, age: timedelta = timedelta(hours=1), link: str = "https://a.example") -> bytes:
    moment = datetime.now(UTC) - age
    return rss(*((title, f"{link}/{number}", moment) for number, title in enumerate(titles, start=1)))


if __name__ == "__main__":
    serve()
