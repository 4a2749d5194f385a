"""What the stand-in knows: files, models, tasks, the journal of requests, and which faults are on."""

import hashlib
import io
import json
import random
import threading
import time
import zipfile
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from tests.providers.replicate_server.plans import log, plan_of
from tests.providers.replicate_server.running import TRAINER, TRAINER_VERSION

EVENTS = ["start", "output", "logs", "completed"]
LOWEST_FREE = 5.0
"""With less money on the account six predictions a minute are let through."""


@dataclass
class Task:
    kind: str
    """ "trainings" or "predictions"."""
    model: str
    version: str
    inputs: dict
    plan: dict
    webhook: str
    events: list
    destination: str = ""
    zip: bytes | None = None
    id: str = field(default_factory=lambda: uuid4().hex[:26])
    created: float = field(default_factory=time.time)
    run_s: float = 0.2
    ended: float = 0.0
    stopped: bool = False
    trained: str = ""
    served: int = 0

    @property
    def ends(self):
        return self.ended or self.created + self.run_s

    @property
    def is_over(self):
        return time.time() >= self.ends

    def share(self, now):
        """How far it is, 0..1; one that was stopped stays where it was."""
        whole = self.run_s if self.stopped else self.ends - self.created
        return min(1.0, (min(now, self.ends) - self.created) / max(whole, 1e-9))


class State:
    """All under one lock: the stand-in is to be right before it is fast."""

    def __init__(self, *, key="r8_stand_in_key", owner="acme", secret="", run_s=0.2, kept_s=3600.0, files_s=86400.0):
        self.lock = threading.RLock()
        self.key, self.owner, self.secret = key, owner, secret or "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        self.run_s, self.kept_s, self.files_s = run_s, kept_s, files_s
        self.balance, self.per_minute = 100.0, 600
        self.callbacks, self.late_s = "none", 0.5
        self.files, self.tasks, self.journal = {}, {}, []
        self.models = {
            TRAINER: {"visibility": "public", "versions": {TRAINER_VERSION: "kept"}},
            "black-forest-labs/flux-dev-lora": {"visibility": "public", "versions": {"f" * 64: "kept"}},
        }
        self.names = set(self.models)
        """Those that were ever used: one is not free again when its model is deleted."""
        self.predictions = deque()
        self.faults, self.random = {}, random.Random(0)
        self.bases = {}

    def set(self, changes):
        with self.lock:
            for name, value in changes.items():
                setattr(self, name, value)

    def fault(self, call):
        """The fault that this request meets: {"create": {"429": 0.1, ...}} are chances, a list is used up in order."""
        with self.lock:
            wanted = self.faults.get(call) or {}
            if isinstance(wanted, list):
                return wanted.pop(0) if wanted else ""
            drawn = self.random.random()
            for name, chance in wanted.items():
                if drawn < chance:
                    return name
                drawn -= chance
            return ""

    def note(self, call, **facts):
        with self.lock:
            self.journal.append({"call": call, "at": time.time(), **facts})

    def too_many(self):
        """Whether this prediction is over the limit of the last minute; if not, it is counted."""
        now, most = time.time(), self.per_minute if self.balance >= LOWEST_FREE else 6
        with self.lock:
            while self.predictions and self.predictions[0] <= now - 60:
                self.predictions.popleft()
            if len(self.predictions) >= most:
                return True
            self.predictions.append(now)
            return False

    def keep(self, name, kind, content):
        """The file as the API tells of it."""
        file_id, now = uuid4().hex, time.time()
        about = {
            "id": file_id, "name": name, "content_type": kind, "size": len(content), "etag": uuid4().hex,
            "checksums": {"sha256": hashlib.sha256(content).hexdigest(), "md5": hashlib.md5(content).hexdigest()},  # noqa: S324  # theirs
            "metadata": {}, "created_at": stamp(now), "expires_at": stamp(now + self.files_s),
            "urls": {"get": f"{self.bases['api']}/v1/files/{file_id}"},
        }  # fmt: skip
        with self.lock:
            self.files[file_id] = {"content": content, "about": about, "until": now + self.files_s}
        return about

    def file(self, file_id):
        found = self.files.get(file_id)
        return found if found and time.time() < found["until"] else None

    def create(self, kind, model, version, body):
        inputs = body["input"]
        task = Task(
            kind=kind, model=model, version=version, inputs=inputs, plan=plan_of(inputs),
            webhook=body.get("webhook", ""), events=body.get("webhook_events_filter") or EVENTS,
            destination=body.get("destination", ""),
        )  # fmt: skip
        task.run_s = task.plan.get("run_s", self.run_s)
        if kind == "trainings":
            file = self.file(str(inputs["input_images"]).rpartition("/")[2])
            task.zip = file["content"] if file else None
            if task.zip is None or not zipfile.is_zipfile(io.BytesIO(task.zip)):
                task.plan = {"error": "Input images must be a zip file that can be fetched"}
        with self.lock:
            self.tasks[task.id] = task
            self.balance -= 2.0 if kind == "trainings" else 0.03
        return task

    def cancel(self, task):
        with self.lock:
            if not task.is_over:
                task.ended, task.stopped = time.time(), True

    def told(self, task):
        """The task as the API and the webhooks tell of it."""
        now, path = time.time(), f"{self.bases['api']}/v1/{task.kind}/{task.id}"
        share = task.share(now)
        answer = {
            "id": task.id, "model": task.model, "version": task.version, "input": task.inputs, "output": None,
            "logs": log(int(task.inputs.get("steps", 1000)), share) if task.kind == "trainings" else "",
            "error": None, "status": "starting" if share < 1 / 3 else "processing",
            "created_at": stamp(task.created), "started_at": None, "completed_at": None, "data_removed": False,
            "urls": {"get": path, "cancel": f"{path}/cancel"},
        }  # fmt: skip
        return answer | self.ending(task) if now >= task.ends else answer

    def ending(self, task):
        state = task.plan.get("state", "failed" if "error" in task.plan else "succeeded")
        state = "canceled" if task.stopped else state
        billed = state in ("succeeded", "canceled") or task.plan.get("billed")
        over = {"status": state, "error": task.plan.get("error"), "completed_at": stamp(task.ends)}
        over["metrics"] = {"predict_time": 412.7 if task.kind == "trainings" else 3.25} if billed else {}
        if state == "succeeded":
            over["output"] = self.output(task)
        if task.kind == "predictions" and time.time() > task.ends + self.kept_s:
            over |= {"input": {}, "output": None, "logs": "", "data_removed": True}
        return over

    def output(self, task):
        base = f"{self.bases['delivery']}/{task.id}"
        if task.kind == "predictions":
            kind = task.inputs.get("output_format", "png")
            return [f"{base}/out-{at}.{kind}" for at in range(task.plan.get("files", 1))]
        if task.plan.get("weightless"):
            return {"version": None, "weights": None}
        with self.lock:
            if not task.trained:
                task.trained = uuid4().hex * 2
                if task.destination in self.models:
                    self.models[task.destination]["versions"][task.trained] = "kept"
        return {"version": f"{task.destination}:{task.trained}", "weights": f"{base}/trained_model.tar"}

    def settle(self):
        with self.lock:
            for model in self.models.values():
                model["versions"] = {name: how for name, how in model["versions"].items() if how == "kept"}


def stamp(seconds):
    """With nine decimals and Z, as recorded."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "084Z"


def dumped(data):
    return json.dumps(data).encode()
