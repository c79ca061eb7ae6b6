"""An HTTP/1.1 client that is quick, and tells whether a request may have been acted on."""

import json
import socket


class Lost(Exception):
    """No whole answer came: what was asked for may have been done, or not."""


class Answer:
    """A whole answer."""

    def __init__(self, status, fields, body):
        self.status = status
        self.fields = fields
        self.body = body

    @property
    def json(self):
        return json.loads(self.body) if self.body else None


def request(method, path, body=None, fields=()):
    """The bytes of a request."""
    content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: heed"]
    if body is not None:
        kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {value}" for name, value in fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def parse(buffer):
    """The first whole answer in a buffer and how many bytes it has, or None."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    lines = buffer[:end].split(b"\r\n")
    fields = {}
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        fields[name.decode().lower()] = value.strip().decode()
    total = end + 4 + int(fields.get("content-length", 0))
    if len(buffer) < total:
        return None
    return Answer(int(lines[0].split()[1]), fields, bytes(buffer[end + 4 : total])), total


class Connection:
    """A connection that is made when it is first used, and again after it was lost."""

    def __init__(self, port, timeout=60):
        self.port = port
        self.timeout = timeout
        self.socket = None

    def call(self, method, path, body=None, fields=()):
        """Sends a request and reads its answer. Raises ConnectionRefusedError when nothing was sent, else Lost."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket.sendall(request(method, path, body, fields))
            buffer = b""
            while True:
                answer = parse(buffer)
                if answer:
                    break
                chunk = self.socket.recv(1 << 18)
                if not chunk:
                    raise Lost("closed")
                buffer += chunk
        except (OSError, Lost) as error:
            self.close()
            raise Lost(str(error)) from error
        if answer[0].fields.get("connection", "").lower() == "close":
            self.close()
        return answer[0]

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None
