"""What is compared: the ways in which clients use connections, and the aims."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """How Heed is to stand to another server."""

    other: str
    bound: float
    # Of p99 the ratio is to be at most the bound, of the rate at least.
    of_p99: bool = False


@dataclass(frozen=True)
class Scenario:
    name: str
    title: str
    connections: int = 64
    # How many requests a client sends before it waits for their answers.
    pipeline: int = 1
    # Whether each request has a connection of its own.
    close: bool = False
    tls: bool = False
    servers: tuple[str, ...] = ("canned", "heed", "go", "hummingbird")
    aims: tuple[Aim, ...] = ()


SCENARIOS = {scenario.name: scenario for scenario in (
    Scenario("keepalive", "64 connections", servers=("canned", "heed", "go", "hummingbird", "flyingfox"),
             aims=(Aim("canned", 0.8), Aim("hummingbird", 5), Aim("go", 2), Aim("canned", 1.3, of_p99=True))),
    Scenario("c8", "8 connections", connections=8),
    Scenario("c512", "512 connections", connections=512),
    Scenario("pipeline", "64 connections, 16 requests at a time", pipeline=16),
    Scenario("close", "64 clients, a connection for each request", close=True),
    Scenario("tls", "64 connections, TLS", tls=True, servers=("nginx", "heed")),
)}
