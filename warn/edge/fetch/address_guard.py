"""The sockets under the HTTP library: which addresses may be connected to, and how long and how much may be read.

The library resolves nothing and opens nothing itself. Every connection is made here, to the very address that was
checked, so a name that answers differently the second time (DNS rebinding) gains nothing, and every redirect passes
the same gate. Every read and write is bounded by the deadline of the whole poll: the library's own time-outs start
anew at each read, so a server that drips a byte a second would hold a worker for ever.
"""

from __future__ import annotations

import contextlib
import ipaddress
import select
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Iterable[str]]
"""Name and port to numeric addresses, best first; raises OSError when there is none."""

CONNECT_TIMEOUT = 10.0
"""Seconds for one connection attempt and its TLS handshake."""

# IANA IPv4 Special-Purpose Address Registry, with multicast and class E. Spelt out, because `ipaddress.is_global`
# changed its mind between Python releases.
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Of IPv6 only global unicast is let through, which leaves out loopback, ULA, link-local, multicast, mapped, compatible
# and NAT64 (64:ff9b::/96) forms at once; inside it the tunnels (Teredo, 6to4) that carry any IPv4 address, and
# documentation ranges.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


class AddressRefused(Exception):
    """The host leads to an address or port that a feed has no business with."""


class NotResolved(OSError):
    """The host name has no address, or the resolver didn't answer in time."""


class ConnectionFailed(OSError):
    """No address of the host took the connection."""


class HandshakeFailed(OSError):
    """TLS could not be agreed: bad certificate, no common version, or no TLS at all."""


class TooMuch(Exception):
    """More bytes came over the wire than the poll allows."""


class DeadlinePassed(TimeoutError):
    """The whole poll took too long, whichever step it was in."""


def is_public(address: Address) -> bool:
    """Whether a public feed can live at `address`."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    return address in _GLOBAL_V6 and not any(address in network for network in _REFUSED_V6)


def check_address(
    address: str, port: int, *, allow_networks: tuple[Network, ...], allow_ports: frozenset[int]
) -> Address:
    """The parsed address, or AddressRefused with the reason. Allow-listed networks are exempt from the port rule."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if any(parsed in network for network in allow_networks):
        return parsed
    if not is_public(parsed):
        raise AddressRefused(f"{address} is not a public address")
    if port not in allow_ports:
        raise AddressRefused(f"port {port} is not allowed")
    return parsed


class Budget(threading.local):
    """What the poll running in this thread may still use. One thread runs one poll at a time."""

    deadline: float = float("inf")
    """time.monotonic() at which the poll is over."""
    bytes_left: int = 0
    """What may still be read from the wire in this exchange: raised once a response has begun."""
    connected: bool = False
    """A new connection was made for this exchange; otherwise a kept-alive one was used."""

    def begin_exchange(self, *, bytes_left: int) -> None:
        """One request and its response; the deadline runs on."""
        self.bytes_left = bytes_left
        self.connected = False

    def remaining(self) -> float:
        """Seconds left; raises DeadlinePassed when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise DeadlinePassed("took too long")
        return left


def system_resolver(host: str, port: int) -> list[str]:
    """The operating system's answer, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


