#!/usr/bin/env python3
"""Drives the live board at / in a headless Chromium, against a Heed of its own with a long line.

    Tests/Board/drive.py [--heed FILE] [--screenshots FOLDER] [--waiting 10000] [--page FILE]

--page looks at a page that is not built into the binary yet.

What it needs stands in running.py. Exit status: 0 all pass, 1 a failure, 77 a tool is missing.
"""

import argparse
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import addresses
import conditions
from board_page import ROWS, Board, ids, photograph, shown
from line_service import line_service
from running import Checks, accessibility, browser, make_key, options

#: Enqueues a ticket from within the page and waits until its row is there; milliseconds by the page's own clock.
LATENCY = """async (id) => {
  const there = () => [...document.querySelectorAll('#space > .row:not([hidden]) .ticket')]
    .some((one) => one.textContent === id);
  const start = performance.now();
  const row = new Promise((done) => {
    const look = () => {
      if (!there()) return;
      watcher.disconnect();
      requestAnimationFrame(() => done(performance.now() - start));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.getElementById('space'),
      { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const answer = await fetch('/queue', { method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ticket: { id, severity: 'critical' } }) });
  const acknowledged = performance.now() - start;
  if (answer.status !== 201) throw new Error('answered ' + answer.status);
  return [await row, acknowledged];
}"""


def figures(page) -> list[tuple[str, float]]:
    """The tickets in view, each with its urgency."""
    text = """all => all.map((one) => [
      +one.getAttribute('aria-rowindex'), one.querySelector('.ticket > span').textContent,
      +one.querySelector('.urgency .num').textContent]).sort((a, b) => a[0] - b[0])"""
    return [(ticket, urgency) for _, ticket, urgency in page.eval_on_selector_all(ROWS, text)]


