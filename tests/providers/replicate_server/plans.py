"""How a training or prediction goes, and the sentences with which real ones have failed."""

import re

PLAN = re.compile(r"\{replicate:(\w+)\}")
PLANS = {
    "done": {},
    "several": {"files": 3},
    "empty": {"files": 0},
    "crashed": {"error": "CUDA out of memory. Tried to allocate 20.00 MiB", "billed": True},
    "interrupted": {"error": "Prediction interrupted; please retry (code: PA)"},
    "director": {"error": "Director: unexpected error handling prediction (E8765)"},
    "moderated": {
        "error": "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
        "billed": True,
    },
    "never": {"run_s": 10**9},
    "aborted": {"state": "aborted", "error": "Prediction deadline exceeded before it started"},
    "stopped": {"state": "canceled", "billed": True},
    "strange": {"state": "paused"},
    "weightless": {"weightless": True},
    "mistyped": {"file_fault": "mistyped"},
    "truncated": {"file_fault": "truncated"},
    "huge": {"file_fault": "huge"},
    "private": {"file_fault": "private"},
}


def plan_of(inputs):
    """The plan that one of the texts among the inputs names."""
    for value in inputs.values():
        found = PLAN.search(value) if isinstance(value, str) else None
        if found:
            return PLANS[found.group(1)]
    return PLANS["done"]


def log(steps, share):
    """As the trainer prints it: two other bars first, then a line for every hundredth of the way."""
    lines = ["Loading checkpoint shards: 100%|██████████| 3/3 [00:01<00:00,  2.1it/s]", "captioning: 12/12 images"]
    for percent in range(0, int(share * 100) + 1, 10):
        bar = "█" * (percent // 10) + " " * (10 - percent // 10)
        at = steps * percent // 100
        lines.append(f"flux_train_replicate: {percent:3}%|{bar}| {at}/{steps} [00:{percent:02}<01:00,  1.35it/s]")
    return "\n".join(lines) + "\n"
