"""Holds a restarted service, which nobody uses, against the ledger; then the ledger knows what became of what."""

import time
from datetime import datetime

from .http import Connection
from .ledger import Claim


def seconds(text):
    """A time as the API writes it, in seconds since 1970."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class View:
    """What a service says of its queue, at one moment."""

    def __init__(self, connection):
        self.connection = connection
        for _ in range(50):
            before = self.get("/queue/stats")
            self.waiting, self.disorder = self.walk()
            self.leased = {entry["ticket"]: entry for entry in self.get("/queue/claims")["claims"]}
            self.stats = self.get("/queue/stats")
            self.time = time.time()
            names = ("waiting", "leased", "done", "abandoned")
            self.counts = {name: self.stats[name] for name in names}
            # A lease may have ended meanwhile: then once more.
            if self.counts == {name: before[name] for name in names} and self.is_consistent:
                return
            time.sleep(0.05)

    @property
    def is_consistent(self):
        return self.counts["waiting"] == len(self.waiting) and self.counts["leased"] == len(self.leased)

    def get(self, path):
        answer = self.connection.call("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"GET {path} answered {answer.status}: {answer.body[:300]!r}")
        return answer.json

    def walk(self):
        """All waiting tickets, page by page, and where they are not in the order of their urgency."""
        tickets, disorder, cursor = {}, [], None
        start = time.time()
        last = None
        while True:
            page = self.get("/queue?limit=250" + (f"&cursor={cursor}" if cursor else ""))
            # Pages show the order as of the first, and urgencies as of their own time.
            slack = 2e-4 + (time.time() - start) / 300
            for entry in page["tickets"]:
                if last is not None and entry["urgency"] > last + slack:
                    disorder.append(f"{entry['ticket']}: urgency {entry['urgency']} comes after {last}")
                last = entry["urgency"]
                if entry["ticket"] in tickets:
                    disorder.append(f"{entry['ticket']}: shown twice")
                tickets[entry["ticket"]] = entry
            cursor = page["next_cursor"]
            if not cursor:
                return tickets, disorder


class Comparison:
    """One comparison. What is wrong goes to the ledger."""

    def __init__(self, ledger, port, clients):
        self.ledger = ledger
        self.clients = {client.agent: client for client in clients}
        self.connection = Connection(port)
        self.view = View(self.connection)

    def run(self, everything=False):
        ledger, view = self.ledger, self.view
        if not view.is_consistent:
            ledger.complain(
                f"stats say {view.counts}, the line has {len(view.waiting)} and {len(view.leased)} are claimed")
        for text in view.disorder:
            ledger.complain(text)
        for ident in list(view.waiting) + list(view.leased):
            if ident not in ledger.tickets:
                ledger.complain(f"{ident}: is in the queue, and nobody sent it")
        names = set(ledger.tickets) if everything else ledger.touched | set(view.waiting) | set(view.leased)
        for ident in sorted(names & set(ledger.tickets)):
            self.compare(ledger.tickets[ident], everything)
        ledger.touched.clear()
        ledger.unsure_claims.clear()
        self.count()
        self.connection.close()
        return len(names)

    def compare(self, ticket, is_exact):
        view = self.view
        self.time = view.time
        found = view.waiting.get(ticket.id) or view.leased.get(ticket.id)
        if found is None or is_exact:
            answer = self.connection.call("GET", f"/queue/{ticket.id}")
            found = answer.json if answer.status == 200 else None
            # Later than the view: a lease may have ended since.
            self.time = time.time()
        if found is None:
            if ticket.is_sure or ticket.claims:
                self.wrong(ticket, "is gone")
            else:
                del self.ledger.tickets[ticket.id]
                # Sent again, as it is the client's still.
                self.ledger.begin(ticket.id, ticket.body, ticket.key)
            return
        self.compare_facts(ticket, found)
        getattr(self, found["state"])(ticket, found)
        ticket.is_sure = True
        ticket.maybe_deleted = False

    def wrong(self, ticket, text):
        claims = [(c.fence, c.agent, c.until, c.ending, c.ended) for c in ticket.claims.values()]
        self.ledger.complain(f"{ticket.id}: {text} (version {ticket.version}, claims {claims})")

    def compare_facts(self, ticket, found):
        version = found["version"]
        if ticket.is_sure and not ticket.version <= version <= ticket.version + ticket.unsure_patches:
            self.wrong(ticket, f"is in version {version}")
        if version == ticket.version and ticket.score is not None:
            if abs(found["score"] - ticket.score) > 0.0501:
                self.wrong(ticket, f"has the score {found['score']}, told was {ticket.score}")
            if "decision" in found and found["decision"]["decision"] != ticket.decision:
                self.wrong(ticket, "has another decision than was told")
        if version != ticket.version:
            ticket.score = None
        ticket.version = version
        ticket.unsure_patches = 0
        unsure = sum(self.ledger.unsure_claims.values())
        if not ticket.attempts <= found["attempts"] <= ticket.attempts + unsure:
            self.wrong(ticket, f"was claimed {found['attempts']} times, told was {ticket.attempts}")
        ticket.attempts = found["attempts"]

    def waiting(self, ticket, found):
        claim = ticket.last_claim
        if ticket.is_over:
            self.wrong(ticket, "waits, and is over")
        if claim and claim.ended is None:
            if claim.ending != "release" and self.time < claim.surely_until - 0.05:
                self.wrong(ticket, f"waits {claim.surely_until - self.time:.2f} s before its lease ends")
            claim.ended = "over"

    def leased(self, ticket, found):
        told = found["claim"]
        claim = ticket.last_claim
        if ticket.is_over:
            self.wrong(ticket, "is claimed, and is over")
        if claim is None or told["fence"] > claim.fence:
            return self.adopt(ticket, told)
        if told["fence"] < claim.fence:
            return self.wrong(ticket, f"is claimed under the old fence {told['fence']}")
        if claim.ended in ("release", "complete"):
            self.wrong(ticket, f"is claimed under fence {claim.fence}, which has ended")
        if told["agent"] != claim.agent:
            self.wrong(ticket, f"is with {told['agent']}")
        if told["leased_until"] != claim.until and not claim.unsure_extension:
            self.wrong(ticket, f"is leased until {told['leased_until']}")
        if claim.ending or claim.unsure_extension:
            # What was not answered has not happened, or has: its client goes on with what is so.
            claim.ending = claim.ended = None
            claim.until = told["leased_until"]
            claim.surely_until = seconds(claim.until)
            claim.unsure_extension = False
            self.hand(claim)
        if self.time > seconds(told["leased_until"]) + 3:
            self.wrong(ticket, "is claimed, and its lease has ended")

    def adopt(self, ticket, told):
        """A claim that was not answered has happened."""
        agent, fence = told["agent"], told["fence"]
        if self.ledger.unsure_claims[agent] < 1 or fence <= self.ledger.floor - len(self.clients) - 1:
            self.wrong(ticket, f"is claimed by {agent} with fence {fence}, which nobody was told")
        self.ledger.unsure_claims[agent] -= 1
        claim = Claim(fence, agent, ticket.id, told["leased_until"], seconds(told["leased_until"]))
        for other in ticket.claims.values():
            if other.ended is None and other.ending is None and self.time < other.surely_until - 0.05:
                self.wrong(ticket, f"is claimed with fence {fence} while fence {other.fence} lives")
            other.ended = other.ended or "over"
        ticket.claims[fence] = claim
        self.ledger.fences[fence] = claim
        self.hand(claim)

    def hand(self, claim):
        client = self.clients.get(claim.agent)
        if client and claim not in client.held:
            client.held.append(claim)

    def done(self, ticket, found):
        claim = ticket.last_claim
        fence = found["claim"]["fence"]
        told = ticket.claims.get(fence)
        if ticket.is_deleted:
            self.wrong(ticket, "is done, and was abandoned")
        if told is None or claim.fence != fence:
            self.wrong(ticket, f"is done under the fence {fence}")
        elif told.ended != "complete" and told.ending != "complete":
            self.wrong(ticket, "is done, and nobody completed it")
        if claim:
            claim.ended = "complete"
        ticket.final = "done"

    def abandoned(self, ticket, found):
        if not ticket.is_deleted and not ticket.maybe_deleted:
            self.wrong(ticket, "is abandoned, and nobody gave it up")
        if any(claim.ended == "complete" for claim in ticket.claims.values()):
            self.wrong(ticket, "is abandoned, and was completed")
        if ticket.last_claim:
            ticket.last_claim.ended = ticket.last_claim.ended or "over"
        ticket.is_deleted = True
        ticket.final = "abandoned"

    def count(self):
        sure = [ticket for ticket in self.ledger.tickets.values() if ticket.is_sure]
        expected = {name: sum(ticket.final == name for ticket in sure) for name in ("done", "abandoned")}
        for name, number in expected.items():
            if self.view.counts[name] != number:
                self.ledger.complain(f"stats say {self.view.counts[name]} {name}, and {number} are")
        if sum(self.view.counts.values()) != len(sure):
            self.ledger.complain(f"stats add up to {sum(self.view.counts.values())}, and {len(sure)} were accepted")
