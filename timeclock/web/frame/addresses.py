"""Numbers and words in addresses of pages."""

from flask import Flask
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
