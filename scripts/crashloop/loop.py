"""The crash loop: load, kill, restart, compare, and again."""

import pathlib
import random
import statistics
import time

from .client import DESKS, Client, Gate
from .comparison import Comparison
from .http import Connection
from .ledger import Ledger
from .service import Service


class Loop:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.ledger = Ledger()
        self.gate = Gate()
        self.clients = [
            # Two desks each, and each desk with two at least, so that lines grow and are fought for.
            Client(f"agent{index}", self.ledger, self.gate, [DESKS[index % 3], DESKS[(index + 1) % 3]], options.seed)
            for index in range(options.clients)
        ]
        self.recoveries = []
        self.kills = self.early_kills = self.compared = 0

    def run(self):
        service = Service(self.options)
        service.wait()
        for client in self.clients:
            client.start()
        start = time.monotonic()
        while self.kills < self.options.kills and not self.ledger.wrong:
            self.gate.open(service.port)
            # Some at once, most about the mean, some later.
            time.sleep(min(self.random.expovariate(1 / self.options.seconds), 4 * self.options.seconds))
            service.kill()
            self.kills += 1
            self.gate.close()
            self.ledger.killed()
            if self.options.sabotage:
                pathlib.Path(self.options.data, "heed.db-wal").unlink(missing_ok=True)
            service = self.restart()
            self.compare(service)
        if not self.ledger.wrong:
            self.compare(service, everything=True)
        service.kill()
        self.gate.end()
        self.tell(time.monotonic() - start)
        return 1 if self.ledger.wrong else 0

    def restart(self):
        """A service that is ready; some do not live to see that."""
        while True:
            service = Service(self.options)
            if self.kills < self.options.kills and self.random.random() < 0.1:
                time.sleep(self.random.uniform(0, 0.15))
                service.kill()
                self.kills += 1
                self.early_kills += 1
                continue
            self.recoveries.append(service.wait())
            return service

    def compare(self, service, everything=False):
        self.compared += Comparison(self.ledger, service.port, self.clients).run(everything)
        connection = Connection(service.port)
        if not self.ledger.wrong:
            self.repeat(connection)
            self.take_first(connection)
        connection.close()

    def repeat(self, connection):
        """What was enqueued and is sent again is answered as it was, and is not enqueued again."""
        sure = [ticket for ticket in self.ledger.tickets.values() if ticket.is_sure]
        for ticket in self.random.sample(sure, min(5, len(sure))):
            fields = [("Idempotency-Key", ticket.key)] if ticket.key else []
            answer = connection.call("POST", "/queue", ticket.body, fields)
            if answer.status != 200 or answer.fields.get("etag") != f'"{ticket.version}"':
                self.ledger.complain(
                    f"{ticket.id}: sent again, answered {answer.status} with {answer.fields.get('etag')}")

    def take_first(self, connection):
        """The ticket that is shown first at a desk is the one that is given out."""
        desk = self.random.choice(DESKS[:3])
        for _ in range(3):
            page = connection.call("GET", f"/queue?desk={desk}&limit=1").json["tickets"]
            sent = time.time()
            answer = connection.call("POST", "/queue/claims", {"agent": "first", "desks": [desk], "lease_seconds": 60})
            if answer.status == 204:
                if not page:
                    return
                continue
            claim = self.ledger.claimed("first", answer, sent, 60)
            claim.ending = "release"
            released = connection.call("POST", f"/queue/claims/{claim.fence}/release")
            if released.status == 200:
                self.ledger.ended(claim, "release")
            # A lease may have ended in between, whose ticket then comes first: so it is tried again.
            if page and page[0]["ticket"] == claim.ticket:
                return
        self.ledger.complain(f"at {desk} {claim.ticket} was given out, shown first was {page}")

    def tell(self, seconds):
        ledger = self.ledger
        print(f"kills {self.kills}, {self.early_kills} of them before the service was ready; {seconds:.0f} s, "
              f"seed {self.options.seed}, {len(self.clients)} clients")
        print(f"{'command':<10} {'acknowledged':>12} {'in flight at a kill':>20}")
        for kind in ("enqueue", "claim", "extend", "release", "complete", "patch", "delete"):
            print(f"{kind:<10} {ledger.acknowledged[kind]:>12} {ledger.in_flight[kind]:>20}")
        print(f"{'all':<10} {sum(ledger.acknowledged.values()):>12} {sum(ledger.in_flight.values()):>20}")
        print(f"tickets compared {self.compared}, greatest fence {max(ledger.fences, default=0)}")
        times = sorted(self.recoveries)
        if times:
            print(f"seconds from start to ready: median {statistics.median(times):.3f}, greatest {times[-1]:.3f}")
        print(f"wrong: {len(ledger.wrong)}")
        for text in ledger.wrong[:20]:
            print("  " + text)


def run(options):
    return Loop(options).run()
