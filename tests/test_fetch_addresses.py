"""Which addresses may be connected to: private ones in every guise, redirects, rebinding, ports, proxies."""

from __future__ import annotations

import ipaddress

import pytest

from tests.fetching import (
    RSS,
    STATE,
    MakeFetcher,
    a_feed,
    body_of,
    failure_of,
    library,
    make_fetcher,
)
from tests.loopback import Loopback
from warn.edge.fetch.address_guard import AddressRefused, check_address, is_public
from warn.model.feed import Failure

__all__ = ["library", "make_fetcher"]  # fixtures


# --- addresses --------------------------------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "100::1",
    "3fff::1",
    "5f00::1",
]
PUBLIC = ["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2001:4860:4860::8888", "2a00:1450::1", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_no_feed_lives_at(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(AddressRefused, match="not a public address"):
        check_address(address, 80, allow_networks=(), allow_ports=frozenset({80}))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_and_their_ports(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    check_address(address, 443, allow_networks=(), allow_ports=frozenset({80, 443}))
    for port in (22, 25, 6379, 8080):
        with pytest.raises(AddressRefused, match=f"port {port} is not allowed"):
            check_address(address, port, allow_networks=(), allow_ports=frozenset({80, 443}))


def test_a_scoped_address_is_judged_by_its_number() -> None:
    with pytest.raises(AddressRefused):
        check_address("fe80::1%eth0", 80, allow_networks=(), allow_ports=frozenset({80}))


HOSTS = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "１２７.0.0.1",
    "127。0。0。1",
]


@pytest.mark.parametrize("host", HOSTS)
def test_every_spelling_of_loopback_is_refused_without_a_connection(make_fetcher: MakeFetcher, host: str) -> None:
    fetcher = make_fetcher(allow_networks=())
    with Loopback(lambda _: (200, {}, RSS)) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url(host=host)), STATE))
    assert server.connections == 0
    # Some spellings aren't even a host name to the library, which is as good.
    assert got.failure in {Failure.PRIVATE_ADDRESS, Failure.DNS, Failure.CONNECT}
    if host.isascii() and host != "0177.0.0.1":
        assert got.failure is Failure.PRIVATE_ADDRESS, got


def test_the_spellings_do_lead_to_loopback_when_it_is_allowed(make_fetcher: MakeFetcher) -> None:
    """Or else the test above would prove nothing."""
    fetcher = make_fetcher()
    with Loopback(lambda _: (200, {}, RSS)) as server:
        for host in ("2130706433", "0x7f.1", "017700000001", "[::ffff:127.0.0.1]"):
            body_of(fetcher.fetch(a_feed(server.url(host=host)), STATE))
    assert len(server.requests) == 4


@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "10.0.0.1", "169.254.169.254", "0x7f000002"])
@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_passes_the_same_gate(make_fetcher: MakeFetcher, host: str, status: int) -> None:
    fetcher = make_fetcher(allow_networks=(ipaddress.ip_network("127.0.0.1/32"),))
    with Loopback(lambda _: (status, {"Location": f"http://{host}/latest/meta-data"}, b"")) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
    assert got.failure is Failure.PRIVATE_ADDRESS
    assert server.connections == 1


def test_a_redirect_to_another_port_is_refused(make_fetcher: MakeFetcher) -> None:
    """The name resolves to a public address, so only the port is in the way: nothing is connected to."""
    fetcher = make_fetcher(resolve=lambda host, port: ["8.8.8.8"])
    with Loopback(lambda _: (302, {"Location": "http://redis.example:6379/"}, b"")) as server:
        got = failure_of(fetcher.fetch(a_feed(server.url()), STATE))
    assert (got.failure, "port 6379" in got.detail) == (Failure.PRIVATE_ADDRESS, True)


def test_rebinding_gains_nothing(make_fetcher: MakeFetcher) -> None:
    """The name answers with an allowed address once and with a refused one from then on."""
    asked: list[str] = []

    def rebind(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    fetcher = make_fetcher(allow_networks=(ipaddress.ip_network("127.0.0.1/32"),), resolve=rebind)
    closing = {"Connection": "close"}
    with Loopback(lambda _: (200, closing, RSS)) as server:
        feed = a_feed(server.url(host="rebind.example"))
        body_of(fetcher.fetch(feed, STATE))
        assert len(asked) == 1, "the name is looked up once for one connection"
        assert failure_of(fetcher.fetch(feed, STATE)).failure is Failure.PRIVATE_ADDRESS
    assert server.connections == 1


def test_of_several_addresses_only_the_allowed_are_tried(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(resolve=lambda host, port: ["10.0.0.1", "::1", "127.0.0.1"])
    with Loopback(lambda _: (200, {}, RSS)) as server:
        body_of(fetcher.fetch(a_feed(server.url(host="mixed.example")), STATE))


def test_the_second_address_is_tried_when_the_first_refuses(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"])
    with Loopback(lambda _: (200, {}, RSS)) as server:
        body_of(fetcher.fetch(a_feed(server.url(host="two.example")), STATE))


def test_proxies_of_the_environment_are_ignored(make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(lambda _: (200, {}, b"from the proxy, which nobody asked")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        with Loopback(lambda _: (200, {}, RSS)) as server:
            assert body_of(make_fetcher().fetch(a_feed(server.url()), STATE)).content == RSS
    assert proxy.connections == 0
