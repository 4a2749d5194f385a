"""What goes into the `input` of an order, by the entry: its names, its JSON types, nothing that it does not declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.catalogue.entry import Entry
from studio.catalogue.inputs import Input
from studio.catalogue.shots import shots_in
from studio.engines.base import Job
from studio.pointing import ELEMENT

Addresses = Mapping[str, Sequence[str]]
"""By role, where at the vendor the files of an order are."""


def inputs(job: Job, addresses: Addresses) -> dict[str, Any]:
    """The body's `input`. What has no value is left out: KIE refuses empty texts for optional fields.

    Inputs of one name are one list, in the entry's order: a start and an end frame in `image_urls`.
    """
    found: dict[str, Any] = {}
    for item in job.entry.inputs:
        value = value_of(item, job, addresses)
        if value in (None, "", []):
            continue
        earlier = found.get(item.name)
        found[item.name] = [*earlier, *value] if isinstance(earlier, list) else value
    return found


def value_of(item: Input, job: Job, addresses: Addresses) -> Any:
    if item.fixed is not None:
        return item.fixed
    if item.follows:
        return bool(job.parameters.get(item.follows))
    if item.by_kind:
        return item.by_kind.get(job.kind)
    if item.role == "elements":
        return elements_of(addresses.get("elements", ()))
    if item.is_media:
        return files_of(item, addresses)
    if item.role == "prompt":
        return prompt_of(job)
    if item.role in OURS:
        return OURS[item.role].get(item.type)
    return item.said(job.parameters.get(item.role))


def prompt_of(job: Job) -> str:
    """The words. Of several shots the first one's: KIE reads theirs alone, and yet requires the field (2026-10)."""
    shots = shots_in(job.parameters)
    return str(shots[0]["prompt"]) if shots else job.prompt


OURS: dict[str, dict[str, Any]] = {
    "safety_checker": {"boolean": True},  # its default is unfiltered output
    "watermark": {"boolean": False},  # where it is a text, none is written
    "num_outputs": {"integer": 1, "string": "1", "number": 1},  # one item of an order is one task, held by itself
}
"""What we set ourselves: value by JSON type."""


def files_of(item: Input, addresses: Addresses) -> Any:
    found = list(addresses.get(item.role, ()))
    if item.type == "array":
        return found
    return found[0] if found else None


def elements_of(pictures: Sequence[str]) -> list[dict[str, Any]]:
    """The one element of an order: a person whom its prompt names "@person"."""
    if not pictures:
        return []
    return [{"name": ELEMENT, "description": "the person", "element_input_urls": list(pictures)}]


def wanted_roles(entry: Entry) -> frozenset[str]:
    """The roles whose files this entry takes: no other file is given to the vendor."""
    return frozenset(item.role for item in entry.media)
