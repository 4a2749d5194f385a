"""What Replicate answers when it says no: a status of HTTP and `{"title", "detail", "status"}`. Texts as of 2026-10."""

from __future__ import annotations

import json
import re
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

MODERATION = ("nsfw", "flagged as sensitive", "(e005)", "moderat", "content polic", "violat")
"""Parts of sentences with which content was refused in recorded answers."""
NOT_PAID = ("insufficient credit", "spend limit")
WAIT = re.compile(r"(?:resets in ~?|available in )(\d{1,5}) ?s")
LONGEST_WAIT_S = 600.0

BY_STATUS: dict[int, type[EngineError]] = {
    401: NotConfigured,
    402: NotConfigured,  # our account there is empty: staff's trouble, not the user's
    403: NotConfigured,
    404: Unsupported,
    405: Unsupported,
    408: Busy,  # the request did not arrive whole
    425: Busy,
    429: Busy,
}
"""All others below 500 are Rejected."""


class Refused(Exception):
    """Replicate turns a request down. `text` is its own and goes to the log, not to users."""

    def __init__(self, status: int, text: str, *, retry_after: float | None = None) -> None:
        super().__init__(status, text)
        self.status, self.text, self.retry_after = status, text, retry_after


def opened(status: int, body: bytes, *, retry_after: str = "") -> Any:
    """The JSON of a success, None for an empty one. Raises Refused, and ValueError for what is not Replicate's answer.

    retry_after: the header, if there was one.
    """
    if 200 <= status < 300 and not body.strip():
        return None
    try:
        found = json.loads(body)
    except RecursionError as error:
        raise ValueError("too many levels") from error
    if 200 <= status < 300:
        return found
    if status < 400 or not isinstance(found, dict) or not ("detail" in found or "title" in found):
        raise ValueError("no answer of the API")
    text = f"{found.get('title') or ''} {found.get('detail') or ''}".strip()
    raise Refused(status, text, retry_after=wait(retry_after, found.get("retry_after"), text))


def wait(header: str, field: object, text: str) -> float | None:
    """The seconds until it is our turn: in a header, in a field, or only in the sentence."""
    for given in (header, str(field)):
        if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", given, re.ASCII):
            return min(float(given), LONGEST_WAIT_S)
    found = WAIT.search(text)
    return min(float(found.group(1)), LONGEST_WAIT_S) if found else None


def raise_for(refused: Refused, *, ordering: bool = False) -> NoReturn:
    """The family's error for a refusal. Below 500 nothing was made and nothing is billed."""
    facts = {"http_status": refused.status, "vendor_text": refused.text[:300]}
    text = refused.text.lower()
    if refused.status >= 500:
        raise (Uncertain if ordering else Unreachable)("The maker failed to answer.", **facts)
    if refused.status == 429:
        raise Busy("Too many requests at once for this vendor.", retry_after=refused.retry_after, **facts)
    if any(part in text for part in NOT_PAID):
        raise NotConfigured("The maker turned the request down.", **facts)
    if any(part in text for part in MODERATION):
        raise Moderated("The maker refuses what this shows or says.", **facts)
    # A version that was deleted, or that another account owns, is told with 422 like a wrong field.
    kind = Unsupported if text.startswith("invalid version") else BY_STATUS.get(refused.status, Rejected)
    raise kind("The maker turned the request down.", **facts)


def raise_for_page(status: int, *, ordering: bool) -> NoReturn:
    """For an answer that is not Replicate's own: the page of a front or proxy, something cut off or endless.

    A refusal by the front (4xx) has not reached Replicate. Behind anything else an order may well have been taken.
    """
    if status in (401, 407):
        raise NotConfigured("The maker's front lets us not in.", http_status=status)
    if 400 <= status < 500:
        raise Busy("The maker's front turned the request away.", http_status=status)
    if ordering:
        raise Uncertain("The maker's answer could not be read.", http_status=status)
    raise Unreachable("The maker's answer could not be read.", http_status=status)
