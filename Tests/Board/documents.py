"""A small proxy in front of a Heed that does not serve the page yet: it adds /docs and /openapi.json, and passes on all else."""

import contextlib
import http.client
import http.server
import json
import threading

from running import ROOT, content_security_policy, contract

PAGE = ROOT / "Sources" / "CResources" / "Pages" / "reference.html"


def handler(service: str):
    """The handler that stands in front of the service at an address."""
    page = PAGE.read_text()
    documents = {
        "/docs": ("text/html; charset=utf-8", page.encode(), content_security_policy(page)),
        "/openapi.json": ("application/json", json.dumps(contract(), default=str).encode(), "default-src 'none'"),
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def answer(self):
            if self.command == "GET" and self.path.split("?")[0] in documents:
                kind, content, policy = documents[self.path.split("?")[0]]
                fields = [("Content-Type", kind), ("Content-Security-Policy", policy)]
                return self.reply(200, fields, content)
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            connection = http.client.HTTPConnection(service.removeprefix("http://"), timeout=70)
            with contextlib.closing(connection):
                fields = {name: value for name, value in self.headers.items()
                          if name.lower() not in ("host", "connection", "accept-encoding")}
                connection.request(self.command, self.path, body, fields)
                found = connection.getresponse()
                kept = [(name, value) for name, value in found.getheaders()
                        if name.lower() not in ("connection", "transfer-encoding", "content-length", "date")]
                self.reply(found.status, kept, found.read())

        def reply(self, status: int, fields: list, content: bytes):
            self.send_response(status)
            for name, value in fields:
                self.send_header(name, value)
            if status not in (204, 304):
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content if status not in (204, 304) and self.command != "HEAD" else b"")

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    return Handler


@contextlib.contextmanager
def documented(service: str):
    """The address of a service that has the documents: the given one where it has them itself, or else the proxy's."""
    connection = http.client.HTTPConnection(service.removeprefix("http://"), timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/docs")
        if connection.getresponse().status == 200:
            yield service
            return
    print("this heed has no /docs: the page is served by a proxy in front of it", flush=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(service))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
