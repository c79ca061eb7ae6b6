#!/usr/bin/env python3
"""Drives integrations/userscript/heed-badges.user.js in a headless Chromium, on pages made like those of helpdesks.

    Tests/Board/userscript.py [--heed FILE] [--screenshots FOLDER]

The functions that a script's manager gives it (GM_…) are made here; requests go to a Heed of its own with a key. What it needs
stands in running.py. Exit status: 0 all pass, 1 a failure, 77 a tool is missing or this heed has no badges.
"""

import json
import pathlib
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from helpdesks import DESKS, PAGES, STRICT
from running import ROOT, Checks, browser, heed, make_key, options, skip, watch

SCRIPT = (ROOT / "integrations" / "userscript" / "heed-badges.user.js").read_text()
# What a script's manager provides, with settings that the page does not see.
MANAGER = """((settings) => {
  const commands = {};
  window.__commands = commands;
  const GM_getValue = (name, otherwise) => name in settings ? settings[name] : otherwise;
  const GM_setValue = (name, value) => { settings[name] = value; };
  const GM_registerMenuCommand = (name, act) => { commands[name] = act; };
  const ask = window.__ask;
  delete window.__ask;
  const GM_xmlhttpRequest = (request) => ask(JSON.stringify(request)).then((answer) =>
    answer.status ? request.onload(answer) : request.onerror());
  const start = () => { %s };
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', start) : start();
})(%s);"""
BADGES = "all => all.map((one) => [one.getAttribute('data-heed'), one.alt, one.naturalWidth > 0])"


