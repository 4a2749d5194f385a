"""Somebody who orders through the API, and asks again with the same key whenever there was no answer."""

import json
import threading
import time
import urllib.error
import urllib.request
from uuid import uuid4

PRICE = 10
"""Credits for each work while a soak runs: 20 of the maker's at 0.005 USD; one of ours is 0.01 USD."""
LOGIN = {"email": "demo@reklamai.local", "password": "reklamai-demo"}
PREPARE = """
from copy import deepcopy
from studio.models import CatalogueModel, User
from studio.services import credits
from tests.studio.conftest import ENTRY
CatalogueModel.objects.create(id="fake-picture", provider="fake", entry=deepcopy(ENTRY), enabled=True)
for row in CatalogueModel.objects.filter(provider="local"):
    row.entry["price"]["credits"] = 20
    row.entry["price"]["usd_per_credit"] = 0.005
    row.save()
user = User.objects.get(email="demo@reklamai.local")
credits.grant(user, amount=1_000_000, note="a soak")
user.account.refresh_from_db()
print("balance", user.account.balance)
"""
ORDERS = (
    {"kind": "text_to_image", "model": "fake-picture", "prompt": "a poster"},
    {"kind": "text_to_image", "model": "fake-picture", "prompt": "a label", "count": 2},
    {"kind": "text_to_image", "model": "draft-picture", "prompt": "A cup of coffee",
     "parameters": {"resolution": "720p"}},
    {"kind": "text_to_video", "model": "draft-clip", "prompt": "A cup of coffee in a café, evening",
     "parameters": {"resolution": "720p", "duration": 2}},
)  # fmt: skip


def prepare(town):
    """Give everything a price and the customer credits; the balance then."""
    done = town.manage("shell", "-c", PREPARE)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


class Customer(threading.Thread):
    """Orders one thing after the other until told to stop; of some it cancels one. Every order ends up placed once."""

    def __init__(self, town, dice, *, pause_s):
        super().__init__(daemon=True)
        self.town, self.dice, self.pause_s = town, dice, pause_s
        self.over = threading.Event()
        self.mostly = ORDERS[:3] * 4 + ORDERS[3:]  # clips take a heavy worker for seconds
        self.placed, self.token, self.unanswered = {}, "", 0

    def run(self):
        while not self.over.wait(self.pause_s):
            key, order = str(uuid4()), self.dice.choice(self.mostly)
            works = self.insist("POST", "generations", order, key=key)
            self.placed[key] = [work["id"] for work in works]
            if self.dice.random() < 0.1:
                self.insist("POST", f"generations/{works[0]['id']}/cancel", {})

    def insist(self, method, path, body=None, *, key=""):
        """The answer, however often it takes; None where it was refused for good."""
        while True:
            try:
                return self.call(method, path, body, key=key)
            except urllib.error.HTTPError as error:
                with error:
                    if error.code == 401:
                        self.token = ""
                    elif error.code == 409:
                        return None
                    elif error.code < 500:
                        raise AssertionError(f"{path}: {error.code} {error.read()[:500]!r}") from error
                self.wait()
            except (OSError, json.JSONDecodeError):
                self.wait()

    def wait(self):
        """There was no answer, or one that says to ask again."""
        self.unanswered += 1
        time.sleep(0.3)

    def call(self, method, path, body=None, *, key=""):
        if not self.token and path != "token":
            self.token = self.call("POST", "token", LOGIN)["access"]
        headers = {"Content-Type": "application/json", **({"Idempotency-Key": key} if key else {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.town.url}/api/{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers=headers,
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.loads(answer.read() or "null")
