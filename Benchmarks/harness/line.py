"""POST /score with a long line and with an empty one."""

import argparse
import json
import pathlib
import statistics
import urllib.request

from harness.load import Turn, drive
from harness.processes import Failure, port_of, running
from harness.queues import load
from harness.report import ratio, table
from harness.servers import Surroundings, heed

TITLES = {"waiting": "tickets waiting", "empty": "nobody waiting"}
AIM = 0.9
# Agents of every desk of the policy, so that forecasts are made.
DESKS = ["first-response", "senior", "general", "social-care", "key-accounts"]
AGENTS = 20


def ask(address: str, method: str, path: str, body: dict | None = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        address + path, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.loads(response.read())


def prepare(address: str, waiting: int) -> None:
    """Has agents come, and sees that the line is what it is to be."""
    for number in range(AGENTS):
        desks = [DESKS[number % len(DESKS)], DESKS[(number + 1) % len(DESKS)]]
        ask(address, "PUT", f"/agents/agent-{number}", {"state": "available", "desks": desks})
    stats = ask(address, "GET", "/queue/stats")
    if stats["waiting"] != waiting or stats["agents_present"] != AGENTS:
        raise Failure(f"{stats['waiting']} tickets wait and {stats['agents_present']} agents are present, expected "
                      f"{waiting} and {AGENTS}")


def score(directory: pathlib.Path, options: argparse.Namespace) -> None:
    surroundings = Surroundings(directory, directory / "answer.json")
    servers = {name: heed(surroundings, "--data", str(directory / name)) for name in TITLES}
    with running(servers["waiting"], directory) as (_, address):
        load(port_of(address), "fill", "http", "--clients", "64", "--fill", str(options.waiting))
    turns: dict[str, list[Turn]] = {name: [] for name in TITLES}
    for number in range(options.rounds):
        for name in list(TITLES)[:: 1 if number % 2 == 0 else -1]:
            with running(servers[name], directory) as (process, address):
                prepare(address, options.waiting if name == "waiting" else 0)
                drive(process, address, int(options.warm_up), connections=64)
                turns[name].append(drive(process, address, int(options.seconds), connections=64))
            print(f"round {number + 1}: {TITLES[name]:16} {turns[name][-1].rate:9,.0f} requests/s", flush=True)
    print("\n" + summary(turns, options.waiting))


def summary(turns: dict[str, list[Turn]], waiting: int) -> str:
    rows = []
    for name, measured in turns.items():
        if errors := sum(turn.errors for turn in measured):
            raise Failure(f"{errors} requests failed")
        rates = [turn.rate for turn in measured]
        rows.append([f"{waiting:,} {TITLES[name]}" if name == "waiting" else TITLES[name],
                     f"{statistics.median(rates):,.0f} ({min(rates):,.0f}…{max(rates):,.0f})",
                     f"{statistics.median(turn.p50 for turn in measured) / 1000:.2f}",
                     f"{statistics.median(turn.p99 for turn in measured) / 1000:.2f}",
                     f"{statistics.median(turn.cost for turn in measured):.1f}"])

    def relation(value) -> float:
        return statistics.median(value(one) / value(other) for one, other in zip(turns["waiting"], turns["empty"]))

    reached = relation(lambda turn: turn.rate)
    return "\n".join([
        table(["64 connections", "requests/s (min…max)", "p50 ms", "p99 ms", "CPU µs"], rows), "",
        f"CPU with a line ÷ without: {ratio(relation(lambda turn: turn.cost))}",
        f"aim: requests/s at least {AIM} times those without a line: {ratio(reached)}, "
        f"{'met' if reached >= AIM else 'missed'}"])
