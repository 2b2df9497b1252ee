"""Only the configured host is served, and proxies are believed only as configured."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytestmark = pytest.mark.databases("sqlite")


def test_a_foreign_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_forwarded_host_from_anyone_changes_nothing(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text


def test_a_configured_proxy_is_believed(make_app: Callable[..., Flask]) -> None:
    client = make_app(base_url="https://clock.example", trusted_proxies=1).test_client()
    forwarded = {"X-Forwarded-Host": "clock.example", "X-Forwarded-Proto": "https"}
    assert client.get("/sign-in", headers=forwarded).status_code == 200
