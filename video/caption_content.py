"""How the captions of a sound mix are seen: read from JSON or from a form, every fault told by its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reklamai.media.captions.model import PLACES, SIZES, STYLES
from studio.catalogue.validate import AskInvalid
from video.content_fields import choice, flag, unknown
from video.trait_fields import Unfit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

USUAL: Final[Mapping[str, Any]] = {"style": "clean", "place": "low", "size": "medium", "burn": False}
"""Captions beside the picture, as a player shows them."""
STYLE_LABELS: Final[Mapping[str, Label]] = {
    "clean": pgettext_lazy("captions", "Clean"),
    "box": pgettext_lazy("captions", "On a plate"),
    "bold": pgettext_lazy("captions", "Big words"),
    "karaoke": pgettext_lazy("captions", "Word by word"),
}
PLACE_LABELS: Final[Mapping[str, Label]] = {
    "low": pgettext_lazy("captions", "Low"),
    "middle": pgettext_lazy("captions", "In the middle"),
    "top": pgettext_lazy("captions", "At the top"),
}
SIZE_LABELS: Final[Mapping[str, Label]] = {
    "small": pgettext_lazy("captions", "Small"),
    "medium": pgettext_lazy("captions", "Medium"),
    "large": pgettext_lazy("captions", "Large"),
}


@dataclass(frozen=True, slots=True)
class CaptionPreset:
    """A look that fits a purpose."""

    slug: str
    label: Label
    settings: Mapping[str, Any]


PRESETS: Final = (
    CaptionPreset("beside", gettext_lazy("Beside the picture, as files"), USUAL),
    CaptionPreset("film", gettext_lazy("Film"), {**USUAL, "burn": True}),
    CaptionPreset("plate", gettext_lazy("On any picture"), {**USUAL, "style": "box", "burn": True}),
    CaptionPreset("social", gettext_lazy("Social, big words"), {**USUAL, "style": "bold", "burn": True}),
    CaptionPreset("karaoke", gettext_lazy("Social, word by word"), {**USUAL, "style": "karaoke", "burn": True}),
)

BY_SLUG: Final = {each.slug: each for each in PRESETS}


def preset_of(settings: Mapping[str, Any]) -> str | None:
    """The preset whose look these settings are; None for one of somebody's own."""
    now = {**USUAL, **settings}
    return next((each.slug for each in PRESETS if each.settings == now), None)


def caption_content(value: Any, *, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The whole of the settings "style", "place", "size" and "burn"; what is left out is as `before`, or as usual.

    "preset" names a look that fits a purpose: it sets all four, and what is named beside it goes over it. None and {}
    are captions as usual. Raises AskInvalid with "captions" or "captions.<name>", naming every fault.
    """
    if value in (None, {}):
        return dict(USUAL)
    if not isinstance(value, Mapping):
        raise AskInvalid({"captions": _("Captions are an object with their settings.")})
    errors = unknown([name for name in value if name not in FIELDS and name != "preset"])
    found = dict(USUAL) | {name: known for name, known in (before or {}).items() if name in FIELDS}
    if value.get("preset") is not None:
        try:
            found |= BY_SLUG[choice(value["preset"], tuple(BY_SLUG))].settings
        except Unfit as fault:
            errors["preset"] = str(fault)
    for name in (name for name in FIELDS if name in value):
        try:
            found[name] = FIELDS[name](value[name])
        except Unfit as fault:
            errors[name] = str(fault)
    if errors:
        raise AskInvalid({f"captions.{name}": fault for name, fault in errors.items()})
    return found


FIELDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "style": lambda value: choice(value, STYLES),
    "place": lambda value: choice(value, PLACES),
    "size": lambda value: choice(value, SIZES),
    "burn": flag,
}
