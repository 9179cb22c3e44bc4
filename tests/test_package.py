"""The wheel, built and installed as a user would, holds what it needs to work away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UV = ROOT / ".venv" / "bin" / "uv"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without network: what the build needs is in uv's cache where `make install` has run."""
    if not UV.exists():
        pytest.skip("uv is not installed in .venv")
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [UV, "build", "--wheel", "--offline", "--out-dir", folder],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    if "was not found in the cache" in built.stderr:
        pytest.skip("the build backend is not in uv's cache, and tests use no network")
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`warn` in a fresh environment that holds the wheel, and borrows its dependencies from ours."""
    home = tmp_path_factory.mktemp("venv") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True, timeout=100)
    subprocess.run(
        [UV, "pip", "install", "--offline", "--no-deps", "--quiet", "--python", home / "bin" / "python", wheel],
        check=True, timeout=100,
    )  # fmt: skip
    (packages,) = home.glob("lib/python*/site-packages")
    # A line of a .pth only adds a path: unlike in site-packages itself, the .pth files in there (ours) aren't read.
    (packages / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return home / "bin" / "warn"


def run(program: Path, *arguments: str, cwd: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("WARN_", "PYTHON"))}
    ended = subprocess.run(
        [program, *arguments], cwd=cwd, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_wheel_holds_everything_that_is_shipped(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"warn/shipped/{path.relative_to(ROOT)}" for path in ROOT.glob("rules/**/*.yaml")}
    steps = {str(path.relative_to(ROOT)) for path in ROOT.glob("warn/edge/store/migrations/versions/0*.py")}
    assert rules
    assert steps
    wanted = {"warn/shipped/feeds.yaml", "warn/shipped/warn.yaml.example", "warn/py.typed"}
    assert wanted | rules | steps <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "demo/"))]


def test_it_works_from_the_wheels_own_files(program: Path, tmp_path: Path) -> None:
    packages = program.parents[1] / "lib"
    assert str(packages) in run(program, "check", cwd=tmp_path)
    assert str(ROOT) not in run(program, "check", cwd=tmp_path).replace(str(packages), "")
    run(program, "init", "desk", cwd=tmp_path)
    desk = tmp_path / "desk"
    assert (desk / "warn.yaml").read_bytes() == (ROOT / "warn.yaml.example").read_bytes()
    shown = run(program, "check", cwd=desk)
    assert f"({desk}/feeds.yaml)" in shown
    assert f"({desk}/rules)" in shown


def test_its_migrations_make_a_database(program: Path, tmp_path: Path) -> None:
    (tmp_path / "warn.yaml").write_text("feeds: feeds.yaml\nrules: rules\n", encoding="utf-8")
    (tmp_path / "feeds.yaml").write_text(
        "version: 1\npacks: {t: T}\nsides: {x: X}\nfeeds:\n"
        "  - {id: a, name: A, publisher: a.example, url: 'http://127.0.0.1:9/', side: x, kind: news, language: en,"
        " packs: [t]}\n",
        encoding="utf-8",
    )
    (tmp_path / "rules" / "w").mkdir(parents=True)
    (tmp_path / "rules" / "w" / "watch.yaml").write_text("name: W\n", encoding="utf-8")
    run(program, "once", cwd=tmp_path)
    assert "items: 0 stored" in run(program, "status", cwd=tmp_path)
