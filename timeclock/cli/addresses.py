"""Addresses that the terminal prints for people to open."""

from flask import Flask, current_app


def prepare(app: Flask, base_url: str) -> None:
    """Give the terminal the address that people type: it has no request to take one from."""
    app.extensions["timeclock_base_url"] = base_url


def setup_address(token: str) -> str:
    """Where an empty server is set up."""
    return _address("setup.page", token)


def invitation_address(token: str) -> str:
    """Where an invitation is accepted."""
    return _address("signing_in.invitation", token)


def reset_address(token: str) -> str:
    """Where a new password is chosen."""
    return _address("signing_in.reset", token)


def _address(endpoint: str, token: str) -> str:
    base_url: str = current_app.extensions["timeclock_base_url"]
    return base_url + current_app.url_map.bind("").build(endpoint, {"token": token})
