"""Whether a server answers as Heed does."""

import json
import math
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from harness.processes import Failure, running
from harness.servers import REQUEST, STATIC, SUBJECT, Surroundings, server

# Points move as data age between one server's answer and the next one's; ages move by the time between.
NUMBER_TOLERANCE = 0.002
SECONDS_TOLERANCE = 5
# Differ by nature: the decision's own identifier and time.
UNCOMPARED = {"decision", "scored_at"}


class WrongAnswer(Failure):
    """A server did not answer as Heed does."""


@dataclass
class Reference:
    """Heed's own answer, which the others are compared with and the static servers are given to send."""

    answer: bytes
    asked_at: float

    @classmethod
    def ask(cls, surroundings: Surroundings) -> "Reference":
        """Starts Heed for one answer, and leaves it to the static servers."""
        with running(server(SUBJECT, surroundings), surroundings.directory) as (_, address):
            reference = cls(ask(address, surroundings), time.monotonic())
        surroundings.answer.write_bytes(reference.answer)
        return reference

    def check(self, name: str, answer: bytes) -> None:
        """Refuses an answer that is another one: to the byte of static servers, in meaning of the others."""
        if name in STATIC:
            if answer != self.answer:
                raise WrongAnswer(f"{name}: not the bytes that it was given")
            return
        try:
            found = json.loads(answer)
        except ValueError as error:
            raise WrongAnswer(f"{name}: not JSON: {error}") from error
        passed = time.monotonic() - self.asked_at
        if lines := differences(json.loads(self.answer), found, passed):
            raise WrongAnswer(f"{name} does not answer as Heed does:\n  " + "\n  ".join(lines))


def ask(address: str, surroundings: Surroundings) -> bytes:
    """Posts the example and gives the answer's body."""
    request = urllib.request.Request(
        f"{address}/score", data=REQUEST.read_bytes(), headers={"Content-Type": "application/json"})
    trusted = None
    if surroundings.certificate:
        trusted = ssl.create_default_context(cafile=surroundings.certificate[0])
    try:
        with urllib.request.urlopen(request, timeout=10, context=trusted) as response:
            if response.status != 200:
                raise WrongAnswer(f"status {response.status}")
            return response.read()
    except urllib.error.HTTPError as error:
        raise WrongAnswer(f"status {error.code}: {error.read().decode(errors='replace')}") from error
    except OSError as error:
        raise WrongAnswer(f"no answer: {error}") from error


def differences(expected, found, passed: float, path: str = "") -> list[str]:
    """Where two answers differ by more than rounding and the seconds that passed between them."""
    if isinstance(expected, dict) and isinstance(found, dict):
        result = [f"{path}/{key} is missing" for key in expected.keys() - found.keys()]
        result += [f"{path}/{key} is not expected" for key in found.keys() - expected.keys()]
        for key in sorted(expected.keys() & found.keys() - UNCOMPARED):
            result += differences(expected[key], found[key], passed, f"{path}/{key}")
        return result
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [line for index, pair in enumerate(zip(expected, found))
                for line in differences(*pair, passed, f"{path}/{index}")]
    if is_number(expected) and is_number(found):
        tolerance = passed + SECONDS_TOLERANCE if path.endswith("age_seconds") else NUMBER_TOLERANCE
        # A head start of 278 or 279 seconds is a matter of a ten-thousandth of a point.
        if path.endswith(("head_start_seconds", "suggested_seconds")):
            tolerance = 1
        if math.isclose(expected, found, abs_tol=tolerance, rel_tol=0):
            return []
    elif expected == found:
        return []
    return [f"{path} is {json.dumps(found)}, expected {json.dumps(expected)}"]


def is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
