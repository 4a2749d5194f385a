"""A person's own weights in an order: lent by a Soul ID, named by no form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.engines.base import Job

FULL = 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Where the vendor keeps them, the word that calls the person up, and how strongly they count (0..1)."""

    at: str
    trigger: str
    scale: float = FULL


def weights_of(job: Job) -> Weights | None:
    """Those of the first face that the order holds to and that has some."""
    for reference in job.references:
        lent = reference.facts.get("lora") if reference.element == "face" else None
        if isinstance(lent, dict) and lent.get("weights"):
            scale = lent.get("scale")
            return Weights(
                at=str(lent["weights"]),
                trigger=str(lent.get("trigger", "")),
                scale=float(scale) if isinstance(scale, int | float) else FULL,
            )
    return None


def with_weights(body: dict[str, Any], job: Job) -> dict[str, Any]:
    """The body of an order with the weights in it, by the entry's names, where the entry takes any.

    The trigger word goes before the words unless they have it already: without it the weights draw nobody.
    """
    place, strength, words = (job.entry.input_for(role) for role in ("lora_weights", "lora_scale", "prompt"))
    weights = weights_of(job)
    if place is None or weights is None:
        return body
    found = body | {place.name: weights.at}
    if strength is not None:
        found[strength.name] = weights.scale
    if words is not None and weights.trigger not in job.prompt:
        found[words.name] = f"{weights.trigger}, {job.prompt}"
    return found
