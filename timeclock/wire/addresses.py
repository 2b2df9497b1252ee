"""Addresses of JSON calls: exact, with or without a trailing slash, never redirected."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from flask import Blueprint
from flask.typing import ResponseReturnValue

from timeclock.wire.calls import Call, declare

V = TypeVar("V", bound=Callable[..., ResponseReturnValue])


def answers(
    blueprint: Blueprint, method: str, *paths: str, call: Call | None = None
) -> Callable[[V], V]:
    """Make a view answer at all of these paths, and keep what it takes and gives.

    A redirected PATCH or POST would lose its body, so werkzeug's own redirects are off.
    """

    def keep(view: V) -> V:
        if call is not None:
            declare(view, method, call)
        for path in paths:
            blueprint.add_url_rule(
                path, view_func=view, methods=[method], strict_slashes=False, merge_slashes=False
            )
        return view

    return keep


def is_under(path: str, *bases: str) -> bool:
    """Whether the path is one of these or is below one of them."""
    return f"{path}/".startswith(_with_slash(bases))


@cache
def _with_slash(bases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{base}/" for base in bases)
