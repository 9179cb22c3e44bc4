"""Sending for real, to servers on loopback that answer as told: what arrives, and what a failure is taken for."""

from __future__ import annotations

import io
import shutil
import ssl
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.sinks import Reply, SlackSink, SmtpReply, SmtpSink, refused_port
from tests.test_render import ALERT, hostile
from warn.core.render import render
from warn.edge.deliver import BadDestination, Sender
from warn.edge.deliver.outcome import retry_after
from warn.model.alert import Destination, Message, NotSent, Sent

SLACK = render(ALERT, "slack")
MAIL = render(ALERT, "mail")
TEXT = render(ALERT, "text")


def slack_to(sink: SlackSink, *, timeout: float = 5.0) -> Sender:
    return Sender(Destination(id="desk", form="slack", url=sink.url()), timeout=timeout)


def mail_to(sink: SmtpSink, *, timeout: float = 5.0, extra: str = "&to=ann@example.org") -> Sender:
    return Sender(Destination(id="mail", form="mail", url=sink.url(extra=extra)), timeout=timeout)


def failure(sender: Sender, message: Message) -> NotSent:
    result = sender.send(message)
    assert isinstance(result, NotSent)
    return result


def test_slack_gets_exactly_what_was_rendered() -> None:
    with SlackSink() as sink:
        assert slack_to(sink).send(SLACK) == Sent()
    (post,) = sink.posts
    assert post.path == "/services/T000/B000/XXXX"
    assert post.text == SLACK.text
    sections = [block["text"] for block in post.payload["blocks"]]
    assert "\n\n".join(section["text"] for section in sections) == SLACK.text
    assert all(section["verbatim"] and section["type"] == "mrkdwn" for section in sections)
    assert post.payload["unfurl_links"] is False
    assert "&lt;" not in post.text
    assert "<https://armenpress.am/arm/news/1109213.html?a=1&amp;b=2|armenpress.am>" in post.text


def test_a_hostile_headline_reaches_slack_dead() -> None:
    with SlackSink() as sink:
        message = render(hostile("<!channel> <@U1> <https://evil.example|https://good.example> *x*"), "slack")
        assert slack_to(sink).send(message) == Sent()
    raw = sink.posts[0].raw.decode()
    assert "<!" not in raw
    assert "<@" not in raw
    assert "://evil" not in raw
    assert raw.count("<http") == raw.count("<https://news.example/1|news.example>") > 0


def test_a_long_message_is_one_post_within_slacks_limits() -> None:
    many = tuple(replace(ALERT.evidence[1], quote="&" * 310, title="<" * 230 + str(n), words=()) for n in range(12))
    with SlackSink() as sink:
        assert slack_to(sink).send(render(replace(ALERT, evidence=many), "slack")) == Sent()
    assert len(sink.posts) == 1
    assert len(sink.posts[0].payload["blocks"]) > 1


@pytest.mark.parametrize(
    ("reply", "permanent", "unknown"),
    [
        (Reply(status=400, body="invalid_payload"), True, False),
        (Reply(status=401), True, False),
        (Reply(status=403, body="invalid_token"), True, False),
        (Reply(status=404, body="no_service"), True, False),
        (Reply(status=410, body="channel_is_archived"), True, False),
        (Reply(status=408), False, False),
        (Reply(status=429, body="rate_limited"), False, False),
        (Reply(status=500, body="rollup_error"), False, False),
        (Reply(status=502), False, True),
        (Reply(status=503), False, False),
        (Reply(status=504), False, True),
        (Reply(status=302, headers={"Location": "/services/T000/B000/XXXX"}), False, False),
        (Reply(status=200, body="<!doctype html><title>Log in</title>"), False, True),
        (Reply(status=200, body='{"ok": false, "error": "account_inactive"}'), True, False),
        (Reply(status=200, body='{"ok": false, "error": "ratelimited"}'), False, False),
        (Reply(reset=True), False, True),
    ],
)
def test_what_a_webhook_answers_decides(reply: Reply, permanent: bool, unknown: bool) -> None:
    with SlackSink(reply) as sink:
        result = failure(slack_to(sink), SLACK)
        assert (result.permanent, result.unknown) == (permanent, unknown)
        assert len(sink.posts) == 1, "one try is one request: no retry, no redirect followed"
        assert slack_to(sink).send(SLACK) == Sent()


@pytest.mark.parametrize("reply", [Reply(body=""), Reply(status=204, body=""), Reply(body='{"success": true}')])
def test_servers_like_slack_may_say_yes_in_their_own_way(reply: Reply) -> None:
    with SlackSink(reply) as sink:
        assert slack_to(sink).send(SLACK) == Sent()


