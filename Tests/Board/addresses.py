"""What the board shows where it is opened by the address of a ticket or of a comparison."""

from board_page import Board, photograph
from running import Checks

#: Whether the row of the ticket that is open is wholly in view.
IN_VIEW = """(id) => {
  const row = [...document.querySelectorAll('#space > .row:not([hidden])')]
    .find((one) => one.querySelector('.ticket > span')?.textContent === id);
  const box = row?.getBoundingClientRect(), view = document.getElementById('rows').getBoundingClientRect();
  return !!row && box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
}"""


def line(service) -> list[dict]:
    """All who wait, in their order."""
    tickets, cursor = [], ""
    while cursor is not None:
        _, page = service.ask("GET", f"/queue?limit=1000{cursor and '&cursor=' + cursor}")
        tickets += page["tickets"]
        cursor = page["next_cursor"]
    return tickets


def head_share(ticket) -> float:
    return ticket["head_start_seconds"] / ticket["promise_seconds"]


def waited_share(ticket) -> float:
    return ticket["waited_seconds"] / ticket["promise_seconds"]


def pairs(service):
    """A standard ticket that is before a new priority one at the same desk: by head start, and by long waiting."""
    tickets = line(service)
    new = [one for one in tickets if one["waited_seconds"] < 250]
    for late in sorted((one for one in new if one["tier"] == "priority"), key=head_share):
        mates = [one for one in tickets if one["tier"] == "standard" and one["desk"] == late["desk"]]
        # By waiting alone it would not be first, now or later.
        behind = [one for one in mates if one in new and waited_share(one) <= waited_share(late)]
        by_head = max(behind, key=head_share, default=None)
        by_wait = max(mates, key=lambda one: one["waited_seconds"], default=None)
        if by_head and head_share(by_head) > head_share(late) + 0.075 and by_wait["waited_seconds"] > 7200:
            return (by_head["ticket"], late["ticket"]), (by_wait["ticket"], late["ticket"])
    raise SystemExit("no standard ticket is before a new priority one: the made-up line has changed")


def check_deep_link(chromium, service, checks: Checks, folder) -> None:
    tickets = line(service)
    one = tickets[len(tickets) // 2]["ticket"]
    board = Board(chromium, service.address, fragment=f"ticket={one}")
    page = board.whole()
    page.locator("#detail .factors li").first.wait_for()
    page.wait_for_timeout(600)
    words = page.inner_text("#detail")
    checks.expect(
        "a ticket opened by its address has the questions about its place",
        all(text in words for text in ("before it?", "Why is it before", "Compare with another")),
        words[:300],
    )
    tiers = len(service.ask("GET", "/policy")[1]["tiers"])
    checks.equal("and the names of the tiers", page.locator("#detail .scale b").count(), tiers)
    checks.expect("and its row is in view", page.evaluate(IN_VIEW, one), one)
    checks.expect("the address is as it was", page.url.endswith(f"#ticket={one}"), page.url)
    photograph(page, folder, "deep-link")
    page.evaluate("location.hash = 'line'")
    page.wait_for_timeout(300)
    checks.expect("an address without a ticket closes it", page.locator("#detail").is_hidden())
    board.close(checks, "deep link")


def check_reasons(chromium, service, checks: Checks, folder) -> None:
    by_head, by_wait = pairs(service)
    for (first, second), name, has, has_not in (
        (by_head, "compare-head-start", "has a head start of", "waiting for ever"),
        (by_wait, "compare-wait", "waiting for ever", "has a head start of"),
    ):
        board = Board(chromium, service.address, fragment=f"compare={first},{second}")
        page = board.whole()
        page.locator("#detail .said p").first.wait_for()
        page.wait_for_timeout(600)
        words = page.inner_text("#detail .said")
        title = page.inner_text("#detail h2")
        checks.equal(f"the standard ticket is first ({name})", title, f"Why is {first} before {second}?")
        checks.expect(f"for the right reason ({name})", has in words and has_not not in words, words)
        checks.expect(f"with what puts the other into its tier ({name})", f"What puts {second} into priority" in words, words)
        checks.expect(f"and when it passes ({name})", f"{second} passes {first} in" in words, words)
        photograph(page, folder, name)
        board.close(checks, name)
