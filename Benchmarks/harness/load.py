"""Load: wrk as fast as it goes, and requests at a constant rate."""

import json
import pathlib
import subprocess
from dataclasses import dataclass

from harness.processes import Failure, port_of, processor_microseconds
from harness.servers import HERE, PRODUCTS, REQUEST, tool


@dataclass
class Turn:
    """What wrk measured of one server. Times are in microseconds."""

    rate: float
    # None where several requests are sent at a time: wrk then adds made-up times, as it thinks that it missed some.
    p50: int | None
    p99: int | None
    errors: int
    # Processor time of the server for each request, which depends least on what else the machine does.
    cost: float


def drive(process: subprocess.Popen, address: str, seconds: int, *, connections: int, threads: int = 2, pipeline: int = 1,
          close: bool = False, by_id: tuple[str, int] | None = None) -> Turn:
    """Runs wrk for so many seconds; `by_id` has the file of a request with a customer's id, and how many customers there are."""
    command = [tool("wrk"), "--latency", f"-t{min(threads, connections)}", f"-c{connections}", f"-d{seconds}s",
               "--timeout", "10s", "-s"]
    if by_id:
        command += [str(HERE / "by-id.lua"), f"{address}/score", "--", by_id[0], str(by_id[1])]
    else:
        command += [str(HERE / "score.lua"), f"{address}/score", "--", str(REQUEST), str(pipeline),
                    "close" if close else "keep-alive"]
    before = processor_microseconds(process)
    result = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
    spent = processor_microseconds(process) - before
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode != 0 or not lines:
        raise Failure(f"wrk failed:\n{result.stdout}{result.stderr}")
    figures = json.loads(lines[-1])
    p50, p99 = (None, None) if pipeline > 1 else (figures["p50"], figures["p99"])
    return Turn(rate=figures["requests"] * 1e6 / figures["microseconds"], p50=p50, p99=p99,
                errors=figures["refused"] + figures["broken"], cost=spent / max(figures["requests"], 1))


def open_loop(address: str, *, rate: float, seconds: float, connections: int, warm_up: float = 2,
              request: pathlib.Path = REQUEST) -> dict:
    """Sends requests at a constant rate; the figures are those of Sources/open-loop."""
    command = [str(PRODUCTS / "open-loop"), "--port", str(port_of(address)), "--rate", f"{rate:.1f}", "--seconds",
               str(seconds), "--warm-up", str(warm_up), "--connections", str(connections), "--request", str(request)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=seconds + warm_up + 60, check=False)
    if result.returncode != 0:
        raise Failure(f"open-loop failed:\n{result.stderr}")
    return json.loads(result.stdout)
