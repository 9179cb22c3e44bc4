"""`warn init`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from warn.cli.common import fail


def init(directory: Annotated[Path, typer.Argument(help="Folder to fill; made if it isn't there.")]) -> None:
    """Make a working folder: feeds.yaml, rules/ and a commented warn.yaml, yours to change."""
    from warn.config.settings import packaged

    wanted = {"feeds.yaml": "feeds.yaml", "rules": "rules", "warn.yaml": "warn.yaml.example"}
    there = [name for name in wanted if (directory / name).exists()]
    if there:
        fail(f"{directory} already has {', '.join(there)}: nothing was written", 1)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, source in wanted.items():
            _copy(packaged(source), directory / name)
    except OSError as error:
        fail(f"{error.filename2 or error.filename or directory}: {error.strerror or error}", 1)
    print(f"{directory}: feeds.yaml, rules/ and warn.yaml are ready.")
    enter = "" if directory.resolve() == Path.cwd() else f"cd {directory}, "
    print(f"Next: {enter}set a destination in warn.yaml, `warn check`, `warn send-test`, `warn run`.")


def _copy(origin: Path, target: Path) -> None:
    if origin.is_dir():
        shutil.copytree(origin, target)
    else:
        shutil.copyfile(origin, target)
