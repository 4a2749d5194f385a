"""What a composer holds, as plain JSON: kept as a draft, filled from an earlier order, carried from model to model."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import STRONGEST, Ask, ReferenceAsk, Retakes
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES
from studio.catalogue.kinds import kind_of
from studio.engines.tables import holding_source
from studio.shaping import names_camera

USUAL_BELOW = 70
COMPOSERS = {"image": "image", "video": "video", "sound": "audio"}
"""What the models of each composer make."""


class Content(TypedDict, total=False):
    """Values by role, as typed; references as "<source>:<id>:<role>"."""

    model: str
    prompt: str
    count: int
    parameters: dict[str, Any]
    start_frame: str
    end_frame: str
    references: list[str]
    strengths: dict[str, int | str]
    """How strongly to hold to a thing, by its id, as typed; those that nothing was said of are left out."""
    parent: str
    retakes: dict[str, Any]
    """Of `studio.ask.Retakes`, as typed: no "most", or none of it, where it is made once."""
    camera: dict[str, Any]
    """Of `studio.ask.Ask.camera`; left out where there is none, as is the master."""
    master: dict[str, Any]
    audio_prompt: str
    audio_type: str
    """Of the sound that goes with a clip; left out where there is none."""
    before: dict[str, Any]
    """What stood here before an earlier work took its place: one step back."""


def of_ask(ask: Ask) -> Content:
    """The content that fills the composer with everything of `ask`."""
    content = Content(
        model=ask.model,
        prompt=ask.prompt,
        count=ask.count,
        parameters=dict(ask.parameters),
        references=[f"{reference.source}:{reference.id}:{reference.role}" for reference in ask.references],
    )
    if strengths := {each.id: each.strength for each in ask.references if each.strength is not None}:
        content["strengths"] = dict(strengths)
    for name in (*FRAMES, "parent"):
        if value := getattr(ask, name):
            content[name] = str(value)  # type: ignore[literal-required]  # these names are all keys of Content
    if ask.retakes:
        content["retakes"] = {name: value for name, value in asdict(ask.retakes).items() if value is not None}
    if ask.audio_prompt:
        content |= {"audio_prompt": ask.audio_prompt, "audio_type": ask.audio_type}
    if ask.camera is not None:
        content["camera"] = ask.camera
    if ask.master is not None:
        content["master"] = ask.master
    return content


def ask_from(content: Content, entry: Entry, *, project: UUID | None = None) -> Ask:
    """The ask that this content makes of this entry, unchecked. Raises BadInput for ids that are none."""
    given = content.get("parameters", {})
    strengths = content.get("strengths", {})
    references = tuple(
        replace(asked, strength=strength_of(strengths.get(asked.id)))
        for asked in map(reference_of, content.get("references", []))
    )
    roles = {each.role for each in references if not is_lent(each.source)} | {
        role for role in FRAMES if content.get(role)
    }
    return Ask(
        kind=kind_of(entry, roles),
        model=entry.id,
        prompt=content.get("prompt", "") if entry.input_for("prompt") else "",
        parameters={item.role: given[item.role] for item in entry.parameters if item.role in given},
        references=references,
        start_frame=uuid_of(content.get("start_frame", "")),
        end_frame=uuid_of(content.get("end_frame", "")),
        parent=uuid_of(content.get("parent", "")),
        project=project,
        count=content.get("count", 1),
        retakes=retakes_of(content.get("retakes", {})),
        camera=content.get("camera"),
        master=content.get("master"),
        audio_prompt=content.get("audio_prompt", "") if entry.output == "video" else "",
        audio_type=content.get("audio_type", "") if entry.output == "video" and content.get("audio_prompt") else "",
    )


def retakes_of(given: dict[str, Any]) -> Retakes | None:
    """When it is to be made again; None where it is made once. Raises BadInput for what is no number."""
    if not given.get("most"):
        return None
    try:
        return Retakes(
            most=int(given["most"]),
            below=int(given.get("below") or USUAL_BELOW),
            score=str(given.get("score") or "face"),
            within=int(given["within"]) if given.get("within") else None,
        )
    except ValueError as error:
        raise BadInput(_("Say in whole numbers when it is to be made again.")) from error


def reference_of(text: str) -> ReferenceAsk:
    """The reference that "<source>:<id>:<role>" names. Raises BadInput."""
    parts = text.split(":")
    if len(parts) != 3 or not all(parts[: 2 if holds(text) else 3]):
        raise BadInput(_("This reference cannot be read."))
    return ReferenceAsk(source=parts[0], id=parts[1], role=parts[2])


def strength_of(given: int | str | None) -> int | None:
    """1..100; None where nothing was said. Raises BadInput."""
    if given in (None, ""):
        return None
    strength = int(given) if str(given).isdecimal() and len(str(given)) <= 3 else 0
    if not 1 <= strength <= STRONGEST:
        raise BadInput(_("Strength of the face: a whole number from 1 to %(limit)d.") % {"limit": STRONGEST})
    return strength


def holds(reference: str) -> bool:
    """Whether "<source>:<id>:<role>" names something to hold to or a camera, and not a plain file."""
    return is_lent(reference.partition(":")[0])


def is_lent(source: str) -> bool:
    """Whether what this source names goes into every model, in the way that the model has for it."""
    return names_camera(source) or holding_source(source) is not None


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


def words_limit(entry: Entry) -> int:
    words = entry.input_for("prompt")
    return (words.max_length if words else None) or 5000
