"""Workspaces, members, clocks and jobs from the terminal."""

from tests.cli.conftest import ELI, OLIVE, WORKSPACE, Terminal

AT = ("--workspace", WORKSPACE)


def test_a_company_is_made_with_its_owner(terminal: Terminal, company: dict[str, int]) -> None:
    (workspace,) = terminal.facts("workspaces", "list")["workspaces"]
    assert workspace["workspace_id"] == company["workspace_id"]
    assert (workspace["name"], workspace["timezone"]) == (WORKSPACE, "Europe/Berlin")
    people = terminal.facts("members", "list", *AT)["members"]
    assert [(one["email"], one["role"]) for one in people] == [(ELI, "employee"), (OLIVE, "owner")]


def test_a_company_is_named_by_its_id_too(terminal: Terminal, company: dict[str, int]) -> None:
    by_id = terminal.facts("members", "list", "--workspace", str(company["workspace_id"]))
    assert by_id == terminal.facts("members", "list", *AT)


def test_two_companies_of_one_name_are_told_apart_by_id(
    terminal: Terminal, company: dict[str, int]
) -> None:
    second = terminal.facts(
        *("workspaces", "create", "--name", WORKSPACE, "--timezone", "UTC"),
        *("--owner-email", "nora@other.example", "--owner-name", "Nora"),
    )
    assert "More than one" in terminal.refusal("jobs", "list", *AT)
    assert terminal.facts("jobs", "list", "--workspace", str(second["workspace_id"])) == {
        "jobs": []
    }


def test_an_unknown_company_is_refused(terminal: Terminal) -> None:
    assert "no company" in terminal.refusal("members", "list", "--workspace", "Nowhere")


def test_an_unknown_zone_is_refused(terminal: Terminal) -> None:
    said = terminal.refusal(
        *("workspaces", "create", "--name", "A", "--timezone", "Mars/Phobos"),
        *("--owner-email", OLIVE, "--owner-name", "Olive"),
    )
    assert "time zone" in said
    assert terminal.facts("workspaces", "list") == {"workspaces": []}


def test_a_weak_password_is_refused(terminal: Terminal, company: dict[str, int]) -> None:
    said = terminal.refusal(
        *("members", "add", *AT, "--email", "new@lindner.example", "--name", "New"),
        *("--role", "employee", "--password-stdin"),
        typed="short\n",
    )
    assert "password" in said


def test_a_password_has_to_be_there_when_it_is_said_to_be(
    terminal: Terminal, company: dict[str, int]
) -> None:
    said = terminal.refusal(
        *("members", "add", *AT, "--email", "new@lindner.example", "--name", "New"),
        *("--role", "employee", "--password-stdin"),
    )
    assert "Standard input" in said


