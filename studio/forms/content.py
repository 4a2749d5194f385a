"""What a composer holds, as plain JSON: kept as a draft, filled from an earlier order, carried from model to model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.catalogue.labels import role_label, value_label
from studio.catalogue.validate import FRAMES
from studio.catalogue.values import as_typed

KINDS = {
    "image": ("text_to_image", "image_to_image"),
    "video": ("text_to_video", "image_to_video", "keyframes", "reference_to_video"),
}
"""What each composer can order."""


class Content(TypedDict, total=False):
    """Values by role, as typed; references as "<source>:<id>:<role>"."""

    model: str
    prompt: str
    count: int
    parameters: dict[str, Any]
    start_frame: str
    end_frame: str
    references: list[str]
    parent: str
    before: dict[str, Any]
    """What stood here before an earlier work took its place: one step back."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a content a model can take, and sentences about what it cannot."""

    content: Content
    dropped: tuple[str, ...] = ()


def of_ask(ask: Ask) -> Content:
    """The content that fills the composer with everything of `ask`."""
    content = Content(
        model=ask.model,
        prompt=ask.prompt,
        count=ask.count,
        parameters=dict(ask.parameters),
        references=[f"{reference.source}:{reference.id}:{reference.role}" for reference in ask.references],
    )
    for name in (*FRAMES, "parent"):
        if value := getattr(ask, name):
            content[name] = str(value)  # type: ignore[literal-required]  # these names are all keys of Content
    return content


def ask_from(content: Content, entry: Entry, *, composer: str, project: UUID | None = None) -> Ask:
    """The ask that this content makes of this entry, unchecked. Raises BadInput for ids that are none."""
    given = content.get("parameters", {})
    return Ask(
        kind=kind_of(entry, content, composer),
        model=entry.id,
        prompt=content.get("prompt", ""),
        parameters={item.role: given[item.role] for item in entry.parameters if item.role in given},
        references=tuple(reference_of(each) for each in content.get("references", [])),
        start_frame=uuid_of(content.get("start_frame", "")),
        end_frame=uuid_of(content.get("end_frame", "")),
        parent=uuid_of(content.get("parent", "")),
        project=project,
        count=content.get("count", 1),
    )


def reference_of(text: str) -> ReferenceAsk:
    """The reference that "<source>:<id>:<role>" names. Raises BadInput."""
    parts = text.split(":")
    if len(parts) != 3 or not all(parts):
        raise BadInput(_("This reference cannot be read."))
    return ReferenceAsk(source=parts[0], id=parts[1], role=parts[2])


def uuid_of(text: str) -> UUID | None:
    """None for "". Raises BadInput for what is no id."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise BadInput(_("There is no such file.")) from error


def merged(older: Content, newer: Content) -> Content:
    """`newer`, which keeps the older values of settings that its model does not have: they return with the model.

    Where another work has taken the place of typed words, these are kept as what stood there before.
    """
    parameters = {**older.get("parameters", {}), **newer.get("parameters", {})}
    replaced = newer.get("parent") != older.get("parent") and "parent" in newer and older.get("prompt")
    before = {name: value for name, value in older.items() if name != "before"} if replaced else older.get("before", {})
    return Content(**{**newer, "parameters": parameters, "before": before})


def carried(content: Content, entry: Entry) -> Carried:
    """What still applies with this entry's model, and why the rest does not."""
    parameters, dropped = carried_parameters(content.get("parameters", {}), entry)
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
    fitting["count"] = min(max(1, content.get("count", 1)), entry.max_count)
    return Carried(fitting, tuple(dropped))


def carried_parameters(given: dict[str, Any], entry: Entry) -> tuple[dict[str, Any], list[str]]:
    inputs = {item.role: item for item in entry.parameters}
    kept: dict[str, Any] = {}
    dropped: list[str] = []
    for role, value in given.items():
        if value in (None, "", []):
            continue
        name, shown = role_label(role), value_label(role, value)
        if role not in inputs:
            dropped.append(
                _("%(name)s: this model has no such setting; yours is kept for when you go back.") % {"name": name}
            )
        elif as_typed(inputs[role], value)[1]:
            dropped.append(_("%(name)s: this model does not offer %(value)s.") % {"name": name, "value": shown})
        else:
            kept[role] = value
    return kept, dropped


def carried_references(given: list[str], entry: Entry, dropped: list[str]) -> list[str]:
    """Those whose role the entry has, as many as it takes."""
    kept: list[str] = []
    for reference in given:
        role = reference.rpartition(":")[2]
        item = entry.input_for(role)
        if item is None:
            dropped.append(_("%(name)s: this model takes none, they were taken out.") % {"name": role_label(role)})
        elif sum(each.endswith(f":{role}") for each in kept) >= (item.max_items or 10):
            dropped.append(
                _("%(name)s: this model takes at most %(limit)d.")
                % {"name": role_label(role), "limit": item.max_items or 10}
            )
        else:
            kept.append(reference)
    dropped[:] = dict.fromkeys(dropped)
    return kept


def words_limit(entry: Entry) -> int:
    words = entry.input_for("prompt")
    return (words.max_length if words else None) or 5000


def kind_of(entry: Entry, content: Content, composer: str) -> str:
    """Which of the entry's kinds these inputs make it: the one that uses the most of them."""
    wanted = wanted_kinds(content, composer)
    return next((kind for kind in wanted if kind in entry.kinds), entry.kind)


def wanted_kinds(content: Content, composer: str) -> tuple[str, ...]:
    """Kinds that fit what was given, the most fitting first."""
    if composer == "image":
        return ("image_to_image", "text_to_image") if content.get("references") else ("text_to_image", "image_to_image")
    if content.get("end_frame"):
        return ("keyframes", "image_to_video", "text_to_video")
    if content.get("start_frame"):
        return ("image_to_video", "keyframes", "text_to_video")
    if content.get("references"):
        return ("reference_to_video", "image_to_video", "text_to_video")
    return ("text_to_video", "image_to_video", "keyframes", "reference_to_video")
