"""What the operator decides, and the sentences for what cannot be decided that way."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from timeclock.config import ROOT, Settings
from timeclock.errors import SettingsError

SECRET = "s" * 32
POSTGRES = {"TIMECLOCK_DATABASE_URL": "postgres://db/clock", "TIMECLOCK_SECRET_KEY": SECRET}


def read(instance: Path, **environ: str) -> Settings:
    return Settings.from_environment({"TIMECLOCK_INSTANCE": str(instance), **environ})


def refusal(instance: Path, **environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(instance, **environ)
    return str(caught.value)


def test_nothing_set_means_sqlite_in_the_instance_folder_on_loopback(tmp_path: Path) -> None:
    settings = read(tmp_path / "new")
    assert settings.database_url == f"sqlite:///{tmp_path}/new/timeclock.sqlite3"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.is_sqlite
    assert not settings.is_https


def test_an_empty_variable_counts_as_unset(tmp_path: Path) -> None:
    assert read(tmp_path, TIMECLOCK_PORT="", TIMECLOCK_BASE_URL=" ").port == 8000


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_through_psycopg_however_it_is_spelt(tmp_path: Path, scheme: str) -> None:
    environ = {**POSTGRES, "TIMECLOCK_DATABASE_URL": f"{scheme}://me:pw@db/clock?sslmode=require"}
    settings = read(tmp_path, **environ)
    assert settings.database_url == "postgresql+psycopg://me:pw@db/clock?sslmode=require"
    assert not settings.is_sqlite


def test_a_relative_sqlite_file_is_in_the_instance_folder(tmp_path: Path) -> None:
    near = read(tmp_path, TIMECLOCK_DATABASE_URL="sqlite:///a.db")
    far = read(tmp_path, TIMECLOCK_DATABASE_URL="sqlite:////srv/a.db")
    assert near.database_url == f"sqlite:///{tmp_path}/a.db"
    assert far.database_url == "sqlite:////srv/a.db"


@pytest.mark.parametrize("url", ["mysql://db/clock", "clock.db", "sqlite://", "sqlite:///:memory:"])
def test_another_database_is_refused(tmp_path: Path, url: str) -> None:
    assert "TIMECLOCK_DATABASE_URL" in refusal(tmp_path, TIMECLOCK_DATABASE_URL=url)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.0", "1_000", "٨٠٠٠", "http", "9" * 5000])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    sentence = refusal(tmp_path, TIMECLOCK_PORT=port)
    assert sentence == "TIMECLOCK_PORT has to be a whole number from 1 to 65535."


def test_loopback_answers_to_each_of_its_names(tmp_path: Path) -> None:
    settings = read(tmp_path, TIMECLOCK_PORT="8123")
    assert settings.host_names == {"localhost:8123", "127.0.0.1:8123", "[::1]:8123"}


def test_a_public_address_answers_to_its_own_name_only(tmp_path: Path) -> None:
    settings = read(tmp_path, TIMECLOCK_BASE_URL="HTTPS://Clock.Example.com:443/")
    assert settings.base_url == "https://clock.example.com"
    assert settings.host_names == {"clock.example.com"}
    assert settings.is_https


def test_a_port_of_its_own_belongs_to_the_name(tmp_path: Path) -> None:
    settings = read(tmp_path, TIMECLOCK_BASE_URL="https://clock.example.com:8443")
    assert settings.host_names == {"clock.example.com:8443"}


@pytest.mark.parametrize(
    "url",
    [
        "clock.example.com",
        "ftp://clock.example.com",
        "https://",
        "https://clock.example.com/team",
        "https://clock.example.com?x=1",
        "https://me@clock.example.com",
        "https://clock.example.com:99999",
        "https://[::1",
    ],
)
def test_an_address_that_cannot_be_served_is_refused(tmp_path: Path, url: str) -> None:
    assert "TIMECLOCK_BASE_URL" in refusal(tmp_path, TIMECLOCK_BASE_URL=url)


def test_listening_everywhere_asks_for_the_address_that_people_type(tmp_path: Path) -> None:
    assert "TIMECLOCK_BASE_URL" in refusal(tmp_path, TIMECLOCK_HOST="0.0.0.0")
    served = read(tmp_path, TIMECLOCK_HOST="0.0.0.0", TIMECLOCK_BASE_URL="http://clock.lan:8000")
    assert served.host_names == {"clock.lan:8000"}


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    program = (
        "import sys; from timeclock.config import Settings;"
        "sys.stdin.read(1);"
        "print(Settings.from_environment({'TIMECLOCK_INSTANCE': sys.argv[1]}).secret_key)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "new")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    started = [subprocess.Popen(command, **pipes) for _ in range(6)]
    for process in started:
        process.stdin.write("x")
        process.stdin.flush()
    secrets = {process.communicate(timeout=60)[0] for process in started}
    assert len(secrets) == 1
    assert len(secrets.pop().strip()) >= 32


def test_a_secret_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "secret.key").chmod(0o644)
    assert "chmod 600" in refusal(tmp_path)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    assert "at least 32" in refusal(tmp_path, TIMECLOCK_SECRET_KEY="s" * 31)


def test_postgresql_without_a_secret_is_refused(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, TIMECLOCK_DATABASE_URL="postgresql://db/clock")
    assert "TIMECLOCK_SECRET_KEY is missing" in sentence
    assert not (tmp_path / "secret.key").exists()


def test_an_instance_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert f"{tmp_path}/file/instance" in refusal(tmp_path / "file" / "instance")


def test_neither_secret_nor_database_password_shows_in_a_log(tmp_path: Path) -> None:
    shown = repr(read(tmp_path, **{**POSTGRES, "TIMECLOCK_DATABASE_URL": "postgres://me:pw@db/c"}))
    assert "pw" not in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("text", "limit"), [("", 600), ("off", None), ("1/minute", 1), (" 1200/minute ", 1200)]
)
def test_how_often_a_key_may_call(tmp_path: Path, text: str, limit: int | None) -> None:
    assert read(tmp_path, TIMECLOCK_API_LIMIT=text).api_limit == limit


@pytest.mark.parametrize("text", ["0/minute", "600", "600/hour", "-1/minute", "٦/minute", "on"])
def test_a_limit_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    assert "TIMECLOCK_API_LIMIT" in refusal(tmp_path, TIMECLOCK_API_LIMIT=text)


@pytest.mark.parametrize(("text", "allowed"), [("", False), ("refuse", False), ("allow", True)])
def test_whether_webhooks_may_go_to_private_networks(
    tmp_path: Path, text: str, allowed: bool
) -> None:
    assert read(tmp_path, TIMECLOCK_WEBHOOK_PRIVATE=text).webhook_private == allowed


@pytest.mark.parametrize("text", ["yes", "1", "true", "Allow"])
def test_another_word_for_it_is_refused(tmp_path: Path, text: str) -> None:
    assert "TIMECLOCK_WEBHOOK_PRIVATE" in refusal(tmp_path, TIMECLOCK_WEBHOOK_PRIVATE=text)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("TIMECLOCK_PROT", "Did you mean TIMECLOCK_PORT?"),
        ("TIMECLOCK_DATABASE", "Did you mean TIMECLOCK_DATABASE_URL?"),
        ("TIMECLOCK_TRUSTED_PROXY", "Did you mean TIMECLOCK_TRUSTED_PROXIES?"),
        ("timeclock_port", "Did you mean TIMECLOCK_PORT?"),
        ("TIMECLOCK_ASSETS", "is not a setting"),
        ("TIMECLOCK_XYZZY_QUUX_FROBNICATE", "Known are TIMECLOCK_API_LIMIT, "),
    ],
)
@pytest.mark.parametrize("value", ["1", ""])
def test_a_variable_that_no_one_reads_stops_the_start(
    tmp_path: Path, name: str, advice: str, value: str
) -> None:
    sentence = refusal(tmp_path, **{name: value})
    assert sentence.startswith(f"{name} is not a setting of Timeclock. ")
    assert advice in sentence


def test_every_setting_in_the_readme_is_known(tmp_path: Path) -> None:
    named = set(re.findall(r"TIMECLOCK_[A-Z_]+", (ROOT / "README.md").read_text("utf-8")))
    assert len(named) >= 9
    said = [refusal(tmp_path, **{name: "?", "TIMECLOCK_PROT": "1"}) for name in sorted(named)]
    assert {sentence.split(" ", 1)[0] for sentence in said} == {"TIMECLOCK_PROT"}


@pytest.mark.parametrize("program", ["start.py", "flask"])
def test_the_terminal_says_it_in_one_sentence(tmp_path: Path, program: str) -> None:
    words = {
        "start.py": [sys.executable, "start.py", "run"],
        "flask": [sys.executable, "-m", "flask", "--app", "app", "workspaces", "list"],
    }
    given = {name: value for name, value in os.environ.items() if "TIMECLOCK" not in name}
    env = {**given, "TIMECLOCK_INSTANCE": str(tmp_path), "TIMECLOCK_PROT": "1"}
    ended = subprocess.run(
        words[program], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode != 0
    assert ended.stderr.strip() == (
        "TIMECLOCK_PROT is not a setting of Timeclock. Did you mean TIMECLOCK_PORT?"
    )


@pytest.mark.parametrize("environ", [{}, POSTGRES])
@pytest.mark.parametrize("secret", ["", "  "])
def test_an_empty_secret_is_named_as_such(
    tmp_path: Path, environ: dict[str, str], secret: str
) -> None:
    sentence = refusal(tmp_path, **{**environ, "TIMECLOCK_SECRET_KEY": secret})
    assert sentence.startswith("TIMECLOCK_SECRET_KEY is empty. Set it")
    assert "PostgreSQL" not in sentence


def test_an_empty_secret_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch(0o600)
    sentence = refusal(tmp_path)
    assert sentence.startswith(f"The secret in {tmp_path}/secret.key is empty. Put the file back")
    (tmp_path / "secret.key").unlink()
    assert len(read(tmp_path).secret_key) >= 32


def test_a_secret_that_is_gone_beside_a_database_is_made_again_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = read(tmp_path).secret_key
    assert caplog.text == ""
    (tmp_path / "timeclock.sqlite3").write_bytes(b"in use")
    (tmp_path / "secret.key").unlink()
    assert read(tmp_path).secret_key != before
    assert "everyone is signed out" in caplog.text
    caplog.clear()
    read(tmp_path)
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("https://app.example.com", {"https://app.example.com"}),
        (
            "https://app.example.com, http://localhost:3000",
            {"https://app.example.com", "http://localhost:3000"},
        ),
        (" ", set()),
    ],
)
def test_origins_that_may_call(tmp_path: Path, text: str, origins: set[str]) -> None:
    assert read(tmp_path, TIMECLOCK_API_ORIGINS=text).api_origins == origins


@pytest.mark.parametrize(
    "text", ["*", "app.example.com", "https://app.example.com/", "ftp://x.example", "https://"]
)
def test_origins_that_are_none(tmp_path: Path, text: str) -> None:
    assert "TIMECLOCK_API_ORIGINS" in refusal(tmp_path, TIMECLOCK_API_ORIGINS=text)
