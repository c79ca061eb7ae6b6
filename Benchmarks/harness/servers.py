"""The servers: how each is built and started."""

import functools
import json
import os
import pathlib
import shutil
import subprocess
from dataclasses import dataclass

from harness.processes import Failure, Server, free_port

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent
REQUEST = HERE / "request.json"
POLICY = ROOT / "config" / "policy.yaml"
HEED = ROOT / ".build" / "release" / "heed"
PRODUCTS = HERE / ".build" / "release"
# Not among the products, as `release` is a link that the Swift package manager has to make.
GO_SERVER = HERE / ".build" / "go-server"

# In the order of the tables.
TITLES = {"canned": "C epoll, canned", "nginx": "nginx, static", "heed": "Heed", "go": "Go net/http",
          "hummingbird": "Hummingbird", "flyingfox": "FlyingFox"}
SUBJECT = "heed"
# These send bytes that they were given, so they show what the machine has for a server that does nothing else.
STATIC = ("canned", "nginx")


@dataclass
class Surroundings:
    """What the servers of a run are started with."""

    # A directory for what they write.
    directory: pathlib.Path
    # The answer that the static ones send.
    answer: pathlib.Path
    # Certificate and key for servers that are to speak TLS.
    certificate: tuple[pathlib.Path, pathlib.Path] | None = None
    # Whether each answer of the C server is to end its connection, as it looks at no request's fields.
    close: bool = False


def server(name: str, surroundings: Surroundings) -> Server:
    """A server with its command line, on a free port of loopback."""
    policy = ["--policy", str(POLICY)]
    if name == "nginx":
        return nginx(surroundings)
    if name == "canned":
        return Server(name, [str(PRODUCTS / "canned-server"), "--answer", str(surroundings.answer),
                             *(["--close"] if surroundings.close else [])])
    if name == SUBJECT:
        return heed(surroundings)
    binary = GO_SERVER if name == "go" else PRODUCTS / f"{name}-server"
    return Server(name, [str(binary), "--port", "0", *policy])


def heed(surroundings: Surroundings, *options: str) -> Server:
    """Heed, started as users do, but without a queue unless the options name a folder for one."""
    tls = []
    if surroundings.certificate:
        tls = ["--tls-cert", str(surroundings.certificate[0]), "--tls-key", str(surroundings.certificate[1])]
    return Server(SUBJECT, [str(HEED), "serve", "--port", "0", "--policy", str(POLICY), *tls,
                             *([] if "--data" in options else ["--data", "none"]), *options])


def nginx(surroundings: Surroundings) -> Server:
    """nginx with a worker a core, and the answer in its configuration, from where it is fastest."""
    answer = surroundings.answer.read_text()
    if "$" in answer:
        raise Failure("nginx would take the dollar sign in the answer for a variable")
    quoted = answer.replace("\\", "\\\\").replace("'", "\\'")
    port, directory = free_port(), surroundings.directory
    listen, tls = f"127.0.0.1:{port}", ""
    if surroundings.certificate:
        listen += " ssl"
        tls = (f"ssl_certificate {surroundings.certificate[0]}; ssl_certificate_key {surroundings.certificate[1]}; "
               "ssl_protocols TLSv1.2 TLSv1.3;")
    configuration = directory / "nginx.conf"
    temporary = " ".join(f"{kind}_temp_path {directory}/{kind};" for kind in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    configuration.write_text(f"""
pid {directory}/nginx.pid;
error_log {directory}/nginx-error.log;
worker_processes {os.cpu_count()};
events {{ worker_connections 4096; }}
http {{
  access_log off;
  {temporary}
  keepalive_requests 1000000000;
  server {{
    listen {listen};
    {tls}
    default_type application/json;
    location = /score {{ return 200 '{quoted}'; }}
  }}
}}
""")
    scheme = "https" if surroundings.certificate else "http"
    command = [tool("nginx"), "-p", str(directory), "-c", str(configuration), "-e", str(directory / "nginx-error.log"),
               "-g", "daemon off;"]
    return Server("nginx", command, f"{scheme}://127.0.0.1:{port}")


def make_certificate(directory: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """Makes a certificate for 127.0.0.1 with an ECDSA key on P-256, signed by itself."""
    certificate, key = directory / "certificate.pem", directory / "key.pem"
    result = subprocess.run(
        [tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Failure(f"openssl made no certificate:\n{result.stderr}")
    return certificate, key


@functools.cache
def heed_speaks_tls() -> bool:
    """Whether the heed that was built has the options for TLS."""
    return "--tls-cert" in subprocess.run([str(HEED), "serve", "--help"], capture_output=True, text=True, check=False).stdout


def build(names: list[str]) -> None:
    """Builds what is to run, in release: servers by their names here, programs by their products' names."""
    for name in names:
        if name == SUBJECT:
            # From its own package, as it is shipped: with its own settings and none of the peers' dependencies.
            run(["swift", "build", "-c", "release", "--product", "heed"], ROOT)
        elif name == "go":
            # It has no dependencies, so nothing is fetched.
            run([tool("go"), "build", "-o", str(GO_SERVER), "."], HERE / "go-server",
                {"GOTOOLCHAIN": "local", "GOPROXY": "off"})
        elif name != "nginx":
            product = f"{name}-server" if name in TITLES else name
            run(["swift", "build", "-c", "release", "--product", product], HERE)


def run(command: list[str], directory: pathlib.Path, environment: dict[str, str] | None = None) -> None:
    print("+", *command, flush=True)
    result = subprocess.run(command, cwd=directory, env=os.environ | (environment or {}), check=False)
    if result.returncode != 0:
        raise Failure(f"{' '.join(command)} failed in {directory}")


# The Debian and Ubuntu packages that have the programs that are not built here.
PACKAGES = {"wrk": "wrk", "go": "golang-go", "nginx": "nginx", "openssl": "openssl",
            "redis-server": "redis-server"}


def tool(name: str) -> str:
    """The path of an installed program."""
    # Debian has servers where only root's path leads.
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not path:
        raise Failure(f"{name} is missing; install it with: sudo apt-get install {PACKAGES[name]}")
    return path


def versions() -> dict[str, str]:
    """The versions of the peers, as far as they can be told."""
    result = {}
    try:
        pins = json.loads((HERE / "Package.resolved").read_text())["pins"]
        result = {pin["identity"]: pin["state"].get("version", "") for pin in pins}
    except (OSError, ValueError, KeyError):
        pass
    for name, command, position in (("go", ["go", "version"], 2), ("nginx", ["nginx", "-v"], 2)):
        try:
            told = subprocess.run([tool(command[0]), *command[1:]], capture_output=True, text=True, check=False)
            result[name] = (told.stdout + told.stderr).split()[position].removeprefix("go").removeprefix("nginx/")
        except (Failure, IndexError):
            pass
    return result
