"""Who says a line: a model that speaks, with its settings, as shots and mixes keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.validate import AskInvalid, check
from studio.catalogue.values import UNUSABLE
from studio.selectors import catalogue

SPEAKS: Final = "text_to_speech"


def voice_content(value: Any, *, before: Mapping[str, Any]) -> dict[str, Any]:
    """{"model", "parameters"} with all that the model sets by itself, so that it sounds the same later; {} for none.

    What stands there already is not looked at again: a model may have left the catalogue since. Raises AskInvalid with
    "voice", "voice.model" and "voice.parameters.<role>".
    """
    if value in (None, "", {}):
        return {}
    if value == before:
        return dict(before)
    if not isinstance(value, Mapping) or value.keys() - {"model", "parameters"}:
        raise AskInvalid({"voice": _("A voice has a model and its parameters.")})
    given = value.get("parameters") or {}
    if not isinstance(given, Mapping):
        raise AskInvalid({"voice.parameters": str(UNUSABLE)})
    entry = speaker(value.get("model"))
    return {"model": entry.id, "parameters": settings_of(entry, dict(given))}


def speaker(model: Any) -> Entry:
    """Raises AskInvalid for what does not speak or cannot be ordered here."""
    try:
        offer = catalogue.offer(model) if isinstance(model, str) else None
    except NotFound:
        offer = None
    if offer is None:
        raise AskInvalid({"voice.model": _("There is no such model.")})
    if SPEAKS not in offer.entry.kinds:
        raise AskInvalid({"voice.model": _("This model does not speak.")})
    if not offer.can_be_ordered:
        raise AskInvalid({"voice.model": offer.why_off})
    return offer.entry


def settings_of(entry: Entry, given: dict[str, Any]) -> dict[str, Any]:
    """As an order of a short line would be checked; a model that needs a file beside the words is refused so too."""
    words = entry.input_for("prompt")
    line = "a" * ((words.min_length if words else 0) or 1)
    try:
        return check(entry, Ask(kind=SPEAKS, model=entry.id, prompt=line, parameters=given)).parameters
    except AskInvalid as refused:
        raise AskInvalid({f"voice.{name}": words for name, words in refused.errors.items()}) from refused
