"""warn.yaml and the environment: what they mean, what is refused, and that no secret is ever shown."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from warn.config import secrets
from warn.config.settings import SHIPPED_MODEL, Settings, destinations, load, model_folder, own_model, shipped
from warn.model.problem import Refused

EXAMPLE = Path(__file__).parents[1] / "warn.yaml.example"
HOOK = "https://hooks.slack.com/services/T0CANARY/B0CANARY/c4n4ryc4n4ry"


def read(folder: Path, text: str, **environ: str) -> Settings:
    (folder / "warn.yaml").write_text(text, encoding="utf-8")
    return load(None, environ, folder)


def refusal(folder: Path, text: str, **environ: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        read(folder, text, **environ)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_a_folder_with_decisions_of_the_gate_alone_is_no_classifier(tmp_path: Path) -> None:
    settings = load(None, {"HOME": "/root"}, tmp_path)
    own = own_model(settings)
    own.mkdir(parents=True)
    (own / "decisions.jsonl").write_text("{}\n", encoding="utf-8")
    assert model_folder(settings) == SHIPPED_MODEL
    (own / "classifier.json").write_text("{}", encoding="utf-8")
    assert model_folder(settings) == own


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    settings = load(None, {"HOME": "/root"}, tmp_path)
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/warn.db"
    assert settings.fetch.workers == 16
    assert settings.fetch.timeout == timedelta(seconds=20)
    (only,) = destinations(settings)
    assert (only.id, only.form) == ("console", "console")


def test_the_example_is_valid_as_it_stands_and_with_everything_uncommented(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    (tmp_path / "empty").mkdir()
    defaults = load(None, {}, tmp_path / "empty").model_dump(exclude={"data_dir", "database"})
    assert read(tmp_path, text).model_dump(exclude={"data_dir", "database"}) == defaults
    secret = tmp_path / "ntfy"
    secret.write_text("ntfys://ntfy.example.org/topic\n")
    everything = text.replace("destinations: {}", "destinations:").replace("/run/secrets/ntfy", str(secret))
    everything = re.sub(r"(?m)^#(?=  |$)", "", everything)
    everything = re.sub(r"(?m)^(\s*)# (?=[a-z_]+: )", r"\1", everything)
    settings = read(tmp_path, everything, DESK_SLACK_URL=HOOK, DESK_MAIL_PASSWORD="p@ss/w", WARN_DB_PASSWORD="d/b pass")
    found = {one.id: one for one in destinations(settings)}
    assert set(found) == {"desk-slack", "desk-mail/ann@example.org", "desk-mail/duty@example.org", "duty-phone"}
    assert [one.form for one in found.values()] == ["slack", "mail", "mail", "text"]
    assert found["desk-mail/ann@example.org"].url == (
        "mailtos://warn:p%40ss%2Fw@smtp.example.org:587?from=warn@example.org&to=ann@example.org"
    )
    assert found["desk-mail/ann@example.org"].min_severity == 4
    assert found["duty-phone"].watches == {"lachin"}
    assert settings.database_url == "postgresql+psycopg://warn:d%2Fb%20pass@db.example.org/warn"
    assert settings.fetch.allow_networks == (ip_network("10.1.0.0/16"),)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    secret = tmp_path / "hook"
    secret.write_text(HOOK + "\n")
    settings = read(
        tmp_path,
        "fetch: {workers: 4, timeout: 5s}\ndestinations:\n  desk-slack: {url_env: NOT_SET, min_severity: 3}\n",
        WARN_FETCH__TIMEOUT="9s", WARN_FETCH__MAX_BYTES="2MiB", WARN_PACKS="a, b", WARN_LOG__FORMAT="json",
        WARN_FETCH__ALLOW_PORTS="[80, 8080]", WARN_DESTINATIONS__DESK_SLACK__URL_FILE=str(secret),
        WARN_DESTINATIONS__CONSOLE__URL="console://", WARN_FETCH__USER_AGENT="123", WARN_SERVICE_HOST="10.0.0.1",
    )  # fmt: skip
    assert settings.fetch.timeout == timedelta(seconds=9)
    assert (settings.fetch.workers, settings.fetch.max_bytes, settings.fetch.allow_ports) == (4, 2 * 2**20, (80, 8080))
    assert (settings.packs, settings.log.format, settings.fetch.user_agent) == (("a", "b"), "json", "123")
    slack, console = destinations(settings)
    assert (slack.id, slack.url, slack.min_severity) == ("desk-slack", HOOK, 3)
    assert (console.id, console.form) == ("console", "console")


def test_the_file_is_found_by_option_then_variable_then_folder(tmp_path: Path) -> None:
    for name, workers in (("option.yaml", 1), ("variable.yaml", 2), ("warn.yaml", 3)):
        (tmp_path / name).write_text(f"fetch: {{workers: {workers}}}")
    environ = {"WARN_CONFIG": "variable.yaml"}
    assert load(Path("option.yaml"), environ, tmp_path).fetch.workers == 1
    assert load(None, environ, tmp_path).fetch.workers == 2
    assert load(None, {}, tmp_path).fetch.workers == 3
    with pytest.raises(Refused, match=r"gone\.yaml:1: can't be read: No such file"):
        load(Path("gone.yaml"), environ, tmp_path)


def test_paths_start_at_the_file_or_at_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/w.yaml").write_text("data_dir: d\nfeeds: f.yaml\nrules: r\n")
    settings = load(Path("etc/w.yaml"), {"WARN_RULES": "here"}, tmp_path)
    assert settings.data_dir == tmp_path / "etc/d"
    assert settings.feeds == tmp_path / "etc/f.yaml"
    assert settings.rules == tmp_path / "here"


def test_shipped_files_are_found(tmp_path: Path) -> None:
    assert shipped("rules", Path("mine"), tmp_path) == tmp_path / "mine"
    assert shipped("feeds.yaml", None, tmp_path).name == "feeds.yaml"
    assert shipped("feeds.yaml", None, tmp_path).exists()
    (tmp_path / "feeds.yaml").touch()
    assert shipped("feeds.yaml", None, tmp_path) == tmp_path / "feeds.yaml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fetsh: {}", ["warn.yaml:1: unknown key 'fetsh': did you mean 'fetch'?"]),
        ("- a", ["warn.yaml:1: must be a mapping, not [\"a\"]"]),
        ("log: {level: loud}", ["warn.yaml:1: level: must be 'debug', 'info', 'warning' or 'error', not 'loud'"]),
        ("fetch:\n  workers: many\n  timeout: 5\nx: 1", [
            "warn.yaml:2: workers: must be a whole number, not 'many'",
            "warn.yaml:3: timeout: must be a length of time like 90s, 5m, 6h, 30d or P90D, not 5",
            "warn.yaml:4: unknown key 'x'"]),
        ("parse: {memory: lots}", ["warn.yaml:1: memory: must be a size like 5MB or 1GiB, not 'lots'"]),
        ("destinations: [a]", [
            "warn.yaml:1: destinations: must be a mapping from each destination's id to its settings"]),
        ("destinations:\n  a: {}", ["warn.yaml:2: a: needs one of url, url_env and url_file"]),
        ("destinations:\n  a:\n    url: console://\n    url_env: B", ["warn.yaml:2: a: has url and url_env: keep one"]),
        ("destinations:\n  a:\n    url_env: DESK", ["warn.yaml:3: environment variable DESK is not set"]),
        ("destinations:\n  a:\n    url: slack://${DESK}", ["warn.yaml:3: environment variable DESK is not set"]),
        ("destinations:\n  a:\n    url_file: nix", [
            "warn.yaml:3: secret file nix can't be read: No such file or directory"]),
        ("destinations:\n  a: {url: console://, to: [x@y.z]}", ["warn.yaml:2: a: to: is for mail destinations"]),
        ("destinations:\n  a: {url: slackhooks://h/x, form: mail}", [
            "warn.yaml:2: a: a slackhooks:// address takes the form slack, not mail"]),
        ("destinations:\n  a: {url: 'mailtos://h?from=a@b.c&cc=d@e.f'}", [
            "warn.yaml:2: a: cc and bcc aren't sent: list every recipient under to:"]),
        ("destinations:\n  a: {url: 'mailtos://h?from=a@b.c', to: [\"x@y.z\\r\\nBcc: q@r.s\"]}", [
            "warn.yaml:2: a: to: 'x@y.z\\r\\nBcc: q@r.s' isn't a mail address"]),
    ],
)  # fmt: skip
def test_refusals_name_file_line_and_what_to_do(tmp_path: Path, text: str, said: list[str]) -> None:
    assert refusal(tmp_path, text) == said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mailto://u:canary-secret@smtp.example.org", "use mailtos://"),
        ("mailto://u:canary-secret@localhost?smtp=smtp.example.org", "use mailtos://"),
        ("mailtos://u:canary-secret@smtp.example.org?mode=insecure", "without TLS"),
        ("slackhook://chat.example.org/canary-secret", "use slackhooks://"),
        ("https://chat.example.org/canary-secret", "slackhooks://"),
        ("http://hooks.slack.com/services/canary-secret", "slackhooks://"),
        ("json://canary-secret", "isn't a kind of address"),
        ("syslog://canary-secret", "isn't a kind of address"),
        ("dbus://canary-secret", "isn't a kind of address"),
        ("file:///etc/canary-secret", "isn't a kind of address"),
        ("macosx://canary-secret", "isn't a kind of address"),
        ("slak://canary-secret", "did you mean 'slack'?"),
        ("canary-secret", "no scheme"),
    ],
)
def test_addresses_outside_the_allow_list_are_refused_without_being_shown(tmp_path: Path, url: str, said: str) -> None:
    (line,) = refusal(tmp_path, f"destinations:\n  desk: {{url: '{url}'}}")
    assert line.startswith("warn.yaml:2: desk: ")
    assert said in line
    assert "canary" not in line


@pytest.mark.parametrize(
    "url",
    [
        "mailto://localhost", "mailto://127.0.0.1:2525", "mailto://[::1]", "console://", HOOK,
        "slackhook://127.0.0.1:8065/hooks/x", "slackhooks://chat.example.org/hooks/x",
    ],
)  # fmt: skip
def test_allowed_addresses(tmp_path: Path, url: str) -> None:
    (one,) = destinations(read(tmp_path, f"destinations:\n  desk: '{url}'"))
    assert one.url == url
    assert one.form == secrets.form_of(url)


@pytest.mark.parametrize(
    "text",
    [
        "destinations: c4nary-secret", "destinations: [slack://c4nary-secret]", "destinations: {a: [slack://c4nary]}",
        "destinations: {a: {url: [slack://c4nary]}}", "destinations: {a: {url: {slack: c4nary}}}", "database: [c4nary]",
        "destinations: {a: {url_file: 'slack://c4nary'}}", "destinations: {a: {url_env: 'slack://c4nary'}}",
        "destinations: {a: {url: '${slack://c4nary}'}}", "database: postgresql://u:c4nary@h/x\ndatabase_file: y",
    ],
)  # fmt: skip
def test_a_secret_in_the_wrong_place_is_refused_unseen(tmp_path: Path, text: str) -> None:
    said = refusal(tmp_path, text)
    assert said
    assert "c4nary" not in "\n".join(said)


def test_problems_of_variables_carry_their_name(tmp_path: Path) -> None:
    assert refusal(tmp_path, "", WARN_FETCH__TIMOUT="3s", WARN_LOG="x", WARN_NONE="1") == [
        "WARN_FETCH__TIMOUT:1: no such setting: did you mean 'timeout'?",
        "WARN_LOG:1: log holds further settings: name one, like WARN_LOG__LEVEL",
        "WARN_NONE:1: no such setting",
    ]
    assert refusal(tmp_path, "", WARN_FETCH__WORKERS="0", WARN_DESTINATIONS__A__URL="slak://c4nary") == [
        "WARN_FETCH__WORKERS:1: workers: must be greater than or equal to 1, not 0",
    ]
    (line,) = refusal(tmp_path, "", WARN_DESTINATIONS__A__URL="slak://c4nary")
    assert line.startswith("WARN_DESTINATIONS__A__URL:1: a: slak:// isn't")
    assert refusal(tmp_path, "", WARN_DESTINATIONS__A="console://", WARN_DESTINATIONS="c4nary") == [
        "WARN_DESTINATIONS:1: destinations holds further settings: name one, like WARN_DESTINATIONS__URL",
        "WARN_DESTINATIONS__A:1: name one of its settings, like WARN_DESTINATIONS__A__URL",
    ]


def test_settings_do_not_show_secrets_when_printed(tmp_path: Path) -> None:
    settings = read(tmp_path, f"database: postgresql://warn:c4nary@h/x\ndestinations: {{a: '{HOOK}'}}")
    assert "c4n" not in repr(settings)
    assert "c4n" not in repr(destinations(settings))
    assert settings.secrets == (HOOK, "postgresql://warn:c4nary@h/x")
