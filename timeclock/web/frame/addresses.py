"""Addresses: numbers and words in those of pages, and the server's own."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, current_app
from werkzeug.routing import BaseConverter, IntegerConverter


class IdConverter(IntegerConverter):
    """ASCII digits of a number that a column holds; anything longer is no address of ours.

    werkzeug's own takes digits of every script, and numbers that the database driver chokes on.
    """

    regex = r"[0-9]{1,15}"


class PartConverter(BaseConverter):
    """One part of a path, such as a day: nothing that begins with a dot.

    `..` would be led on to an address that is none, instead of not being found.
    """

    regex = r"[^/.][^/]*"
    part_isolating = True


def attach(app: Flask) -> None:
    """Read `<int:…>` and `<…>` so in every rule that follows."""
    app.url_map.converters["int"] = IdConverter
    app.url_map.converters["default"] = PartConverter


def base_url() -> str:
    """The address under which others reach this server, without a slash at its end."""
    url: str = current_app.config["BASE_URL"]
    return url.rstrip("/")


def only_this_machine() -> bool:
    """Whether the address leads to the server on its own machine only, as 127.0.0.1 does."""
    host = urlsplit(base_url()).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
