"""Start Timeclock from a bare checkout; needs Python and nothing else.

python3 start.py run    install what is missing, bring the database up to date, serve
python3 start.py demo   the same on an empty database, filled with a small company first
python3 start.py test   install what the tests need and run them; the rest goes to pytest
"""

import sys

# Before the other imports: they need the new Python themselves and would end in a traceback.
if sys.version_info < (3, 11):
    sys.exit("Timeclock needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])

import argparse
import errno
import hashlib
import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from timeclock.config import EVERY_INTERFACE, ROOT, Settings, SettingsError
from timeclock.serving.pausing import GrowingPause, how_it_ended

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
ASSET_OPTIONS = (
    "--no-deps",
    "--no-compile",
    "--upgrade",
    "--target",
    str(VENV / "share" / "vendor"),
)
FLASK = ("-m", "flask", "--app", "app")

EXIT_UNAVAILABLE = 69  # sysexits.h: something that the start needs is not on this machine
EXIT_SETTINGS = 78  # sysexits.h: configuration
EXIT_INTERRUPTED = 130

THREADS = 8
WORKERS_MAX = 8  # times the threads: below the 100 connections that PostgreSQL takes by default
SECONDS_TO_ANSWER = 120  # also on a machine that is busy with something else


class Refusal(Exception):
    """The start cannot go on; the text is a sentence for the person at the terminal."""

    def __init__(self, sentence: str, code: int = EXIT_UNAVAILABLE) -> None:
        super().__init__(sentence)
        self.code = code


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("run", "demo", "test"))
    parser.add_argument(
        "pytest", nargs=argparse.REMAINDER, help="after test: handed on to pytest as it is"
    )
    asked = parser.parse_args(arguments)
    if asked.pytest and asked.command != "test":
        parser.error(f"{asked.command} takes no arguments; the settings come from the environment")
    try:
        if asked.command == "test":
            return run_tests(asked.pytest)
        return run_server(os.environ, demo=asked.command == "demo")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except SettingsError as error:
        print(error, file=sys.stderr)
        return EXIT_SETTINGS
    except KeyboardInterrupt:
        print("Stopped before it was done; the next start goes on from here.", file=sys.stderr)
        return EXIT_INTERRUPTED


def run_server(environ: Mapping[str, str], *, demo: bool) -> int:
    settings = Settings.from_environment(environ)
    check_port(settings.host, settings.port)
    install("run")
    install("assets", ASSET_OPTIONS)
    flask("The database could not be brought up to date", "database", "upgrade")
    if demo:
        flask("The demo was not made", "demo")
    return serve(settings)


def run_tests(arguments: Sequence[str]) -> int:
    # What the server needs comes first: a test starts it as an operator would.
    for lock in ("run", "test"):
        install(lock)
    install("assets", ASSET_OPTIONS)
    install_browser()
    install_pooler()
    if "--thorough" in arguments:
        install_package("faketime", "libfaketime")  # for the tests that pass on other days too
    # Two processes by default, of which the one that is done first takes from the other's rest;
    # pytest takes the last of each option, so the caller's wins.
    return python("-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments)


def install(lock: str, options: Sequence[str] = ()) -> None:
    """Install a lock with pip, unless exactly this lock has been installed before."""
    file = REQUIREMENTS / f"{lock}.txt"
    stamp = VENV / "share" / f"installed-{lock}"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if is_installed(digest, stamp):
        return
    print(f"Installing {file.relative_to(ROOT)} into {VENV.name}, once ...", flush=True)
    try:
        make_environment()
        pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        quiet = ["--quiet", "--quiet", "--root-user-action", "ignore"]
        wanted = ["--require-hashes", "--requirement", str(file)]
        if python(*pip, *quiet, *options, *wanted):
            raise Refusal(
                f"pip could not install {file.relative_to(ROOT)}; the reason stands above. "
                "Is the network up, and is there space on the disk?"
            )
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(digest, "ascii")
    except OSError as error:
        raise Refusal(
            f"{error.filename or VENV} cannot be written ({error.strerror}); "
            f"see to the space and the owner of {ROOT}."
        ) from None


def python(*arguments: str) -> int:
    """Run the Python of .venv, which still works after the checkout was moved; its exit code."""
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False).returncode


def is_installed(digest: str, stamp: Path) -> bool:
    # The link to Python dangles after the system's Python went away.
    there = PYTHON.exists() and stamp.exists()
    return there and stamp.read_text("ascii") == digest


def make_environment() -> None:
    """Make .venv with pip in it, where that is missing."""
    has_pip = PYTHON.exists() and subprocess.run(
        [PYTHON, "-c", "import pip"], capture_output=True, check=False
    )
    if has_pip and not has_pip.returncode:
        return
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise Refusal(
                f"This Python has no module {module}. On Debian and Ubuntu the package "
                "python3-venv brings it; python.org's Python has it from the start."
            )
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(VENV))
    fresh = [] if PYTHON.exists() else ["--clear"]
    made = subprocess.run(
        [sys.executable, "-m", "venv", *fresh, VENV], capture_output=True, text=True, check=False
    )
    if made.returncode:
        said = (made.stderr or made.stdout).strip().splitlines()
        raise Refusal(f"The folder {VENV} could not be made: {said[-1] if said else 'no reason'}")


