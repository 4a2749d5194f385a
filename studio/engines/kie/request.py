"""What goes into the `input` of an order, by the entry: its names, its JSON types, nothing that it does not declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.catalogue.entry import Entry, Input
from studio.engines.base import Job

Addresses = Mapping[str, Sequence[str]]
"""By role, where at the vendor the files of an order are."""


def inputs(job: Job, addresses: Addresses) -> dict[str, Any]:
    """The body's `input`. What has no value is left out: KIE refuses empty texts for optional fields."""
    found = {item.name: value_of(item, job, addresses) for item in job.entry.inputs}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def value_of(item: Input, job: Job, addresses: Addresses) -> Any:
    if item.fixed is not None:
        return item.fixed
    if item.is_media:
        return files_of(item, addresses)
    if item.role == "prompt":
        return job.prompt
    if item.role in OURS:
        return OURS[item.role].get(item.type)
    return job.parameters.get(item.role)


OURS: dict[str, dict[str, Any]] = {
    "safety_checker": {"boolean": True},  # its default is unfiltered output
    "watermark": {"boolean": False},  # where it is a text, none is written
    "num_outputs": {"integer": 1, "string": "1", "number": 1},  # one item of an order is one task, held by itself
}
"""What we set ourselves: value by JSON type."""


def files_of(item: Input, addresses: Addresses) -> Any:
    if item.role == "frames":  # one list for both: the start first, and never an end alone
        found = [*addresses.get("start_frame", ()), *addresses.get("end_frame", ())]
    else:
        found = list(addresses.get(item.role, ()))
    if item.type == "array":
        return found
    return found[0] if found else None


def wanted_roles(entry: Entry) -> frozenset[str]:
    """The roles whose files this entry takes: no other file is given to the vendor."""
    roles = {item.role for item in entry.inputs if item.is_media}
    return frozenset(roles | {"start_frame", "end_frame"} if "frames" in roles else roles)
