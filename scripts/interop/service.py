"""Services that the checks start and stop, and a client that takes nothing for granted."""

import contextlib
import json
import re
import socket
import ssl
import subprocess
import time

from interop.checking import REQUEST, ROOT, Place, Wrong


@contextlib.contextmanager
def running(command: list, log, is_ready):
    """Runs a service until the block ends, which begins once `is_ready` gives something; gives that."""
    with log.open("wb") as output:
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 20
        while not (found := is_ready()):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Wrong(f"{command[0]} does not start: {log.read_text(errors='replace')[-500:]}")
            time.sleep(0.05)
        yield found
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def heed(binary, place: Place, secure: bool):
    """Runs Heed and gives its address."""
    log = place.directory / ("heed-tls.log" if secure else "heed.log")
    log.touch()
    tls = ["--tls-cert", place.certificate, "--tls-key", place.key] if secure else []

    def address() -> str | None:
        found = re.search(r"listens on (https?://127\.0\.0\.1:[0-9]+)", log.read_text())
        return found and found.group(1)

    command = [binary, "serve", "--port", "0", "--policy", ROOT / "config" / "policy.yaml", *tls]
    with running(command, log, address) as found:
        yield found


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def exchange(address: str, message: bytes, trusted=None) -> tuple[int, bytes]:
    """Sends a message that asks for its connection to be closed, and gives the answer's status and body.

    Over TLS with a certificate to trust.
    """
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(socket.create_connection(("127.0.0.1", port_of(address)), 10))
        if trusted:
            context = ssl.create_default_context(cafile=trusted)
            connection = stack.enter_context(context.wrap_socket(connection, server_hostname="127.0.0.1"))
        connection.sendall(message)
        received = b""
        while part := connection.recv(65536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    if length := re.search(rb"(?i)\r\ncontent-length: *(\d+)", head):
        if int(length.group(1)) != len(body):
            raise Wrong(f"Content-Length is {length.group(1).decode()}, and {len(body)} bytes came")
    return int(head.split(b" ")[1]), body


def post_message() -> bytes:
    body = REQUEST.read_bytes()
    return (b"POST /score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)) + body


def metric(address: str, name: str, trusted=None) -> int:
    """The value of one of Heed's metrics, 0 where it has none yet."""
    _, body = exchange(address, b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", trusted)
    for line in body.decode().splitlines():
        if line.startswith(name + " "):
            return int(float(line.split()[-1]))
    return 0


def decisions(address: str, trusted=None) -> int:
    """How many decisions the service has made of the tier that the request has."""
    return metric(address, 'heed_decisions_total{tier="priority"}', trusted)


def reference(address: str) -> dict:
    """The decision on the request, over a socket by hand."""
    status, body = exchange(address, post_message())
    if status != 200:
        raise Wrong(f"status {status}: {body.decode(errors='replace')}")
    return json.loads(body)
