"""Why a training or prediction came to nothing, in our words. Sentences as recorded in 2026."""

from __future__ import annotations

from reklamai.core.errors import Cancelled, EngineError, Failed, Moderated, Rejected
from reklamai.providers.replicate.answers import Task
from reklamai.providers.replicate.problems import MODERATION

OF_THEIRS = (
    "interrupted",  # "Prediction interrupted; please retry (code: PA)"
    "director: unexpected error",
    "please retry",
    "unavailable",
    "high demand",
    "internal error",
)


class PaidFailure(EngineError):
    """It failed after it had run, and what it ran is billed: repeating it by ourselves would pay twice."""

    code = "paid_failure"


def error_of(task: Task) -> EngineError:
    """The family's error for a task that is over without a result. A `repeatable` one has cost nothing."""
    facts = {"task": task.id, "state": task.state, "seconds": task.seconds, "vendor_text": task.error[:300]}
    text = task.error.lower()
    if any(part in text for part in MODERATION):
        return Moderated("The maker refuses what this shows or says.", **facts)
    if task.state == "aborted":  # its deadline passed before it began: not billed
        return Failed("The maker did not begin in time.", **facts)
    if task.state == "canceled":
        return Cancelled("It was stopped at the maker.", **facts)
    if task.seconds:
        return PaidFailure("The maker failed.", **facts)
    if any(part in text for part in OF_THEIRS):
        return Failed("The maker failed.", **facts)
    return Rejected("The maker failed.", **facts)
