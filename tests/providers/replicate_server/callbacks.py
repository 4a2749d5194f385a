"""Webhooks of tasks: signed, doubled, late, old, forged, or never; sent again to a receiver that is not there."""

import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from uuid import uuid4

EVERY_S = 0.02
TRIES = 3


class Caller(threading.Thread):
    """Rings at the start and the end of each task, as `state.callbacks` says:
    none | signed | plain | double | late | old | forged | tampered."""

    def __init__(self, state):
        super().__init__(daemon=True)
        self.state, self.rung = state, set()

    def run(self):
        while True:
            time.sleep(EVERY_S)  # this is the vendor's own clock, no test waits by it
            for task in list(self.state.tasks.values()):
                for event in self.due(task):
                    self.rung.add((task.id, event))
                    threading.Thread(target=self.ring, args=(task, event), daemon=True).start()

    def due(self, task):
        late = self.state.late_s if self.state.callbacks == "late" else 0.0
        over = task.is_over and time.time() >= task.ends + late
        wanted = [event for event in ("start", "completed") if event == "start" or over]
        return [
            event for event in wanted if task.webhook and event in task.events and (task.id, event) not in self.rung
        ]

    def ring(self, task, event):
        how, delivery = self.state.callbacks, f"msg_{uuid4().hex}"
        body = json.dumps(self.state.told(task)).encode()
        for _ in range({"none": 0, "double": 2}.get(how, 1)):
            for _ in range(TRIES):
                headers = {"Content-Type": "application/json", **self.signed(delivery, body)}
                sent = body.replace(b'"id"', b'"ID"') if how == "tampered" else body
                status = self.post(task.webhook, sent, headers)
                self.state.note("callback", task=task.id, event=event, delivery=delivery, status=status)
                if isinstance(status, int) and status < 300:
                    break

    def signed(self, delivery, body):
        how = self.state.callbacks
        if how == "plain":
            return {}
        stamp = str(int(time.time()) - (3600 if how == "old" else 0))
        key = b"another key" if how == "forged" else base64.b64decode(self.state.secret.partition("_")[2])
        digest = hmac.new(key, f"{delivery}.{stamp}.".encode() + body, hashlib.sha256).digest()
        signature = f"v1,{base64.b64encode(digest).decode()}"
        return {"webhook-id": delivery, "webhook-timestamp": stamp, "webhook-signature": signature}

    def post(self, url, body, headers):
        request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  # the test's own address
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError as error:
            return str(error)
