"""What is known of an order's files, and whether a model can read them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES, MEDIA_KINDS, Input
from studio.catalogue.labels import role_label

TYPES = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP", "image/avif": "AVIF", "video/mp4": "MP4",
    "video/quicktime": "MOV", "video/webm": "WebM", "audio/mpeg": "MP3", "audio/wav": "WAV", "audio/mp4": "M4A",
    "audio/ogg": "OGG",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """One file of an order. kind: picture | clip | sound; a length or size that is not known is None or 0."""

    role: str
    kind: str
    content_type: str = ""
    size_bytes: int = 0
    seconds: float | None = None
    longest_px: int = 0


def seconds_of(files: Iterable[File], role: str) -> int:
    """Of all files in this role, each rounded up: makers charge for every second that was begun."""
    return sum(math.ceil(file.seconds or 0) for file in files if file.role == role)


def field_of_role(role: str) -> str:
    return role if role in FRAMES else "references"


def check_files(entry: Entry, ask: Ask, files: Sequence[File]) -> dict[str, str]:
    """A sentence for each place whose files this model cannot read."""
    errors: dict[str, str] = {}
    for file in files:
        item = entry.input_for(file.role)
        if item is not None and (fault := fault_of(item, file)):
            errors.setdefault(field_of_role(file.role), fault)
    for rule in entry.constraints:
        if rule["rule"] == "seconds_max" and (fault := too_long(rule, ask, files)):
            errors.setdefault(field_of_role(rule["role"]), fault)
    return errors


def fault_of(item: Input, file: File) -> str:
    """What is wrong with one file in its place, or ""."""
    place = {"name": role_label(item.role)}
    if MEDIA_KINDS.get(item.role, file.kind) != file.kind:
        return _("This file is not of the kind that belongs here.")
    if item.accept and file.content_type and file.content_type not in item.accept:
        known = ", ".join(TYPES.get(each, each) for each in item.accept)
        return _("%(name)s: this model reads %(types)s.") % {**place, "types": known}
    if item.max_mb and file.size_bytes > item.max_mb * 2**20:
        return _("%(name)s: at most %(limit)g MB for this model.") % {**place, "limit": item.max_mb}
    return length_fault(item, file)


def length_fault(item: Input, file: File) -> str:
    if file.seconds is None:
        return ""
    place = {"name": role_label(item.role)}
    if item.min_s and file.seconds < item.min_s:
        return _("%(name)s: at least %(limit)g s for this model.") % {**place, "limit": item.min_s}
    # Half a second of grace: containers round, and makers measure with other tools than ours.
    if item.max_s and file.seconds > item.max_s + 0.5:
        return _("%(name)s: at most %(limit)g s for this model.") % {**place, "limit": item.max_s}
    return ""


def too_long(rule: Any, ask: Ask, files: Sequence[File]) -> str:
    """A rule {"rule": "seconds_max", "role", "max", "if": {role: value}}: all files of the role together."""
    if any(ask.parameters.get(role) != value for role, value in rule.get("if", {}).items()):
        return ""
    if sum(file.seconds or 0 for file in files if file.role == rule["role"]) <= rule["max"] + 0.5:
        return ""
    return _("%(name)s: at most %(limit)g s in all with these settings.") % {
        "name": role_label(rule["role"]),
        "limit": rule["max"],
    }
