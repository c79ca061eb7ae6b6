// ==UserScript==
// @name         Heed badges
// @namespace    urn:heed
// @version      1.0.0
// @description  Shows beside each ticket of a helpdesk how soon Heed says it should be answered.
// @match        https://*.zendesk.com/agent/*
// @match        *://*/app/accounts/*
// @match        *://*/Ticket/*
// @match        *://*/Search/Results.html*
// @match        https://zammad.example.com/*
// @grant        GM_getValue
// @grant        GM_setValue
// @grant        GM_registerMenuCommand
// @grant        GM_xmlhttpRequest
// @connect      *
// @noframes
// @run-at       document-idle
// ==/UserScript==

// The pages above are Zendesk's, Chatwoot's, Request Tracker's, and a Zammad's whose name you change to that of yours.
// Address and key of Heed are asked for by the menu of Tampermonkey, Violentmonkey or Greasemonkey, and kept there, where
// the helpdesk's page cannot read them. README.md has the rest.
(() => {
  "use strict";

  const REFRESH_SECONDS = 60;
  const MOST_BADGES = 100;
  const MARK = "data-heed";

  // How a helpdesk names its tickets. `page`: where the address of a ticket's own page has the id; `link`: where the
  // address that a link leads to has it; `title`: what the badge stands beside on a ticket's own page, the first that is
  // visible; `prefix`: what the hooks of Heed (config/hooks) put before the id.
  const HELPDESKS = [
    { name: "zendesk", prefix: "zendesk-", page: /\/agent\/tickets\/(\d+)/, link: /\/agent\/tickets\/(\d+)$/,
      title: "[data-test-id=ticket-pane-subject], [data-test-id=omni-header-subject]" },
    { name: "chatwoot", prefix: "chatwoot-", page: /\/app\/accounts\/\d+\/.*conversations\/(\d+)/,
      link: /\/app\/accounts\/\d+\/.*conversations\/(\d+)/, title: ".conversation-details-wrap h3, .conv-header h3, .user--name" },
    { name: "request-tracker", prefix: "rt-", page: /\/Ticket\/(?:Display|Update|Modify\w*|History)\.html\?(?:.*[&;])?id=(\d+)/,
      link: /\/Ticket\/Display\.html\?id=(\d+)$/, title: "#header h1, #page-title, h1" },
    { name: "zammad", prefix: "zammad-", page: /#ticket\/zoom\/(\d+)/, link: /#ticket\/zoom\/(\d+)$/,
      title: ".content.active .ticket-title, .ticketZoom-header .ticket-title, .ticket-title" },
  ];

  const setting = (name, otherwise = "") => GM_getValue(name, otherwise);
  const heed = () => setting("address").replace(/\/+$/, "");

  /** The ids that Heed gives this helpdesk's tickets may have been configured otherwise. */
  const ticketName = (desk, id) => setting(`prefix.${desk.name}`, desk.prefix) + id;

  // --- Badges ---

  // By ticket: what was answered last, and when to ask again.
  const known = new Map();

  /** A badge of a ticket as an address for an image; null where Heed does not know the ticket. */
  function load(ticket) {
    const address = `${heed()}/badges/${encodeURIComponent(ticket)}.svg`;
    const entry = known.get(ticket) || { tag: null, image: null, text: "", at: 0, failures: 0, asking: null };
    known.set(ticket, entry);
    const age = (Date.now() - entry.at) / 1000;
    if (age < Math.min(REFRESH_SECONDS * 2 ** entry.failures, 3600)) return Promise.resolve(entry);
    entry.asking ??= ask(address, entry.tag).then((answer) => {
      Object.assign(entry, { at: Date.now(), asking: null });
      if (answer.status === 304) { entry.failures = 0; return entry; }
      if (answer.status === 200 && /image\/svg/.test(answer.type)) {
        return Object.assign(entry, { image: asData(answer.text), text: title(answer.text), tag: answer.tag, failures: 0 });
      }
      // A ticket that Heed does not have, any more: no badge. All else may pass: the last badge stays, and is told as old.
      if (answer.status === 404) return Object.assign(entry, { image: null, text: "", tag: null, failures: 0 });
      entry.failures = Math.min(entry.failures + 1, 6);
      complain(answer.status);
      return entry;
    });
    return entry.asking;
  }

  function ask(url, tag) {
    const key = setting("key");
    const headers = { Accept: "image/svg+xml" };
    if (key) headers.Authorization = `Bearer ${key}`;
    if (tag) headers["If-None-Match"] = tag;
    return new Promise((done) => {
      const failed = () => done({ status: 0, type: "", text: "", tag: null });
      GM_xmlhttpRequest({ method: "GET", url, headers, timeout: 5000, anonymous: true, onerror: failed, ontimeout: failed,
        onabort: failed, onload: (answer) => done({ status: answer.status, text: answer.responseText,
          type: field(answer, "content-type"), tag: field(answer, "etag") || null }) });
    });
  }

  function field(answer, name) {
    const line = (answer.responseHeaders || "").split(/\r?\n/).find((one) => one.toLowerCase().startsWith(`${name}:`));
    return line ? line.slice(name.length + 1).trim() : "";
  }

  // An image from an address runs no script and loads nothing, whatever is in it.
  const asData = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

  /** The sentence that the badge has for those who do not see it. */
  function title(svg) {
    const found = new DOMParser().parseFromString(svg, "image/svg+xml");
    return found.documentElement.getAttribute("aria-label") || found.querySelector("title")?.textContent || "Heed's badge";
  }

  let complained = false;
  function complain(status) {
    if (complained) return;
    complained = true;
    const why = { 0: "does not answer", 401: "asks for an API key, or for another one", 403: "wants a key with the scope queue",
      429: "is asked too often" }[status] || `answers ${status}`;
    console.info(`Heed badges: ${heed()} ${why}. Address and key are in the menu of the script's manager.`);
  }

  // --- The page ---

  const visible = (element) => element.getClientRects().length > 0;

  /** Puts a badge beside an element, or refreshes the one that is there. */
  async function show(element, ticket, where = "afterend") {
    let image = element[MARK];
    if (image && image.getAttribute(MARK) !== ticket) { image.remove(); image = null; }
    const { image: source, text, failures } = await load(ticket);
    if (!source) { image?.remove(); element[MARK] = null; return; }
    // While Heed was asked the page may have been made anew.
    if (!element.isConnected || (element[MARK] && element[MARK] !== image)) return;
    if (!image || !image.isConnected) {
      image = document.createElement("img");
      image.setAttribute(MARK, ticket);
      image.height = 20;
      image.style.cssText = "height:20px;width:auto;max-width:none;vertical-align:middle;margin:0 .4em;display:inline-block";
      element.insertAdjacentElement(where, image);
      element[MARK] = image;
    }
    if (image.src !== source) image.src = source;
    image.alt = image.title = failures ? `${text} (not up to date: Heed does not answer)` : text;
    image.style.opacity = failures ? ".6" : "1";
  }

  /** The badge of the page's own ticket: beside its title, or in the corner where this helpdesk's title is not found. */
  function showPage(desk) {
    const id = location.href.match(desk.page)?.[1];
    const title = id && [...document.querySelectorAll(desk.title)].find(visible);
    if (id && title) show(title, ticketName(desk, id), "beforeend");
    const corner = document.querySelector(`div[${MARK}=corner]`);
    if (!id || title) return corner?.remove();
    const box = corner || document.body.appendChild(document.createElement("div"));
    box.setAttribute(MARK, "corner");
    box.style.cssText = "position:fixed;right:12px;bottom:12px;z-index:2147483000";
    show(box, ticketName(desk, id), "beforeend");
  }

  /** Badges of the tickets that the page links to, those on the screen. */
  function showLinks(desk) {
    const links = [...document.querySelectorAll("a[href]")].filter((link) => desk.link.test(link.href) && visible(link)
      && link.textContent.trim() && nearScreen(link));
    const seen = new Set();
    for (const link of links) {
      const id = link.href.match(desk.link)[1];
      // A row may link to its ticket several times.
      const row = link.closest("tr, li, [role=row]") || link.parentElement;
      const place = `${id}`;
      if (row[`${MARK}-${place}`] && row[`${MARK}-${place}`] !== link && row[`${MARK}-${place}`].isConnected) continue;
      if (seen.size >= MOST_BADGES) break;
      seen.add(link);
      row[`${MARK}-${place}`] = link;
      show(link, ticketName(desk, id));
    }
  }

  function nearScreen(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > -200 && box.top < innerHeight + 200;
  }

  /** Links to signed badges, which an automation has written into a ticket, become the badges: they need no key. */
  function showSigned() {
    for (const link of document.querySelectorAll('a[href*="/badges/"][href*="signature="]')) {
      if (link[MARK] || !heed() || !link.href.startsWith(`${heed()}/badges/`)) continue;
      const image = document.createElement("img");
      image.setAttribute(MARK, "signed");
      image.height = 20;
      image.alt = "Heed's badge";
      image.src = link.href;
      image.addEventListener("error", () => image.replaceWith("Heed's badge (its link has expired)"));
      link[MARK] = image;
      link.replaceChildren(image);
    }
  }

  function update() {
    if (!heed() || document.hidden) return;
    showSigned();
    const desk = HELPDESKS.find((one) => one.page.test(location.href)) || HELPDESKS.find((one) =>
      [...document.querySelectorAll("a[href]")].some((link) => one.link.test(link.href)));
    if (!desk) return document.querySelector(`div[${MARK}=corner]`)?.remove();
    showPage(desk);
    showLinks(desk);
  }

  let planned = null;
  /** Updates a moment later, once for many changes together. */
  function plan() {
    planned ??= setTimeout(() => { planned = null; update(); }, 300);
  }

  /** Whether a change of the page is more than this script's own. */
  const isForeign = (change) => [...change.addedNodes, ...change.removedNodes].some((node) =>
    !(node.nodeType === 1 && node.hasAttribute(MARK)));

  // --- Settings ---

  GM_registerMenuCommand("Heed's address …", () => {
    const address = prompt("The address of Heed, such as https://heed.example.com", setting("address"));
    if (address === null) return;
    if (address && !/^https?:\/\/[^/]+/.test(address)) return alert("An address begins with https:// or http://");
    GM_setValue("address", address.trim());
    again();
  });
  GM_registerMenuCommand("API key …", () => {
    const key = prompt("An API key with the scope queue; empty where Heed asks for none. It is shown as you type.", "");
    if (key === null) return;
    GM_setValue("key", key.trim());
    again();
  });
  for (const desk of HELPDESKS) {
    if (!desk.page.test(location.href) && !location.host.includes(desk.name)) continue;
    GM_registerMenuCommand(`What stands before ids of ${desk.name} …`, () => {
      const prefix = prompt(`Ticket 7 of ${desk.name} is known to Heed as …7. What stands before the 7?`, ticketName(desk, ""));
      if (prefix !== null) { GM_setValue(`prefix.${desk.name}`, prefix.trim()); again(); }
    });
  }

  function again() {
    known.clear();
    complained = false;
    update();
  }

  new MutationObserver((changes) => { if (changes.some(isForeign)) plan(); })
    .observe(document.body, { childList: true, subtree: true });
  for (const event of ["hashchange", "popstate", "scrollend", "resize"]) addEventListener(event, plan);
  document.addEventListener("scroll", plan, { capture: true, passive: true });
  document.addEventListener("visibilitychange", plan);
  setInterval(update, REFRESH_SECONDS * 250);
  update();
})();
