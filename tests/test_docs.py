"""The pages against the program: what exists is described, what is described exists, examples load."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import typer
from pydantic import BaseModel

from tests import rules_page
from warn.cli import app
from warn.config import feeds as feeds_file
from warn.config import rules as rules_folder
from warn.config import settings as settings_file
from warn.config.rules import files, series, watch
from warn.config.rules.conditions import _KINDS as CONDITIONS
from warn.config.rules.conditions import FIELDS
from warn.config.rules.deadlines import DeadlineEntry
from warn.config.rules.series import SeriesEntry
from warn.config.settings import Settings
from warn.config.strict_yaml import check, read_text
from warn.core.explain import run_tests
from warn.model.item import GuardKind
from warn.model.rule import DeadlineStatus, Direction
from warn.model.series import CountedBy
from warn.model.toll import TollKind

ROOT = Path(__file__).parents[1]
IGNORED = {".venv", ".venv-peers", "data", "dist", "node_modules", ".pytest_cache"}
PAGES = sorted(path for path in ROOT.rglob("*.md") if not IGNORED & set(path.relative_to(ROOT).parts))
ADVANCED = {"database_file", "fetch.library", "destinations.<name>.form"}
"""Settings that are documented, and left out of warn.yaml.example on purpose."""

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"(?ms)^ *```(\w*)\n(.*?)^ *```$")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(page(name)) if found == language]


def sections(name: str, level: str) -> dict[str, str]:
    """A page's sections by their headings, backquotes left out."""
    parts = re.split(rf"(?m)^{level} (.+)$", page(name))
    return {title.replace("`", ""): text for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def first_cells(text: str) -> set[str]:
    """What stands in backquotes in the first column of a section's tables."""
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])}


# commands


def commands(group: Any = None, path: tuple[str, ...] = ("warn",)) -> Iterator[tuple[str, Any]]:
    """Every command there is, by what a person types."""
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def parameters(command: Any) -> set[str]:
    """A command's options as they are typed, and its arguments by name."""
    return {
        name
        for one in command.params
        for name in (one.opts if one.param_type_name == "option" else [one.name])
        if name != "--help"
    }


def test_every_command_has_its_section_and_every_section_its_command() -> None:
    assert set(sections("docs/commands.md", "##")) == {name for name, _ in commands()}


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_option_is_in_its_commands_table_and_no_other(name: str) -> None:
    assert first_cells(sections("docs/commands.md", "##")[name]) == parameters(dict(commands())[name])


def test_the_options_before_the_command() -> None:
    before = page("docs/commands.md").partition("\n## ")[0]
    assert {name for name in first_cells(before) if name.startswith("-")} == parameters(typer.main.get_command(app))


# settings


def settings(model: type[BaseModel] = Settings, path: str = "") -> Iterator[str]:
    """Every setting as the pages write it: `fetch.timeout`, `destinations.<name>.url`."""
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if inner is None:
            yield f"{path}{name}"
        elif get_origin(field.annotation) is dict:
            yield from settings(inner, f"{path}{name}.<name>.")
        else:
            yield from settings(inner, f"{path}{name}.")


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for one in get_args(annotation) if (model := _model_in(one))), None)


