"""What clients were told, and what therefore has to be so: the yardstick that a restarted service is held against."""

import threading
import time
from collections import Counter

# Clocks of one machine: what is left is rounding.
SLACK = 0.05


class Claim:
    """A claim that a client was told of, or that was found after a kill."""

    def __init__(self, fence, agent, ticket, until, surely_until):
        self.fence = fence
        self.agent = agent
        self.ticket = ticket
        # The whole second that the answer named.
        self.until = until
        # It cannot have ended by itself before: the time the request was sent and the seconds it asked for.
        self.surely_until = surely_until
        # release or complete once that was sent, as from then on it may be so.
        self.ending = None
        # release or complete once that was acknowledged; "over" once it is known to be past.
        self.ended = None
        self.unsure_extension = False


class Ticket:
    """A ticket that a client has sent."""

    def __init__(self, ident, body, key):
        self.id = ident
        self.body = body
        self.key = key
        self.is_sure = False
        self.version = 0
        self.score = None
        self.decision = None
        self.unsure_patches = 0
        self.claims = {}
        self.attempts = 0
        self.is_deleted = False
        self.maybe_deleted = False
        # done or abandoned, once it was seen so.
        self.final = None

    @property
    def last_claim(self):
        return self.claims[max(self.claims)] if self.claims else None

    @property
    def is_over(self):
        return self.is_deleted or self.final is not None or any(c.ended == "complete" for c in self.claims.values())


class Ledger:
    """All tickets and claims. Clients write it as they are answered; with all of them at rest it is compared."""

    def __init__(self):
        self.lock = threading.RLock()
        self.tickets = {}
        self.fences = {}
        # What has changed, or may have, since the last comparison.
        self.touched = set()
        # Claims without an answer, by agent.
        self.unsure_claims = Counter()
        self.floor = 0
        self.wrong = []
        self.acknowledged = Counter()
        self.in_flight = Counter()
        self.surprises = Counter()

    def complain(self, text):
        with self.lock:
            self.wrong.append(text)

    def begin(self, ident, body, key):
        with self.lock:
            self.touched.add(ident)
            self.tickets[ident] = Ticket(ident, body, key)

    def scored(self, ident, answer, kind):
        """A ticket was enqueued, or scored again."""
        with self.lock:
            ticket = self.tickets[ident]
            version = int(answer.fields["etag"].strip('"').split("-")[0])
            if kind == "patch" and version <= ticket.version:
                self.complain(f"{ident}: PATCH answered version {version} after {ticket.version}")
            ticket.is_sure = True
            ticket.version = version
            ticket.unsure_patches = 0
            ticket.score = answer.json["score"]
            ticket.decision = answer.json["decision"]
            self.touched.add(ident)
            self.acknowledged[kind] += 1

    def deleted(self, ident):
        with self.lock:
            self.tickets[ident].is_deleted = True
            self.acknowledged["delete"] += 1

    def claimed(self, agent, answer, sent, seconds):
        """An agent was given a ticket: it must be nobody else's."""
        told = answer.json
        fence, ident = told["claim"]["fence"], told["ticket"]["ticket"]
        with self.lock:
            now = time.time()
            self.acknowledged["claim"] += 1
            ticket = self.tickets.get(ident)
            if ticket is None:
                self.complain(f"{ident}: given to {agent}, and was never enqueued")
                return None
            if fence in self.fences:
                self.complain(f"fence {fence} given out twice: {self.fences[fence].ticket}, {ident}")
            if fence <= self.floor:
                self.complain(f"fence {fence} of {ident} is not greater than {self.floor}, given out before the kill")
            for other in ticket.claims.values():
                if other.fence < fence and not other.ending and not other.ended and now < other.surely_until - SLACK:
                    self.complain(
                        f"{ident}: given to {agent} (fence {fence}) while {other.agent} has it (fence {other.fence}) "
                        f"for {other.surely_until - now:.2f} s more")
                if other.ended == "complete" and other.fence < fence:
                    self.complain(f"{ident}: given to {agent} (fence {fence}) after it was completed")
            claim = Claim(fence, agent, ident, told["claim"]["leased_until"], sent + seconds)
            ticket.claims[fence] = claim
            ticket.attempts += 1
            self.fences[fence] = claim
            self.touched.add(ident)
            return claim

    def extended(self, claim, answer, sent, seconds):
        with self.lock:
            claim.until = answer.json["claim"]["leased_until"]
            claim.surely_until = sent + seconds
            claim.unsure_extension = False
            self.touched.add(claim.ticket)
            self.acknowledged["extend"] += 1

    def ended(self, claim, how):
        """A claim was released or completed: it must have been the last."""
        with self.lock:
            claim.ended = how
            self.acknowledged[how] += 1
            self.touched.add(claim.ticket)
            if max(self.tickets[claim.ticket].claims) != claim.fence and how == "complete":
                self.complain(f"{claim.ticket}: completed with fence {claim.fence}, which is not its last")

    def stale(self, claim):
        """A claim is said to be over: it must have had its time."""
        with self.lock:
            left = claim.surely_until - time.time()
            if left > SLACK and not claim.unsure_extension:
                self.complain(f"{claim.ticket}: fence {claim.fence} is said to be stale {left:.2f} s before its end")
            claim.ended = claim.ended or "over"

    def lost(self, kind):
        with self.lock:
            self.in_flight[kind] += 1

    def killed(self):
        """From now on only greater fences may be given out."""
        with self.lock:
            self.floor = max(self.fences, default=0)
