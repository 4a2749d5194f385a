"""Start it: `python -m tests.providers.elevenlabs_server` prints its addresses as one line of JSON."""

import json
import sys
import threading
from http.server import ThreadingHTTPServer

from tests.providers.elevenlabs_server.doors import ApiDoor, PreviewDoor, TestDoor
from tests.providers.elevenlabs_server.state import State


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that hung up is a part of the play; anything else would show as a failed test."""


def main():
    state = State()
    for name, door in {"api": ApiDoor, "previews": PreviewDoor, "test": TestDoor}.items():
        server = Server(("127.0.0.1", 0), door)
        server.state = state
        state.bases[name] = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps(state.bases), flush=True)  # how the starter learns the ports
    sys.stdin.read()  # until the starter is gone


main()
