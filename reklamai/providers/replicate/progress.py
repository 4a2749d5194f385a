"""How far a training is, read off its log: the API itself has no number for it."""

from __future__ import annotations

import re

# The bar of ostris/flux-dev-lora-trainer. Other bars in the log (loading, captions) have other names.
STEP = re.compile(r"flux_train_replicate:\s{0,9}\d{1,3}%\s{0,3}\|[^|\r\n]{0,80}\|\s{0,9}(\d{1,6})/(\d{1,6})\b")


def share_of(logs: str) -> float | None:
    """The share of the steps that are done, 0..1; None while no step is told of."""
    found = STEP.findall(logs)
    if not found:
        return None
    done, of = (int(number) for number in found[-1])
    return min(done / of, 1.0) if of else None
