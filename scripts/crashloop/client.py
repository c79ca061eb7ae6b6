"""A client of the load: enqueues tickets, changes and gives up its own, and takes and ends anybody's."""

import random
import threading
import time

from .http import Connection, Lost

DESKS = ["first-response", "senior", "general", "social-care", "key-accounts"]
SEVERITIES = ["low", "normal", "high", "critical"]


class Gate:
    """Lets clients work while a service runs, and waits until all of them rest."""

    def __init__(self):
        self.condition = threading.Condition()
        self.port = None
        self.is_over = False
        self.working = 0

    def open(self, port):
        with self.condition:
            self.port = port
            self.condition.notify_all()

    def close(self):
        """Closed before the kill is noticed or after it: either way all are at rest when this returns."""
        with self.condition:
            self.port = None
            self.condition.wait_for(lambda: self.working == 0)

    def end(self):
        with self.condition:
            self.is_over = True
            self.condition.notify_all()

    def enter(self):
        """The port to work with; None at the end."""
        with self.condition:
            self.condition.wait_for(lambda: self.port is not None or self.is_over)
            if self.is_over:
                return None
            self.working += 1
            return self.port

    def leave(self):
        with self.condition:
            self.working -= 1
            self.condition.notify_all()

    def rest(self, port):
        """Waits until the service of this port is no longer to be worked with."""
        with self.condition:
            self.condition.wait_for(lambda: self.port != port or self.is_over)


class Client(threading.Thread):
    """One of those who keep the load going, each with a connection of its own."""

    def __init__(self, name, ledger, gate, desks, seed):
        super().__init__(daemon=True)
        self.agent = name
        self.ledger = ledger
        self.gate = gate
        self.desks = desks
        self.random = random.Random(f"{seed}-{name}")
        self.connection = None
        self.mine = []
        # What was sent and not answered: sent again, as a client would.
        self.unanswered = []
        self.held = []
        self.count = 0

    def run(self):
        while (port := self.gate.enter()) is not None:
            self.connection = Connection(port)
            try:
                while self.gate.port == port:
                    self.step()
            except (Lost, ConnectionRefusedError):
                pass
            finally:
                self.connection.close()
                self.gate.leave()
            self.gate.rest(port)

    def step(self):
        choice = self.random.random()
        if self.unanswered:
            self.enqueue(self.unanswered[-1])
        elif choice < 0.34:
            self.enqueue(None)
        elif choice < 0.60:
            self.claim()
        elif choice < 0.74:
            self.change()
        elif choice < 0.79:
            self.give_up()
        elif self.held:
            claim = self.held.pop(self.random.randrange(len(self.held)))
            self.random.choice([self.complete, self.complete, self.complete, self.extend, self.release])(claim)

    def call(self, kind, *arguments, expected, **others):
        """An answer that is one of those expected. What gets none is counted."""
        try:
            answer = self.connection.call(*arguments, **others)
        except Lost:
            self.ledger.lost(kind)
            raise
        if answer.status not in expected:
            self.ledger.complain(f"{kind} {arguments[1]} answered {answer.status}: {answer.body[:200]!r}")
        return answer

    def enqueue(self, ident):
        if ident is None:
            self.count += 1
            ident = f"{self.agent}-{self.count}"
            body = {"ticket": {"id": ident, "severity": self.random.choice(SEVERITIES)}}
            key = f"key-{ident}" if self.random.random() < 0.3 else None
            self.ledger.begin(ident, body, key)
            self.unanswered.append(ident)
        ticket = self.ledger.tickets[ident]
        fields = [("Idempotency-Key", ticket.key)] if ticket.key else []
        answer = self.call("enqueue", "POST", "/queue", ticket.body, fields, expected=[200, 201])
        self.unanswered.remove(ident)
        # A second answer tells nothing that the comparison after the kill has not found.
        if answer.status == 201:
            self.ledger.scored(ident, answer, "enqueue")
        elif not ticket.is_sure:
            self.ledger.complain(f"{ident}: said to be there already, and was not after the kill")
        self.mine.append(ident)

    def claim(self):
        seconds = self.random.choice([1, 2, 3, 60])
        body = {"agent": self.agent, "desks": self.desks, "lease_seconds": seconds}
        if self.random.random() < 0.1:
            body["wait_seconds"] = 0.2
        sent = time.time()
        self.ledger.unsure_claims[self.agent] += 1
        answer = self.call("claim", "POST", "/queue/claims", body, expected=[201, 204])
        if answer.status == 201:
            claim = self.ledger.claimed(self.agent, answer, sent, seconds)
            if claim:
                self.held.append(claim)
        self.ledger.unsure_claims[self.agent] -= 1

    def change(self):
        ident = self.pick()
        if ident is None:
            return
        ticket = self.ledger.tickets[ident]
        body = {"ticket": {"severity": self.random.choice(SEVERITIES)}}
        is_conditional = self.random.random() < 0.5 and ticket.unsure_patches == 0
        fields = [("If-Match", f'"{ticket.version}"')] if is_conditional else []
        ticket.unsure_patches += 1
        self.ledger.touched.add(ident)
        answer = self.call("patch", "PATCH", f"/queue/{ident}", body, fields, expected=[200, 409])
        if answer.status == 200:
            self.ledger.scored(ident, answer, "patch")
        else:
            ticket.unsure_patches -= 1
            self.mine.remove(ident)

    def give_up(self):
        ident = self.pick()
        if ident is None:
            return
        self.ledger.tickets[ident].maybe_deleted = True
        self.ledger.touched.add(ident)
        answer = self.call("delete", "DELETE", f"/queue/{ident}", expected=[204, 409])
        if answer.status == 204:
            self.ledger.deleted(ident)
        else:
            self.ledger.tickets[ident].maybe_deleted = False
        self.mine.remove(ident)

    def pick(self):
        """One of this client's tickets, the newer the likelier: older ones are mostly done."""
        if not self.mine:
            return None
        return self.mine[-min(len(self.mine), 1 + int(self.random.expovariate(0.02)))]

    def extend(self, claim):
        seconds = self.random.choice([1, 2, 60])
        sent = time.time()
        # It may be shorter afterwards: the earlier of both ends is the sure one.
        claim.surely_until = min(claim.surely_until, sent + seconds)
        claim.unsure_extension = True
        self.ledger.touched.add(claim.ticket)
        answer = self.on(claim, "extend", {"lease_seconds": seconds})
        if answer.status == 200:
            self.ledger.extended(claim, answer, sent, seconds)
            self.held.append(claim)
        else:
            claim.unsure_extension = False
            self.ledger.stale(claim)

    def release(self, claim):
        self.end(claim, "release")

    def complete(self, claim):
        self.end(claim, "complete")

    def end(self, claim, how):
        claim.ending = how
        self.ledger.touched.add(claim.ticket)
        answer = self.on(claim, how, None)
        if answer.status == 200:
            self.ledger.ended(claim, how)
        else:
            claim.ending = None
            self.ledger.stale(claim)

    def on(self, claim, action, body):
        return self.call(action, "POST", f"/queue/claims/{claim.fence}/{action}", body, expected=[200, 409])