class GuardedBackend:
    """An httpcore network backend (for either httpcore) that connects to checked addresses only.

    Thread-safe. Errors are the operating system's own (OSError, ssl.SSLError, TimeoutError) or the ones above.
    """

    def __init__(
        self,
        *,
        budget: Budget,
        allow_networks: tuple[Network, ...],
        allow_ports: frozenset[int],
        resolve: Resolver = system_resolver,
    ) -> None:
        self._budget = budget
        self._allow_networks = allow_networks
        self._allow_ports = allow_ports
        self._resolve = resolve
        self._live: weakref.WeakSet[GuardedStream] = weakref.WeakSet()
        self._live_lock = threading.Lock()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the poll's own deadline rules
        local_address: str | None = None,  # noqa: ARG002 - httpcore's interface
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's interface
    ) -> GuardedStream:
        addresses = self._checked_addresses(host.strip("[]"), port)
        stream = GuardedStream(self._connect_first(addresses, port), self._budget)
        self._budget.connected = True
        with self._live_lock:
            self._live.add(stream)
        return stream

    def sleep(self, seconds: float) -> None:
        """Part of httpcore's interface; used between its own retries only, which are switched off."""
        time.sleep(seconds)

    def interrupt(self) -> None:
        """Wake every thread that reads or writes on one of our sockets: it sees the end of the stream."""
        with self._live_lock:
            streams = list(self._live)
        for stream in streams:
            stream.interrupt()

    def _checked_addresses(self, host: str, port: int) -> list[Address]:
        checked: dict[Address, None] = {}
        refusal: AddressRefused | None = None
        for address in self._addresses(host, port):
            try:
                parsed = check_address(
                    address, port, allow_networks=self._allow_networks, allow_ports=self._allow_ports
                )
            except AddressRefused as refused:
                refusal = refused
            else:
                checked[parsed] = None
        if checked:
            return list(checked)
        raise refusal or NotResolved(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        # getaddrinfo() can't be interrupted and takes half a minute over a dead resolver: it runs in a thread of its
        # own, which is left behind when the poll's time is up.
        answer: Future[list[str]] = Future()
        threading.Thread(target=self._look_up, args=(host, port, answer), name="resolve", daemon=True).start()
        try:
            return answer.result(self._budget.remaining())
        except TimeoutError as error:
            raise NotResolved(f"{host}: the resolver did not answer in time") from error

    def _look_up(self, host: str, port: int, answer: Future[list[str]]) -> None:
        try:
            answer.set_result(list(self._resolve(host, port)))
        except socket.gaierror as error:
            answer.set_exception(NotResolved(f"{host}: {error.strerror or 'not found'}"))
        except (OSError, ValueError) as error:  # ValueError: a label too long for IDNA, a null byte
            answer.set_exception(NotResolved(f"{host}: {error}"))

    def _connect_first(self, addresses: list[Address], port: int) -> socket.socket:
        """The first address that answers. The time left is shared out, so that one dead address can't eat it all."""
        failure: OSError = ConnectionFailed("no address to connect to")
        for index, address in enumerate(addresses):
            timeout = min(CONNECT_TIMEOUT, self._budget.remaining() / (len(addresses) - index))
            family = socket.AF_INET if address.version == 4 else socket.AF_INET6
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(timeout)
                sock.connect((str(address), port))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        if isinstance(failure, TimeoutError):
            raise TimeoutError("nobody answered at the address") from failure
        raise ConnectionFailed(str(failure.strerror or failure)) from failure


class GuardedStream:
    """One connection; every read and write is bounded by the budget of the thread that makes it."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock = sock
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        budget = self._budget
        self._sock.settimeout(budget.remaining())
        received = self._sock.recv(max_bytes)
        budget.bytes_left -= len(received)
        if budget.bytes_left < 0:
            raise TooMuch("more bytes than one poll may read")
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        if buffer:
            self._sock.settimeout(self._budget.remaining())
            self._sock.sendall(buffer)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the poll's own deadline rules
    ) -> GuardedStream:
        try:
            self._sock.settimeout(min(CONNECT_TIMEOUT, self._budget.remaining()))
            self._sock = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except TimeoutError:
            self.close()
            raise
        except (OSError, ValueError) as error:  # ValueError: a host name that no certificate can carry
            self.close()
            raise HandshakeFailed(_tls_reason(error)) from error
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._is_readable()
        if info == "ssl_object" and isinstance(self._sock, ssl.SSLSocket):
            return self._sock
        if info == "socket":
            return self._sock
        return None

    def interrupt(self) -> None:
        with contextlib.suppress(OSError):
            # The plain socket's method: ssl.SSLSocket.shutdown() would drop its TLS state under a reading thread.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def close(self) -> None:
        self._sock.close()

    def _is_readable(self) -> bool:
        """Whether an idle connection has something to read: then it can only be the server's good-bye."""
        descriptor = self._sock.fileno()
        if descriptor < 0:
            return True
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(0))


def _tls_reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate refused: {error.verify_message}"
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.replace("_", " ").lower()
    if isinstance(error, ConnectionError | ssl.SSLEOFError):
        return "the server hung up during the TLS handshake"
    return str(error)
