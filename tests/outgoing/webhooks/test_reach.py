"""Nothing is sent to this machine, to its network or to where clouds keep their secrets."""

import ipaddress
import socket
from collections.abc import Callable

import pytest

from timeclock.errors import Invalid
from timeclock.outgoing.webhooks.reach import Unreachable, checked_url, demand_reachable, target_of
from timeclock.outgoing.webhooks.sending import send

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.1.2.3",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "::ffff:0:a00:1",
    "200::1",
    "4000::1",
    "5f00::1",
    "3fff::1",
    "192.88.99.1",
]
NEVER = [
    "0.0.0.0",
    "::",
    "169.254.169.254",
    "169.254.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "::ffff:0:a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "fe80::1",
    "fd00:ec2::254",
    "100.100.100.200",
    "224.0.0.1",
    "239.255.255.250",
    "ff02::1",
    "255.255.255.255",
]
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE + NEVER)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(Unreachable, match="not a public address"):
        demand_reachable(ipaddress.ip_address(address), private=False)


@pytest.mark.parametrize("address", NEVER)
def test_some_are_refused_whatever_the_operator_allows(address: str) -> None:
    with pytest.raises(Unreachable):
        demand_reachable(ipaddress.ip_address(address), private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    demand_reachable(ipaddress.ip_address(address), private=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fd12::1"])
def test_private_networks_pass_where_the_operator_allows_them(address: str) -> None:
    demand_reachable(ipaddress.ip_address(address), private=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/hook",
        "http://example.com/hook",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///hook",
        "https://user:secret@example.com/",
        "https://user@example.com/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com/#part",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\\@evil",
        "https://exämple.com/",
        "https://[::1",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://[fe80::1]/",
        "https://10.0.0.1:8443/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:7f00:1]/",
        "https://[::1%25lo]/",
        "https://@example.com/",
        "https://:@example.com/",
        "https://example.com;@127.0.0.1/",
        "https:///@127.0.0.1/",
        "https:example.com",
        "https://example.com:443:80/",
        "https://example.com:+443/",
        "https://.example.com/",
        "https://a..b/",
        "https://[v1.x]/",
        'https://ex"ample.com/',
        "https://127.0.0.1%2f.example.com/",
        "https://a\r\nX: y/",
        "https://example.com/" + "x" * 500,
    ],
)
def test_an_address_that_nothing_would_be_sent_to_is_not_kept(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_url(url, private=False)
    assert refused.value.field == "url"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://example.com:8443/hook?key=1",
        "https://1.1.1.1/hook",
        "https://[2606:4700:4700::1111]/",
    ],
)
def test_others_are_kept_as_they_were_given(url: str) -> None:
    assert checked_url(f" {url} ", private=False) == url


def test_the_host_header_has_the_name_and_a_port_that_is_not_the_scheme_s() -> None:
    assert target_of("https://example.com/a?b", private=False).netloc == "example.com"
    assert target_of("https://example.com:8443", private=False).netloc == "example.com:8443"
    assert target_of("http://[::1]:81/", private=True).netloc == "[::1]:81"
    assert target_of("https://example.com?b=1", private=False).path == "/?b=1"


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Where connections were tried to; none is made."""
    made: list[tuple[object, ...]] = []

    def refuse(address: tuple[object, ...], *_: object) -> socket.socket:
        made.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return made


@pytest.fixture
def resolve_to(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets every name lead there."""

    def lead(*addresses: str) -> None:
        found = [(0, 0, 0, "", (address, 443)) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    return lead


@pytest.mark.parametrize(
    "addresses", [["10.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::ffff:169.254.169.254"]]
)
def test_a_name_that_leads_inside_is_not_followed(
    addresses: list[str], connections: list[object], resolve_to: Callable[..., None]
) -> None:
    resolve_to(*addresses)
    outcome = send("https://inside.example/", {}, b"{}", private=False)
    assert outcome.fault is not None
    assert outcome.fault.endswith("is not a public address.")
    assert connections == []


def test_the_connection_is_made_to_an_address_that_was_checked(
    connections: list[object], resolve_to: Callable[..., None]
) -> None:
    resolve_to("1.1.1.1", "2606:4700:4700::1111")
    outcome = send("https://outside.example/", {}, b"{}", private=False)
    assert connections == [("1.1.1.1", 443), ("2606:4700:4700::1111", 443)]
    assert outcome.fault == "The connection was refused."


def test_who_answers_differently_the_second_time_is_asked_once(
    connections: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["1.1.1.1", "127.0.0.1", "127.0.0.1"])

    def change(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (next(answers), 443))]

    monkeypatch.setattr(socket, "getaddrinfo", change)
    send("https://rebinding.example/", {}, b"{}", private=False)
    assert connections == [("1.1.1.1", 443)]


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "localhost.",
        "hook.LOCALHOST",
        "127.0.0.1.",
        "017700000001",
        "0x7f.1",
        "0",
    ],
)
def test_other_spellings_of_loopback_are_refused(host: str, connections: list[object]) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_url(f"https://{host}/", private=False)
    assert (refusal.value.code, refusal.value.field) == ("address_refused", "url")
    outcome = send(f"https://{host}/", {}, b"{}", private=False)
    assert outcome.fault is not None
    assert connections == []