def test_a_role_is_changed(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("members", "set-role", *AT, "--email", ELI, "--role", "manager")
    assert "manager" in terminal.run("members", "list", *AT).stdout


def test_the_last_owner_stays(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.refusal("members", "set-role", *AT, "--email", OLIVE, "--role", "employee")
    terminal.refusal("members", "deactivate", *AT, "--email", OLIVE)


def test_a_deactivated_member_is_listed_only_when_asked_for(
    terminal: Terminal, company: dict[str, int]
) -> None:
    terminal.facts("members", "deactivate", *AT, "--email", ELI)
    assert ELI not in terminal.run("members", "list", *AT).stdout
    assert "deactivated" in terminal.run("members", "list", *AT, "--all").stdout
    terminal.facts("members", "reactivate", *AT, "--email", ELI)
    assert ELI in terminal.run("members", "list", *AT).stdout


def test_links_are_printed_whole(terminal: Terminal, company: dict[str, int]) -> None:
    for words in (("members", "invite"), ("members", "reset-password")):
        url = terminal.facts(*words, *AT, "--email", ELI)["url"]
        assert terminal.app.test_client().get(url).status_code == 200
    assert terminal.run("members", "invite", *AT, "--email", ELI).stdout.startswith("http")


def test_a_clock_takes_the_companys_zone_unless_told(
    terminal: Terminal, company: dict[str, int]
) -> None:
    terminal.facts(
        *("clocks", "create", *AT, "--name", "Shop", "--timezone", "Europe/Lisbon"),
        "--job-required",
    )
    clocks = terminal.facts("clocks", "list", *AT)["clocks"]
    found = {one["name"]: (one["timezone"], one["job_required"]) for one in clocks}
    assert found == {"Bakehouse": ("Europe/Berlin", False), "Shop": ("Europe/Lisbon", True)}


def test_a_clock_can_close_forgotten_shifts(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("clocks", "create", *AT, "--name", "Barn", "--close-forgotten")
    clocks = terminal.facts("clocks", "list", *AT)["clocks"]
    assert {one["name"]: one["closes_forgotten"] for one in clocks} == {
        "Bakehouse": False,
        "Barn": True,
    }
    assert "closes forgotten shifts" in terminal.run("clocks", "list", *AT).stdout


def test_a_clock_has_a_break_limit(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("clocks", "create", *AT, "--name", "Barn", "--break-limit", "45")
    clocks = terminal.facts("clocks", "list", *AT)["clocks"]
    assert {one["name"]: one["break_limit_minutes"] for one in clocks} == {
        "Bakehouse": 60,
        "Barn": 45,
    }
    told = terminal.run("clocks", "list", *AT).stdout
    assert "break limit (min)" in told
    assert "45" in told


def test_a_kind_of_break_says_what_is_paid_of_it(
    terminal: Terminal, company: dict[str, int]
) -> None:
    coffee = (*AT, "--clock", "Bakehouse", "--name", "Coffee")
    made = terminal.facts("breaks", "set", *coffee, "--paid", "--minutes", "15")
    at = ("breaks", "list", *AT, "--clock", "Bakehouse")
    found = terminal.facts(*at)["break_kinds"][-1]
    assert found == {
        "break_kind_id": made["break_kind_id"],
        "name": "Coffee",
        "paid": True,
        "minutes": 15,
        "pays_beyond": False,
    }
    assert "paid up to its planned length" in terminal.run(*at).stdout
    assert terminal.facts("breaks", "set", *coffee, "--pay-beyond") == made
    assert terminal.facts(*at)["break_kinds"][-1] == found | {"pays_beyond": True}
    assert "paid in full" in terminal.run(*at).stdout


def test_only_a_manager_manages_a_clock(terminal: Terminal, company: dict[str, int]) -> None:
    words = ("clocks", "assign", *AT, "--clock", "Bakehouse", "--email", ELI, "--manager")
    assert "manager" in terminal.refusal(*words)
    terminal.facts("members", "set-role", *AT, "--email", ELI, "--role", "manager")
    assert terminal.facts(*words)["manager"] is True


def test_unassigned_means_no_more_clocking_in(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("clocks", "unassign", *AT, "--clock", "Bakehouse", "--email", ELI)
    terminal.refusal("shifts", "clock-in", *AT, "--email", ELI, "--clock", "Bakehouse")


def test_jobs_have_codes_and_parents(terminal: Terminal, company: dict[str, int]) -> None:
    part = terminal.facts("jobs", "add", *AT, "--name", "Rolls", "--parent", "B")
    jobs = {one["name"]: one for one in terminal.facts("jobs", "list", *AT)["jobs"]}
    assert jobs["Rolls"]["parent_id"] == company["job_id"]
    assert jobs["Rolls"]["job_id"] == part["job_id"]
    terminal.refusal("jobs", "add", *AT, "--name", "Other", "--code", "B")


def test_external_ids_of_people_jobs_and_clocks(
    terminal: Terminal, company: dict[str, int]
) -> None:
    for kind, which in (("member", ELI), ("job", "B"), ("clock", str(company["clock_id"]))):
        words = ("external-ids", "set", *AT, "--kind", kind, "--of", which)
        assert terminal.facts(*words, "--id", "P-1")["external_id"] == "P-1"
        assert terminal.facts(*words)["external_id"] is None
    terminal.facts("external-ids", "set", *AT, "--kind", "member", "--of", ELI, "--id", "P-1")
    again = terminal.refusal(
        "external-ids", "set", *AT, "--kind", "member", "--of", OLIVE, "--id", "P-1"
    )
    assert "Another one" in again
