"""What ElevenLabs answers when it says no: `{"detail": {"status" or "code", "message"}}`. Words as of 2026-10."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from reklamai.core.errors import (
    Busy,
    EngineError,
    MediaError,
    Moderated,
    NotConfigured,
    Rejected,
    Uncertain,
    Unreachable,
    Unsupported,
)

LONGEST_WAIT_S = 600.0
LONGEST_TEXT = 300
NO_PLACE_S, BUSY_S = 3.0, 15.0
"""How long to wait where it does not say: for one of our own calls to end, and for a crowded service."""

MODERATION = ("bad_prompt", "bad_composition", "moderat", "content polic", "violat", "terms of service", "prohibited")
NO_MODEL = ("model_not_found", "invalid_model", "model_can_not", "unsupported_model")
BY_STATUS: dict[int, type[EngineError]] = {
    401: NotConfigured,
    402: NotConfigured,
    403: NotConfigured,
    405: Unsupported,
    408: Busy,  # the request did not arrive whole
    409: Busy,
    425: Busy,
    429: Busy,
}
"""All others below 500 are Rejected."""


class QuotaUsedUp(NotConfigured):
    """Our account there has nothing left: somebody of the staff has to act."""


class VoiceGone(Rejected):
    """There is no such voice on our account, or not any more."""

    code = "voice_gone"


class Refused(Exception):
    """ElevenLabs turns a request down. `text` is its own and goes to the log, not to users."""

    def __init__(self, status: int, code: str, text: str, *, retry_after: float | None = None) -> None:
        super().__init__(status, code, text)
        self.status, self.code, self.text, self.retry_after = status, code, text, retry_after


def refusal(status: int, body: bytes, *, retry_after: str = "") -> Refused:
    """Read an answer that is no success. Raises ValueError for what is not ElevenLabs' own.

    retry_after: the header, if there was one.
    """
    try:
        found = json.loads(body)
    except RecursionError as error:
        raise ValueError("too many levels") from error
    detail = found.get("detail") if isinstance(found, dict) else None
    if status < 400 or not detail:
        raise ValueError("no answer of the API")
    code, text = words_of(detail)
    return Refused(status, code, text, retry_after=wait(retry_after))


def words_of(detail: Any) -> tuple[str, str]:
    """(its code, its sentence): a mapping, a list of wrong fields, or a bare sentence."""
    if isinstance(detail, dict):
        code = detail.get("status") or detail.get("code") or detail.get("type") or ""
        return plain(code), plain(detail.get("message"))
    if isinstance(detail, list):
        first = detail[0] if isinstance(detail[0], dict) else {}
        return "invalid_field", plain(f"{first.get('loc')}: {first.get('msg')}")
    return "", plain(detail)


def plain(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def wait(header: str) -> float | None:
    if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", header, re.ASCII):
        return min(float(header), LONGEST_WAIT_S)
    return None


def raise_for(refused: Refused, *, ordering: bool = False) -> NoReturn:
    """The family's error for a refusal. Below 500 nothing was made and nothing is billed."""
    facts = {"http_status": refused.status, "vendor_code": refused.code, "vendor_text": refused.text}
    code, said = refused.code.lower(), f"{refused.code} {refused.text}".lower()
    if code in ("too_many_concurrent_requests", "concurrent_limit_exceeded", "system_busy") or refused.status == 429:
        delay = BUSY_S if code == "system_busy" else NO_PLACE_S
        raise Busy("Too many requests at once for this vendor.", retry_after=refused.retry_after or delay, **facts)
    if refused.status >= 500:
        raise (Uncertain if ordering else Unreachable)("The maker failed to answer.", **facts)
    if "quota_exceeded" in said or refused.status == 402:
        raise QuotaUsedUp("The account at the maker is used up.", **facts)
    if code == "voice_not_found":
        raise VoiceGone("The maker has no such voice.", **facts)
    if any(part in said for part in MODERATION):
        raise Moderated("The maker refuses what this shows or says.", **facts)
    kind = Unsupported if code in NO_MODEL else BY_STATUS.get(refused.status, Rejected)
    raise kind("The maker turned the request down.", **facts)


def raise_for_page(status: int, *, ordering: bool) -> NoReturn:
    """For an answer that is not ElevenLabs' own: the page of a front, something cut off, packed or endless.

    A refusal by the front (4xx) has not reached ElevenLabs. A success that cannot be read is an answer all the same:
    it was made, there is no second asking for it, so nobody needs to wait.
    """
    if status in (401, 407):
        raise NotConfigured("The maker's front lets us not in.", http_status=status)
    if 400 <= status < 500:
        raise Busy("The maker's front turned the request away.", http_status=status)
    if 200 <= status < 300:
        raise MediaError("The maker's answer could not be read.", http_status=status)
    if ordering:
        raise Uncertain("The maker's answer could not be read.", http_status=status)
    raise Unreachable("The maker's answer could not be read.", http_status=status)
