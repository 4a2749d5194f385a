"""Check an ask against its entry: one place that pages, API and price all go through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.ask import Ask
from studio.catalogue.constraints import broken
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES, SHOTS, Input
from studio.catalogue.kinds import kind_of, roles_of
from studio.catalogue.labels import role_label
from studio.catalogue.shots import check_shots
from studio.catalogue.values import all_values, as_typed


class AskInvalid(BadInput):
    """The ask does not fit its model. `errors`: a sentence for each field, in the user's language.

    Fields: "prompt", "references", "start_frame", "end_frame", "count", "kind", "parameters.<role>",
    "parameters.shots.<place, from 0>".
    """

    code = "invalid"

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(errors.values())), fields=errors)
        self.errors = errors


def check(entry: Entry, ask: Ask) -> Ask:
    """The ask with typed values, the entry's defaults, and the kind that follows from its files.

    Raises AskInvalid naming every fault at once.
    """
    errors: dict[str, str] = {}
    parameters = check_parameters(entry, ask.parameters, errors)
    errors |= check_words(entry, ask) | check_media(entry, ask) | check_count(entry, ask)
    checked = replace(ask, parameters=parameters)
    if not errors:
        errors |= broken(entry, all_values(entry, checked))
    if errors:
        raise AskInvalid(errors)
    return replace(checked, kind=kind_of(entry, roles_of(checked)))


def check_parameters(entry: Entry, given: dict[str, Any], errors: dict[str, str]) -> dict[str, Any]:
    """Typed values by role; unknown names are faults, missing ones get their default."""
    inputs = {item.role: item for item in entry.settings}
    for role in given.keys() - inputs.keys():
        errors[f"parameters.{role}"] = _("This model has no setting “%(name)s”.") % {"name": role}
    values, given = check_shots(entry, given, errors)
    for role, item in inputs.items():
        if item.fields:
            continue
        value = given.get(role)
        if value in (None, "", []):
            value = item.default_beside(values)
        if value in (None, "", []):
            if item.required:
                errors[f"parameters.{role}"] = _("Choose a value.")
            continue
        typed, fault = as_typed(item, value)
        if fault:
            errors[f"parameters.{role}"] = fault
        else:
            values[role] = typed
    return values


def check_words(entry: Entry, ask: Ask) -> dict[str, str]:
    prompt = entry.input_for("prompt")
    words = ask.prompt.strip()
    if prompt is None:
        return {"prompt": _("This model takes no words.")} if words else {}
    if prompt.required and not words and not ask.parameters.get(SHOTS):
        return {"prompt": _("Say what you want to see.")}
    limit = prompt.max_length or 5000
    if len(ask.prompt) > limit:
        return {
            "prompt": _("At most %(limit)d characters; these are %(given)d.") % {"limit": limit, "given": len(words)}
        }
    if prompt.min_length and words and len(words) < prompt.min_length:
        return {"prompt": _("At least %(limit)d characters.") % {"limit": prompt.min_length}}
    return {}


def check_media(entry: Entry, ask: Ask) -> dict[str, str]:
    """Frames and references: only those that the entry declares, no more and no fewer than it takes."""
    return check_frames(entry, ask) | check_references(entry, ask)


def check_frames(entry: Entry, ask: Ask) -> dict[str, str]:
    errors: dict[str, str] = {}
    for role in FRAMES:
        item, given = entry.input_for(role), getattr(ask, role)
        if given and item is None:
            errors[role] = _("This model takes no such frame.")
        elif item is not None and item.required and not given:
            errors[role] = _("This model needs this picture.")
    # An order "from a picture" without one would be made from words alone, and charged as if it were not.
    if ask.kind.startswith("image_to_") and not (ask.start_frame or ask.end_frame or ask.references):
        errors["start_frame" if entry.input_for("start_frame") else "references"] = _("This model needs this picture.")
    return errors


def check_references(entry: Entry, ask: Ask) -> dict[str, str]:
    errors: dict[str, str] = {}
    files = {item.role for item in entry.media} - set(FRAMES)
    for role in dict.fromkeys(reference.role for reference in ask.references):
        if role not in files:
            errors["references"] = _("This model takes no references of this kind.")
    for item in entry.media:
        if item.role not in FRAMES:
            errors |= check_number_of(item, sum(reference.role == item.role for reference in ask.references))
    return errors


def check_number_of(item: Input, given: int) -> dict[str, str]:
    name = role_label(item.role)
    if given > item.most:
        return {"references": _("%(name)s: at most %(limit)d files.") % {"name": name, "limit": item.most}}
    if given < item.least:
        words = (
            _("%(name)s: this model needs a file here.")
            if item.least == 1
            else (_("%(name)s: this model needs %(limit)d files here."))
        )
        return {"references": words % {"name": name, "limit": item.least}}
    return {}


def check_count(entry: Entry, ask: Ask) -> dict[str, str]:
    errors = {}
    if not 1 <= ask.count <= entry.max_count:
        errors["count"] = _("From 1 to %(limit)d at once.") % {"limit": entry.max_count}
    if ask.kind not in entry.kinds:
        errors["kind"] = _("This model does not make this.")
    return errors
