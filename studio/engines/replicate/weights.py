"""A person's own weights in an order: lent by what it holds to, named by no form."""

from __future__ import annotations

from typing import Any, Final

from studio.engines.base import Job

ROLE: Final = "lora_weights"


def with_weights(body: dict[str, Any], job: Job) -> dict[str, Any]:
    """The body of an order with the weights in it, by the entry's names, where it holds to somebody who has some.

    The word that calls the person up goes before the words unless they have it already: without it the weights draw
    nobody.
    """
    reference = next((each for each in job.references if each.role == ROLE), None)
    given = reference.facts.get("given") if reference else None
    if reference is None or not isinstance(given, dict):
        return body
    items = {role: job.entry.input_for(role) for role in given}
    found = body | {item.name: item.said(given[role]) for role, item in items.items() if item is not None}
    trigger, words = trigger_of(reference.facts), job.entry.input_for("prompt")
    if words is not None and trigger not in job.prompt:
        found[words.name] = f"{trigger}, {job.prompt}"
    return found


def trigger_of(facts: dict[str, Any]) -> str:
    lent = facts.get("lora")
    return str(lent.get("trigger", "")) if isinstance(lent, dict) else ""
