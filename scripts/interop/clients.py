"""Clients: command-line tools, load generators, and the HTTP libraries of Python and Node."""

import gzip
import json
import os
import re
import subprocess
import sys

from interop.checking import REQUEST, ROOT, Missing, Place, Report, Wrong, expect, expect_decision, run, tool
from interop.service import decisions, post_message

JSON = ["-H", "Content-Type: application/json"]
BATCH = 4000
LOAD = 2000


def check_clients(report: Report, place: Place) -> None:
    check_curl(report, place)
    check_load_generators(report, place)
    check_openssl(report, place)
    check_python(report, place)
    check_node(report, place)


def check_curl(report: Report, place: Place) -> None:
    def curl(*options, address: str = place.plain, path: str = "/score") -> str:
        return run([tool("curl"), "--noproxy", "*", "--silent", "--show-error", "--fail", "--max-time", "30", *JSON, *options,
                    address + path])

    def post(*options, address: str = place.plain) -> None:
        expect_decision(curl("--data-binary", f"@{REQUEST}", *options, address=address), place)

    with report.check("curl", "keep-alive: two requests on one connection"):
        url = f"{place.plain}/score"
        text = run([tool("curl"), "--noproxy", "*", "--silent", "--fail", *JSON, "--data-binary", f"@{REQUEST}", "--write-out",
                    "\n%{num_connects}\n", url, url])
        first, opened, second, opened_again = text.strip().splitlines()
        expect_decision(first, place)
        expect_decision(second, place)
        expect("the connections opened for both", (opened, opened_again), ("1", "0"))
    with report.check("curl", "HTTP/1.0"):
        post("--http1.0")
    with report.check("curl", "a chunked body"):
        post("-H", "Transfer-Encoding: chunked")
    with report.check("curl", f"Expect: 100-continue with a batch of {BATCH:,} requests"):
        batch = place.directory / "batch.json"
        batch.write_text("[" + ",".join([REQUEST.read_text()] * BATCH) + "]")
        head = place.directory / "head"
        answers = json.loads(curl("-H", "Expect: 100-continue", "--dump-header", head, "--data-binary", f"@{batch}",
                                  path="/score/batch"))
        expect("the number of answers", len(answers), BATCH)
        for answer in answers:
            expect_decision(answer, place)
        expect("the first status", head.read_text().splitlines()[0], "HTTP/1.1 100 Continue")
    with report.check("curl", "--compressed"):
        head = place.directory / "head"
        post("--compressed", "--dump-header", head)
        if "content-encoding: gzip" not in head.read_text().lower():
            raise Missing("the answer is right, but this heed does not compress it")
    with report.check("curl", "a compressed body"):
        packed = place.directory / "request.json.gz"
        packed.write_bytes(gzip.compress(REQUEST.read_bytes()))
        text = run([tool("curl"), "--noproxy", "*", "--silent", *JSON, "-H", "Content-Encoding: gzip",
                    "--data-binary", f"@{packed}", "--write-out", "\n%{http_code}", f"{place.plain}/score"])
        answer, _, status = text.rpartition("\n")
        if status == "415":
            raise Missing("this heed takes no compressed bodies")
        expect("the status", status, "200")
        expect_decision(answer, place)
    for version in ("1.2", "1.3"):
        with report.check("curl", f"TLS {version}"):
            post("--cacert", place.certificate, f"--tlsv{version}", "--tls-max", version, address=place.tls())


def check_load_generators(report: Report, place: Place) -> None:
    """They do not look at answers, so the service is asked what it has decided."""
    def counted(address: str, command: list) -> str:
        trusted = place.certificate if address == place.secure else None
        before = decisions(address, trusted)
        text = run([*command, f"{address}/score"])
        expect("the number of decisions of the right tier", decisions(address, trusted) - before, LOAD)
        return text

    def h2load(address: str) -> None:
        text = counted(address, [tool("h2load"), "--h1", "-n", LOAD, "-c", 8, "-d", REQUEST,
                                 "-H", "content-type: application/json"])
        expect("the successes", re.search(r"(\d+) 2xx", text).group(1), str(LOAD))

    with report.check("wrk", "8 connections for a second, each answer looked at"):
        script = ROOT / "scripts" / "interop" / "check.lua"
        text = run([tool("wrk"), "-t1", "-c8", "-d1s", "-s", script, f"{place.plain}/score", "--", REQUEST])
        told = json.loads(text.splitlines()[-1])
        if told["right"] == 0 or told["wrong"] or told["errors"]:
            raise Wrong(f"{told['right']} right answers, {told['wrong']} wrong ones, {told['errors']} errors")
    with report.check("h2load --h1", f"{LOAD:,} requests on 8 connections, counted in /metrics"):
        h2load(place.plain)
    with report.check("h2load --h1", "the same over TLS"):
        h2load(place.tls())
    with report.check("ab", f"{LOAD:,} requests, HTTP/1.0 with keep-alive, counted in /metrics"):
        text = counted(place.plain, [tool("ab"), "-q", "-l", "-k", "-n", LOAD, "-c", 8, "-p", REQUEST,
                                     "-T", "application/json"])
        for title, number in (("Failed requests", 0), ("Keep-Alive requests", LOAD)):
            expect(title.lower(), re.search(rf"{title}: +(\d+)", text).group(1), str(number))
        if "Non-2xx" in text:
            raise Wrong("some answers were not 2xx")


