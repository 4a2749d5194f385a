"""A person's open page: a socket to the web server, and what it was told."""

import contextlib
import json
import time

from websockets.sync.client import connect


class Page:
    """What the page hears of works, in order."""

    def __init__(self, socket):
        self.socket = socket
        self.cards = []

    @property
    def states(self):
        """Every state that was told, without repeats in a row."""
        told = [card["state"] for card in self.cards]
        return [state for n, state in enumerate(told) if n == 0 or state != told[n - 1]]

    def wait_for(self, pk, state, *, seconds=60):
        """Until the page is sent that work's card in that state."""
        deadline = time.monotonic() + seconds
        while True:
            message = json.loads(self.socket.recv(timeout=max(0.1, deadline - time.monotonic())))
            if message["type"] == "card" and message["id"] == f"generation-{pk}":
                self.cards.append(message)
                if message["state"] == state:
                    return


@contextlib.contextmanager
def open_page(machines, *, person, web="web"):
    """That person's page at a web server of `machines`."""
    url = machines.webs[web]
    headers = {"Cookie": f"sessionid={machines.people[person]['session']}"}
    with connect(url.replace("http", "ws") + "/ws/studio", origin=url, additional_headers=headers) as socket:
        yield Page(socket)