def check_empty(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    shown(page, "Nobody waits")
    checks.expect(
        "an empty line says how to enqueue the first ticket",
        "curl -s " + service.address in page.locator("#empty").inner_text(),
    )
    checks.equal("axe-core finds nothing of weight (empty)", accessibility(page), [])
    photograph(page, folder, "empty")
    service.ask("POST", "/queue", {"ticket": {"id": "first", "severity": "high"}})
    checks.expect("the first ticket appears", shown(page, "first"))
    service.ask("DELETE", "/queue/first")
    checks.expect("and leaves when it is given up", shown(page, "Nobody waits"))
    board.close(checks, "empty")


def check_load(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    page.wait_for_timeout(1500)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    whole = page.evaluate("performance.getEntriesByName('heed:whole-line')[0].startTime")
    long = page.evaluate("seen.long")
    waiting = service.ask("GET", "/queue/stats")[1]["waiting"]
    print(
        f"        {waiting} waiting: first paint {paint:.0f} ms, the whole line {whole:.0f} ms, "
        f"{len(long)} long tasks of {sum(one[1] for one in long):.0f} ms together"
    )
    checks.equal("all who wait are in the grid", page.get_attribute("#grid", "aria-rowcount"), str(waiting + 1))
    checks.expect(
        "only what is in view is in the document", (found := page.locator("#space > .row").count()) < 80, found
    )
    told = {one["ticket"]: one["urgency"] for one in service.ask("GET", "/queue?limit=100")[1]["tickets"]}
    seen = figures(page)
    checks.equal("the most urgent come first", [one[1] for one in seen], sorted((one[1] for one in seen), reverse=True))
    # Two seconds lie between the two looks at most, and a critical ticket's urgency grows by 1/300 in each.
    checks.equal(
        "with the urgency that the service says",
        [one for one in seen[:12] if abs(told.get(one[0], 9) - one[1]) > 0.02],
        [],
    )
    page.evaluate("document.querySelector('#rows').scrollTop = 1e9")
    page.wait_for_timeout(300)
    checks.equal("the last one can be reached", page.locator(f"#space > [aria-rowindex='{waiting + 1}']").count(), 1)
    page.evaluate("document.querySelector('#rows').scrollTop = 0")
    page.evaluate("seen.long.length = 0")
    page.wait_for_timeout(5000)
    print(
        f"        5 s at rest: {sum(one[1] for one in page.evaluate('seen.long')):.0f} ms of long tasks; "
        f"layout shift {page.evaluate('seen.shift'):.3f}"
    )
    checks.expect("nothing shifts", page.evaluate("seen.shift") < 0.1, page.evaluate("seen.shift"))
    photograph(page, folder, "line")
    checks.equal("axe-core finds nothing of weight (line)", accessibility(page), [])
    board.close(checks, "load")


def check_live(chromium, service, checks: Checks) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    page.fill("#filter", "live-")
    page.wait_for_timeout(500)
    times = []
    for number in range(30):
        times.append(page.evaluate(LATENCY, f"live-{number}"))
        page.wait_for_timeout(60 + number * 7)
        if number:
            service.ask("DELETE", f"/queue/live-{number}")
    seen = sorted(one[0] for one in times)
    print(
        f"        POST to row seen: median {statistics.median(seen):.0f} ms, 9 of 10 within {seen[26]:.0f} ms, "
        f"most {seen[-1]:.0f} ms; "
        f"of it until the answer: median {statistics.median(one[1] for one in times):.0f} ms"
    )
    page.wait_for_timeout(600)
    checks.equal("who comes is seen, who gives up leaves", ids(page), ["live-0"])
    service.ask("DELETE", "/queue/live-0")
    page.wait_for_timeout(600)
    checks.equal("the last, too", ids(page), [])
    page.fill("#filter", "")
    page.wait_for_timeout(300)
    head = ids(page)[0]
    desk = service.ask("GET", f"/queue/{head}")[1]["desk"]
    service.ask("POST", "/queue/claims", {"agent": "ada", "desks": [desk]})
    page.wait_for_timeout(600)
    checks.expect("who is taken by an agent leaves", head not in ids(page), head)
    page.wait_for_timeout(1500)
    checks.equal("and is counted with the agents", page.inner_text("#sum-leased"), "1")
    board.close(checks, "live")


def check_flood(chromium, service, checks: Checks) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    page.evaluate("seen.long.length = 0")
    start = time.monotonic()
    service.fill(2000, first=100000)
    took = time.monotonic() - start
    page.wait_for_timeout(1500)
    long = page.evaluate("seen.long")
    print(f"        2000 more in {took:.1f} s: {len(long)} long tasks of {sum(one[1] for one in long):.0f} ms together")
    waiting = service.ask("GET", "/queue/stats")[1]["waiting"]
    checks.equal("who comes in a rush is there", page.inner_text("#sum-waiting"), f"{waiting:,}")
    board.close(checks, "rush")


def check_story(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    page.get_by_role("tab", name="Stories").click()
    service.tell_story()
    checks.expect("a story appears while one looks", shown(page, "The new washing machine"))
    checks.expect("with the ticket about it", shown(page, "about-it"))
    photograph(page, folder, "stories")
    page.get_by_role("button", name="about-it").click()
    page.locator("#detail .factors li").first.wait_for()
    checks.expect("which opens", "story" in page.inner_text("#detail .factors"))
    checks.equal("axe-core finds nothing of weight (story)", accessibility(page), [])
    board.close(checks, "story")


def check_decision(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    first, second, third = ids(page)[:3]
    page.locator(ROWS, has_text=first).first.click()
    page.locator("#detail .factors li").first.wait_for()
    page.wait_for_timeout(300)
    checks.equal("a ticket opens", page.inner_text("#detail h2"), first)
    checks.equal("with all its factors", page.locator("#detail .factors li").count(), 7)
    checks.equal("all phases side by side, and none", page.locator("#detail .phases li").count(), 5)
    score = service.ask("GET", f"/queue/{first}")[1]["score"]
    bars = page.eval_on_selector_all(
        "#detail .stack span", "all => all.reduce((sum, one) => sum + parseFloat(one.style.width), 0)"
    )
    checks.expect("the bar is as long as the score", abs(bars - score) < 0.4, f"{bars}, score {score}")
    photograph(page, folder, "decision")
    checks.equal("axe-core finds nothing of weight (decision)", accessibility(page), [])
    page.get_by_role("button", name="Close").click()
    for ticket in (second, third):
        page.locator(ROWS, has_text=ticket).first.focus()
        page.keyboard.press("c")
    page.locator("#detail .said p").first.wait_for()
    words = page.inner_text("#detail")
    checks.expect(
        "two are compared in words",
        all(
            text in words
            for text in (second, third, "of its promise", "go on waiting" if "go on waiting" in words else "stays so")
        ),
        words[:200],
    )
    page.wait_for_timeout(300)
    photograph(page, folder, "compare")
    checks.equal("axe-core finds nothing of weight (comparison)", accessibility(page), [])
    address = page.url
    checks.expect("the address says what is shown", "compare=" in address, address)
    board.close(checks, "decision")


def standing(service):
    """The policy, and where some tickets stand, apart from the time."""
    tickets = [service.ask("GET", f"/queue/T-{number}")[1] for number in range(10000, 10020)]
    return service.ask("GET", "/policy")[1], [
        (one["tier"], one["score"], one["version"], one["head_start_seconds"]) for one in tickets
    ]


def check_what_if(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    before = standing(service)
    page.get_by_role("tab", name="What if").click()
    page.locator("#cap-value").fill("4")
    page.get_by_text("looked at").first.wait_for(timeout=20000)
    photograph(page, folder, "what-if")
    checks.expect("it says who would change places", page.locator("#trial .moves tbody tr").count() > 10)
    checks.expect("and which lines of the policy would change", "value: {cap: 4}" in page.inner_text("#trial pre"))
    checks.equal("axe-core finds nothing of weight (what if)", accessibility(page), [])
    page.get_by_role("radio", name="ignore").check()
    checks.expect("another phase is tried, too", shown(page, "phase: ignore"))
    page.get_by_role("button", name="As in the policy").click()
    checks.expect("and all is as in the policy again", shown(page, "Move a cap or choose another phase"))
    after = standing(service)
    checks.equal("the policy and the tickets are as they were", after, before)
    for name in ("Incidents", "Agents"):
        page.get_by_role("tab", name=name).click()
        page.wait_for_timeout(400)
        photograph(page, folder, name.lower())
        checks.equal(f"axe-core finds nothing of weight ({name.lower()})", accessibility(page), [])
    board.close(checks, "what if")


def main() -> int:
    own = argparse.ArgumentParser(add_help=False)
    own.add_argument("--waiting", type=int, default=10000)
    own.add_argument("--page", type=pathlib.Path)
    mine, sys.argv[1:] = own.parse_known_args()
    Board.page_file = mine.page
    chosen, checks = options(__doc__), Checks()
    folder = chosen.screenshots
    with browser(chosen.chromium) as chromium:
        with line_service(chosen.heed) as service:
            check_empty(chromium, service, checks, folder)
            service.ask("PUT", "/agents/ada", {"desks": ["general", "senior", "first-response", "key-accounts"]})
            service.ask("PUT", "/agents/bo", {"desks": ["senior", "first-response"]})
            service.fill(mine.waiting)
            service.stop()
            service.age()
            service.start()
            check_load(chromium, service, checks, folder)
            check_live(chromium, service, checks)
            check_flood(chromium, service, checks)
            addresses.check_deep_link(chromium, service, checks, folder)
            addresses.check_reasons(chromium, service, checks, folder)
            check_story(chromium, service, checks, folder)
            check_decision(chromium, service, checks, folder)
            check_what_if(chromium, service, checks, folder)
            conditions.check_keyboard(chromium, service, checks)
            conditions.check_phone(chromium, service, checks, folder)
            conditions.check_dark(chromium, service, checks, folder)
            conditions.check_held_back(chromium, service, checks)
            conditions.check_away(chromium, service, checks, folder)
        with tempfile.TemporaryDirectory(prefix="heed-keys-") as keys:
            file = pathlib.Path(keys) / "keys.yaml"
            key = make_key(chosen.heed, file, "board", "queue")
            with line_service(chosen.heed, "--keys", str(file)) as service:
                conditions.check_key(chromium, service, key, checks, folder)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
