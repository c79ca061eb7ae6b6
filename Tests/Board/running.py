"""What the drives of the pages share: a browser, a Heed of their own, checks, and a visible way out where a tool is missing.

Needs Chromium (Debian: apt-get install chromium) and, in Python, playwright, axe-playwright-python and PyYAML:

    python3 -m venv drive && drive/bin/pip install playwright axe-playwright-python PyYAML
"""

import argparse
import base64
import contextlib
import hashlib
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


def skip(reason: str):
    """Ends the drive with the exit status that means skipped, and says why."""
    print(f"SKIPPED: {reason}", flush=True)
    sys.exit(SKIPPED)


try:
    import yaml
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
except ImportError as missing:
    skip(f"{missing.name} is not installed: pip install playwright axe-playwright-python PyYAML")


class Checks:
    """Outcomes, shown as they come."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def expect(self, what: str, holds, found="") -> None:
        """Notes whether something holds, and what was found where it does not."""
        if holds:
            self.passed += 1
            print(f"  pass  {what}", flush=True)
        else:
            self.failed += 1
            print(f"  FAIL  {what}: {found}", flush=True)

    def equal(self, what: str, found, expected) -> None:
        self.expect(what, found == expected, f"{found!r}, expected {expected!r}")

    def end(self) -> int:
        print(f"{self.passed} pass, {self.failed} FAIL")
        return 1 if self.failed else 0


def options(description: str) -> argparse.Namespace:
    """The options that the drives have in common."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heed", type=pathlib.Path, default=ROOT / ".build" / "release" / "heed", help="the heed to drive")
    parser.add_argument("--screenshots", type=pathlib.Path, help="a folder for screenshots")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    chosen = parser.parse_args()
    if not chosen.chromium:
        skip("there is no chromium: apt-get install chromium")
    if not chosen.heed.is_file():
        skip("there is no heed: swift build -c release --product heed, or --heed FILE")
    # Services run in folders of their own, where a path beginning with "./" would mean another file.
    chosen.heed = chosen.heed.resolve()
    if chosen.screenshots:
        chosen.screenshots.mkdir(parents=True, exist_ok=True)
    # A request to end runs the clean-up, so that no process is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return chosen


@contextlib.contextmanager
def heed(binary: pathlib.Path, *arguments: str):
    """Runs Heed on a free port with a data folder of its own until the block ends; gives its address."""
    with tempfile.TemporaryDirectory(prefix="heed-drive-") as directory:
        log = pathlib.Path(directory) / "heed.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [binary.resolve(), "serve", "--port", "0", "--policy", ROOT / "config" / "policy.yaml",
                 "--data", pathlib.Path(directory) / "data", *arguments],
                cwd=directory, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 20
            while not (found := re.search(r"listens on (http://127\.0\.0\.1:[0-9]+)", log.read_text(errors="replace"))):
                if process.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"heed does not start: {log.read_text(errors='replace')[-500:]}")
                time.sleep(0.05)
            yield found.group(1)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def make_key(binary: pathlib.Path, file: pathlib.Path, name: str, scope: str) -> str:
    """Makes an API key in a file of keys."""
    command = [binary, "key", "create", "--name", name, "--scope", scope, "--file", file]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextlib.contextmanager
def browser(chromium: str):
    """Runs a headless Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


def content_security_policy(page: str) -> str:
    """The policy that a page of one style and one script is served with: only those two, by their hashes."""
    def hashes(tag: str) -> str:
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found)

    return (f"default-src 'none'; style-src {hashes('style')}; script-src {hashes('script')}; "
            "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")


def watch(page, checks_of: list) -> None:
    """Collects what a page complains of and every request that leaves its own origin."""
    page.on("console", lambda message: checks_of.append(f"console {message.type}: {message.text}")
            if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: checks_of.append(f"exception: {error}"))


def accessibility(page) -> list[str]:
    """The findings of axe-core of weight, each with where it is."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['target']} {one['nodes'][0]['failureSummary'][:160]}"
            for one in found if one["impact"] in ("serious", "critical")]


def contract() -> dict:
    """The contract, as the repository has it."""
    return yaml.safe_load((ROOT / "openapi.yaml").read_text())
