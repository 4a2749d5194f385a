"""What KIE answers: HTTP 200 even for errors, the truth in the body's `code`. Codes as of 2026-10."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from reklamai.core.errors import (
    Busy,
    EngineError,
    Moderated,
    NotConfigured,
    Rejected,
    Uncertain,
    Unreachable,
    Unsupported,
)

MODERATION = ("content polic", "content_policy", "nsfw", "sensitive", "could not be processed", "violat", "moderat")
"""Parts of sentences with which content was refused in recorded answers."""
ABOUT_A_FIELD = ("required", "within the range", "cannot be empty", "must be", "invalid", "not support", "please enter")
"""KIE sends 500 for a wrong parameter too; only these sentences tell the two apart."""

BY_CODE: dict[int, type[EngineError]] = {
    400: Rejected,
    401: NotConfigured,  # the key is missing or wrong
    402: NotConfigured,  # our account there is empty: staff's trouble, not the user's
    403: NotConfigured,
    404: Unsupported,
    405: Unsupported,
    409: Rejected,
    413: Rejected,
    422: Rejected,
    429: Busy,  # was not queued
    430: Busy,
    433: NotConfigured,  # the key's own cap
    451: Rejected,  # an input of ours could not be fetched there
    455: Busy,  # maintenance
    501: Rejected,
    505: Unsupported,
    531: Busy,
    550: Busy,  # their queue is full
}


class Refused(Exception):
    """The envelope says no. `code` and `text` are KIE's own and go to the log, not to users."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(code, text)
        self.code, self.text = code, text


def opened(status: int, answer: bytes) -> Any:
    """The envelope's `data`. Raises Refused for what the envelope turns down, and ValueError for what is none."""
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError) as error:  # nested deeper than Python reads is no answer either
        raise ValueError("no JSON") from error
    if not isinstance(body, dict) or "code" not in body:
        raise ValueError("no envelope")
    code = number(body["code"])
    if code == 200 and 200 <= status < 300:
        return body.get("data")
    raise Refused(code if code != 200 else status, str(body.get("msg") or body.get("message") or ""))


def number(value: object) -> int:
    """A code as a number; KIE sends some of them as text."""
    try:
        return int(str(value))
    except ValueError as error:
        raise ValueError("a code that is no number") from error


def raise_for(refused: Refused) -> NoReturn:
    """The family's error for a refusal: nothing was made, nothing is billed."""
    facts = {"vendor_code": refused.code, "vendor_text": refused.text[:300]}
    text = refused.text.lower()
    if any(part in text for part in MODERATION):
        raise Moderated("The maker refuses what this shows or says.", **facts)
    kind = BY_CODE.get(refused.code)
    if kind is None:  # 408, 500 and whatever is new: an error of theirs, unless it is about a field of ours
        kind = Rejected if any(part in text for part in ABOUT_A_FIELD) else Unreachable
    raise kind("The maker turned the request down.", **facts)


def raise_for_no_envelope(status: int, *, ordering: bool) -> NoReturn:
    """For an answer that is not KIE's own: the page of a front or proxy, or something cut off.

    A refusal by the front (4xx) has not reached KIE. Behind a 5xx or a garbled 200 an order may well have been taken.
    """
    facts = {"http_status": status}
    if status in (401, 407):
        raise NotConfigured("The maker's front lets us not in.", **facts)
    if 400 <= status < 500:
        raise Busy("The maker's front turned the request away.", **facts)
    if ordering:
        raise Uncertain("The maker's answer could not be read.", **facts)
    raise Unreachable("The maker's answer could not be read.", **facts)
