"""Scores in one plain sentence each, in the active language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reklamai.media.mattes.model import Missing

if TYPE_CHECKING:
    from anchors.media.likeness.model import Judged

LEVELS: Final[dict[str, dict[str, str | Promise]]] = {
    "face": {
        "same": _("The same face."),
        "close": _("Very likely the same face, a little changed."),
        "unsure": _("The face is alike, but it may be another person's."),
        "other": _("Another person's face."),
    },
    "clothing": {
        "same": _("The same clothes, in colour and cloth."),
        "close": _("The same clothes with small differences."),
        "unsure": _("The clothes are alike, but not surely the same."),
        "other": _("Other clothes."),
    },
    "lighting": {
        "same": _("The same light."),
        "close": _("Nearly the same light."),
        "unsure": _("The light is alike, but not the same."),
        "other": _("Another light."),
    },
    "place": {
        "same": _("The same place."),
        "close": _("Very likely the same place, a little changed."),
        "unsure": _("The place is alike, but not surely the same."),
        "other": _("Another place."),
    },
    "product": {
        "same": _("The same product."),
        "close": _("Very likely the same product, a little changed."),
        "unsure": _("The product is alike, but not surely the same."),
        "other": _("Another product, or it is hardly seen."),
    },
}
REASONS: Final[dict[str, str | Promise]] = {
    "no_face_in_result": _("Not measured: no face that could be compared was found in the result."),
    "no_face_in_reference": _("Not measured: the reference shows no face that could be compared."),
    "no_person_in_result": _("Not measured: nobody was found in the result."),
    "no_garment_in_result": _("Not measured: no clothes were found in the result."),
    "garment_too_small": _("Not measured: too little of the clothes is seen."),
    "no_light_in_result": _("Not measured: the light of the result could not be read."),
    "no_light_in_reference": _("Not measured: the light of the reference could not be read."),
    "place_hidden": _("Not measured: people hide the place in the result."),
    "place_out_of_focus": _(
        "Not measured: what is seen of the place is too blurred or too plain to be told from others."
    ),
    "reference_too_plain": _("Not measured: the reference is too plain or too small to be told from others."),
    "reference_unreadable": _("Not measured: the reference's file could not be read."),
    "result_unreadable": _("Not measured: the result's file could not be read."),
}


def sentence(name: str, judged: Judged) -> str:
    """How far this thing was kept, or why it was not measured."""
    if isinstance(judged, Missing):
        return str(REASONS[judged.reason])
    return str(LEVELS[name][judged.level])
