"""Start Timeclock from a bare checkout; needs Python and nothing else.

python3 start.py run         install what is missing, bring the database up to date, serve
python3 start.py demo        the same on an empty database, filled with a small company first

For work on the code; each of these installs what it needs first:

python3 start.py dev         as run, and start again when code, templates or assets change
python3 start.py check       check style, types, layers and the format of the templates
python3 start.py format      format the code and the templates
python3 start.py test        run the tests; what follows goes to pytest, such as a path
python3 start.py benchmark   run one of: punch, timesheets, exports, api, growth
python3 start.py lock        write requirements/*.txt anew; what follows goes to uv pip compile
"""

import sys

# Before the other imports: they need the new Python themselves and would end in a traceback.
if sys.version_info < (3, 11):
    sys.exit("Timeclock needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])

import argparse
import errno
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from timeclock.config import ROOT, Settings
from timeclock.errors import SettingsError
from timeclock.starting.checking import checks_beside, run_checks, run_formatters
from timeclock.starting.developing import serve_while_editing
from timeclock.starting.serving import FLASK, Refusal, serve

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
LOCK = ("pip", "compile", "--universal", "--generate-hashes", "--no-emit-index-url")
LOCK_PLAINLY = ("--no-header", "--no-annotate", "--quiet")
LOCKS: Mapping[str, Sequence[str]] = {"run": (), "test": (), "assets": ("--no-deps",)}

EXIT_USAGE = 2
EXIT_SETTINGS = 78  # sysexits.h: configuration
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="start.py",
        usage="python3 start.py COMMAND [ARGUMENT ...]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("command", choices=COMMANDS, help=argparse.SUPPRESS)
    if not arguments or arguments[0] in ("-h", "--help"):
        parser.print_help(sys.stdout if arguments else sys.stderr)
        return 0 if arguments else EXIT_USAGE
    # What follows may look like options; it belongs to pytest or uv.
    command, rest = parser.parse_args(arguments[:1]).command, arguments[1:]
    if rest and command not in WITH_ARGUMENTS:
        parser.error(f"{command} takes no arguments; the settings come from the environment")
    try:
        return COMMANDS[command](rest)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except SettingsError as error:
        print(error, file=sys.stderr)
        return EXIT_SETTINGS
    except KeyboardInterrupt:
        print("Stopped before it was done; the next start goes on from here.", file=sys.stderr)
        return EXIT_INTERRUPTED


def run_server(_arguments: Sequence[str]) -> int:
    return serve(prepared(os.environ), PYTHON)


def run_demo(_arguments: Sequence[str]) -> int:
    settings = prepared(os.environ)
    flask("The demo was not made", "demo")
    return serve(settings, PYTHON)


def develop(_arguments: Sequence[str]) -> int:
    return serve_while_editing(prepared(os.environ), PYTHON)


def prepared(environ: Mapping[str, str]) -> Settings:
    """The settings, once everything that they need is installed and the database is up to date."""
    settings = Settings.from_environment(environ)
    check_port(settings.host, settings.port)
    install("run")
    install("assets", ASSET_OPTIONS)
    flask("The database could not be brought up to date", "database", "upgrade")
    return settings


def check(_arguments: Sequence[str] = ()) -> int:
    """Run the checks of style, types, layers and templates. Returns 1 if one of them fails."""
    install_tools()
    return run_checks(PYTHON.parent)


def format_code(_arguments: Sequence[str]) -> int:
    install_tools()
    return run_formatters(PYTHON.parent)


def lock(arguments: Sequence[str]) -> int:
    """Write the locks of requirements/*.in; versions stay as they are where they still fit."""
    install_tools()
    for name, options in LOCKS.items():
        files = [f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt"]
        uv = [str(PYTHON.with_name("uv")), *LOCK, *LOCK_PLAINLY, *options, *arguments, *files]
        code = subprocess.run(uv, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def run_benchmark(arguments: Sequence[str]) -> int:
    """Run a benchmark; it uses some of the packages of the tests."""
    if not arguments:
        raise Refusal("Name a benchmark: punch, timesheets, exports, api or growth.", EXIT_USAGE)
    install_tools()
    install("assets", ASSET_OPTIONS)
    return python("-m", f"benchmarks.{arguments[0]}", *arguments[1:])


def install_tools() -> None:
    for each in ("run", "test"):
        install(each)


def run_tests(arguments: Sequence[str]) -> int:
    # What the server needs comes first: a test starts it as an operator would.
    install_tools()
    install("assets", ASSET_OPTIONS)
    install_browser(whole="--thorough" in arguments)
    install_pooler()
    if "--thorough" in arguments:
        install_package("gcc", "gcc")  # for the tests that pass on other days too
        install_package("libc6-dev", "the headers of C")
    # Two processes by default, of which the one that is done first takes from the other's rest;
    # pytest takes the last of each option, so the caller's wins.
    options = ("-n", "2", "--dist", "worksteal", "--durations", "30")
    command = [str(PYTHON), "-m", "pytest", *options, *arguments]
    with checks_beside(PYTHON.parent if set(arguments) <= {"--thorough"} else None) as failed:
        code = subprocess.run(command, cwd=ROOT, env=tests_environment(), check=False).returncode
    return code or int(any(failed))


def tests_environment() -> dict[str, str]:
    """The environment of the tests, whose many processes compile the code once.

    Where Python may write no bytecode beside the code, it goes to a folder in .venv.
    """
    environ = dict(os.environ)
    if environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "share" / "bytecode"))
    return environ


def install(name: str, options: Sequence[str] = ()) -> None:
    """Install a lock with pip, unless exactly this lock has been installed before."""
    file = REQUIREMENTS / f"{name}.txt"
    stamp = VENV / "share" / f"installed-{name}"
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
                f"pip could not install {file.relative_to(ROOT)}; the reason is above. "
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


def install_browser(*, whole: bool = False) -> None:
    """See to a Chromium for the browser tests: never skipped, so never missing.

    Its headless shell is enough unless the `whole` browser is wanted.
    """
    if not whole and install_headless_shell():
        return
    if shutil.which("chromium"):
        return
    if install_package("chromium", "the browser") and shutil.which("chromium"):
        return
    if python("-m", "playwright", "install", "chromium"):
        raise Refusal(
            "The tests need the browser Chromium, and it could not be installed; "
            "put a chromium on the PATH."
        )


def install_headless_shell() -> bool:
    """Whether there is a Chromium without a window, which takes a fifth of the processor time."""
    shell = "chromium-headless-shell"
    if not shutil.which(shell) and shutil.which("apt-cache"):
        known = subprocess.run(["apt-cache", "show", shell], capture_output=True, check=False)
        if not known.returncode:
            install_package(shell, "the browser")
    return bool(shutil.which(shell))


def install_pooler() -> None:
    """See to a PgBouncer for its tests, which are skipped where it is not available."""
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
        raise Refusal(f"{failure}; the reason is above.")


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": run_server,
    "demo": run_demo,
    "dev": develop,
    "check": check,
    "format": format_code,
    "test": run_tests,
    "benchmark": run_benchmark,
    "lock": lock,
}
WITH_ARGUMENTS = ("test", "benchmark", "lock")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
