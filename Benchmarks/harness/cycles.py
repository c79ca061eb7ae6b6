"""What the queues are measured in."""

from dataclasses import dataclass


@dataclass
class Cycles:
    """What was measured of a queue: cycles of enqueue, claim, complete. Times are in microseconds."""

    rate: float
    p50: float
    p99: float
    # Processor time of the server's processes for each cycle.
    cost: float
