"""A rules folder with one file changed, without touching it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from warn.model.problem import Problem, Refused


@contextmanager
def with_file(rules: Path, file: Path, name: str = "") -> Iterator[Path]:
    """A copy of `rules` in which `file` stands for `name` (`lachin/aid.yaml`); for the file of its own name where that
    is one alone. Raises Refused where it can't be told which.
    """
    target = name or _target(rules, file)
    with TemporaryDirectory(prefix="warn-rules-") as folder:
        copy = Path(folder) / "rules"
        shutil.copytree(rules, copy)
        if not (copy / target).parent.resolve().is_relative_to(copy.resolve()) or not (copy / target).parent.is_dir():
            raise Refused((Problem(file=str(file), line=1, message=f"--as {target}: no such folder in {rules}"),))
        shutil.copyfile(file, copy / target)
        yield copy


def _target(rules: Path, file: Path) -> str:
    same = [str(path.relative_to(rules)) for path in sorted(rules.glob("*/*.yaml")) if path.name == file.name]
    if len(same) != 1:
        found = f"several files are called so ({', '.join(same)})" if same else f"{rules} has no file of that name"
        raise Refused((Problem(file=str(file), line=1, message=f"{found}: say which with --as watch/file.yaml"),))
    return same[0]
