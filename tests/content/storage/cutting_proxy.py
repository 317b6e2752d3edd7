"""A proxy that breaks connections in the middle of an answer."""

import socket
import threading
from contextlib import suppress


class CuttingProxy:
    def __init__(self, port: int, *, after: int, times: int):
        """Breaks `times` answers once `after` bytes of them have passed."""
        self.cuts = 0
        self.open = 0
        self._server = ("127.0.0.1", port)
        self._after = after
        self._times = times
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                self.open += 1
                for source, target, cut in (
                    (client, server, False),
                    (server, client, True),
                ):
                    threading.Thread(
                        target=self._pass, args=(source, target, cut), daemon=True
                    ).start()

    def _pass(self, source, target, cut):
        passed = 0
        with suppress(OSError):
            while chunk := source.recv(65536):
                passed += len(chunk)
                if cut and passed > self._after and self.cuts < self._times:
                    self.cuts += 1
                    break
                target.sendall(chunk)
        if not cut:
            self.open -= 1
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
