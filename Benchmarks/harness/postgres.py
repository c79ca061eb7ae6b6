"""A queue in PostgreSQL as job queues write it, in a cluster of its own, driven by pgbench."""

import contextlib
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from typing import Iterator

from harness.cycles import Cycles
from harness.processes import Failure, free_port, tree_microseconds
from harness.servers import REQUEST

# Waiting, leased and done are 0, 1 and 2. The body is what Heed is sent.
SCHEMA = """
CREATE TABLE tickets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state smallint NOT NULL DEFAULT 0,
  queue text NOT NULL,
  priority smallint NOT NULL,
  time timestamptz NOT NULL DEFAULT now(),
  attempts smallint NOT NULL DEFAULT 0,
  agent text,
  leased_until timestamptz,
  finished_at timestamptz,
  body bytea NOT NULL
);
CREATE INDEX tickets_next ON tickets (state, queue, priority, time, id);
"""

# Three transactions. pgbench would take what follows a colon for a variable, so the body is in hexadecimal digits.
CYCLE = r"""
INSERT INTO tickets (queue, priority, body) VALUES ('social-care', 3, '\x{body}');
WITH next AS (
  SELECT id FROM tickets WHERE state = 0 AND queue = 'social-care' ORDER BY priority, time, id
  LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE tickets SET state = 1, agent = 'agent', leased_until = now() + interval '300 seconds', attempts = attempts + 1
FROM next WHERE tickets.id = next.id RETURNING tickets.id AS ticket, body \gset
UPDATE tickets SET state = 2, finished_at = now() WHERE id = :ticket AND state = 1;
"""

# Both are PostgreSQL's own, and are said here as they are what is compared. The rest spares it checkpoints meanwhile.
SETTINGS = {"fsync": "on", "synchronous_commit": "on", "shared_buffers": "256MB", "max_wal_size": "4GB",
            "max_connections": "300", "listen_addresses": "127.0.0.1"}


@dataclass
class Cluster:
    """A cluster that runs."""

    directory: pathlib.Path
    port: int
    pid: int
    runs: int = 0

    @staticmethod
    def binary(name: str) -> pathlib.Path:
        """The path of one of its programs, of the newest version that is installed."""
        folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        found = folders[-1] / name if folders else pathlib.Path(shutil.which(name) or "/nonexistent")
        if not found.exists():
            raise Failure(f"{name} is missing; install it with: sudo apt-get install postgresql")
        return found

    @classmethod
    @contextlib.contextmanager
    def running(cls, directory: pathlib.Path) -> Iterator["Cluster"]:
        """Makes a cluster in a folder and runs it. It refuses to run as root, which then runs it as `postgres`."""
        data = directory / "cluster"
        data.mkdir()
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(data, user.pw_uid, user.pw_gid)
            for parent in (directory, directory.parent):
                parent.chmod(0o711)
        cls.run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        port = free_port()
        settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(data)}
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{key} = '{value}'\n" for key, value in settings.items())
        cls.run("pg_ctl", "-D", str(data), "-w", "-l", str(data / "log"), "start")
        try:
            cluster = cls(directory, port, int((data / "postmaster.pid").read_text().split()[0]))
            cluster.execute(SCHEMA)
            yield cluster
        finally:
            cls.run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")

    @classmethod
    def run(cls, program: str, *arguments: str) -> None:
        """Runs one of its programs as a user that it accepts."""
        command = [str(cls.binary(program)), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        # The server that pg_ctl starts keeps what it was given, so that a pipe would never end.
        with tempfile.TemporaryFile() as output:
            result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/",
                                    timeout=120, check=False)
            output.seek(0)
            if result.returncode != 0:
                raise Failure(f"{program} failed:\n{output.read().decode(errors='replace')}")

    def execute(self, sql: str) -> str:
        command = [str(self.binary("psql")), "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-qAtX", "-v",
                   "ON_ERROR_STOP=1"]
        result = subprocess.run(command, input=sql, capture_output=True, text=True, timeout=600, check=False)
        if result.returncode != 0:
            raise Failure(f"psql failed:\n{result.stderr}")
        return result.stdout.strip()

    def fill(self, count: int) -> None:
        self.execute(f"INSERT INTO tickets (queue, priority, body) SELECT 'social-care', 3, '\\x{REQUEST.read_bytes().hex()}'"
                     f" FROM generate_series(1, {count});")
        self.execute("VACUUM ANALYZE tickets;")
        self.execute("CHECKPOINT;")

    def drive(self, clients: int, seconds: float, warm_up: float) -> Cycles:
        self.runs += 1
        self.pgbench(clients, warm_up, f"warm{self.runs}")
        done, before = self.done(), tree_microseconds(self.pid)
        rate, count, times = self.pgbench(clients, seconds, f"run{self.runs}")
        spent = tree_microseconds(self.pid) - before
        # pgbench counts scripts; that each found its ticket and finished it, the table has to say.
        if count == 0 or self.done() - done != count:
            raise Failure(f"pgbench went through {count} cycles, and {self.done() - done} tickets are done")
        return Cycles(rate, times[len(times) // 2], times[len(times) * 99 // 100], spent / count)

    def done(self) -> int:
        return int(self.execute("SELECT count(*) FROM tickets WHERE state = 2;"))

    def pgbench(self, clients: int, seconds: float, name: str) -> tuple[float, int, list[int]]:
        """The rate, the number of cycles, and how long each took in microseconds, the shortest first."""
        script = self.directory / "cycle.sql"
        script.write_text(CYCLE.replace("{body}", REQUEST.read_bytes().hex()))
        log = self.directory / name
        command = [str(self.binary("pgbench")), "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-n", "-M",
                   "prepared", "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(max(1, round(seconds))), "-f",
                   str(script), "-l", f"--log-prefix={log}", "postgres"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 120, check=False)
        found = re.search(r"transactions actually processed: (\d+)", result.stdout)
        if result.returncode == 0 and found and int(found.group(1)) == 0:
            return 0, 0, []
        rate = re.search(r"tps = (\S+) \(without initial", result.stdout)
        if result.returncode != 0 or not found or not rate:
            raise Failure(f"pgbench failed:\n{result.stdout}{result.stderr}")
        times = sorted(int(line.split()[2]) for path in self.directory.glob(f"{name}.*")
                       for line in path.read_text().splitlines())
        return float(rate.group(1)), int(found.group(1)), times
