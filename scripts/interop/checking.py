"""Checks, their outcomes, and what a right decision is."""

import contextlib
import json
import pathlib
import shutil
import subprocess
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
REQUEST = ROOT / "Benchmarks" / "request.json"
# What Heed decides on the request under config/policy.yaml. The score moves with the age of its data, so it is not here.
EXPECTED = {"ticket": "T-1001", "tier": "priority", "desk": "social-care"}
FACTORS = 7
SECONDS = 60


class Wrong(Exception):
    """A client or proxy did not get along with Heed; says how."""


class Missing(Exception):
    """A check cannot be made here; says why."""


@dataclass
class Report:
    """The outcomes, shown as they come."""

    failures: int = 0
    skipped: int = 0
    passed: int = 0

    @contextlib.contextmanager
    def check(self, client: str, what: str):
        """Runs the block as one check, and shows how it went."""
        try:
            yield
        except Missing as reason:
            self.skipped += 1
            self._show(client, what, f"skipped ({reason})")
        except (Wrong, OSError, ValueError, subprocess.SubprocessError) as reason:
            self.failures += 1
            self._show(client, what, f"FAIL: {reason}")
        else:
            self.passed += 1
            self._show(client, what, "pass")

    @staticmethod
    def _show(client: str, what: str, outcome: str) -> None:
        print(f"{client:16} {what:66} {outcome}", flush=True)


@dataclass
class Place:
    """Where the checks work: a directory of their own, a certificate, and the service's addresses."""

    directory: pathlib.Path
    certificate: pathlib.Path | None = None
    key: pathlib.Path | None = None
    plain: str = ""
    # None where the service does not speak TLS.
    secure: str | None = None
    reference: dict = field(default_factory=dict)

    def tls(self) -> str:
        if self.secure is None:
            raise Missing("this heed has no --tls-cert")
        return self.secure


def tool(name: str) -> str:
    """The path of an installed program."""
    # Debian has servers where only root's path leads.
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not path:
        raise Missing(f"{name} is not installed")
    return path


def run(command: list, *, given: bytes = b"", environment: dict | None = None) -> str:
    """The output of a command that has to succeed."""
    result = subprocess.run([str(part) for part in command], input=given, capture_output=True, timeout=SECONDS, check=False,
                            env=environment)
    if result.returncode != 0:
        text = (result.stderr or result.stdout).decode(errors="replace").strip()
        raise Wrong(f"exit code {result.returncode}: {text[-300:]}")
    return result.stdout.decode()


def expect_decision(text: str | bytes | dict, place: Place) -> None:
    """Refuses what is not the decision on the request."""
    found = text if isinstance(text, dict) else json.loads(text)
    for name, value in EXPECTED.items():
        if found.get(name) != value:
            raise Wrong(f"{name} is {found.get(name)!r}, expected {value!r}")
    if len(found["factors"]) != FACTORS:
        raise Wrong(f"{len(found['factors'])} factors, expected {FACTORS}")
    # Data age while the checks run, so scores fall by a little.
    if place.reference and abs(found["score"] - place.reference["score"]) > 0.01:
        raise Wrong(f"the score is {found['score']}, expected {place.reference['score']}")
    if abs(sum(factor["points"] for factor in found["factors"]) - found["score"]) > 0.001:
        raise Wrong("the points do not add up to the score")


def expect(what: str, found, expected) -> None:
    if found != expected:
        raise Wrong(f"{what} is {found!r}, expected {expected!r}")
