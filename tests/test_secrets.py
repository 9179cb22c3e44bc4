"""No secret in any log, at any level, from any library, nor in any exception."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import requests
import structlog
from hypothesis import given
from hypothesis import strategies as st

from tests.sinks import Reply, SlackSink, SmtpReply, SmtpSink, refused_port
from tests.test_render import ALERT
from warn.core.redact import MASK, Redactor
from warn.core.render import render
from warn.edge import logs
from warn.edge.deliver import BadDestination, Sender
from warn.model.alert import Destination

CANARY = "c4n4ryT0kenc4n4ry"
TALKATIVE = ("apprise", "urllib3", "urllib3.connectionpool", "requests", "httpx", "httpcore")


@pytest.fixture(autouse=True)
def _logging_restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), {name: logging.getLogger(name).level for name in TALKATIVE})
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


def everything_to(stream: io.StringIO, *secrets: str, form: str = "json") -> None:
    """Logging at DEBUG, with the libraries that `configure` quietens made to talk as well."""
    logs.configure("debug", form, secrets, stream)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG)


@pytest.mark.parametrize("form", logs.FORMATS)
def test_sending_leaves_no_canary_anywhere(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    with SlackSink(Reply(), Reply(status=403, body="invalid_token"), Reply(reset=True)) as hook, SmtpSink(
        SmtpReply(data="550 5.7.0 no")) as smtp, refused_port() as port:  # fmt: skip
        targets = [
            Destination(id="s", form="slack", url=hook.url(CANARY)),
            Destination(id="d", form="slack", url=f"slackhook://127.0.0.1:{port}/services/{CANARY}"),
            Destination(id="m", form="mail", url=smtp.url("mailto", f"user:{CANARY}@", "&to=ann@example.org")),
            Destination(id="n", form="mail", url=smtp.url(extra="&to=ann@example.org")),
            Destination(id="g", form="text", url=f"gotify://127.0.0.1:{hook.port}/{CANARY}"),
        ]
        everything_to(stream, *(target.url for target in targets), form=form)
        log = structlog.get_logger("warn.test")
        for target in (*targets, targets[0], targets[0]):
            sender = Sender(target, timeout=5)
            log.info("sent", result=repr(sender.send(render(ALERT, target.form))), sender=sender, url=target.url)
        for bad in (f"slack://{CANARY}", f"mailtos://x:{CANARY}@h.example?from=nobody", f"nosuch://{CANARY}"):
            with pytest.raises(BadDestination):
                Sender(Destination(id="b", form="slack", url=bad))
    out, err = capfd.readouterr()
    assert len(stream.getvalue().splitlines()) >= 7
    for text in (stream.getvalue(), out, err):
        assert CANARY not in text


def test_tracebacks_and_foreign_records_are_redacted() -> None:
    stream = io.StringIO()
    secret = f"https://hooks.slack.com/services/T0/B0/{CANARY}"
    everything_to(stream, secret)
    try:
        with refused_port() as port:
            requests.get(f"http://127.0.0.1:{port}/{CANARY}", timeout=1)
    except requests.RequestException:
        structlog.get_logger("warn").exception("failed", header={"Authorization": f"Bearer {CANARY}", CANARY: [CANARY]})
        logging.getLogger("other").exception("failed %s", CANARY, extra={"more": (CANARY,)})
    logging.getLogger("other").warning("%s", {"deep": [secret]})
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert CANARY not in stream.getvalue()
    assert sum("Traceback" in record.get("exception", "") for record in records) == 2
    assert records[-1]["event"] == f"{{'deep': ['{MASK}']}}"


def test_log_lines_cannot_be_forged() -> None:
    for form in logs.FORMATS:
        stream = io.StringIO()
        logs.configure("info", form, (), stream)
        structlog.get_logger("warn").warning("title\n2026-01-01 [error] forged\x1b[31m", title="a\nb\u202ec")
        assert len(stream.getvalue().splitlines()) == 1
        assert "\x1b[31m" not in stream.getvalue()
        assert "\u202e" not in stream.getvalue()


def test_levels_and_quiet_libraries() -> None:
    stream = io.StringIO()
    logs.configure("debug", "json", (), stream)
    logs.configure("debug", "json", (), stream)
    logging.getLogger("urllib3.connectionpool").debug("POST /services/x")
    structlog.get_logger("warn").debug("seen")
    (record,) = map(json.loads, stream.getvalue().splitlines())
    assert (record["event"], record["level"], record["logger"]) == ("seen", "debug", "warn")
    assert record["timestamp"].endswith("Z")
    logs.configure("warning", "json", (), stream)
    structlog.get_logger("warn").info("unseen")
    assert "unseen" not in stream.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        f"https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/{CANARY}", f"slack://T0AAAAAAA/B0AAAAAAA/{CANARY}",
        f"mailtos://user:{CANARY}@smtp.example.org?from=warn@example.org&to=ann@example.org", CANARY,
        f"gotifys://push.example.org/{CANARY}", f"ntfys://push.example.org/topic?token={CANARY}",
        f"postgresql+psycopg://warn:{CANARY}@db.example.org/warn", f"slackhooks://{CANARY}:x@chat.example.org/hooks/a",
    ],
)  # fmt: skip
def test_a_secret_is_known_whole_and_in_parts(secret: str) -> None:
    redact = Redactor((secret,))
    assert CANARY not in redact(f"x {secret} y")
    assert CANARY not in redact(f"POST /services/{CANARY} HTTP/1.1")
    assert redact("smtp.example.org ann@example.org warn@example.org services") == (
        "smtp.example.org ann@example.org warn@example.org services"
    )


def test_a_percent_encoded_password_is_known_in_clear_too() -> None:
    redact = Redactor(("mailtos://user:p%40ss%2Fw0rd@smtp.example.org",))
    assert redact("login p@ss/w0rd or p%40ss%2Fw0rd") == f"login {MASK} or {MASK}"


def test_what_looks_like_a_credential_is_hidden_unknown() -> None:
    redact = Redactor()
    for text in (
        f"https://user:{CANARY}@host/x", f"https://hooks.slack.com/services/T0/B0/{CANARY}", "xoxb-" + CANARY,
        f"Authorization: Bearer {CANARY}", f"{{'Authorization': 'Basic {CANARY}'}}", f"?token={CANARY}&a=1",
        f"password={CANARY}",
    ):  # fmt: skip
        assert CANARY not in redact(text), text


@given(st.text(min_size=6, max_size=30), st.text(max_size=20))
def test_no_known_secret_passes(secret: str, around: str) -> None:
    if secret.strip() and secret not in MASK and secret not in around:
        assert secret not in Redactor((secret,))(f"{around}|{secret}|{around}").replace(MASK, "\x00")
