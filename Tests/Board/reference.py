#!/usr/bin/env python3
"""Drives the reference of the API at /docs in a headless Chromium, against a Heed of its own.

    Tests/Board/reference.py [--heed FILE] [--screenshots FOLDER]

What it needs stands in running.py. Exit status: 0 all pass, 1 a failure, 77 a tool is missing.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from documents import documented
from running import Checks, accessibility, browser, contract, heed, make_key, options, watch

METHODS = ("get", "put", "post", "patch", "delete")
RENDER = """async () => {
  const ids = [...document.querySelectorAll('#list a[data-operation]')].map((one) => one.dataset.operation);
  const empty = [], times = [];
  for (const id of ids) {
    const start = performance.now();
    location.hash = id;
    await new Promise((done) => addEventListener('hashchange', done, { once: true }));
    times.push(performance.now() - start);
    // What is folded is made once it is unfolded, which the browser tells a moment later.
    for (let depth = 0; depth < 4; depth++) {
      document.querySelectorAll('main details').forEach((one) => { one.open = true; });
      await new Promise((done) => setTimeout(done, 10));
    }
    const text = document.querySelector('main').textContent;
    if (!text.includes('Try it') || /undefined|\\[object|NaN/.test(text)) empty.push(id);
  }
  return { empty, worst: Math.max(...times) };
}"""
ANSWER = "section.try pre[aria-label=\"Answer's body\"]"
NOT_WIDER = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def operations() -> dict[str, tuple[str, str]]:
    return {about["operationId"]: (method, path) for path, item in contract()["paths"].items()
            for method, about in item.items() if method in METHODS}


def photograph(page, folder, name: str) -> None:
    if folder:
        page.screenshot(path=folder / f"reference-{name}.png")


def check_list(page, checks: Checks) -> None:
    listed = page.eval_on_selector_all("#list a[data-operation]", "all => all.map((one) => one.dataset.operation)")
    served = page.evaluate("fetch('openapi.json').then((answer) => answer.json())")
    expected = {about["operationId"] for item in served["paths"].values()
                for method, about in item.items() if method in METHODS}
    checks.equal("every operation of the contract is listed, once", sorted(listed), sorted(expected))
    checks.equal("and they are those of the repository", sorted(listed), sorted(operations()))
    found = page.evaluate(RENDER)
    checks.equal("every operation is shown, with all that can be unfolded", found["empty"], [])
    print(f"        the slowest of {len(listed)} operations: {found['worst']:.1f} ms")


def check_filter(page, checks: Checks) -> None:
    page.keyboard.press("/")
    checks.equal("/ goes to the filter", page.evaluate("document.activeElement.id"), "filter")
    page.keyboard.type("complete fence")
    shown = page.eval_on_selector_all(
        "#list a[data-operation]", "all => all.filter((one) => one.offsetParent).map((one) => one.dataset.operation)")
    checks.equal("the filter takes words in any order", shown, ["completeClaim"])
    page.keyboard.press("Enter")
    page.wait_for_url("**#completeClaim")
    checks.equal("Enter opens the first", page.locator("main .path").first.inner_text(), "/queue/claims/{fence}/complete")
    page.focus("#filter")
    page.keyboard.press("Escape")
    checks.equal("Esc shows all again", page.locator("#list li[hidden]").count(), 0)


def send(page) -> int:
    page.locator("section.try button.main").click()
    status = page.locator("section.try .status")
    status.wait_for()
    return int(status.get_attribute("data-status"))


def check_try(page, checks: Checks, address: str, folder) -> None:
    page.goto(f"{address}/docs#score")
    checks.equal("POST /score from the form is answered", send(page), 200)
    answer = json.loads(page.locator(ANSWER).inner_text())
    checks.equal("with the decision on the example", (answer["ticket"], answer["tier"]), ("T-1001", "priority"))
    photograph(page, folder, "score")
    page.get_by_label("Example", exact=True).select_option("wrong-fields")
    checks.equal("another example is refused as the contract says", send(page), 422)
    page.get_by_label("Example", exact=True).select_option("minimal")
    page.locator("textarea").focus()
    page.keyboard.press("Control+Enter")
    page.locator(".status[data-status='200']").wait_for()
    checks.equal("Ctrl+Enter sends", json.loads(page.locator(ANSWER).inner_text())["ticket"], "T-1")
    command = page.locator("section.try pre[aria-label=curl]").inner_text()
    shell = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=20, check=False)
    checks.expect("the same as a command for curl", " 200 " in shell.stdout.splitlines()[0]
                  and '"ticket":"T-1"' in shell.stdout, shell.stdout[:200] + shell.stderr[:200])
    page.goto(f"{address}/docs#ticket")
    page.locator("section.try input[required]").fill("no such/ticket")
    checks.equal("a path parameter is encoded", send(page), 404)
    command = page.locator("section.try pre[aria-label=curl]").inner_text()
    checks.expect("as the command shows", urllib.parse.quote("no such/ticket", safe="") in command, command)


def check_keys(page, checks: Checks, address: str, key: str) -> None:
    page.goto(f"{address}/docs#queueStats")
    checks.equal("with keys in force, none is 401", send(page), 401)
    page.get_by_label("API key").fill(key)
    checks.equal("a key in the field lets in", send(page), 200)
    checks.expect("the command has no key in it", key not in page.locator("pre[aria-label=curl]").inner_text())
    page.reload()
    page.locator("section.try button.main").wait_for()
    checks.equal("the tab keeps the key", page.get_by_label("API key").input_value(), key)
    checks.equal("and nothing else does", page.evaluate("JSON.stringify(localStorage).includes('heed_')"), False)


def check_schema(page, checks: Checks, address: str, folder) -> None:
    page.goto(f"{address}/docs#schema/Decision")
    page.locator("main .members").first.wait_for()
    checks.expect("a schema has a page of its own, with its users", "POST /score" in page.inner_text("main"))
    photograph(page, folder, "schema")


def check_looks(running, checks: Checks, address: str, folder) -> None:
    for scheme in ("light", "dark"):
        for name, width, height in (("desk", 1440, 900), ("phone", 360, 740)):
            context = running.new_context(
                color_scheme=scheme, viewport={"width": width, "height": height}, reduced_motion="reduce")
            page = context.new_page()
            for view in ("overview", "score", "line", "schema/Decision"):
                page.goto("about:blank")
                page.goto(f"{address}/docs#{view}")
                page.locator("main h1").wait_for()
                label = f"{view}, {name}, {scheme}"
                checks.expect(f"{label}: nothing is wider than the page", page.evaluate(NOT_WIDER))
                checks.equal(f"{label}: nothing of weight for axe-core", accessibility(page), [])
                photograph(page, folder, f"{view.replace('/', '-')}-{name}-{scheme}")
            if name == "phone":
                page.get_by_role("button", name="Menu").click()
                checks.expect(f"{name}, {scheme}: the menu opens", page.locator("#filter").is_visible())
                photograph(page, folder, f"menu-{scheme}")
            context.close()


def main() -> int:
    chosen, checks = options(__doc__), Checks()
    complaints, elsewhere = [], []
    with tempfile.TemporaryDirectory(prefix="heed-keys-") as directory, browser(chosen.chromium) as running:
        keys = pathlib.Path(directory) / "keys.yaml"
        key = make_key(chosen.heed, keys, "drive", "queue")
        with heed(chosen.heed) as service, documented(service) as address:
            page = running.new_page(viewport={"width": 1440, "height": 900})
            watch(page, complaints)
            page.on("request", lambda one: elsewhere.append(one.url) if not one.url.startswith((address, "data:")) else None)
            page.goto(f"{address}/docs")
            page.locator("main h1").wait_for()
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            ready = page.evaluate("performance.now()")
            print(f"        first paint {paint:.0f} ms, all of it within {ready:.0f} ms")
            check_list(page, checks)
            check_filter(page, checks)
            check_schema(page, checks, address, chosen.screenshots)
            check_try(page, checks, address, chosen.screenshots)
            check_looks(running, checks, address, chosen.screenshots)
            # A browser notes every answer of 4xx; those were asked for.
            own = [one for one in complaints if "the server responded with a status of 4" not in one]
            checks.equal("no complaint in the console", own, [])
            checks.equal("no request to anywhere else", elsewhere, [])
        with heed(chosen.heed, "--keys", str(keys)) as service, documented(service) as address:
            check_keys(running.new_page(), checks, address, key)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
