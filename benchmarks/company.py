"""A company for the benchmarks: people at one clock, each with a session of their own."""

import os
import re
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import create_clock
from timeclock.company.jobs.service import add_job
from timeclock.company.people.membership import add_member
from timeclock.company.workspaces.service import create_workspace
from timeclock.config import PasswordCost, Settings
from timeclock.factory import create_app

CHEAP = PasswordCost(time_cost=1, memory_cost_kib=8, parallelism=1)
PASSWORD = secrets.token_urlsafe(16)


@dataclass(frozen=True)
class BenchmarkPerson:
    """One browser: what it sends with every punch."""

    member_id: int
    cookie: str
    csrf: str
    workspace_id: int


def product(database_url: str, folder: Path, secret: str) -> Flask:
    """The product in this process, with cheap passwords, on a migrated database."""
    environment = os.environ | {
        "TIMECLOCK_DATABASE_URL": database_url,
        "TIMECLOCK_INSTANCE": str(folder),
        "TIMECLOCK_SECRET_KEY": secret,
    }
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "database", "upgrade"],
        cwd=Path(__file__).resolve().parent.parent,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return create_app(
        Settings(
            database_url=database_url,
            secret_key=secret,
            instance=folder,
            base_url="http://localhost",
            password_cost=CHEAP,
            api_limit=999_999,
            assets=Path(__file__).resolve().parent.parent / ".venv" / "share",
        )
    )


def found(app: Flask, people: int) -> list[BenchmarkPerson]:
    """Found a company with so many employees, and sign each of them in."""
    with app.app_context():
        created = create_workspace(
            name="Lindner Bakery",
            zone="Europe/Berlin",
            owner_email="owner@bakery.example",
            owner_name="David Lindner",
            owner_password=PASSWORD,
        )
        actor = Actor.operator(created.workspace_id)
        clock_id = create_clock(actor, name="Bakehouse Moabit", zone="Europe/Berlin")
        for name in ("Morning bake", "Deliveries", "Counter"):
            add_job(actor, name=name)
        members = []
        for number in range(people):
            email = f"p{number}@bakery.example"
            added = add_member(
                actor, email=email, name=f"Person {number}", role=Role.EMPLOYEE, password=PASSWORD
            )
            assign(actor, clock_id=clock_id, member_id=added.member_id)
            members.append((added.member_id, email))
    return [_sign_in(app, created.workspace_id, *member) for member in members]


def sign_in_owner(app: Flask, employee: BenchmarkPerson) -> str:
    """The cookie of the owner of that person's company."""
    return _sign_in(app, employee.workspace_id, 0, "owner@bakery.example").cookie


def _sign_in(app: Flask, workspace_id: int, member_id: int, email: str) -> BenchmarkPerson:
    browser = app.test_client()
    page = browser.get("/sign-in").get_data(as_text=True)
    answer = browser.post(
        "/sign-in", data={"csrf_token": _csrf(page), "email": email, "password": PASSWORD}
    )
    assert answer.status_code == 303, answer.status
    page = browser.get("/my/settings").get_data(as_text=True)
    cookies = browser._cookies or {}  # type: ignore[attr-defined]
    cookie = "; ".join(f"{c.key}={c.value}" for c in cookies.values())
    return BenchmarkPerson(member_id, cookie, _csrf(page), workspace_id)


def _csrf(page: str) -> str:
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert match, "the page has no form token"
    return match[1]