def test_the_servers_own_error_is_told() -> None:
    with SlackSink(
        Reply(status=404, body="no_service"), Reply(status=500, body="<b>Traceback /srv/secret</b>")
    ) as sink:
        assert failure(slack_to(sink), SLACK).detail == "HTTP 404: no_service"
        assert failure(slack_to(sink), SLACK).detail == "HTTP 500"


def test_retry_after_in_both_forms() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    dates = {"Date": format_datetime(now, usegmt=True)}
    later = format_datetime(now + timedelta(seconds=90), usegmt=True)
    with SlackSink(
        Reply(status=429, headers={"Retry-After": "30"}), Reply(status=500, headers={"Retry-After": "9"})
    ) as sink:
        assert failure(slack_to(sink), SLACK).retry_after == 30.0
        assert failure(slack_to(sink), SLACK).retry_after is None
    assert retry_after({"Retry-After": later} | dates) == 90.0
    for value in ("", "soon", "-5", "1e9", "9" * 400, later[:-6]):
        assert retry_after({"Retry-After": value}) is None


def test_a_refused_connection_is_temporary_and_surely_not_sent() -> None:
    with refused_port() as port:
        sender = Sender(Destination(id="d", form="slack", url=f"slackhook://127.0.0.1:{port}/x"))
        mail = Sender(Destination(id="m", form="mail", url=f"mailto://127.0.0.1:{port}?from=a@b.example"))
        text = Sender(Destination(id="t", form="text", url=f"gotify://127.0.0.1:{port}/c4n4ryc4n4ry"))
        for result in (failure(sender, SLACK), failure(mail, MAIL), failure(text, TEXT)):
            assert (result.permanent, result.unknown) == (False, False)


@pytest.mark.parametrize("reply", [Reply(delay=20), Reply(drip=True)])
def test_a_late_or_endless_answer_is_unknown_and_does_not_hold_the_sender(reply: Reply) -> None:
    with SlackSink(reply) as sink:
        sender = slack_to(sink, timeout=0.3)
        begun = time.monotonic()
        result = failure(sender, SLACK)
        assert time.monotonic() - begun < 2
        assert result.unknown
        assert not result.permanent


def test_a_hanging_try_is_not_joined_by_a_second_thread() -> None:
    with SlackSink(Reply(drip=True)) as sink:
        sender = slack_to(sink, timeout=0.3)
        assert failure(sender, SLACK).unknown
        again = failure(sender, SLACK)
        assert again.detail == "an earlier try still hangs"
        assert not again.unknown
        assert len(sink.posts) == 1


def test_mail_arrives_with_both_parts_and_a_thread() -> None:
    with SmtpSink() as sink:
        sender = mail_to(sink, extra="&to=ann@example.org&+List-Id=warn.example.org")
        assert sender.send(MAIL) == Sent()
        assert sender.send(render(ALERT, "mail", attempt=2)) == Sent()
        other = render(replace(ALERT, event_id="other"), "mail")
        assert sender.send(other) == Sent()
    first, second, third = sink.mails
    assert first.recipients == ("ann@example.org",)
    assert first.sender == "warn@example.org"
    message = first.message
    assert message["Subject"] == MAIL.title
    assert str(message["From"]) == "warn <warn@example.org>"
    assert message["List-Id"] == "warn.example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert first.part("plain").replace("\r\n", "\n").strip() == MAIL.text.strip()
    assert first.part("html").replace("\r\n", "\n").strip() == MAIL.html.strip()
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["References"] == message["In-Reply-To"] == second.message["References"]
    assert third.message["References"] != message["References"]
    assert len({mail.message["Message-ID"] for mail in sink.mails}) == 3


def test_a_subject_takes_no_header_with_it() -> None:
    with SmtpSink() as sink:
        message = replace(MAIL, title="x\r\nBcc: all@example.org\nX-Evil: 1", thread="a\r\nX-Evil: 1")
        assert mail_to(sink).send(message) == Sent()
    (mail,) = sink.mails
    assert mail.recipients == ("ann@example.org",)
    assert mail.message["Bcc"] is None
    assert mail.message["X-Evil"] is None


@pytest.mark.parametrize(
    ("reply", "permanent", "unknown"),
    [
        (SmtpReply(recipient="550 5.1.1 no such user"), True, False),
        (SmtpReply(recipient="450 4.2.1 greylisted"), False, False),
        (SmtpReply(data="554 5.7.1 refused"), True, False),
        (SmtpReply(data="451 4.3.0 try later"), False, False),
        (SmtpReply(data="421 4.3.2 shutting down"), False, False),
        (SmtpReply(drop=True), False, True),
    ],
)
def test_what_a_mail_server_answers_decides(reply: SmtpReply, permanent: bool, unknown: bool) -> None:
    with SmtpSink(reply) as sink:
        result = failure(mail_to(sink), MAIL)
        assert (result.permanent, result.unknown) == (permanent, unknown)
        assert (reply.recipient or reply.data or "no answer")[:9] in result.detail.replace("SMTP ", "").replace(
            ":", "", 1
        )
        assert mail_to(sink).send(MAIL) == Sent()


