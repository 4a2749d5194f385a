"""Start it: `python -m tests.providers.replicate_server '{"run_s": 0.1}'` prints its addresses as one line of JSON."""

import json
import sys
import threading
from http.server import ThreadingHTTPServer

from tests.providers.replicate_server.callbacks import Caller
from tests.providers.replicate_server.doors import ApiDoor, DeliveryDoor, TestDoor
from tests.providers.replicate_server.state import State


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that hung up is a part of the play; anything else would show as a failed test."""


def main():
    state = State(**json.loads(sys.argv[1] if len(sys.argv) > 1 else "{}"))
    for name, door in {"api": ApiDoor, "delivery": DeliveryDoor, "test": TestDoor}.items():
        server = Server(("127.0.0.1", 0), door)
        server.state = state
        state.bases[name] = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
    Caller(state).start()
    print(json.dumps(state.bases), flush=True)  # how the starter learns the ports
    sys.stdin.read()  # until the starter is gone


main()
