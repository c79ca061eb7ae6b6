"""Fills the line, kills the service, and measures how long the restart takes and what a waiting ticket costs."""

import os
import selectors
import socket
import time

from .client import SEVERITIES
from .http import Connection, parse, request
from .service import Service


class Sender:
    """A connection that always has one request under way."""

    def __init__(self, port, numbers, selector):
        self.numbers = numbers
        self.selector = selector
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        selector.register(self.socket, selectors.EVENT_READ, self)
        self.send()

    def send(self):
        number = next(self.numbers, None)
        if number is None:
            self.selector.unregister(self.socket)
            return self.socket.close()
        ticket = {"id": f"T-{number}", "severity": SEVERITIES[number % 4]}
        self.socket.sendall(request("POST", "/queue", {"ticket": ticket}))

    def receive(self):
        self.buffer += self.socket.recv(65536)
        answer = parse(self.buffer)
        if answer is None:
            return
        if answer[0].status != 201:
            raise RuntimeError(f"POST /queue answered {answer[0].status}: {answer[0].body[:300]!r}")
        self.buffer = self.buffer[answer[1] :]
        self.send()


def fill(port, count, connections):
    """Enqueues tickets over many connections, and returns the seconds that took."""
    start = time.monotonic()
    selector = selectors.DefaultSelector()
    numbers = iter(range(count))
    for _ in range(min(connections, count)):
        Sender(port, numbers, selector)
    while selector.get_map():
        for key, _ in selector.select():
            key.data.receive()
    return time.monotonic() - start


def settled(service):
    """The memory of a service that has nothing to do."""
    time.sleep(3)
    return service.memory()


def run(options):
    service = Service(options)
    service.wait()
    empty = settled(service)
    seconds = fill(service.port, options.recovery, options.connections)
    filled = settled(service)
    service.kill()
    print(f"{options.recovery} tickets enqueued over {options.connections} connections in {seconds:.1f} s, "
          f"{options.recovery / seconds:.0f} a second; "
          f"database {os.path.getsize(os.path.join(options.data, 'heed.db')) / 1e6:.0f} MB")
    times, right = [], True
    for _ in range(3):
        service = Service(options)
        times.append(service.wait())
        restarted = settled(service)
        stats = Connection(service.port).call("GET", "/queue/stats").json
        right = right and stats["waiting"] == options.recovery
        service.kill()
    print("seconds from start to ready after SIGKILL: " + ", ".join(f"{seconds:.2f}" for seconds in times))
    for name, memory in (("empty", empty), ("after filling", filled), ("after the restart", restarted)):
        print(f"{name:<18} RSS {memory['VmRSS'] / 1e6:8.1f} MB, anonymous {memory['RssAnon'] / 1e6:8.1f} MB, "
              f"greatest RSS {memory['VmHWM'] / 1e6:8.1f} MB")
    for name, memory in (("after filling", filled), ("after the restart", restarted)):
        each = (memory["VmRSS"] - empty["VmRSS"]) / options.recovery
        print(f"bytes a waiting ticket {name}: {each:.0f}")
    if not right:
        print(f"wrong: {stats['waiting']} wait, {options.recovery} were enqueued")
    return 0 if right else 1
