"""A Heed with a long line for the drive of the board: filled by POST /queue, and made older in its database."""

import concurrent.futures
import contextlib
import http.client
import json
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from running import ROOT

SEVERITIES = ("low", "normal", "normal", "normal", "high", "high", "critical")
STORY = "The new washing machine by Acme broke after two days and the hotline laughed at me"
TOPICS = ("billing", "delivery", "home-appliances", "returns")


class LineService:
    """One Heed that can be stopped and started again on the same port, with the same line."""

    def __init__(self, binary: pathlib.Path, folder: pathlib.Path, *arguments: str):
        self.binary, self.folder, self.arguments = binary, folder, arguments
        self.port = 0
        self.process = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = self.folder / "heed.log"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    self.binary.resolve(),
                    "serve",
                    "--port",
                    str(self.port),
                    "--policy",
                    ROOT / "config" / "policy.yaml",
                    "--data",
                    self.folder / "data",
                    *self.arguments,
                ],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 30
        while not (found := re.search(r"listens on http://127\.0\.0\.1:([0-9]+)", log.read_text(errors="replace"))):
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"heed does not start: {log.read_text(errors='replace')[-500:]}")
            time.sleep(0.05)
        self.port = int(found.group(1))

    def stop(self) -> None:
        if not self.process:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def ask(self, method: str, path: str, body=None, connection=None):
        """The status and the answer of a request."""
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        text = None if body is None else json.dumps(body)
        own.request(method, path, text, {"Content-Type": "application/json"})
        answer = own.getresponse()
        content = answer.read()
        if not connection:
            own.close()
        return answer.status, json.loads(content) if content else None

    def fill(self, number: int, first: int = 0) -> None:
        """Enqueues so many made-up tickets, always the same ones, from 32 clients at once."""

        def part(start: int) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            for index in range(first + start, first + number, 32):
                status, answer = self.ask("POST", "/queue", made_up(index), connection)
                assert status in (200, 201), answer
            connection.close()

        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            list(pool.map(part, range(32)))

    def tell_story(self) -> None:
        """A post that is shared ever faster, and a ticket about it."""
        self.ask("POST", "/stories", {"id": "post-1", "text": STORY, "topic": "home-appliances"})
        now = time.time()
        shares = [
            {
                "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - 600 / (1 + index / 4))),
                "sharer": f"twitter:{index}",
            }
            for index in range(40)
        ]
        self.ask("POST", "/stories/post-1/shares", shares)
        self.ask(
            "POST", "/queue", {"ticket": {"id": "about-it"}, "social": {"consent": True, "story": {"id": "post-1"}}}
        )

    def age(self) -> None:
        """Has those who wait have waited longer, up to an eighth more than promised; while the service is stopped."""
        file = self.folder / "data" / "heed.db"
        if not file.exists():
            return
        chance = random.Random(2)
        with contextlib.closing(sqlite3.connect(file)) as database, database:
            promises = {"critical": 300, "urgent": 900, "priority": 3600, "standard": 14400}
            lanes = {row[0]: promises[row[1]] for row in database.execute("SELECT lane, tier FROM lanes")}
            rows = database.execute("SELECT number, lane FROM tickets WHERE state = 0 ORDER BY number").fetchall()
            waits = [(chance.random() ** 2 * lanes[lane] * 1.125, number) for number, lane in rows]
            database.executemany(
                "UPDATE tickets SET arrived_at = arrived_at - ?1, key = key - ?1 WHERE number = ?2", waits
            )


def made_up(index: int) -> dict:
    """The request of a ticket: all kinds of need, value and influence."""
    chance = random.Random(index)
    request = {
        "ticket": {
            "id": f"T-{10000 + index}",
            "severity": chance.choice(SEVERITIES),
            "channel": chance.choice(("phone", "chat", "mail")),
            "topic": chance.choice(TOPICS),
            "unresolved_contacts": chance.choice((0, 0, 0, 1, 2)),
        },
        "customer": {
            "id": f"c-{index}",
            "lifetime_value": round(chance.expovariate(1 / 120), 2),
            "tenure_days": chance.randrange(4000),
        },
    }
    if chance.random() < 0.2:
        followers = int(10 ** chance.uniform(2, 6))
        request["social"] = {
            "consent": True,
            "accounts": [
                {
                    "network": "twitter",
                    "followers": followers,
                    "following": 300,
                    "posts": 9000,
                    "listed": 80,
                    "age_days": 1500,
                    "has_url": True,
                    "has_bio": True,
                    "engagers_90d": followers // 50,
                    "topics": {"home-appliances": chance.random()},
                }
            ],
        }
    return request


@contextlib.contextmanager
def line_service(binary: pathlib.Path, *arguments: str):
    """A service with an empty line, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="heed-board-") as folder:
        service = LineService(binary, pathlib.Path(folder), *arguments)
        service.start()
        try:
            yield service
        finally:
            service.stop()
