"""Where webhooks may go: https to public addresses, looked at after the name was resolved.

Anyone who may set a webhook up could otherwise make this server call its own network.
"""

import ipaddress
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, current_app

from timeclock.errors import Invalid
from timeclock.messages import ENGLISH, Sentence
from timeclock.outgoing.webhooks.looking_up import look_up
from timeclock.wording import clean

_KEY = "timeclock_webhooks_to_private"
_LONGEST = 500
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_PORTS = {"http": 80, "https": 443}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of IPv6 that carry one of IPv4 to which routers on the way may turn.
_CARRIERS = (
    (ipaddress.ip_network("64:ff9b::/96"), 0),
    (ipaddress.ip_network("64:ff9b:1::/48"), 0),
    (ipaddress.ip_network("2002::/16"), 80),
    (ipaddress.ip_network("::/96"), 0),
    (ipaddress.ip_network("::ffff:0:0:0/96"), 0),
)
_TEREDO = ipaddress.ip_network("2001::/32")
# Assignments of the IETF, parts of which count as global, and the relays that 6to4 once had.
_OF_PROTOCOLS = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"))
# Nothing else of IPv6 is given to anyone as public, whatever libraries think of the rest:
# https://www.iana.org/assignments/ipv6-address-space
_GLOBAL = (ipaddress.ip_network("2000::/3"), ipaddress.ip_network("64:ff9b::/96"))
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")
# Of networks that are no one's own, whatever the operator allows: metadata of clouds among them.
_NEVER = (ipaddress.ip_network("100.100.100.200/32"), ipaddress.ip_network("fd00:ec2::254/128"))


class Unreachable(Exception):
    """Nothing may be or can be sent there; `message` says why."""

    def __init__(self, text: str, **values: object) -> None:
        self.message = Sentence(text, **values)
        super().__init__(self.message.in_words(ENGLISH))


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web in its parts; `host` is a name or an IP address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """What the `Host` header says."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def prepare(app: Flask, *, private: bool) -> None:
    """Keep whether the operator lets webhooks go to private networks, and by http."""
    app.extensions[_KEY] = private


def private_is_allowed() -> bool:
    """What the operator decided."""
    allowed: bool = current_app.extensions[_KEY]
    return allowed


def checked_url(url: str, *, private: bool) -> str:
    """The address as it is kept. Raises Invalid for one that nothing would be sent to."""
    tidy = clean(url, limit=_LONGEST, field="url")
    target = target_of(tidy, private=private)
    address = _spelled(target.host)
    if address is not None:  # a name is looked up whenever something is sent
        try:
            demand_reachable(address, private=private)
        except Unreachable as refusal:
            raise Invalid("address_refused", refusal.message, field="url") from None
    return tidy


def target_of(url: str, *, private: bool) -> Target:
    """The parts of an address. Raises Invalid."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise _not_of_the_web() from None
    schemes = ("https", "http") if private else ("https",)
    if parts.scheme not in schemes:
        raise Invalid(
            "invalid_url",
            "Enter an address that begins with %(scheme)s://.",
            field="url",
            scheme=schemes[0],
        )
    odd = not url.isascii() or any(c.isspace() for c in url) or "\\" in url
    if odd or port == 0 or not _is_host(host, in_brackets="[" in parts.netloc):
        raise _not_of_the_web()
    if parts.username is not None or parts.password is not None:
        raise Invalid(
            "invalid_url",
            "Leave out the user and password: the signature shows who sends.",
            field="url",
        )
    if parts.fragment:
        raise Invalid("invalid_url", "Leave out what follows the #.", field="url")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path)


def resolved(target: Target, *, private: bool, until: float) -> Sequence[Address]:
    """The addresses behind the name. Raises Unreachable unless each of them may be sent to.

    So it does where no name server has answered at the moment `until` of the monotonic clock.

    It is these that a connection has to be made to: the name might lead elsewhere a moment later.
    """
    try:
        found = look_up(target.host, target.port, until)
    except TimeoutError:
        raise Unreachable(
            "The address of %(host)s could not be looked up in time.", host=target.host
        ) from None
    except (OSError, UnicodeError):
        raise Unreachable("There is no address for %(host)s.", host=target.host) from None
    addresses = [ipaddress.ip_address(each.partition("%")[0]) for each in found]
    for address in addresses:
        demand_reachable(address, private=private)
    return list(dict.fromkeys(addresses))


def demand_reachable(address: Address, *, private: bool) -> None:
    """Raise Unreachable for an address that nothing is sent to."""
    for each in {address, *_carried(address)}:
        if _is_special(each) or not (private or _is_public(each)):
            raise Unreachable("%(address)s is not a public address.", address=address)


def _spelled(host: str) -> Address | None:
    """The address that a host is, in any spelling that machines take; None for a name.

    Of names only `localhost` leads to the same address everywhere (RFC 6761, 6.3).
    """
    plain = host.removesuffix(".").lower()
    if plain == "localhost" or plain.endswith(".localhost"):
        return ipaddress.IPv4Address("127.0.0.1")
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(plain))
    except OSError:
        return None


def _is_host(host: str, *, in_brackets: bool) -> bool:
    if not in_brackets:
        return _NAME.fullmatch(host) is not None
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _OF_PROTOCOLS)
    given = any(address in network for network in _GLOBAL)
    return given and address.is_global and address not in _DOCUMENTATION


def _is_special(address: Address) -> bool:
    return (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or any(address in network for network in _NEVER)
        or address == ipaddress.IPv4Address("255.255.255.255")
    )


def _carried(address: Address) -> set[Address]:
    """The addresses of IPv4 inside one of IPv6."""
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback:
        return set()
    found: set[Address] = {address.ipv4_mapped} if address.ipv4_mapped else set()
    for network, bits in _CARRIERS:
        if address in network and not address.is_unspecified:
            found.add(ipaddress.IPv4Address((int(address) >> bits) & 0xFFFFFFFF))
    if address in _TEREDO and address.teredo:
        found.update(address.teredo)
    return found


def _not_of_the_web() -> Invalid:
    return Invalid("invalid_url", "This is not a web address.", field="url")
