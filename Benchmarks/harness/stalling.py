"""A server that stalls once, to see whether a load generator tells of it."""

import socket
import threading
import time

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class StallingServer:
    """Answers each request with an empty object, and makes all wait once for `stall` seconds, `after` seconds from the start."""

    def __init__(self, after: float, stall: float):
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._after, self._stall = after, stall
        # One lock for all connections: who holds it, stalls all.
        self._gate = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._stall_once, daemon=True).start()

    def _stall_once(self) -> None:
        time.sleep(self._after)
        with self._gate:
            time.sleep(self._stall)

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        waiting = b""
        while received := client.recv(65536):
            waiting += received
            while (end := waiting.find(b"\r\n\r\n")) >= 0:
                length = int(waiting[:end].lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                if len(waiting) < end + 4 + length:
                    break
                waiting = waiting[end + 4 + length:]
                with self._gate:
                    pass
                client.sendall(ANSWER)
