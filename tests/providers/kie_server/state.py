"""What the stand-in knows: tasks, credits, the journal of requests, and which faults are on."""

import json
import random
import re
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from uuid import uuid4

from tests.providers.kie_server.results import kind_of

PLAN = re.compile(r"\{kie:(\w+)\}")
PLANS = {
    "done": {},
    "several": {"files": 3},
    "empty": {"files": 0},
    "internal": {"fail": ("500", "Internal Error, Please try again later.", 0)},
    "moderated": {"fail": ("422", "CONTENT_POLICY_BLOCKED: The input or output was flagged as sensitive", 0)},
    "keeps": {"fail": ("500", "Internal Error, Please try again later.", 2.0)},
    "unfetched": {"fail": ("400", "image fetch failed. Check access settings or use our File Upload API instead.", 0)},
    "never": {"run_s": 10**9},
    "expired": {"file_fault": "expired"},
    "truncated": {"file_fault": "truncated"},
    "mistyped": {"file_fault": "mistyped"},
    "huge": {"file_fault": "huge"},
    "private": {"file_fault": "private"},
    "strange": {"state": "paused"},
    "garbled": {"result_json": "{broken"},
}
"""How a task goes."""
CREATES, WINDOW_S = 20, 10.0


@dataclass
class Task:
    id: str
    model: str
    body: dict
    plan: dict
    callback: str
    price: float
    created: float = field(default_factory=time.time)
    run_s: float = 0.2
    ended: bool = False
    served: int = 0
    """How often one of its files was asked for."""

    @property
    def words(self):
        inputs = self.body.get("input") or self.body
        return str(inputs.get("prompt") or inputs.get("text") or "")

    @property
    def age(self):
        return time.time() - self.created

    @property
    def is_over(self):
        return self.ended or self.age >= self.run_s


class State:
    """All under one lock: the stand-in is to be right before it is fast."""

    def __init__(self, *, key="kie-key", webhook_key="", balance=10_000.0, run_s=0.2, late_record_s=0.0, scale=1.0):
        self.lock = threading.RLock()
        self.key, self.webhook_key = key, webhook_key
        self.balance, self.run_s, self.late_record_s = balance, run_s, late_record_s
        self.scale = scale
        """The rate limits are so many times looser: for soaks that must end."""
        self.tasks, self.journal, self.uploads = {}, [], {}
        self.creates = deque()
        self.speaks = False
        """Whether sounds are the words of their order, spoken; else noise."""
        self.faults, self.random = {}, random.Random(0)
        self.callbacks = "none"
        self.bases = {}

    def set(self, changes):
        with self.lock:
            if "seed" in changes:
                self.random = random.Random(changes.pop("seed"))
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
        """Whether this create is over the limit of the last ten seconds; if not, it is counted."""
        now = time.time()
        with self.lock:
            while self.creates and self.creates[0] <= now - WINDOW_S:
                self.creates.popleft()
            if len(self.creates) >= CREATES * self.scale:
                return True
            self.creates.append(now)
            return False

    def create(self, body):
        model = body.get("model") or ""
        task = Task(id=uuid4().hex, model=model, body=body, plan={}, callback=body.get("callBackUrl", ""), price=4.0)
        found = PLAN.search(task.words)
        task.plan = PLANS[found.group(1) if found else "done"]
        task.run_s = task.plan.get("run_s", self.run_s)
        with self.lock:
            self.tasks[task.id] = task
            self.balance -= task.price
        return task

    def record(self, task):
        """The `data` of recordInfo, in the recorded shape."""
        inputs = json.dumps(task.body.get("input") or task.body)
        data = {
            "taskId": task.id, "model": task.model, "state": "waiting" if task.age < task.run_s / 3 else "generating",
            "param": json.dumps({"input": inputs, "model": task.model}), "resultJson": "", "failCode": None,
            "failMsg": None, "costTime": None, "completeTime": None, "createTime": int(task.created * 1000),
            "creditsConsumed": task.price,
        }  # fmt: skip
        return data | self.ending(task) if task.is_over else data

    def ending(self, task):
        done = int((task.created + min(task.run_s, task.age)) * 1000)
        over = {"completeTime": done, "costTime": int(min(task.run_s, task.age))}
        if "state" in task.plan:
            return over | {"state": task.plan["state"]}
        if "fail" in task.plan:
            code, words, kept = task.plan["fail"]
            return over | {"state": "fail", "failCode": code, "failMsg": words, "creditsConsumed": kept}
        result = task.plan.get("result_json") or json.dumps({"resultUrls": self.urls(task)})
        return over | {"state": "success", "resultJson": result}

    def urls(self, task):
        kind = kind_of(task.model)
        return [f"{self.bases['results']}/f/{task.id}/{at}.{kind}" for at in range(task.plan.get("files", 1))]