def test_a_mail_server_that_answers_too_late_is_unknown() -> None:
    with SmtpSink(SmtpReply(delay=1.0)) as sink:
        assert failure(mail_to(sink, timeout=0.3), MAIL).unknown


def test_mailtos_refuses_a_server_without_tls_and_says_so() -> None:
    with SmtpSink() as sink:
        url = sink.url("mailtos", user="u:c4n4ryc4n4ry@", extra="&to=ann@example.org")
        result = failure(Sender(Destination(id="m", form="mail", url=url), timeout=5), MAIL)
    assert "STARTTLS" in result.detail
    assert not result.unknown
    assert sink.mails == []


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's TLS with a certificate for 127.0.0.1 that nobody vouches for."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 "
        "-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def test_starttls_is_used_and_the_certificate_checked(self_signed: ssl.SSLContext) -> None:
    with SmtpSink(tls=self_signed) as sink:
        strict = Sender(Destination(id="m", form="mail", url=sink.url("mailtos", extra="&to=ann@example.org")))
        result = failure(strict, MAIL)
        assert "certificate" in result.detail
        assert (result.permanent, result.unknown) == (False, False)
        assert sink.mails == []
        trusting = sink.url("mailtos", extra="&to=ann@example.org&verify=no")
        assert Sender(Destination(id="m", form="mail", url=trusting)).send(MAIL) == Sent()
    assert [mail.message["Subject"] for mail in sink.mails] == [MAIL.title]


def test_any_other_service_is_sent_to_through_apprise_unchanged() -> None:
    with SlackSink(Reply(body="{}")) as sink:
        sender = Sender(Destination(id="push", form="text", url=f"gotify://127.0.0.1:{sink.port}/c4n4ryc4n4ry"))
        begun = time.monotonic()
        sink.script(*(Reply(status=status) for status in (401, 500, 429)))
        assert sender.send(TEXT) == NotSent(permanent=True, unknown=False, detail="HTTP 400: no_text")
        results = [failure(sender, TEXT) for _ in range(2)]
        assert time.monotonic() - begun < 2, "no pause of Apprise's own"
    assert sink.posts[0].payload["message"].strip() == TEXT.text.strip()
    assert sink.posts[0].payload["title"] == TEXT.title
    assert [result.permanent for result in results] == [True, False]


def test_the_console_prints() -> None:
    stream = io.StringIO()
    sender = Sender(Destination(id="console", form="console", url="console://"), stream=stream)
    message = render(ALERT, "console")
    assert sender.send(message) == Sent()
    assert stream.getvalue() == f"{message.text}\n\n"
    assert stream.getvalue().startswith(message.title)
    stream.close()
    assert not failure(sender, message).permanent


@pytest.mark.parametrize(
    ("form", "url", "said"),
    [
        ("slack", "slack://c4n4ry", "Apprise doesn't take this slack:// address"),
        ("slack", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7/#a/#b", "several channels"),
        ("mail", "mailtos://u:c4n4ry@h.example?from=a@b.example&to=x@y.example,z@y.example", "several recipients"),
        ("mail", "mailtos://u:c4n4ry@h.example?from=a@b.example&cc=x@y.example", "several recipients"),
        ("mail", "slackhook://127.0.0.1/c4n4ry", "takes the form slack, not mail"),
        ("text", "nosuch://c4n4ry", "Apprise doesn't take"),
        ("text", "gotify://", "Apprise doesn't take"),
        ("slack", "slackhook://", "not a slackhook:// address"),
    ],
)
def test_an_address_that_cannot_work_is_refused_without_being_shown(form: str, url: str, said: str) -> None:
    with pytest.raises(BadDestination) as caught:
        Sender(Destination(id="desk", form=form, url=url))
    assert str(caught.value).startswith("desk: ")
    assert said in str(caught.value)
    assert "c4n4ry" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("url", "address", "extra"),
    [
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7",
         "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7", {}),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7/#desk",
         "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7", {"channel": "#desk"}),
        ("slack://xoxb-1234-1234-abc124/#desk", "https://slack.com/api/chat.postMessage", {"channel": "#desk"}),
        ("https://hooks.slack.com/triggers/T1JJ3T3L2/1234567890/abcdef",
         "https://hooks.slack.com/triggers/T1JJ3T3L2/1234567890/abcdef", {}),
    ],
)  # fmt: skip
def test_slacks_own_addresses_lead_to_slack(url: str, address: str, extra: dict[str, str]) -> None:
    hook = Sender(Destination(id="s", form="slack", url=url))._transport
    assert (hook.address, hook.extra) == (address, extra)  # type: ignore[attr-defined]
    assert "T1JJ3T3L2" not in repr(hook)
    assert "xoxb" not in repr(hook)
