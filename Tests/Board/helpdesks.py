"""Pages made like those of helpdesks, for the drive of the user-script: the addresses and the elements that it goes by."""

STRICT = "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data: http://127.0.0.1:*"


def page(title: str, body: str) -> str:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"


def rows(links: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td><a href='{link}'>{text}</a></td><td><a href='{link}'>{text} again</a></td></tr>"
                    for link, text in links)
    return f"<table>{cells}</table>"


# By address. Ticket 1 waits, 2 is one that Heed does not know, 3 waits, too.
PAGES = {
    "https://acme.zendesk.com/agent/tickets/1":
        page("Zendesk", "<main><div data-test-id=ticket-pane-subject>Kettle is cold</div></main>"),
    "https://acme.zendesk.com/agent/filters/9":
        page("Zendesk", rows([(f"/agent/tickets/{n}", f"Ticket {n}") for n in (1, 2, 3)])),
    "https://chat.example.com/app/accounts/3/conversations/1":
        page("Chatwoot", "<div class=conversation-details-wrap><h3>Ann</h3></div>"),
    "https://chat.example.com/app/accounts/3/dashboard":
        page("Chatwoot", "<ul>" + "".join(f"<li><a href='/app/accounts/3/conversations/{n}'>Conversation {n}</a></li>"
                                          for n in (1, 2, 3)) + "</ul>"),
    "https://rt.example.com/Ticket/Display.html?id=1":
        page("RT", "<div id=header><h1>#1: Kettle is cold</h1></div>"),
    "https://rt.example.com/Search/Results.html?Query=x":
        page("RT", "<div id=header><h1>Found</h1></div>" + rows([(f"/Ticket/Display.html?id={n}", f"{n}") for n in (1, 2, 3)])),
    # Zammad keeps a pane for each open ticket in the page and shows one of them.
    "https://zammad.example.com/":
        page("Zammad", """<div id=app><div class='content a'><div class='ticketZoom-header'><h1 class=ticket-title>One</h1></div></div>
          <div class='content b' style='display:none'><div class='ticketZoom-header'><h1 class=ticket-title>Three</h1></div></div>
          <a href='#ticket/zoom/3'>Ticket 3</a></div>
          <script>function pane() {
              const isThree = location.hash.endsWith('/3');
              document.querySelector('.a').style.display = isThree ? 'none' : '';
              document.querySelector('.b').style.display = isThree ? '' : 'none';
            }
            addEventListener('hashchange', pane); pane();</script>"""),
    # A title that the script does not know, as after a change of the helpdesk's page.
    "https://other.zendesk.com/agent/tickets/1": page("Zendesk", "<main><div class=new-subject>Kettle is cold</div></main>"),
}

ACME, CHAT, RT = "https://acme.zendesk.com/agent", "https://chat.example.com/app/accounts/3", "https://rt.example.com"

# By name: the page of ticket 1, that of a list, and what Heed has before the ids.
DESKS = {
    "zendesk": (f"{ACME}/tickets/1", f"{ACME}/filters/9", "zendesk-"),
    "chatwoot": (f"{CHAT}/conversations/1", f"{CHAT}/dashboard", "chatwoot-"),
    "request-tracker": (f"{RT}/Ticket/Display.html?id=1", f"{RT}/Search/Results.html?Query=x", "rt-"),
    "zammad": ("https://zammad.example.com/#ticket/zoom/1", None, "zammad-"),
}
