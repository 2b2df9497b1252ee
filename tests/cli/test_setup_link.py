"""The address that sets an empty server up."""

from tests.cli.conftest import Terminal


def test_an_empty_server_gets_an_address(terminal: Terminal) -> None:
    url = terminal.run("setup-link").stdout.strip()
    assert terminal.app.test_client().get(url).status_code == 200


def test_a_new_address_takes_the_place_of_the_one_before(terminal: Terminal) -> None:
    first, second = (terminal.facts("setup-link")["url"] for _ in range(2))
    assert terminal.app.test_client().get(first).status_code == 404
    assert terminal.app.test_client().get(second).status_code == 200


def test_a_server_with_a_company_has_none(terminal: Terminal, company: dict[str, int]) -> None:
    result = terminal.run("setup-link")
    assert (result.exit_code, result.output) == (0, "")
    assert terminal.facts("setup-link") == {"url": None}
