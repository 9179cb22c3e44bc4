"""A mail server that refuses our login: the message waits, because somebody can mend the password."""

from __future__ import annotations

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.sinks import refused_port
from warn.edge.deliver import Sender
from warn.model.alert import Destination, Message, NotSent, Sent


class Mailbox:
    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        self.mails.append(bytes(envelope.content or b""))
        return "250 OK"


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == b"right"
    return AuthResult(success=good, handled=good)  # not handled: the server itself answers 535


def send(password: str) -> tuple[object, list[bytes]]:
    box = Mailbox()
    with refused_port() as port:
        pass
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        authenticator=_login,
        auth_require_tls=False,
        auth_required=True,
    )
    server.start()
    try:
        url = f"mailto://warn:{password}@127.0.0.1:{port}?from=warn@desk.example&to=ann@desk.example"
        sender = Sender(Destination(id="mail", form="mail", url=url))
        return sender.send(Message(title="Checkpoint", text="On the road", html="<p>On the road</p>")), box.mails
    finally:
        server.stop()


def test_the_right_password_gets_the_message_through() -> None:
    result, mails = send("right")
    assert isinstance(result, Sent)
    assert len(mails) == 1


def test_a_wrong_password_is_a_passing_failure() -> None:
    result, mails = send("wrong")
    assert isinstance(result, NotSent)
    assert (result.permanent, result.unknown) == (False, False)
    assert "535" in result.detail
    assert "wrong" not in result.detail
    assert mails == []