def install_browser() -> None:
    """See to a Chromium for the browser tests: never skipped, so never missing."""
    if shutil.which("chromium"):
        return
    if install_package("chromium", "the browser") and shutil.which("chromium"):
        return
    if python("-m", "playwright", "install", "chromium"):
        raise Refusal(
            "The tests need the browser Chromium, and it could not be installed; "
            "put a chromium on the PATH."
        )


def install_pooler() -> None:
    """See to a PgBouncer for its tests, which are skipped where it is not to be had."""
    if Path("/usr/sbin/pgbouncer").exists() or shutil.which("pgbouncer"):
        return
    if install_package("pgbouncer", "PgBouncer") and shutil.which("systemctl"):
        # The tests start their own; the package's would listen from now on.
        disable = ["systemctl", "--quiet", "disable", "--now", "pgbouncer"]
        subprocess.run(disable, capture_output=True, check=False)


def install_package(package: str, what: str) -> bool:
    """Install a package of Debian or Ubuntu; whether that could be tried here."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {what} for the tests, once ...", flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update"], ["install", "-y", package]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, check=False)
    return True


def check_port(host: str, port: int) -> None:
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refusal(
                f"Port {port} on {host} is taken. Stop what uses it, or set TIMECLOCK_PORT."
            ) from None
        if error.errno == errno.EACCES:
            raise Refusal(
                f"Port {port} may not be used by this user. Set TIMECLOCK_PORT to 1024 or more."
            ) from None
        raise Refusal(
            f"{host} is not an address of this machine. Set TIMECLOCK_HOST.", EXIT_SETTINGS
        ) from None


def flask(failure: str, *command: str) -> None:
    if python(*FLASK, *command):
        raise Refusal(f"{failure}; the reason stands above.")


def server_command(settings: Settings) -> list[str]:
    """The server's command line: one process on SQLite, which has one writer; else one per core."""
    workers = 1 if settings.is_sqlite else min(max(2, os.cpu_count() or 2), WORKERS_MAX)
    return [
        *(str(PYTHON), "-m", "timeclock.serving"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(workers), "--threads", str(THREADS)),
        "app:app",
    ]


def serve(settings: Settings) -> int:
    """Serve until told to stop. Returns 0 then; a server that is killed is started again."""
    # Beside the server's own start, which takes about as long.
    link = subprocess.Popen(
        [PYTHON, *FLASK, "setup-link"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    running: list[subprocess.Popen[bytes]] = []
    told: list[int] = []

    def stop(number: int, _frame: object) -> None:
        if not told:
            os.write(1, b"Stopping ...\n")  # print may not be used in a signal handler
        told.append(number)
        for server in running:
            server.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    pause = GrowingPause()
    while not told:
        started_at = time.monotonic()
        server = subprocess.Popen(server_command(settings), cwd=ROOT)
        running[:] = [server]
        if told:  # between the two lines above
            server.terminate()
        if wait_until_it_answers(settings, server):
            say_where(settings, link)
        code = server.wait()
        # However it ended: afterwards the database file alone holds every punch.
        python(*FLASK, "database", "checkpoint")
        if code >= 0 and not told:
            raise Refusal(f"The server ended by itself with code {code}.", code or EXIT_UNAVAILABLE)
        if not told:
            print(f"The server {how_it_ended(code)}; it starts again.", file=sys.stderr)
            wait_until_told(told, pause.after(time.monotonic() - started_at))
    print("Stopped.", flush=True)
    return 0


def wait_until_told(told: Sequence[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not told and time.monotonic() < deadline:
        time.sleep(0.05)


def say_where(settings: Settings, link: "subprocess.Popen[str]") -> None:
    print(f"Timeclock is at {settings.base_url}", flush=True)
    is_told = link.returncode is not None  # by an earlier start of the server
    setup_link = "" if is_told else link.communicate()[0].strip()
    if setup_link:
        print(f"No one can sign in yet. This address, good once, sets it up: {setup_link}")
    print("Ctrl-C ends it.", flush=True)


def wait_until_it_answers(settings: Settings, server: "subprocess.Popen[bytes]") -> bool:
    """Whether the server answers a request before it ends or the time is up."""
    host = settings.host
    if host in EVERY_INTERFACE:
        host = "::1" if ":" in host else "127.0.0.1"
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while server.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(host, settings.port, timeout=10)
        try:
            connection.request(
                "GET", "/healthz", headers={"Host": urlsplit(settings.base_url).netloc}
            )
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)
        else:
            return True
        finally:
            connection.close()
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