def described() -> dict[str, str]:
    """Settings of the tables, with their column of defaults."""
    lines = [line for line in page("docs/configuration.md").splitlines() if line.startswith("| `")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return {row[0].strip("`"): row[2] for row in rows if len(row) == 3}


def test_every_setting_is_described_and_nothing_else() -> None:
    assert set(described()) - {"destinations"} == set(settings())


def test_the_defaults_in_the_tables_are_the_programs() -> None:
    tables = {name: text.strip("`") for name, text in described().items() if text.startswith("`")}
    assert len(tables) > 15
    for name, text in tables.items():
        key = name.replace("<name>", "desk")
        if key in {"feeds", "rules"}:
            continue  # they begin with a file's name, and go on in words
        as_written = check(Settings, read_text(_nested(key, text), "table"))
        left_out = check(Settings, read_text("destinations: {desk: {}}" if "<name>" in name else "{}", "nothing"))
        assert _at(as_written, key) == _at(left_out, key), name


def _nested(key: str, text: str) -> str:
    return "".join(f"{'  ' * depth}{part}:\n" for depth, part in enumerate(key.split("."))).rstrip("\n") + f" {text}\n"


def _at(value: Any, key: str) -> Any:
    for part in key.split("."):
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return value


def test_every_setting_is_in_the_example_or_named_as_advanced() -> None:
    example = re.sub(r"(?m)^(\s*)# ?(?=\s*[a-z_-]+:(\s|$))", r"\1", page("warn.yaml.example"))
    example = example.replace("destinations: {}", "destinations:")
    data = read_text(example, "warn.yaml.example").data
    check(Settings, read_text(example, "warn.yaml.example"))
    assert set(settings()) == _keys_of(data) | ADVANCED


def _keys_of(data: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for key, value in data.items():
        if key == "destinations":
            found |= {f"destinations.<name>.{name}" for one in value.values() for name in one}
        elif isinstance(value, dict):
            found |= {f"{key}.{name}" for name in value}
        else:
            found.add(key)
    return found


@pytest.mark.parametrize("text", blocks("docs/configuration.md", "yaml") + blocks("README.md", "yaml"))
def test_the_examples_of_settings_load(tmp_path: Path, text: str) -> None:
    (tmp_path / "warn.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "ntfy").write_text("ntfys://ntfy.example.org/topic\n", encoding="utf-8")
    names = set(re.findall(r"\$\{(\w+)\}", text))
    environ = dict.fromkeys(names, "s3cret") | {"DESK_SLACK_URL": "https://hooks.slack.com/services/T000/B000/XXXX"}
    assert settings_file.destinations(settings_file.load(None, environ, tmp_path))


def test_the_example_variables_are_settings(tmp_path: Path) -> None:
    (tmp_path / "slack").write_text("https://hooks.slack.com/services/T000/B000/XXXX\n", encoding="utf-8")
    (tmp_path / "warn.yaml").write_text("destinations: {desk-slack: {url_env: X}}\n", encoding="utf-8")
    found = dict(re.findall(r"`(WARN_\w+)=([^`]+)`", page("docs/configuration.md")))
    assert len(found) >= 4
    found = {name: value.replace("/run/secrets", str(tmp_path)) for name, value in found.items()}
    settings_file.load(None, found, tmp_path)


# rules


def keys(*models: type[BaseModel]) -> set[str]:
    return {name for model in models for name in model.model_fields}


SHARED = keys(SeriesEntry) - {"place"}
"""What every rule over many items has, besides what it looks at."""


@pytest.mark.parametrize(
    ("page_name", "title", "wanted"),
    [
        ("what-to-look-for", "The watch", keys(watch.WatchFile, watch.PlaceEntry, watch.SideEntry, watch.ActorEntry)),
        ("what-to-look-for", "Rules", keys(files.MatchEntry) | set(CONDITIONS)),
        ("what-to-leave-out", "Guards", keys(files.GuardEntry)),
        ("what-to-leave-out", "Filters", keys(files.FilterEntry)),
        ("numbers", "Tolls", {"of", "at_least", "at_most", "who", "side"}),
        ("many-items", "What they share", SHARED | {"type", "of", "place"}),
        ("many-items", "Count", keys(series.CountEntry) - keys(SeriesEntry) - {"type", "of"}),
        ("many-items", "Surge", keys(series.SurgeEntry) - keys(SeriesEntry) - {"type", "of"}),
        ("many-items", "Absence", keys(series.AbsenceEntry) - keys(SeriesEntry) - {"type", "of"}),
        ("many-items", "Transition", {"states", "initial"} | keys(series.StateEntry)),
        ("many-items", "Sequence", keys(series.SequenceEntry) - keys(SeriesEntry) - {"type"}),
        ("deadlines", "Deadlines", keys(DeadlineEntry) - {"type"}),
        ("how-sure", "Corroboration", keys(files.RequireEntry)),
    ],
)
def test_every_key_of_rules_is_in_its_sections_tables_and_no_other(
    page_name: str, title: str, wanted: set[str]
) -> None:
    assert first_cells(sections(f"docs/rules/{page_name}.md", "##")[title]) == wanted


def test_every_word_that_rules_may_use_is_explained() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in rules_page.PAGES)
    words = {*keys(files.RulesFile, files.ListsFile, files.GuardsFile, files.FiltersFile, files.Examples), *files.TYPES}
    words |= {*GuardKind, *Direction, *DeadlineStatus, *TollKind, *CountedBy, *FIELDS, "sources", "seen"}
    words |= {"within", "ordered", "in", "has", "term", "slack", "words", "name", "kind"}
    assert {str(word) for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)} == set()


def test_the_rules_of_the_pages_load_together_and_pass_their_own_tests(tmp_path: Path) -> None:
    files_there = rules_page.documented()
    assert len(files_there) == sum(len(blocks(f"docs/rules/{path.name}", "yaml")) for path in rules_page.PAGES)
    book = rules_folder.load(rules_page.write(files_there, tmp_path / "rules"))
    assert (len(book.watches), len(book.rules), len(book.deadlines)) == (1, 6, 3)
    assert {one.type for one in book.series} == {"count", "surge", "absence", "transition", "sequence"}
    outcomes = run_tests(book)
    assert len(outcomes) >= 25
    assert [f"{one.text}: {one.detail}" for one in outcomes if not one.passed] == []


def test_the_commands_of_the_pages_exist() -> None:
    known = dict(commands())
    for path in rules_page.PAGES:
        for text in blocks(f"docs/rules/{path.name}", "sh"):
            for line in text.splitlines():
                _is_command(shlex.split(line, comments=True)[1:], known, line)


# every page


@lru_cache
def anchors(path: Path) -> set[str]:
    """What GitHub makes of a page's headings."""
    titles = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    broken = []
    for target in _LINK.findall(_BLOCK.sub("", path.read_text(encoding="utf-8"))):
        name, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        there = path.parent / name if name else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def test_the_readme_counts_feeds_and_rules_rightly() -> None:
    catalogue = feeds_file.catalogue(ROOT / "feeds.yaml", packs=frozenset())
    enabled = [feed for feed in catalogue.feeds if feed.enabled]
    publishers = {feed.publisher for feed in enabled if feed.publisher}
    text = " ".join(page("README.md").split())
    assert f"{len(enabled)} feeds of {len(publishers)} publishers are on, of {len(catalogue.feeds)} listed" in text
    book = rules_folder.load(ROOT / "rules")
    assert f"{len(book.rules)} rules and {len(book.deadlines)} deadlines" in text


def test_the_shell_blocks_of_the_readme_name_what_exists() -> None:
    lines = [line for text in blocks("README.md", "sh") for line in text.splitlines() if line.strip()]
    assert len(lines) >= 5
    targets = set(re.findall(r"(?m)^([a-z]+):", page("Makefile")))
    known = dict(commands())
    for line in lines:
        words = shlex.split(line, comments=True)
        program = words[0].removeprefix(".venv/bin/") if words else "make"
        assert program in {"make", "warn", "cp", "cd", "git"}, line
        if program == "make" and words:
            assert set(words[1:]) <= targets, line
        if program == "cp":
            assert (ROOT / words[1]).is_file(), line
        if program == "warn":
            _is_command(words[1:], known, line)


def _is_command(words: list[str], known: dict[str, Any], line: str) -> None:
    plain = [word for word in words if not word.startswith("-")]
    name = next((name for name in (f"warn {' '.join(plain[:2])}", f"warn {plain[0]}") if name in known), None)
    assert name, line
    assert {word for word in words if word.startswith("-")} <= parameters(known[name]), line
