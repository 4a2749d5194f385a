"""Words for inputs and values, in the user's language; anything unknown is shown as its data names it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio.catalogue.inputs import SHOTS, Input
from studio.catalogue.vocabulary import KINDS, OFF, ROLES, VALUES

UPPER = frozenset({"1k", "2k", "3k", "4k", "8k", "1.5k", "png", "jpg", "jpeg", "webp", "mp4", "mov"})


def input_label(item: Input) -> str:
    """ "Format" for the input that chooses the aspect ratio."""
    return role_label(item.role)


def role_label(role: str) -> str:
    return str(ROLES.get(role, role.replace("_", " ").capitalize()))


def value_label(role: str, value: Any) -> str:
    """ "5 s" for a duration of 5, "Dolly in" for a move; several values are joined by commas."""
    if role == SHOTS and value and isinstance(value, list | tuple):
        return "\n".join(
            f"{n}. {value_label('duration', each['duration'])}: {each['prompt']}" for n, each in enumerate(value, 1)
        )
    if isinstance(value, list | tuple):
        return ", ".join(value_label(role, each) for each in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if role == "duration":
        seconds = float(value) if str(value).replace(".", "", 1).isdigit() else None
        return str(value) if seconds is None else ngettext("%(n)g s", "%(n)g s", int(seconds)) % {"n": seconds}
    if role in ("resolution", "output_format") and str(value).lower() in UPPER:
        return str(value).upper()
    return str(VALUES.get(role, {}).get(value, value))


def kind_label(kind: str) -> str:
    """ "Lip sync" for lipsync."""
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def off_label(reason: str) -> str:
    """The sentence for an entry's `off`."""
    return str(OFF.get(reason, reason))