def check_openssl(report: Report, place: Place) -> None:
    def connect(*options) -> str:
        return run([tool("openssl"), "s_client", "-connect", place.tls().removeprefix("https://"), "-CAfile", place.certificate,
                    "-verify_return_error", "-ign_eof", *options], given=post_message())

    for option in ("-tls1_2", "-tls1_3"):
        with report.check("openssl s_client", f"{option}, with ALPN, then the session again"):
            session = place.directory / f"session{option}"
            first = connect(option, "-alpn", "http/1.1", "-sess_out", session)
            expect_decision(body_of(first), place)
            if "ALPN protocol: http/1.1" not in first:
                raise Wrong("the server did not choose http/1.1")
            second = connect(option, "-sess_in", session)
            expect_decision(body_of(second), place)
            if "Reused, " not in second:
                raise Wrong("the session was not taken up again")


def body_of(transcript: str) -> dict:
    """The decision between what s_client prints around it, which may follow without a line's end."""
    start = transcript.find('{"decision"')
    if "HTTP/1.1 200 OK" not in transcript or start < 0:
        raise Wrong(f"no decision in the answer: {transcript[-300:]}")
    return json.JSONDecoder().raw_decode(transcript, start)[0]


PYTHON = """
import json, sys, requests
body = open(sys.argv[1], "rb").read()
with requests.Session() as session:
    session.trust_env = False
    if len(sys.argv) > 3: session.verify = sys.argv[3]
    answers = [session.post(sys.argv[2] + "/score", data=data, headers={"Content-Type": "application/json"}, timeout=10)
               for data in (body, iter([body[:100], body[100:]]))]
    for answer in answers: answer.raise_for_status()
    print(json.dumps([answer.json() for answer in answers]))
"""


def check_python(report: Report, place: Place) -> None:
    def python() -> str:
        """A Python with requests, in an environment of its own."""
        environment = ROOT / ".build" / "interop-python"
        binary = environment / "bin" / "python"
        installed = binary.exists() and subprocess.run([binary, "-c", "import requests"], capture_output=True, check=False)
        if installed and installed.returncode == 0:
            return str(binary)
        made = subprocess.run([sys.executable, "-m", "venv", environment], capture_output=True, check=False)
        if made.returncode == 0:
            made = subprocess.run([binary, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "requests"],
                                  capture_output=True, timeout=180, check=False)
        if made.returncode != 0:
            raise Missing("requests cannot be installed with python3 -m venv and pip")
        return str(binary)

    for title, address, trusted in (("", lambda: place.plain, []), (", TLS", place.tls, [place.certificate])):
        with report.check("Python requests", "a session: a body of known length, then a chunked one" + title):
            for answer in json.loads(run([python(), "-c", PYTHON, REQUEST, address(), *trusted])):
                expect_decision(answer, place)


NODE = """
const body = require("fs").readFileSync(process.argv[1]);
const post = async () => {
  const answer = await fetch(process.argv[2] + "/score",
    {method: "POST", headers: {"Content-Type": "application/json"}, body});
  if (!answer.ok) throw new Error("status " + answer.status);
  return answer.json();
};
(async () => console.log(JSON.stringify([await post(), ...await Promise.all([post(), post(), post()])])))();
"""


def check_node(report: Report, place: Place) -> None:
    for title, address in (("", lambda: place.plain), (", TLS", place.tls)):
        with report.check("Node fetch", "one request, then three at once" + title):
            node = tool("node")
            if int(run([node, "--version"]).removeprefix("v").split(".")[0]) < 18:
                raise Missing("fetch needs Node 18 or newer")
            environment = os.environ | {"NODE_EXTRA_CA_CERTS": str(place.certificate)}
            answers = json.loads(run([node, "-e", NODE, REQUEST, address()], environment=environment))
            expect("the number of answers", len(answers), 4)
            for answer in answers:
                expect_decision(answer, place)
