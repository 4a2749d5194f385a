"""Whether a callback comes from KIE: HMAC-SHA256 over "<task id>.<timestamp>", base64. The body is not covered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Any

from reklamai.core.secret import Secret

TASK_ID = re.compile(r"[\w.:-]{1,200}", re.ASCII)
"""Theirs are 32 letters and digits; what cannot be one is not carried on."""
TIMESTAMP = re.compile(r"[0-9]{1,12}")
WINDOW_S = 300
"""KIE documents no window; so much is used against replays."""


def verified(key: Secret, *, task_id: str, timestamp: str, signature: str, now: float) -> bool:
    """Whether the headers fit the task and are not older, or newer, than WINDOW_S. An empty key verifies nothing."""
    if not key or not task_id or not TIMESTAMP.fullmatch(timestamp):
        return False
    if abs(now - int(timestamp)) > WINDOW_S:
        return False
    digest = hmac.new(key.reveal().encode(), f"{task_id}.{timestamp}".encode(), hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(digest), signature.encode())


def task_id_of(body: Any) -> str:
    """The task that a callback names, in any of the three places that KIE uses; "" for none."""
    if not isinstance(body, dict):
        return ""
    data = body.get("data")
    inner = data if isinstance(data, dict) else {}
    found = inner.get("taskId") or inner.get("task_id") or body.get("taskId")
    return found if isinstance(found, str) and TASK_ID.fullmatch(found) else ""
