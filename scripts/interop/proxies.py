"""Reverse proxies in front of Heed, with the very configurations that docs/integration.md shows."""

import contextlib
import http.client
import json
import os
import re
import socket
import time

from interop.checking import REQUEST, ROOT, Place, Report, Wrong, expect, expect_decision, tool
from interop.service import accepts, exchange, free_port, metric, port_of, post_message, running

DOCUMENT = ROOT / "docs" / "integration.md"
DOCUMENTED_ADDRESS = "127.0.0.1:8080"
REQUESTS = 20
ACCEPTED = "heed_http_connections_accepted_total"


def check_proxies(report: Report, place: Place) -> None:
    check_nginx(report, place)
    check_haproxy(report, place)


def documented(language: str, replacements: dict[str, str]) -> str:
    """The configuration that the documentation shows in this language, with the addresses of the check."""
    found = re.search(rf"^```{language}\n(.*?)^```$", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)
    if not found:
        raise Wrong(f"{DOCUMENT.name} shows no {language} configuration")
    text = found.group(1)
    for shown, used in replacements.items():
        expect(f"how often {DOCUMENT.name} has {shown!r}", text.count(shown), 1)
        text = text.replace(shown, used)
    return text


def nginx_configuration(place: Place, port: int, buffered: bool) -> str:
    directory = place.directory
    temporary = " ".join(f"{kind}_temp_path {directory}/{kind};" for kind in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    shown = documented("nginx", {
        DOCUMENTED_ADDRESS: place.plain.removeprefix("http://"), "listen 80;": f"listen 127.0.0.1:{port};"})
    return f"""
pid {directory}/nginx.pid;
error_log {directory}/nginx-error.log;
events {{ }}
http {{
access_log off;
{temporary}
proxy_request_buffering {"on" if buffered else "off"};
{shown}
}}
"""


@contextlib.contextmanager
def nginx(place: Place, buffered: bool):
    """Runs nginx in front of Heed and gives its address."""
    port = free_port()
    file = place.directory / "nginx.conf"
    file.write_text(nginx_configuration(place, port, buffered))
    errors = place.directory / "nginx-error.log"
    command = [tool("nginx"), "-p", place.directory, "-c", file, "-e", errors, "-g", "daemon off;"]
    with running(command, place.directory / "nginx.log", lambda: accepts(port)):
        yield f"http://127.0.0.1:{port}"


def check_nginx(report: Report, place: Place) -> None:
    with report.check("nginx", f"in front, {REQUESTS} requests on connections that are kept"), nginx(place, True) as address:
        expect_kept_connections(address, place)
    with report.check("nginx", "proxy_request_buffering off, a chunked body passed on as it comes"):
        with nginx(place, False) as address:
            expect_decision(post_in_pieces(address), place)


def haproxy_configuration(place: Place, port: int) -> str:
    shown = documented("haproxy", {DOCUMENTED_ADDRESS: place.plain.removeprefix("http://"), "bind :80": f"bind 127.0.0.1:{port}"})
    return f"global\n  stats socket {place.directory}/haproxy.sock\n{shown}"


def check_haproxy(report: Report, place: Place) -> None:
    @contextlib.contextmanager
    def haproxy():
        port = free_port()
        file = place.directory / "haproxy.cfg"
        file.write_text(haproxy_configuration(place, port))
        with running([tool("haproxy"), "-db", "-f", file], place.directory / "haproxy.log", lambda: accepts(port)):
            yield f"http://127.0.0.1:{port}"

    with report.check("HAProxy", "health check on /readyz"), haproxy():
        expect("the state of the check", health(place), ("UP", "L7OK", "200"))
    with report.check("HAProxy", f"in front, {REQUESTS} requests on connections that are kept"), haproxy() as address:
        expect_kept_connections(address, place, besides=2)
    with report.check("HAProxy", "a chunked body passed on"), haproxy() as address:
        expect_decision(post_in_pieces(address), place)


def health(place: Place) -> tuple[str, str, str]:
    """State, kind of the last check, and the status that it saw, once there was one."""
    deadline = time.monotonic() + 10
    while True:
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(str(place.directory / "haproxy.sock"))
            control.sendall(b"show stat\n")
            text = b"".join(iter(lambda: control.recv(65536), b"")).decode()
        names, *rows = [line.split(",") for line in text.lstrip("# ").splitlines() if line]
        stat = next(dict(zip(names, row)) for row in rows if row[1] == "heed1")
        # A star marks a check that is under way, INI one that never was; a new server counts as up until the first ends.
        is_known = stat["check_status"] not in ("", "INI") and not stat["check_status"].startswith("*")
        if is_known or time.monotonic() > deadline:
            return stat["status"], stat["check_status"], stat["check_code"]
        time.sleep(0.1)


def expect_kept_connections(address: str, place: Place, besides: int = 0) -> None:
    """Posts a number of times from new connections; the proxy is to use few to Heed, and may have opened
    some besides for its own checks."""
    before = metric(place.plain, ACCEPTED)
    for _ in range(REQUESTS):
        status, body = exchange(address, post_message())
        expect("the status", status, 200)
        expect_decision(body, place)
    # The two questions for the metric have a connection each; proxies may have one a process besides.
    opened = metric(place.plain, ACCEPTED) - before - 1
    most = (os.cpu_count() or 1) + besides
    if opened > most:
        raise Wrong(f"{opened} connections to Heed for {REQUESTS} requests, expected at most {most}")


def post_in_pieces(address: str) -> bytes:
    """Posts the request chunked, with a pause in the middle."""
    body = REQUEST.read_bytes()

    def pieces():
        yield body[:200]
        time.sleep(0.05)
        yield body[200:]

    connection = http.client.HTTPConnection("127.0.0.1", port_of(address), timeout=10)
    try:
        connection.request("POST", "/score", pieces(), {"Content-Type": "application/json"}, encode_chunked=True)
        answer = connection.getresponse()
        text = answer.read()
        expect("the status", answer.status, 200)
        json.loads(text)
        return text
    finally:
        connection.close()