def call(method: str, address: str, key: str, body: dict | None = None, headers: dict | None = None):
    """The status, the header fields and the body of an answer; status 0 where there is none."""
    request = urllib.request.Request(
        address, method=method, data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **({"X-API-Key": key} if key else {}), **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.headers, problem.read().decode()
    except OSError:
        return 0, {}, ""


class Tab:
    """A browser's page with the script in it, and what the script has asked for."""

    def __init__(self, running, settings: dict, complaints: list):
        self.asked = []
        self.page = running.new_page(viewport={"width": 900, "height": 600})
        self.said = []
        self.page.on("console", lambda message: self.said.append(message.text))
        watch(self.page, complaints)
        self.page.expose_function("__ask", self.ask)
        self.page.clock.install()
        self.page.route(lambda url: url.startswith("https://"), self.serve)
        self.page.add_init_script(MANAGER % (SCRIPT, json.dumps(settings)))

    def serve(self, route):
        found = PAGES.get(route.request.url.split("#")[0])
        route.fulfill(status=200 if found else 404, body=found or "", headers={
            "Content-Type": "text/html", "Content-Security-Policy": STRICT})

    def ask(self, text: str) -> dict:
        request = json.loads(text)
        status, fields, body = call("GET", request["url"], "", headers=request["headers"])
        self.asked.append((request["url"], status, request["headers"]))
        return {"status": status, "responseText": body,
                "responseHeaders": "\r\n".join(f"{name}: {value}" for name, value in fields.items())}

    def badges(self, expected: int) -> list:
        """The badges of the page once there are so many, or after a while."""
        deadline = time.monotonic() + 5
        while True:
            self.page.clock.run_for(400)
            found = self.page.eval_on_selector_all("img[data-heed]", BADGES)
            if (len(found) == expected and all(loaded for _, _, loaded in found)) or time.monotonic() > deadline:
                return found
            time.sleep(0.05)

    def close(self):
        self.page.close()


def check_desks(running, checks: Checks, settings: dict, folder) -> None:
    for name, (ticket, listing, prefix) in DESKS.items():
        complaints = []
        tab = Tab(running, settings, complaints)
        tab.page.goto(ticket)
        expected = [prefix + "1", prefix + "3"] if name == "zammad" else [prefix + "1"]
        found = tab.badges(len(expected))
        checks.equal(f"{name}: a ticket's page has its badge", sorted(one[0] for one in found), expected)
        checks.expect(f"{name}: with a sentence for those who do not see it",
                      found and prefix + "1" in found[0][1] and "tier" in found[0][1], found)
        checks.expect(f"{name}: the image is shown", all(one[2] for one in found), found)
        if folder:
            tab.page.screenshot(path=folder / f"userscript-{name}.png")
        if name == "zammad":
            tab.page.evaluate("location.hash = '#ticket/zoom/3'")
            tab.badges(2)
            beside = tab.page.eval_on_selector(
                ".b .ticket-title", "title => title.querySelector('img')?.getAttribute('data-heed')")
            checks.equal("zammad: another pane gets its own", beside, "zammad-3")
        if listing:
            tab.page.goto(listing)
            found = tab.badges(2)
            checks.equal(f"{name}: a list has one for each ticket that Heed knows", [one[0] for one in found],
                         [prefix + "1", prefix + "3"])
            if folder:
                tab.page.screenshot(path=folder / f"userscript-{name}-list.png")
        checks.equal(f"{name}: no complaint in the console", complaints, [])
        tab.close()


def check_page_unchanged(running, checks: Checks, settings: dict) -> None:
    """The corner, refreshes, a changed page, and that the page learns nothing."""
    tab = Tab(running, settings, [])
    tab.page.goto("https://other.zendesk.com/agent/tickets/1")
    found = tab.badges(1)
    checks.equal("where the title is not found, the badge stands in the corner", [one[0] for one in found], ["zendesk-1"])
    checks.expect("the key is nowhere in the page", settings["key"] not in tab.page.content()
                  and settings["key"] not in tab.page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
    first = len(tab.asked)
    for _ in range(3):
        tab.page.clock.run_for(10_000)
        time.sleep(0.1)
    checks.equal("it is not asked for again within half a minute", len(tab.asked), first)
    for _ in range(4):
        tab.page.clock.run_for(16_000)
        time.sleep(0.2)
    again = tab.asked[first:]
    checks.expect("after a minute it is, with the tag of the one that is there",
                  again and all("If-None-Match" in one[2] for one in again), again)
    tab.close()


def check_key(running, checks: Checks, settings: dict) -> None:
    complaints = []
    tab = Tab(running, {**settings, "key": "heed_wrong"}, complaints)
    tab.page.goto(DESKS["zendesk"][1])
    found = tab.badges(0)
    tab.page.clock.run_for(2000)
    checks.equal("with a wrong key there is no badge", found, [])
    said = [text for text in tab.said if text.startswith("Heed badges:")]
    checks.expect("which is said once", len(said) == 1 and "API key" in said[0], said)
    checks.equal("and is no error", complaints, [])
    tab.page.once("dialog", lambda dialog: dialog.accept(settings["key"]))
    tab.page.evaluate("__commands['API key …']()")
    checks.equal("a key by the menu mends it", len(tab.badges(2)), 2)
    tab.close()


def check_away(running, checks: Checks, settings: dict) -> None:
    complaints = []
    tab = Tab(running, {**settings, "address": "http://127.0.0.1:9"}, complaints)
    tab.page.goto(DESKS["request-tracker"][1])
    checks.equal("without Heed the page is as ever", (tab.badges(0), tab.page.inner_text("h1"), complaints), ([], "Found", []))
    tab.close()


def check_signed(running, checks: Checks, settings: dict) -> None:
    """Links to signed badges: those of this Heed alone, and one whose signature is not good says so."""
    tab = Tab(running, settings, [])
    tab.page.goto(DESKS["request-tracker"][0])
    tab.badges(1)
    own = f"{settings['address']}badges/rt-1.svg?expires=4102444800&signature=00"
    tab.page.evaluate("""([own, other]) => document.body.insertAdjacentHTML('beforeend',
      `<p><a id=own href="${own}">badge</a> <a id=other href="${other}">badge</a></p>`)""",
                      [own, own.replace("127.0.0.1", "127.0.0.2")])
    deadline = time.monotonic() + 5
    while "expired" not in tab.page.inner_text("#own") and time.monotonic() < deadline:
        tab.page.clock.run_for(400)
        time.sleep(0.05)
    checks.equal("a signed link is fetched as an image, and tells when it is not good", tab.page.inner_text("#own"),
                 "Heed's badge (its link has expired)")
    checks.equal("a link to elsewhere stays what it is", tab.page.inner_html("#other"), "badge")
    checks.expect("the key is not sent with it", all("signature" not in url for url, *_ in tab.asked), tab.asked)
    tab.close()


def main() -> int:
    chosen, checks = options(__doc__), Checks()
    with tempfile.TemporaryDirectory(prefix="heed-keys-") as directory, browser(chosen.chromium) as running:
        keys = pathlib.Path(directory) / "keys.yaml"
        key = make_key(chosen.heed, keys, "agents", "queue")
        with heed(chosen.heed, "--keys", str(keys)) as address:
            for prefix in (prefix for *_, prefix in DESKS.values()):
                for number, severity in ((1, "high"), (3, "low")):
                    call("POST", f"{address}/queue", key, {"ticket": {"id": f"{prefix}{number}", "severity": severity}})
            if call("GET", f"{address}/badges/zendesk-1.svg", key)[0] != 200:
                skip("this heed has no badges")
            settings = {"address": address + "/", "key": key}
            check_desks(running, checks, settings, chosen.screenshots)
            check_page_unchanged(running, checks, settings)
            check_key(running, checks, settings)
            check_signed(running, checks, settings)
            check_away(running, checks, settings)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
