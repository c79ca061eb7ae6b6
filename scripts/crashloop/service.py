"""A heed that is started, killed, and looked at from outside."""

import os
import re
import signal
import subprocess
import time

from .http import Connection, Lost


class Service:
    """One run of `heed serve` over a data folder."""

    def __init__(self, options):
        self.data = options.data
        os.makedirs(os.path.dirname(os.path.abspath(options.log)), exist_ok=True)
        self.log = open(options.log, "ab")
        self.started = time.monotonic()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HEED_")}
        self.process = subprocess.Popen(
            [options.heed, "serve", "--port", "0", "--data", options.data],
            stdout=subprocess.PIPE, stderr=self.log, env=environment, cwd=options.root)
        self.port = None

    def wait(self):
        """Waits until it answers that it is ready, and returns the seconds since it was started."""
        line = self.process.stdout.readline().decode()
        match = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not match:
            raise RuntimeError(f"heed does not start, see {self.log.name}: {line.strip()}")
        self.port = int(match.group(1))
        connection = Connection(self.port)
        while True:
            answer = connection.call("GET", "/readyz")
            if answer.status == 200:
                connection.close()
                return time.monotonic() - self.started
            if time.monotonic() - self.started > 120:
                raise RuntimeError(f"heed does not become ready: {answer.json}")
            time.sleep(0.01)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def memory(self):
        """Bytes in memory: all, and those that are no file's."""
        found = {}
        with open(f"/proc/{self.process.pid}/status") as lines:
            for line in lines:
                name, _, value = line.partition(":")
                if name in ("VmRSS", "RssAnon", "VmHWM"):
                    found[name] = int(value.split()[0]) * 1024
        return found
