"""Numbers in addresses of pages."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class IdConverter(IntegerConverter):
    """ASCII digits of a number that a column holds; anything longer is no address of ours.

    werkzeug's own takes digits of every script, and numbers that the database driver chokes on.
    """

    regex = r"[0-9]{1,15}"


def attach(app: Flask) -> None:
    """Read `<int:…>` so in every rule that follows."""
    app.url_map.converters["int"] = IdConverter
