"""Which model makes a shot, and its settings: those of the catalogue that film, and what each of them takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.catalogue.entry import Entry
from studio.catalogue.validate import AskInvalid
from studio.catalogue.values import UNUSABLE, as_typed
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from video.content_fields import LONGEST_SHOWN

FILMS: Final = frozenset({"text_to_video", "image_to_video", "reference_to_video", "keyframes"})
"""Kinds of orders that a shot can be."""
OF_THE_BOARD: Final = frozenset({"aspect_ratio", "resolution", "duration", "seed"})
"""Settings that the board or the shot has a field of its own for."""


def films(offer: Offer) -> bool:
    """Whether a shot can be made by it: it makes clips of words, pictures or references, not of two frames alone."""
    entry = offer.entry
    own = entry.kind in settings.PAGE_KINDS or offer.is_utility
    return (
        entry.output == "video" and not own and entry.input_for("prompt") is not None and bool(FILMS & set(entry.kinds))
    )


def model_and_settings(
    data: Mapping[str, Any], *, model: str, parameters: Mapping[str, Any], needed: bool
) -> dict[str, Any]:
    """Of what is given the columns `model` and `parameters` that change. needed: there must be a model.

    Another model keeps those of the settings before that it has too. Raises AskInvalid with "model", "parameters" and
    "parameters.<role>". What stands there already is not looked at again: a model may have left the catalogue since,
    and a shot's words must still be saved.
    """
    wanted = data.get("model", model) or ""
    given = data.get("parameters", parameters) or {}
    if wanted == model and given == parameters:
        return {}
    if not isinstance(given, Mapping):
        raise AskInvalid({"parameters": str(UNUSABLE)})
    entry = entry_of(wanted, needed=needed)
    fits = read(entry, given) if "parameters" in data else kept(entry, given)
    return {"model": wanted, "parameters": fits}


def entry_of(model: Any, *, needed: bool) -> Entry | None:
    if model == "" and not needed:
        return None
    try:
        offer = catalogue.offer(model) if isinstance(model, str) else None
    except NotFound:
        offer = None
    if offer is None:
        raise AskInvalid({"model": _("There is no such model.")})
    if not films(offer):
        raise AskInvalid({"model": _("This model does not make shots.")})
    return offer.entry


def read(entry: Entry | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values by role, what is empty left out. Raises AskInvalid."""
    known = settings_of(entry)
    values, errors = {}, {}
    for role, value in given.items():
        place = f"parameters.{str(role)[:LONGEST_SHOWN]}"
        if role not in known:
            errors[place] = refusal(entry, str(role)[:LONGEST_SHOWN])
            continue
        if value in (None, "", []):
            continue
        values[role], fault = as_typed(known[role], value)
        if fault:
            errors[place] = fault
    if errors:
        raise AskInvalid(errors)
    return values


def kept(entry: Entry | None, before: Mapping[str, Any]) -> dict[str, Any]:
    """Of another model's settings those that this one can have."""
    known = settings_of(entry)
    typed = {role: as_typed(known[role], value) for role, value in before.items() if role in known}
    return {role: value for role, (value, fault) in typed.items() if not fault}


def settings_of(entry: Entry | None) -> dict[str, Any]:
    """The inputs that a shot's or a board's `parameters` may have, by role."""
    return {each.role: each for each in entry.parameters if each.role not in OF_THE_BOARD} if entry else {}


def refusal(entry: Entry | None, role: str) -> str:
    if entry is None:
        return _("Choose a model of its own first: these settings are the board's.")
    if role in OF_THE_BOARD:
        return _("This is set on the board or on the shot itself.")
    return _("This model has no setting “%(name)s”.") % {"name": role}
