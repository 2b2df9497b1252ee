"""Takes the two pictures of the README from a fresh demo: a clock on a phone, a board on a desk.

.venv/bin/python docs/pictures.py
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PORT = "8765"
BASE = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PICTURES = (
    ("amara.okafor@lindner.example", "/", {"width": 390, "height": 844}, "clock-phone.png"),
    ("ruth.adler@lindner.example", "/board", {"width": 1280, "height": 800}, "board-desk.png"),
)


def main() -> None:
    """Fill a demo in a folder of its own, serve it, take the pictures, end it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"TIMECLOCK_INSTANCE": folder, "TIMECLOCK_PORT": PORT}
        flask = [sys.executable, "-m", "flask", "--app", "app"]
        upgrade = [*flask, "database", "upgrade"]
        subprocess.run(upgrade, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        said = subprocess.check_output([*flask, "demo", "--json"], cwd=ROOT, env=environment)
        passwords = {one["email"]: one["password"] for one in json.loads(said)["people"]}
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "timeclock.serving", "--host", "127.0.0.1"),
                *("--port", PORT, "--workers", "1", "--threads", "8", "app:app"),
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    args=FLAGS, executable_path=shutil.which("chromium")
                )
                for email, path, size, name in PICTURES:
                    _take(browser, email, passwords[email], path, size, name)
                browser.close()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def _take(
    browser: Browser, email: str, password: str, path: str, size: dict[str, int], name: str
) -> None:
    page = browser.new_context(viewport=size, timezone_id="Europe/Berlin").new_page()
    page.goto(f"{BASE}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(BASE + path)
    page.screenshot(path=ROOT / "docs" / name)


def _wait() -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{BASE}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server was not ready in 30 seconds")


if __name__ == "__main__":
    main()
