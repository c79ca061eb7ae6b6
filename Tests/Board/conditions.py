"""What the board has to stand beside its daily work: no mouse, a phone, the dark, no key, no service."""

from board_page import ROWS, Board, ids, photograph, shown
from running import Checks, accessibility

FOCUSED = "document.activeElement.querySelector('.ticket > span')?.textContent"
NOT_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def check_keyboard(chromium, service, checks: Checks) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    checks.equal("an arrow goes to the line while nothing has the focus", page.evaluate(FOCUSED), ids(page)[0])
    page.reload()
    board.whole()
    page.wait_for_timeout(300)
    page.keyboard.press("Tab")
    checks.equal("the first stop skips to the line", page.evaluate("document.activeElement.id"), "skip")
    page.keyboard.press("Enter")
    first = page.evaluate(FOCUSED)
    checks.equal("there the first ticket has the focus", first, ids(page)[0])
    page.keyboard.press("PageDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    second = page.evaluate(FOCUSED)
    checks.equal("the arrow goes to the second", second, ids(page)[1])
    checks.expect(
        "its focus is visible", page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    )
    page.keyboard.press("Enter")
    page.locator("#detail .factors li").first.wait_for()
    checks.equal("Enter opens it and goes there", page.evaluate("document.activeElement.textContent"), second)
    page.keyboard.press("Escape")
    checks.expect("Esc closes it", page.locator("#detail").is_hidden())
    checks.equal("and goes back to the ticket", page.evaluate(FOCUSED), second)
    page.keyboard.press("c")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.locator("#detail .said p").first.wait_for()
    checks.expect("c and c compare", second in page.inner_text("#detail"))
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type(second)
    page.keyboard.press("Enter")
    checks.equal("/ finds a ticket, Enter goes to it", page.evaluate(FOCUSED), second)
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    checks.expect("? lists the keys", page.locator("#help-dialog").is_visible())
    page.keyboard.press("Escape")
    checks.expect("Esc closes the list", page.locator("#help-dialog").is_hidden())
    page.keyboard.press("?")
    page.locator("#help-dialog button").click()
    checks.expect("and so does its button", page.locator("#help-dialog").is_hidden())
    page.keyboard.press("2")
    page.keyboard.press("ArrowRight")
    checks.equal("tabs go by number and arrow", page.evaluate("document.activeElement.id"), "tab-stories")
    board.close(checks, "keyboard")


def check_phone(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address, 360, 740, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = board.whole()
    page.wait_for_timeout(500)
    checks.expect("nothing is wider than a phone", page.evaluate(NOT_WIDER))
    photograph(page, folder, "phone")
    checks.equal("axe-core finds nothing of weight (phone)", accessibility(page), [])
    page.locator("#lanes summary").tap()
    page.locator("#lanes button.desk").first.tap()
    checks.expect("desks fold away once one is chosen", not page.evaluate("document.getElementById('lanes').open"))
    page.get_by_role("button", name="Show all").tap()
    page.locator(ROWS).nth(2).tap()
    page.locator("#detail .factors li").first.wait_for()
    page.wait_for_timeout(300)
    checks.expect(
        "a ticket covers the page, and fits",
        page.evaluate(NOT_WIDER) and page.evaluate("document.getElementById('detail').clientWidth") >= 350,
    )
    photograph(page, folder, "phone-decision")
    page.get_by_role("tab", name="What if").tap()
    checks.expect("choosing a tab closes it", page.locator("#detail").is_hidden())
    page.locator("#cap-influence").fill("5")
    page.get_by_text("looked at").first.wait_for(timeout=20000)
    checks.expect("what if fits, too", page.evaluate(NOT_WIDER))
    photograph(page, folder, "phone-what-if")
    board.close(checks, "phone")


def check_dark(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address, dark=True, reduced_motion="reduce")
    page = board.whole()
    back = "getComputedStyle(document.body).backgroundColor"
    checks.equal("it is dark where the system is", page.evaluate(back), "rgb(15, 20, 25)")
    page.locator(ROWS).nth(3).click()
    page.locator("#detail .factors li").first.wait_for()
    page.wait_for_timeout(300)
    photograph(page, folder, "dark")
    checks.equal("axe-core finds nothing of weight (dark)", accessibility(page), [])
    page.get_by_role("tab", name="What if").click()
    page.locator("#cap-story").fill("4")
    page.get_by_text("looked at").first.wait_for(timeout=20000)
    checks.equal("axe-core finds nothing of weight (dark, what if)", accessibility(page), [])
    page.locator("#theme").select_option("light")
    checks.equal("and light where one says so", page.evaluate(back), "rgb(255, 255, 255)")
    page.reload()
    board.whole()
    checks.equal("which is kept", page.evaluate(back), "rgb(255, 255, 255)")
    board.close(checks, "dark")


def check_away(chromium, service, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.whole()
    service.stop()
    checks.expect("a service that is gone is told of", shown(page, "The service does not answer"))
    checks.expect("with what to do", page.get_by_role("button", name="Try").is_visible())
    checks.expect("and the line as it was", page.locator(ROWS).count() > 5)
    photograph(page, folder, "away")
    checks.equal("axe-core finds nothing of weight (away)", accessibility(page), [])
    service.start()
    service.ask("POST", "/queue", {"ticket": {"id": "meanwhile", "severity": "critical"}})
    page.get_by_role("button", name="Try").click()
    page.locator("#feed[data-is=live]").wait_for(timeout=40000)
    checks.expect("once it is back, so is the board", page.locator("#banner").is_hidden())
    page.fill("#filter", "meanwhile")
    page.wait_for_timeout(1500)
    checks.equal("with what came meanwhile", ids(page), ["meanwhile"])
    service.ask("POST", "/queue", {"ticket": {"id": "meanwhile-2", "severity": "critical"}})
    page.wait_for_timeout(800)
    checks.equal("and live", sorted(ids(page)), ["meanwhile", "meanwhile-2"])
    # Requests that nobody answers are the browser's own complaint.
    board.complaints = [one for one in board.complaints if "ERR_" not in one]
    board.close(checks, "away")


def check_held_back(chromium, service, checks: Checks) -> None:
    board = Board(chromium, service.address, without_events=True)
    page = board.whole()
    checks.expect("where events are held back the line is there all the same", page.locator(ROWS).count() > 5)
    checks.expect("and it says that it is not live", shown(page, "does a proxy hold /events back?"))
    board.complaints = [one for one in board.complaints if "404" not in one]
    board.close(checks, "held back")


def check_key(chromium, service, key: str, checks: Checks, folder) -> None:
    board = Board(chromium, service.address)
    page = board.page
    checks.expect("where keys are in force it asks for one", shown(page, "An API key is needed"))
    photograph(page, folder, "key")
    checks.equal("axe-core finds nothing of weight (key)", accessibility(page), [])
    page.keyboard.type("heed_wrong")
    page.keyboard.press("Enter")
    checks.expect("a wrong one is told of", shown(page, "That key is not good"))
    page.fill("#key", key)
    page.keyboard.press("Enter")
    board.whole()
    checks.expect("a good one opens the line", page.locator("#key-dialog").is_hidden())
    checks.equal("it is kept for the tab alone", page.evaluate("[sessionStorage.length, localStorage.length]"), [1, 0])
    page.reload()
    board.whole()
    checks.expect("and not asked for again", page.locator("#key-dialog").is_hidden())
    page.wait_for_timeout(500)
    checks.equal("events come, too", page.inner_text("#feed"), "Live")
    page.get_by_role("tab", name="Stories").click()
    checks.expect("what the key may not do is told in its place", shown(page, "it needs the scope stories"))
    # A refusal is the browser's own complaint.
    board.complaints = [one for one in board.complaints if "401" not in one and "403" not in one]
    board.close(checks, "key")
