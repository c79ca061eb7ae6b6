"""Processes under test, and what the system knows of them."""

import contextlib
import os
import pathlib
import re
import resource
import socket
import subprocess
import time
import urllib.parse
from dataclasses import dataclass


class Failure(Exception):
    """Something that ends the run, with a message for whoever started it."""


@dataclass
class Server:
    """A server under test."""

    name: str
    command: list[str]
    # Where it listens; None for those that print their address once they are ready.
    address: str | None = None


@contextlib.contextmanager
def running(server: Server, logs: pathlib.Path):
    """Runs a server and gives its process and address; ends the process afterwards."""
    log = logs / f"{server.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(server.command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process, ready(server, process, log)
        if process.poll() is not None:
            raise Failure(f"{server.name} ended under load:\n{log.read_text(errors='replace')}")
    finally:
        end(process)


def ready(server: Server, process: subprocess.Popen, log: pathlib.Path) -> str:
    """Waits until the server accepts connections, and gives its address."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        text = log.read_text(errors="replace")
        if server.address is None:
            if found := re.search(r"https?://127\.0\.0\.1:[1-9][0-9]*", text):
                return found.group()
        elif accepts(server.address):
            return server.address
        if process.poll() is not None:
            raise Failure(f"{server.name} ended with {process.returncode}:\n{text}")
        time.sleep(0.02)
    raise Failure(f"{server.name} is not ready within 20 s:\n{log.read_text(errors='replace')}")


def accepts(address: str) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port_of(address)), 1):
        return True
    return False


def port_of(address: str) -> int:
    return urllib.parse.urlsplit(address).port


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process: subprocess.Popen) -> None:
    """Asks a process to end, and ends it if it does not."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def processor_microseconds(process: subprocess.Popen) -> float:
    """The processor time, user and system, that a process and its children have taken since they started."""
    listing = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
    children = listing.read_text().split() if listing.exists() else []
    ticks = 0
    for pid in [process.pid, *children]:
        # The name in parentheses may hold anything, so fields are counted from its end: the 12th and 13th after it.
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1e6 / os.sysconf("SC_CLK_TCK")


def tree_microseconds(pid: int) -> float:
    """The processor time, user and system, of a process and all below it, those that have ended too."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    spent = sum(int(field) for field in fields[11:15]) * 1e6 / os.sysconf("SC_CLK_TCK")
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            # One that ends meanwhile counts with its parent from then on.
            with contextlib.suppress(OSError):
                spent += tree_microseconds(int(child))
    return spent


def resident_bytes(process: subprocess.Popen) -> int:
    """The memory that a process holds in RAM."""
    return int(pathlib.Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def raise_descriptor_limit(needed: int) -> None:
    """Lets this process, and those that it starts, have so many descriptors."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise Failure(f"{needed} descriptors are needed, and the hard limit is {hard}. Raise it as root, with "
                      f"`ulimit -Hn {needed}` before this command or in /etc/security/limits.conf, or take fewer connections.")
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
