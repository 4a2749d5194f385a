"""Why a task failed, in our words. What KIE writes there is told in its reference, section 2.4 (2026-10)."""

from __future__ import annotations

from reklamai.core.errors import EngineError, Failed, Moderated, Rejected
from reklamai.providers.kie.envelope import ABOUT_A_FIELD, MODERATION
from reklamai.providers.kie.tasks import Task


class InputLost(Failed):
    """KIE could not read a file that we gave it: giving it again, anew, is worth a try."""

    code = "input_lost"


class KeptCredits(EngineError):
    """The task failed, and KIE kept a part of its price: repeating it by ourselves would pay twice."""

    code = "kept_credits"


def error_of(task: Task) -> EngineError:
    """The family's error for a failed task. A `repeatable` one may be sent anew, as a new task: it has cost nothing."""
    facts = {"task": task.id, "vendor_code": task.fail_code, "vendor_text": task.fail_message[:300]}
    text = task.fail_message.lower()
    if any(part in text for part in MODERATION):
        return Moderated("The maker refuses what this shows or says.", **facts)
    if task.credits:  # one measured failure kept 2 credits of its price
        return KeptCredits("The maker failed.", kept=str(task.credits), **facts)
    if "fetch failed" in text or "file upload" in text:
        return InputLost("The maker could not read one of the files.", **facts)
    if any(part in text for part in ABOUT_A_FIELD):
        return Rejected("The maker turned the request down.", **facts)
    if "internal error" in text or task.fail_code in ("408", "500", "501", "531"):
        return Failed("The maker failed.", **facts)
    return Rejected("The maker failed.", **facts)
