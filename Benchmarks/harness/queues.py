"""The queues that are compared: how each is started on an empty folder, filled, and driven."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
from dataclasses import dataclass
from typing import Callable, Iterator, Protocol

from harness.cycles import Cycles
from harness.postgres import Cluster
from harness.processes import Failure, Server, free_port, port_of, running, tree_microseconds
from harness.servers import HEED, POLICY, PRODUCTS, REQUEST, tool

TITLES = {"heed": "Heed", "before": "Heed before", "postgres": "PostgreSQL", "redis": "Redis"}


class Queue(Protocol):
    """A queue that runs."""

    def fill(self, count: int) -> None:
        """Lets so many tickets wait."""

    def drive(self, clients: int, seconds: float, warm_up: float) -> Cycles:
        """Has so many clients go through cycles."""


def load(port: int, prefix: str, protocol: str, *options: str, seconds: float = 0) -> dict:
    """Runs the generator; the figures are those of Sources/queue-load."""
    command = [str(PRODUCTS / "queue-load"), "--port", str(port), "--request", str(REQUEST), "--prefix", prefix,
               "--protocol", protocol, *options]
    result = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 600, check=False)
    if result.returncode != 0:
        raise Failure(f"queue-load failed:\n{result.stderr}")
    return json.loads(result.stdout)


@dataclass
class Loaded:
    """A queue that the generator speaks with: Heed or Redis."""

    process: subprocess.Popen
    port: int
    protocol: str
    runs: int = 0

    def fill(self, count: int) -> None:
        load(self.port, "fill", self.protocol, "--clients", "64", "--fill", str(count))

    def drive(self, clients: int, seconds: float, warm_up: float) -> Cycles:
        self.runs += 1
        options = ["--clients", str(clients), "--seconds"]
        # A run of its own, so that the processor time that is taken is that of what is measured.
        load(self.port, f"warm{self.runs}", self.protocol, *options, str(warm_up), "--warm-up", "0")
        before = tree_microseconds(self.process.pid)
        figures = load(self.port, f"run{self.runs}", self.protocol, *options, str(seconds), "--warm-up", "0",
                       seconds=seconds)
        spent = tree_microseconds(self.process.pid) - before
        if figures["cycles"] == 0:
            raise Failure(f"no cycle ended within {seconds} s")
        return Cycles(figures["cycles"] / figures["seconds"], figures["cycle"]["p50"] / 1000,
                      figures["cycle"]["p99"] / 1000, spent / figures["cycles"])


@contextlib.contextmanager
def heed(directory: pathlib.Path, binary: pathlib.Path) -> Iterator[Loaded]:
    """`heed serve`, as users start it, with a data folder."""
    command = [str(binary), "serve", "--port", "0", "--policy", str(POLICY), "--data", str(directory / "data")]
    with running(Server("heed", command), directory) as (process, address):
        yield Loaded(process, port_of(address), "http")


@contextlib.contextmanager
def redis(directory: pathlib.Path) -> Iterator[Loaded]:
    """Redis, which answers when what it did is on the disk."""
    port = free_port()
    command = [tool("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(directory), "--save", "",
               "--appendonly", "yes", "--appendfsync", "always"]
    with running(Server("redis", command, f"redis://127.0.0.1:{port}"), directory) as (process, _):
        yield Loaded(process, port, "redis")


@contextlib.contextmanager
def fresh(parent: pathlib.Path, name: str) -> Iterator[pathlib.Path]:
    """A folder that is deleted afterwards."""
    directory = parent / name
    directory.mkdir()
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def queue(name: str, directory: pathlib.Path, before: pathlib.Path | None) -> contextlib.AbstractContextManager[Queue]:
    """Starts a queue on an empty folder."""
    makers: dict[str, Callable] = {
        "heed": lambda: heed(directory, HEED), "before": lambda: heed(directory, before),
        "redis": lambda: redis(directory), "postgres": lambda: Cluster.running(directory)}
    return makers[name]()


def version(name: str) -> str:
    """The version of a peer."""
    commands = {"postgres": [str(Cluster.binary("postgres")), "--version"], "redis": [tool("redis-server"), "--version"]}
    if name not in commands:
        return ""
    told = subprocess.run(commands[name], capture_output=True, text=True, check=False, env=os.environ).stdout.split()
    return told[2].removeprefix("v=")
