"""One page of the board in a browser, and what the drive asks of it."""

import sys
import time

from running import Checks, content_security_policy, watch

ROWS = "#space > .row:not(.group):not([hidden])"
#: Kept in the page from its beginning: long tasks, and what moved without anybody's doing.
OBSERVE = """() => {
  window.seen = { long: [], shift: 0 };
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) seen.long.push([one.startTime, one.duration]);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shift += one.value;
  }).observe({ type: 'layout-shift', buffered: true });
}"""


class Board:
    """One page of the board, watched."""

    #: A page that is looked at in place of the one that the service has.
    page_file = None

    def __init__(self, chromium, address: str, width=1440, height=900, dark=False, without_events=False,
                 fragment="", **more):
        self.complaints, self.strangers = [], []
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **more
        )
        self.page = context.new_page()
        self.page.set_default_timeout(30000)
        self.page.add_init_script(f"({OBSERVE})()")
        watch(self.page, self.complaints)
        self.page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:")) else self.strangers.append(request.url),
        )
        if self.page_file:
            text = self.page_file.read_text()
            fields = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": content_security_policy(text),
            }
            self.page.route(f"{address}/", lambda route: route.fulfill(body=text, headers=fields))
        if without_events:
            self.page.route(f"{address}/events", lambda route: route.fulfill(status=404))
        self.page.goto(f"{address}/#{fragment}" if fragment else address, timeout=60000)

    def whole(self):
        """Waits until the whole line is there. (The page's policy refuses what Playwright's own waiting is made of.)"""
        deadline = time.monotonic() + 30
        while not self.page.evaluate("performance.getEntriesByName('heed:whole-line').length"):
            if time.monotonic() > deadline:
                sys.exit("the line does not come")
            self.page.wait_for_timeout(50)
        return self.page

    def close(self, checks: Checks, where: str) -> None:
        checks.equal(f"no complaint in the console ({where})", self.complaints, [])
        checks.equal(f"requests go to the service alone ({where})", self.strangers, [])
        self.page.context.close()


def photograph(page, folder, name: str) -> None:
    if folder:
        page.screenshot(path=folder / f"board-{name}.png")


def ids(page) -> list[str]:
    """The tickets in view, in their order."""
    return page.eval_on_selector_all(
        ROWS,
        """all => all.filter((one) => one.getBoundingClientRect().bottom > 0)
      .sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))
      .map((one) => one.querySelector('.ticket > span').textContent)""",
    )


def shown(page, text: str) -> bool:
    try:
        page.get_by_text(text).first.wait_for(state="visible", timeout=12000)
        return True
    except Exception:
        return False
