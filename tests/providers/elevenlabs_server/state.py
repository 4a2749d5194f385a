"""What the stand-in knows: the account, its voices, the journal of requests, and which faults are on."""

import threading
import time

VOICES = [
    {
        "voice_id": f"voice{n:03}", "name": f"Voice {n}",
        "category": ("premade", "premade", "premade", "professional", "cloned")[n],
        "labels": {"gender": ("female", "male", "neutral")[n % 3], "language": "en", "descriptive": "warm"},
        "preview_url": None, "verified_languages": [], "is_owner": n == 4,
        "sharing": {"status": "copied", "public_owner_id": "somebody"} if n == 3 else None,
    }
    for n in range(5)
]  # fmt: skip


class State:
    """All under one lock: the stand-in is to be right before it is fast."""

    def __init__(self):
        self.lock = threading.RLock()
        self.bases = {}
        self.released, self.holding = threading.Event(), threading.Event()
        self.calm()

    def calm(self):
        with self.lock:
            self.released.set()  # nobody waits on from a test before
            self.released, self.holding = threading.Event(), threading.Event()
            self.key, self.used, self.limit, self.at_once, self.under_way = "el-key", 0, 1_000_000, 100, 0
            self.faults, self.journal, self.most_at_once = {}, [], 0
            self.voices, self.page_size, self.alignment = VOICES, 2, "true"

    def set(self, changes):
        with self.lock:
            for name, value in changes.items():
                setattr(self, name, value)

    def fault(self, call):
        """The fault that this request meets: a list is used up in order."""
        with self.lock:
            wanted = self.faults.get(call) or self.faults.get("any") or []
            return wanted.pop(0) if wanted else ""

    def note(self, call, **facts):
        with self.lock:
            row = {"call": call, "at": time.time(), **facts}
            self.journal.append(row)
            return row

    def begin(self):
        """Whether there is a place for one more at once."""
        with self.lock:
            if self.under_way >= self.at_once:
                return False
            self.under_way += 1
            self.most_at_once = max(self.most_at_once, self.under_way)
            return True

    def end(self):
        with self.lock:
            self.under_way -= 1

    def told(self):
        with self.lock:
            return {"journal": self.journal, "used": self.used, "most_at_once": self.most_at_once}
