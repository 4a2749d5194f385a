"""What of a composer's content another model can take, and why the rest cannot come along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES, SHOTS, Input
from studio.catalogue.labels import role_label, value_label
from studio.catalogue.values import as_typed
from studio.forms.content import Content, holds, words_limit
from studio.shaping import camera_left_out, camera_marks

KIN = {
    "reference_images": ("source_image",),
    "source_image": ("reference_images",),
    "portrait": ("character_image",),
    "character_image": ("portrait",),
    "source_video": ("driving_video", "reference_videos"),
    "driving_video": ("source_video",),
    "reference_videos": ("source_video",),
    "audio": ("source_audio", "reference_audio"),
    "source_audio": ("audio",),
}
"""Where a file may stand with a model that has no place of its own name for it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a content a model can take, and sentences about what it cannot."""

    content: Content
    dropped: tuple[str, ...] = ()


def carried(content: Content, entry: Entry, *, before: Entry | None = None) -> Carried:
    """What still applies with this entry's model, and why the rest does not.

    before: the model it was typed for; a setting of its own that nobody touched goes without a word.
    """
    parameters, dropped = carried_parameters(content.get("parameters", {}), entry, untouched(before))
    fitting = Content(**{**content, "model": entry.id, "parameters": parameters})
    for role in FRAMES:
        if content.get(role) and entry.input_for(role) is None:
            fitting.pop(role)  # type: ignore[misc]  # as above
            dropped.append(_("%(name)s: this model takes none, it was taken out.") % {"name": role_label(role)})
    fitting["references"] = carried_references(content.get("references", []), entry, dropped)
    limit = words_limit(entry)
    if len(content.get("prompt", "")) > limit:
        dropped.append(
            _("The words are longer than the %(limit)d characters that this model reads.") % {"limit": limit}
        )
    dropped += camera_left_out(content.get("camera", {}), content.get("master", {}), entry)
    if "master" in content and "master" in camera_marks(entry) and camera_marks(entry)["master"].kind == "none":
        fitting.pop("master")  # no control of such a model could take it out, and each order would be refused for it
    fitting["count"] = min(max(1, content.get("count", 1)), entry.max_count)
    return Carried(fitting, tuple(dropped))


def untouched(before: Entry | None) -> frozenset[tuple[str, str]]:
    """(role, value) of each setting that nobody has touched."""
    if before is None:
        return frozenset()
    switched_off = {(item.role, "off") for item in before.parameters if item.type == "boolean" and not item.default}
    return frozenset({(item.role, str(item.default)) for item in before.parameters} | switched_off)


def carried_parameters(
    given: dict[str, Any], entry: Entry, untouched: frozenset[tuple[str, str]] = frozenset()
) -> tuple[dict[str, Any], list[str]]:
    inputs = {item.role: item for item in entry.parameters}
    kept: dict[str, Any] = {}
    dropped: list[str] = []
    for role, value in given.items():
        if value in (None, "", []):
            continue
        name, shown = role_label(role), value_label(role, value)
        fitting = matched(inputs[role], value) if role in inputs else value
        if role not in inputs and (role, str(value)) in untouched:
            continue
        if role == SHOTS:
            dropped.append(_("%(name)s: several shots are filmed from a storyboard.") % {"name": name})
        elif role not in inputs:
            dropped.append(
                _("%(name)s: this model has no such setting; yours is kept for when you go back.") % {"name": name}
            )
        elif as_typed(inputs[role], fitting)[1]:
            dropped.append(_("%(name)s: this model does not offer %(value)s.") % {"name": name, "value": shown})
        else:
            kept[role] = fitting
    return kept, dropped


def matched(item: Input, value: Any) -> Any:
    """The value as this model spells it: "4K" for another's "4k"."""
    return next((each for each in item.enum if str(each).casefold() == str(value).casefold()), value)


def carried_references(given: list[str], entry: Entry, dropped: list[str]) -> list[str]:
    """Those whose role the entry has, or a kindred one, as many as it takes."""
    kept: list[str] = []
    for reference in given:
        if holds(reference):  # it goes into every model, as a picture or as words
            kept.append(reference)
            continue
        stem, _colon, role = reference.rpartition(":")
        place = next((each for each in (role, *KIN.get(role, ())) if entry.input_for(each)), "")
        item = entry.input_for(place)
        if item is None:
            dropped.append(_("%(name)s: this model takes none, they were taken out.") % {"name": role_label(role)})
        elif sum(each.endswith(f":{place}") for each in kept) >= item.most:
            words = _("%(name)s: this model takes at most %(limit)d.")
            dropped.append(words % {"name": role_label(place), "limit": item.most})
        else:
            kept.append(f"{stem}:{place}")
    dropped[:] = dict.fromkeys(dropped)
    return kept
